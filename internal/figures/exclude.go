package figures

import (
	"slices"
	"strings"

	"cuttings/internal/text"
)

// noFigure says whether the amount of the tokens from i up to next is no figure
// of a thing, and then where to read on; else it returns 0.
func (r *reader) noFigure(a amount, i, next int) int {
	switch {
	case r.isPhone(i):
		return r.phoneEnd(i)
	case r.partOfMore(a, i, next):
		for next < len(r.tokens) && !r.at(next).apart {
			next++
		}
		return next
	case a.unit != "" || a.scaled:
		return 0
	case r.isClock(next), r.isDay(a, i, next), r.isYear(a, i, next), r.isAge(i, next), r.isHouse(i, next), r.isName(a, i, next),
		a.spelt && r.isPronoun(i, next):
		return next
	}
	return 0
}

// partOfMore reports whether the number is part of something longer: 24/7,
// 1.2.3, #5, covid-19, one-on-one, 3-D; £5-a-head is an amount by itself.
func (r *reader) partOfMore(a amount, i, next int) bool {
	before, behind := r.at(i-1), r.at(next)
	switch {
	case before.kind == mark && !r.at(i).apart && (isOneOf(before, "#@_&=") || isOneOf(before, "/.:") && !before.apart && r.endsInDigit(i-2)):
		return true
	case r.joined(i-1) && r.at(i).kind == digits && (r.at(i-2).kind == digits || r.at(i-2).kind == word && small[r.at(i-2).lower] == 0):
		return true // the end of a score; covid-19
	case !behind.apart && isOneOf(behind, "/.:@_") && !r.at(next+1).apart && r.at(next+1).kind == digits:
		return true
	}
	joins := r.at(next + 1)
	return a.unit == "" && r.joined(next) && (isMeasure(joins) || joins.is(functionWord) || joins.kind == word && joins.Len() == 1)
}

// isOneOf reports whether the token is one of the marks.
func isOneOf(t token, marks string) bool {
	return t.kind == mark && t.Len() > 0 && strings.Contains(marks, t.lower)
}

func (r *reader) endsInDigit(i int) bool {
	t := r.at(i)
	return t.Len() > 0 && '0' <= r.s[t.End-1] && r.s[t.End-1] <= '9'
}

// isPhone reports whether a telephone number, or the like, begins at i: digits
// with a nought before, or groups of digits beside one another.
func (r *reader) isPhone(i int) bool {
	t := r.at(i)
	if t.kind != digits {
		return false
	}
	if len(t.lower) > 1 && t.lower[0] == '0' && t.lower[1] != '.' {
		return true
	}
	if r.is(i-1, "+") {
		return true
	}
	group := func(at int) bool {
		return r.at(at).kind == digits && len(r.at(at).lower) >= 3 && allDigits(r.at(at).lower)
	}
	return group(i) && (group(i+1) && r.at(i+1).apart || r.joined(i+1) && group(i+2) && r.joined(i+3) && r.at(i+4).kind == digits)
}

func (r *reader) phoneEnd(i int) int {
	for i < len(r.tokens) && (r.at(i).kind == digits || r.at(i).kind == mark && isDash(r.at(i).lower) && r.at(i+1).kind == digits) {
		i++
	}
	return i
}

func allDigits(s string) bool { return digitsLen(s) == len(s) }

// isClock: 10.30 a.m., 5 o'clock, 10:30 is part of more.
func (r *reader) isClock(next int) bool {
	return r.is(next, "o'clock") || (r.is(next, "a") || r.is(next, "p")) && r.is(next+1, ".") && r.is(next+2, "m") || r.is(next, "am") || r.is(next, "pm") ||
		r.is(next, "hrs")
}

// isDay: 24 April, April 24, the 24th is none anyway.
func (r *reader) isDay(a amount, i, next int) bool {
	if a.spelt || a.grouped || a.value.Cmp(Integer(31)) > 0 {
		return false
	}
	month := func(at int) bool { return r.in(monthWord, at) && r.at(at).upper }
	if month(next) || r.is(next, "of") && month(next+1) {
		return true
	}
	return month(i-1) || r.is(i-1, ".") && month(i-2)
}

