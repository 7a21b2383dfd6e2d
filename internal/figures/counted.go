package figures

import (
	"strings"

	"cuttings/internal/text"
)

// longest is how many words a noun with what stands before it has at most.
const longest = 6

// counted finds what the amount of a figure counts: the noun behind it, the noun
// behind of or in ("£11m of the £44m savings", "$10bn in revenue"), or the noun
// before ("an annual budget of £600m").
func (r *reader) counted(f reading) (counted, head text.Span) {
	plural := f.Unit == "" && f.High.Cmp(Integer(1)) > 0
	at := r.skipAfter(f.to)
	if at == f.to && r.joined(at) && r.at(at+1).kind == word {
		at++ // 217-bed
		if head := r.at(at).Span; f.Unit == "" {
			return head, head
		}
	}
	if counted, head = r.noun(at, plural); head.Len() > 0 {
		return r.ofMeasure(counted, head)
	}
	half := f.Unit == Share && r.isDeterminer(at) // half the staff
	if r.is(at, "of") || half || f.Unit != "" && r.is(at, "in") {
		of := r.is(at, "of") || half
		at++
		for r.isDeterminer(at) {
			at++
		}
		if _, next, ok := r.amount(at); ok && of {
			at = next
		}
		if of || !r.at(at).upper && !r.in(monthWord, at) && !r.in(nothingWord, at) {
			if counted, head = r.noun(at, f.Unit == ""); head.Len() > 0 {
				return counted, head
			}
		}
	}
	return r.nounBefore(f.from)
}

// skipAfter passes over a qualifier behind an amount.
func (r *reader) skipAfter(at int) int {
	if r.is(at, "+") {
		return at + 1
	}
	if n := r.after(at); n > 0 {
		return at + n
	}
	return at
}

// after is how many tokens the qualifier has that stands behind an amount, at
// at; 0 when there is none.
func (r *reader) after(at int) int {
	switch {
	case r.joined(at) && (r.is(at+1, "odd") || r.is(at+1, "plus")):
		return 2
	case r.at(at).kind == word && r.at(at+1).kind == word && classes[r.at(at).lower+" "+r.at(at+1).lower]&afterWord != 0:
		return 2
	case r.in(afterWord, at) && r.at(at).apart:
		return 1
	}
	return 0
}

// isDeterminer: the, its, the trust's.
func (r *reader) isDeterminer(i int) bool {
	switch r.at(i).lower {
	case "the", "a", "an", "its", "their", "his", "her", "our", "these", "those", "this", "that", "all":
		return true
	}
	return r.at(i).kind == word && strings.HasSuffix(r.at(i).lower, "'s")
}

// noun reads the noun that begins at token i with the words before it, and its
// head. With plural it must be in the plural, and ends there; else it ends
// before the first word that belongs to no noun.
func (r *reader) noun(i int, plural bool) (counted, head text.Span) {
	last := -1
	ands := 0
	for at := i; at < i+longest; at++ {
		t := r.at(at)
		if t.kind == mark && at > i && r.joined(at) && r.at(at+1).kind == word { // full-time
			continue
		}
		if plural && last < 0 && at > i && ands == 0 && (t.lower == "and" || t.lower == "," || t.lower == "or") && r.content(at+1) && !r.at(at+1).upper {
			ands++ // new and refurbished theatres
			continue
		}
		if !r.content(at) || last >= 0 && plural && !isPlural(t) || last >= 0 && !plural && t.upper && !r.at(at-1).upper {
			break
		}
		if isPlural(t) || !plural {
			last = at
		}
	}
	for !plural && last >= i && !r.mayEndNoun(last) {
		last--
	}
	if last < i {
		return counted, head
	}
	return r.span(i, last+1), r.at(last).Span
}

// mayEndNoun reports whether a word that belongs to no plural may be a noun's
// head: it is no verb that the list has, no adverb and no participle.
func (r *reader) mayEndNoun(i int) bool {
	t := r.at(i)
	return t.kind == word && !t.is(verbWord) && !strings.HasSuffix(t.lower, "ed") &&
		(!strings.HasSuffix(t.lower, "ly") || t.is(lynounWord))
}

// content reports whether the word at i may be part of a noun.
func (r *reader) content(i int) bool {
	t := r.at(i)
	return t.kind == word && !t.is(functionWord) && !t.is(nothingWord) && !r.number(i) && large[t.lower] == 0
}

// ofMeasure goes on where what is counted is a measure: 600 tonnes of waste.
func (r *reader) ofMeasure(counted, head text.Span) (text.Span, text.Span) {
	i := r.tokenAt(head.End)
	if !r.is(i, "of") || !isMeasure(r.at(i-1)) {
		return counted, head
	}
	if of, last := r.noun(i+1, false); last.Len() > 0 {
		return text.Span{Start: counted.Start, End: of.End}, head
	}
	return counted, head
}

// isMeasure reports whether the word is a noun of time or measure.
func isMeasure(t token) bool {
	return t.is(measureWord) || t.kind == word && classes[strings.TrimSuffix(t.lower, "s")]&measureWord != 0
}

// tokenAt is the first token that begins at the byte or behind it.
func (r *reader) tokenAt(at int) int {
	low, high := 0, len(r.tokens)
	for low < high {
		if mid := (low + high) / 2; r.tokens[mid].Start < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// nounBefore finds the noun of "an annual budget of about £600m".
func (r *reader) nounBefore(i int) (counted, head text.Span) {
	i = r.qualifierStart(i)
	for r.isDeterminer(i - 1) {
		i--
	}
	if !r.in(worthWord, i-1) || r.is(i-2, "out") {
		return counted, head
	}
	i--
	from := i
	for from > 0 && i-from < longest && r.content(from-1) && !r.in(verbWord, from-1) && !(r.at(from-1).upper && from == 1 && !isPlural(r.at(0))) {
		from--
	}
	if from == i || r.in(extremeWord|ordinalWord, i-1) {
		return counted, head
	}
	return r.span(from, i), r.at(i - 1).Span
}
