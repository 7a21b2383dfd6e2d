package figures

import (
	"slices"

	"cuttings/internal/text"
)

// Times returns where a sentence says when: "by April 2013", "for 2009/10", "last
// week", "over the next three years", in order and apart from each other, with
// the word that opens them. They are words, not dates: what "last week" was the
// article's own date tells, as far as it is known.
func Times(s string) []text.Span {
	r := newReader(s)
	return r.times()
}

func (r *reader) times() []text.Span {
	var found []text.Span
	for i := 0; i < len(r.tokens); {
		from := i
		for i < from+longestOpening && (r.in(whenWord, i) || i > from && (r.is(i, "the") || r.is(i, "end") || r.is(i, "start"))) {
			i++
		}
		next := r.date(i, i > from)
		if next == i {
			i = from + 1
			continue
		}
		for r.is(next, "to") || r.is(next, "and") && r.is(from, "between") || r.joined(next) { // from 2009 to 2011
			again := r.date(next+1, true)
			if again == next+1 {
				break
			}
			next = again
		}
		for from < i && r.is(from, "of") && from+1 < i {
			from++
		}
		found = append(found, r.span(from, next))
		i = next
	}
	return found
}

// longestOpening is how many tokens open a date: by the end of.
const longestOpening = 5

// date reads a date, a year, a period or a word such as yesterday at token i,
// and returns the token behind it, or i. A year by itself needs a word that
// opened it.
func (r *reader) date(i int, opened bool) int {
	t := r.at(i)
	switch {
	case r.in(deicticWord, i), r.in(weekdayWord, i) && t.upper:
		return r.dateGoesOn(i + 1)
	case r.day(i) && r.month(i+1):
		return r.year(i + 2)
	case r.month(i) && r.day(i+1):
		return r.year(i + 2)
	case r.month(i) && r.is(i+1, ".") && len(t.lower) <= 4 && r.day(i+2): // Sept. 14
		return r.year(i + 3)
	case r.month(i):
		if next := r.year(i + 1); next > i+1 || opened {
			return next
		}
	case (t.lower == "earlier" || t.lower == "later") && r.is(i+1, "this") && r.in(periodWord, i+2):
		return i + 3
	case r.in(relativeWord, i) && r.in(periodWord, i+1):
		return i + 2
	case r.in(relativeWord, i) && opened && r.number(i+1) && r.in(periodWord, i+2):
		return i + 3
	case r.in(relativeWord, i) && (r.month(i+1) || r.in(weekdayWord, i+1)):
		return r.year(i + 2)
	case (r.number(i) || t.lower == "a") && r.in(periodWord, i+1) && (r.is(i+2, "ago") || r.is(i+2, "earlier") || r.is(i+2, "later")):
		return i + 3
	case r.in(periodWord, i) && r.year(i+1) > i+1: // spring 2013
		return r.year(i + 1)
	case r.in(whenWord, i-1) || isDash(r.at(i-1).lower) || r.is(i-1, "to") || r.is(i-1, "and"):
		return r.year(i)
	}
	return i
}

// day reports whether a day of the month in digits stands at i.
func (r *reader) day(i int) bool {
	t := r.at(i)
	return t.kind == digits && len(t.lower) <= 2 && t.lower != "0" && t.lower != "00" && (len(t.lower) == 1 || t.lower <= "31")
}

// dateGoesOn reads on where a date may follow a day of the week: Friday, 24 April.
func (r *reader) dateGoesOn(i int) int {
	at := i
	if r.is(at, ",") {
		at++
	}
	if r.day(at) && r.month(at+1) || r.month(at) && r.day(at+1) {
		return r.year(at + 2)
	}
	if slices.Contains([]string{"morning", "afternoon", "evening", "night"}, r.at(i).lower) {
		return i + 1
	}
	return i
}

func (r *reader) month(i int) bool { return r.in(monthWord, i) && r.at(i).upper }

// year reads a year, or two years as 2009/10, at i, with the comma before it in
// "April 24, 2009".
func (r *reader) year(i int) int {
	at := i
	if r.is(at, ",") {
		at++
	}
	if !mayBeYear(r.at(at)) {
		return i
	}
	if (r.is(at+1, "/") || r.joined(at+1)) && !r.at(at+1).apart && r.at(at+2).kind == digits && !r.at(at+2).apart {
		return at + 3
	}
	return at + 1
}
