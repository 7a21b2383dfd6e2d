package ask

import (
	"regexp"
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
)

var (
	aNumber  = regexp.MustCompile(`(?i)\b` + number + `(?:\s+(?:hundred|thousand|million|billion))?(?:\s*%|\b)`)
	anAmount = regexp.MustCompile(`(?i)(?:[£$€¥]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:bn|billion|m|million|k|thousand|tn|trillion))?\b|\b\d[\d,]*(?:\.\d+)?\s?(?:%|per cent|percent|pounds|dollars|euros|pence|p\b))`)
	aDate    = regexp.MustCompile(`\b(?:` + days + `(?:,? )?)?(?:\d{1,2}(?:st|nd|rd|th)? ` + months + `(?:,? \d{4})?|` + months + ` \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|` + months + ` \d{4})\b|` +
		`\b(?:in|by|since|until|during|from|of) ((?:early |late |mid-)?(?:19|20)\d\d(?:[/-]\d{2,4})?)\b|\b(?:` + days + `|yesterday|today|tomorrow|last (?:week|month|year|night)|next (?:week|month|year)|in ` + months + `|(?:19|20)\d\d)\b`)
	aName  = regexp.MustCompile(`\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor)\.? )?\p{Lu}[\p{L}’'-]+(?: (?:de|van|von|der|la|bin|al) | )(?:\p{Lu}\.? )?\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?`)
	aPlace = regexp.MustCompile(`\b(?:in|at|near|outside|to|from) ((?:the )?\p{Lu}[\p{L}’'-]+(?: (?:of |upon |and )?\p{Lu}[\p{L}’'-]+)*)`)
)

// answers finds, in one sentence of an article, the spans that have the form of
// an answer of the question's kind, in bytes of the article's text. A name or a
// place that the question itself holds is none.
func (u understood) answers(s string, one sentence) []text.Span {
	var found []text.Span
	words := one.span.Of(s)
	add := func(m []int) {
		start, end := m[0], m[1]
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] >= 0 {
				start, end = m[g], m[g+1]
			}
		}
		found = append(found, text.Span{Start: one.span.Start + start, End: one.span.Start + end})
	}
	switch u.kind {
	case howMany:
		for _, m := range aNumber.FindAllStringIndex(words, -1) {
			if span, ok := u.counted(s, one, text.Span{Start: one.span.Start + m[0], End: one.span.Start + m[1]}); ok {
				found = append(found, span)
			}
		}
	case howMuch:
		for _, m := range anAmount.FindAllStringSubmatchIndex(words, -1) {
			add(m)
		}
	case when:
		for _, m := range aDate.FindAllStringSubmatchIndex(words, -1) {
			add(m)
		}
	case who:
		for _, m := range aName.FindAllStringIndex(words, -1) {
			if !u.holds(words[m[0]:m[1]]) {
				add(m)
			}
		}
	case where:
		for _, m := range aPlace.FindAllStringSubmatchIndex(words, -1) {
			if !u.holds(words[m[2]:m[3]]) {
				add(m)
			}
		}
	}
	return found
}

// counted is the span of a number with what it counts, when that is what the
// question asks for: the focus stands within the next three words. Without a
// focus any number will do.
func (u understood) counted(s string, one sentence, number text.Span) (text.Span, bool) {
	if before, _ := utf8.DecodeLastRuneInString(s[:number.Start]); strings.ContainsRune("£$€¥/-", before) {
		return number, false // an amount of money, or a part of a date
	}
	if u.focus == "" {
		return number, true
	}
	seen := 0
	for _, t := range one.terms {
		if t.Span.Start < number.End {
			continue
		}
		if t.Text == u.focus {
			return text.Span{Start: number.Start, End: t.Span.End}, true
		}
		if seen++; seen == 3 {
			break
		}
	}
	return number, false
}

// holds reports whether every word of the phrase is among what is asked.
func (u understood) holds(phrase string) bool {
	for _, t := range index.Analyze(phrase) {
		if !index.IsStopWord(t.Text) && !u.asks(t.Text) {
			return false
		}
	}
	return true
}

func notWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
}
