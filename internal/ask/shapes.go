package ask

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/text"
)

const (
	months = `(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)`
	days   = `(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)`

	capitalised = `\p{Lu}[\p{L}’'-]*\p{Ll}[\p{L}-]*` // a word of a name; CEO and NHS are none
)

// The forms of an answer. Where a form has groups, the answer is the group.
var (
	aDate = regexp.MustCompile(`\b(?:` + days + `(?:,? )?)?(?:\d{1,2}(?:st|nd|rd|th)? ` + months + `(?:,? \d{4})?|` + months + ` \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|` + months + ` \d{4})\b|` +
		`\b(?:in|by|since|until|during|from|of) ((?:early |late |mid-)?(?:19|20)\d\d(?:[/-]\d{2,4})?)\b|\b(?:` + days + `|yesterday|today|tomorrow|last (?:week|month|year|night)|next (?:week|month|year)|[Ii]n ` + months + `|in the new year|(?:19|20)\d\d|(?i:earlier this (?:week|month|year)))\b`)
	aName    = regexp.MustCompile(`\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor)\.? )?` + capitalised + `(?: (?:de|van|von|der|la|bin|al) | )(?:\p{Lu}\.? )?` + capitalised + `(?: ` + capitalised + `)*`)
	aBody    = regexp.MustCompile(`\b\p{Lu}[\p{L}\d&’'-]*(?: (?:of |for |and |the |of the |our |de )?\p{Lu}[\p{L}\d&’'-]*)*`)
	aPlace   = regexp.MustCompile(`\b(?:in|at|near|outside|to|from) ((?:the )?\p{Lu}[\p{L}’'-]+(?: (?:of |upon |and )?\p{Lu}[\p{L}’'-]+)*)|\b(\p{Lu}\p{L}+)-based\b|\bbased in (\p{Lu}\p{L}+)`)
	aTime    = regexp.MustCompile(`^(?:` + days + `|` + months + `)`)
	anAge    = regexp.MustCompile(`\baged (\d{1,3})\b|\b(\d{1,3})[- ]years?[- ]old\b|, (\d{1,3}),`)
	aMeasure = regexp.MustCompile(`(?i)\b(?:(?:\d[\d,]*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ]\p{L}+|(?:half )?an? (?:second|minute|hour|day|night|week|month|year|decade|century|mile|metre|foot|ton|tonne)\b)`)
	aReason  = regexp.MustCompile(`(?i)\b(?:because (?:of )?|due to |owing to |as a result of |thanks to |in order to |so that |blamed on |on the grounds? (?:of |that ))[^;:“”"]*[^;:“”".,!?\s]`)
)

// notInNames are words that are in no person's name: dates and plurals of
// initials.
var notInNames = regexp.MustCompile(`^(?:In$|` + days + `|` + months + `$|\p{Lu}{2,}s$)`)

// forms are the forms of the kinds of answer that one expression can tell.
var forms = map[Kind]*regexp.Regexp{when: aDate, who: aName, organisation: aBody, where: aPlace, measure: aMeasure, howOld: anAge}

// hasForm reports whether answers of that kind have a form, without which a
// sentence hardly holds one. A reason is given in too many ways, and a company
// named far from the word.
func (k Kind) hasForm() bool {
	return forms[k] != nil && k != organisation || k == howMany || k == howMuch || k == whoSaid
}

// institutions are words of names that aren't a person's, and impersonal the
// words before such a name.
var (
	institutions = termSet("trust hospital nhs council university union college authority inc ltd plc company party club committee " +
		"government health care school agency group association society church court street road house office department royal service")
	impersonal = wordSet("the at in near")
	titles     = wordSet("mr mrs ms miss dr prof professor sir dame lord lady cllr councillor")
)

// matches are the places where a form stands in the words, or its first group
// that does.
func matches(form *regexp.Regexp, words string) []text.Span {
	var spans []text.Span
	for _, m := range form.FindAllStringSubmatchIndex(words, mostAnswers) {
		span := text.Span{Start: m[0], End: m[1]}
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] >= 0 {
				span = text.Span{Start: m[g], End: m[g+1]}
				break
			}
		}
		spans = append(spans, span)
	}
	return spans
}

// bare is a name without what a sentence hangs on it: Cowley’s, Cowley-based.
func bare(name string) string {
	name, _, _ = strings.Cut(name, "-based")
	return strings.TrimSuffix(strings.TrimSuffix(name, "’s"), "'s")
}

// fits reports whether what has the form can be the answer: a name or a place
// that the question itself holds is none.
func (u *understood) fits(words string, span text.Span) bool {
	name := span.Of(words)
	switch u.kind {
	case who, whoSaid:
		return !u.holds(bare(name)) && isPerson(words, span)
	case organisation:
		return !u.holds(bare(name)) && isBody(words, span)
	case measure:
		unit := index.Analyze(name)
		return slices.Contains(u.focus, unit[len(unit)-1].Text) && !u.holds(name)
	case where:
		return !u.holds(name) && !aTime.MatchString(name)
	}
	return true
}

// isPerson reports whether a name may be a person's.
func isPerson(words string, name text.Span) bool {
	terms := index.Analyze(name.Of(words))
	if len(terms) > 5 || slices.ContainsFunc(terms, func(t index.Term) bool { return institutions[t.Text] }) {
		return false
	}
	for _, word := range strings.Fields(name.Of(words)) {
		if notInNames.MatchString(word) {
			return false
		}
	}
	before := strings.Fields(words[:name.Start])
	return len(before) == 0 || !impersonal[strings.ToLower(before[len(before)-1])]
}

// isBody reports whether a name is likely that of an organisation of the kind
// asked for: such a word is in it, or right beside it, as in "trade union Unison".
func isBody(words string, name text.Span) bool {
	first, _, _ := strings.Cut(strings.ToLower(name.Of(words)), " ")
	if titles[first] || aTime.MatchString(name.Of(words)) || index.IsStopWord(first) {
		return false
	}
	beside := strings.Fields(words[:name.Start])
	beside = beside[max(0, len(beside)-1):]
	if more := strings.Fields(words[name.End:]); len(more) > 0 {
		beside = append(beside, more[0])
	}
	for _, t := range index.Analyze(name.Of(words) + " " + strings.Join(beside, " ")) {
		if bodies[t.Text] {
			return true
		}
	}
	return false
}
