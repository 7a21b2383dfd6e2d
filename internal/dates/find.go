package dates

import (
	"regexp"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// The phrases that narrow a question to some days: the words before a date say
// how. A date that none of them leads to is a part of what is asked.
var (
	between = regexp.MustCompile(`(?i)\b(?:between (` + form + `) and|from (` + form + `) (?:to|until|till|through)) (` + form + `)`)
	leading = regexp.MustCompile(`(?i)\b(in|during|since|after|before|until|till|up to|on) (?:the (?:year|month) (?:of )?)?(` + form + `)`)
	counted = regexp.MustCompile(`(?i)\b(?:(in|during|since|before|until|from) )?(` + relative + `)\b`)
)

// Find reads the first phrase of a question that narrows it to some days (in
// 2009, since May 2006, between 2006 and 2009, last year) and returns the days
// with where the phrase stands, in bytes. A date that is more than that, as
// 2009/10 is, and one without such a word before it, narrow nothing.
func Find(question string, today archive.Date) (r Range, at text.Span, ok bool) {
	for _, m := range between.FindAllStringSubmatchIndex(question, -1) {
		first := m[2:4]
		if first[0] < 0 {
			first = m[4:6]
		}
		a, okA := Parse(question[first[0]:first[1]], today)
		b, okB := Parse(question[m[6]:m[7]], today)
		if okA && okB && ends(question, m[1]) && before(a.Since, b.Until) {
			return Range{a.Since, b.Until}, text.Span{Start: m[0], End: m[1]}, true
		}
	}
	for _, m := range leading.FindAllStringSubmatchIndex(question, -1) {
		d, ok := Parse(question[m[4]:m[5]], today)
		if ok && ends(question, m[1]) {
			return led(strings.ToLower(question[m[2]:m[3]]), d), text.Span{Start: m[0], End: m[1]}, true
		}
	}
	for _, m := range counted.FindAllStringSubmatchIndex(question, -1) {
		if d, ok := Parse(question[m[4]:m[5]], today); ok && ends(question, m[1]) {
			how := ""
			if m[2] >= 0 {
				how = strings.ToLower(question[m[2]:m[3]])
			}
			return led(how, d), text.Span{Start: m[0], End: m[1]}, true
		}
	}
	return Range{}, text.Span{}, false
}

// led is the range that a word before a date makes of it.
func led(how string, d Range) Range {
	switch how {
	case "since":
		return Range{Since: d.Since}
	case "after":
		return Range{Since: step(d.Until, 1)}
	case "before":
		return Range{Until: step(d.Since, -1)}
	case "until", "till", "up to":
		return Range{Until: d.Until}
	}
	return d
}

// ends reports whether a date may end at that byte: what follows doesn't make
// another one of it, as in 2009/10, 2009-10, 2009s or 2009's budget.
func ends(s string, at int) bool {
	rest := s[at:]
	if rest == "" {
		return true
	}
	if strings.ContainsAny(rest[:1], "/-–'’") || strings.HasPrefix(rest, "’") || strings.HasPrefix(rest, "–") {
		return false
	}
	return rest[0] < '0' || rest[0] > '9' && rest[0] < 'A' || rest[0] > 'Z' && rest[0] < 'a' || rest[0] > 'z'
}

// before reports whether a doesn't begin after b ends.
func before(a, b archive.Date) bool {
	first, _, _ := a.Days()
	_, last, _ := b.Days()
	return first <= last
}
