package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/text"
)

const (
	months = `(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)`
	days   = `(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)`
	number = `(?:\d[\d,]*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?)`

	capitalised = `\p{Lu}[\p{L}’'-]*\p{Ll}[\p{L}-]*` // a word of a name; CEO and NHS are none
)

// The forms of an answer. Where a form has groups, the answer is the group.
var (
	aNumber  = regexp.MustCompile(`(?i)\b` + number + `(?:\s+(?:hundred|thousand|million|billion))?(?:\s*%|\b)`)
	anAmount = regexp.MustCompile(`(?i)(?:[£$€¥]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:bn|billion|m|million|k|thousand|tn|trillion))?\b|\b\d[\d,]*(?:\.\d+)?\s?(?:%|per cent|percent|pounds|dollars|euros|pence|p\b))`)
	aDate    = regexp.MustCompile(`\b(?:` + days + `(?:,? )?)?(?:\d{1,2}(?:st|nd|rd|th)? ` + months + `(?:,? \d{4})?|` + months + ` \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|` + months + ` \d{4})\b|` +
		`\b(?:in|by|since|until|during|from|of) ((?:early |late |mid-)?(?:19|20)\d\d(?:[/-]\d{2,4})?)\b|\b(?:` + days + `|yesterday|today|tomorrow|last (?:week|month|year|night)|next (?:week|month|year)|in ` + months + `|(?:19|20)\d\d|(?i:earlier this (?:week|month|year)))\b`)
	aName  = regexp.MustCompile(`\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor)\.? )?` + capitalised + `(?: (?:de|van|von|der|la|bin|al) | )(?:\p{Lu}\.? )?` + capitalised + `(?: ` + capitalised + `)?`)
	aPlace = regexp.MustCompile(`\b(?:in|at|near|outside|to|from) ((?:the )?\p{Lu}[\p{L}’'-]+(?: (?:of |upon |and )?\p{Lu}[\p{L}’'-]+)*)`)
	aTime  = regexp.MustCompile(`^(?:` + days + `|` + months + `)`)
)

// forms are the forms of the kinds of answer.
var forms = map[kind]*regexp.Regexp{howMany: aNumber, howMuch: anAmount, when: aDate, who: aName, where: aPlace}

// institutions are words of names that aren't a person's, and impersonal the
// words before such a name.
var (
	institutions = termSet("trust hospital nhs council university union college authority inc ltd plc company party club committee " +
		"government health care school agency group association society church court street road house office department royal service")
	impersonal = wordSet("the at in near")
)

// answer is a span that has the form of an answer, and how much of the question
// stands near it (see near).
type answer struct {
	span  text.Span // bytes of the version's text
	worth float64
}

// mostAnswers is how many spans are looked at in a sentence: one of news has few.
const mostAnswers = 32

// answers finds, in one sentence of s, the spans that have the form of an answer
// of the question's kind. The terms are the sentence's, with spans in bytes of
// it.
func (u *understood) answers(s string, sentence text.Span, terms []index.Term) []answer {
	form := forms[u.kind]
	if form == nil {
		return nil
	}
	words := sentence.Of(s)
	var found []answer
	for _, m := range form.FindAllStringSubmatchIndex(words, mostAnswers) {
		span := text.Span{Start: m[0], End: m[1]}
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] >= 0 {
				span = text.Span{Start: m[g], End: m[g+1]}
			}
		}
		span, ok := u.fits(words, span, terms)
		if n := len(found); !ok || n > 0 && sentence.Start+span.Start < found[n-1].span.End {
			continue // or, like the dozen of two dozen jobs, a part of the one before
		}
		found = append(found, answer{
			span:  text.Span{Start: sentence.Start + span.Start, End: sentence.Start + span.End},
			worth: u.near(span, terms),
		})
	}
	return found
}

// fits reports whether what has the form can be the answer, and returns it with
// what it counts. A name or a place that the question itself holds is none.
func (u *understood) fits(words string, span text.Span, terms []index.Term) (text.Span, bool) {
	switch u.kind {
	case howMany:
		return u.counted(words, span, terms)
	case who:
		name := span.Of(words)
		span.End -= len(name) - len(strings.TrimSuffix(strings.TrimSuffix(name, "’s"), "'s"))
		return span, !u.holds(span.Of(words)) && isPerson(words, span)
	case where:
		return span, !u.holds(span.Of(words)) && !aTime.MatchString(span.Of(words))
	}
	return span, true
}

// counted is the span of a number with what it counts, when that is what the
// question asks for: a word of the focus stands within the next three. Without
// a focus any number will do.
func (u *understood) counted(words string, number text.Span, terms []index.Term) (text.Span, bool) {
	if before, _ := utf8.DecodeLastRuneInString(words[:number.Start]); strings.ContainsRune("£$€¥/-", before) {
		return number, false // an amount of money, or a part of a date
	}
	if len(u.focus) == 0 {
		return number, true
	}
	behind, ok := 0, false
	for _, t := range terms {
		if t.Span.Start < number.End {
			continue
		}
		counted := slices.Contains(u.focus, t.Text)
		first, _ := utf8.DecodeRuneInString(t.Text)
		if ok && !counted || behind == 3 || unicode.IsDigit(first) { // another number
			break
		}
		if counted {
			number.End, ok = t.Span.End, true
		}
		behind++
	}
	return number, ok
}

// isPerson reports whether a name may be a person's.
func isPerson(words string, name text.Span) bool {
	for _, t := range index.Analyze(name.Of(words)) {
		if institutions[t.Text] {
			return false
		}
	}
	before := strings.Fields(words[:name.Start])
	return len(before) == 0 || !impersonal[strings.ToLower(before[len(before)-1])]
}

// holds reports whether every word of the phrase is among what is asked.
func (u *understood) holds(phrase string) bool {
	for _, t := range index.Analyze(phrase) {
		if !index.IsStopWord(t.Text) && !u.asks(t.Text) {
			return false
		}
	}
	return true
}

// near is how much of the question stands near a span in its sentence, between
// 0 and 1: the weight of each term over its distance, which is 1 within the span.
func (u *understood) near(span text.Span, terms []index.Term) float64 {
	from, to := len(terms), 0 // the terms of the span itself
	for i, t := range terms {
		if t.Span.End > span.Start && t.Span.Start < span.End {
			from, to = min(from, i), i
		}
	}
	closest := make([]float64, len(u.terms))
	for i, t := range terms {
		for _, k := range u.at[t.Text] {
			closest[k] = max(closest[k], 1/float64(1+max(0, from-i, i-to)))
		}
	}
	sum := 0.0
	for k, c := range closest {
		sum += c * u.terms[k].weight / u.total
	}
	return sum
}

// marks is how many answers of a quote are marked at most, and those only which
// are worth so much of the best one.
const (
	marks     = 3
	markworth = 0.8
)

// marked are the answers in the window that stand nearest to what is asked, in
// the order of the text.
func (w *window) marked() []text.Span {
	var found []answer
	for _, s := range w.article.sentences[w.first : w.last+1] {
		found = append(found, s.answers...)
	}
	slices.SortStableFunc(found, func(a, b answer) int { return cmp.Compare(b.worth, a.worth) })
	var spans []text.Span
	for _, a := range found[:min(marks, len(found))] {
		if a.worth >= markworth*found[0].worth {
			spans = append(spans, a.span)
		}
	}
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans
}