// isYear: four digits without a comma, unless a noun in the plural follows and
// nothing before makes it a date.
func (r *reader) isYear(a amount, i, next int) bool {
	t := r.at(i)
	if a.spelt || !mayBeYear(t) || next != i+1 {
		return false
	}
	if r.in(datedWord, i-1) || r.in(datedWord, i-2) && r.is(i-1, ",") || strings.HasSuffix(r.at(i-1).lower, "'s") || isDash(r.at(i-1).lower) {
		return true
	}
	_, head := r.noun(next, true)
	return head == (text.Span{}) || !strings.HasSuffix(t.lower, "00") && !strings.HasSuffix(t.lower, "50")
}

// mayBeYear reports whether the token is four digits that are a year of news.
func mayBeYear(t token) bool {
	return t.kind == digits && len(t.lower) == 4 && allDigits(t.lower) && "1500" <= t.lower && t.lower < "2100"
}

// isAge: "Ann Smith, 45, said", "aged 45", "at the age of 12", "a boy of 12",
// "45 years old".
func (r *reader) isAge(i, next int) bool {
	before := r.at(i - 1).lower
	switch {
	case before == "aged" || before == "age" || before == "ages", before == "of" && slices.Contains([]string{"age", "boy", "girl", "man", "woman"}, r.at(i-2).lower):
		return true
	case (r.is(next, "year") || r.is(next, "years") || r.is(next, "months")) && (r.is(next+1, "old") || r.is(next+1, "older") || r.is(next+1, "younger")):
		return true
	case before == "," || before == "(":
		closes := r.at(next).lower
		return r.at(i-2).upper && (closes == "," || closes == ")" || closes == "." || closes == ";")
	}
	return false
}

// isHouse: 10 Downing Street.
func (r *reader) isHouse(i, next int) bool {
	for at := next; at < next+4 && r.at(at).kind == word && r.at(at).upper; at++ {
		if at > next && r.in(streetWord, at) {
			return r.at(i).kind == digits
		}
	}
	return false
}

// isName: the number names something: page 5, Section 21, Windows 10, one of a
// list.
func (r *reader) isName(a amount, i, next int) bool {
	before := r.at(i - 1)
	if before.lower == "." {
		before = r.at(i - 2)
		return before.lower == "no" || before.lower == "nos"
	}
	if before.kind != word || !r.at(i).apart {
		return i == 0 && a.value.den == 1 && (r.is(next, ".") || r.is(next, ")")) && len(r.tokens) > next+1
	}
	if before.is(labelWord) && !a.grouped && !(before.lower == "under" || before.lower == "no" && a.spelt) {
		return true
	}
	if !before.upper || before.is(functionWord) || phrases[before.lower] != nil || before.is(verbWord) {
		return false
	}
	first := i == 1 || opens(r.at(i-2))
	return !a.grouped && !a.spelt && (!first || !strings.HasSuffix(before.lower, "ing"))
}

// opens reports whether what follows the mark may begin with a capital for no
// other reason.
func opens(t token) bool { return isOneOf(t, `"“‘':`) }

// isPronoun: "one" is a number before a noun only, and not in "one day", "one of
// the"; "two" and the others always are.
func (r *reader) isPronoun(i, next int) bool {
	if !r.is(i, "one") || next != i+1 {
		return false
	}
	t := r.at(next)
	if r.is(next, "in") && r.number(next+1) {
		return false
	}
	before := r.at(i - 1).lower
	return t.kind != word || t.is(functionWord) || t.lower == "one" || t.is(onesuchWord) ||
		before == "no" || before == "the" || before == "this" || before == "that" || before == "any" || before == "every" || before == "which" || isPlural(t)
}

// number reports whether a number begins at i.
func (r *reader) number(i int) bool {
	t := r.at(i)
	return t.kind == digits || t.kind == word && (small[t.lower] > 0 || tens[t.lower] > 0)
}

// score: 3-1, 2–1: two numbers that a dash joins and nothing counts. It returns
// where to read on, or 0.
func (r *reader) score(i, next int) int {
	if !r.joined(next) || r.at(next+1).kind != digits || r.at(i).kind != digits {
		return 0
	}
	for next < len(r.tokens) && !r.at(next).apart {
		next++
	}
	return next
}
