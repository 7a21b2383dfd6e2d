package figures

import (
	"slices"
	"strings"
)

// numerals are the numbers in words.
var (
	small = numbering(0, "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens  = map[string]int64{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	// large multiply what stands before them.
	large = map[string]int64{
		"dozen": 12, "hundred": 100, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
	}
	// letters are those that stand for a large number, right behind one.
	letters = map[string]int64{"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}

	parts = map[string]int64{
		"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6, "eighth": 8, "tenth": 10, "tenths": 10,
	}
	vulgar = map[string][2]int64{"½": {1, 2}, "¼": {1, 4}, "¾": {3, 4}, "⅓": {1, 3}, "⅔": {2, 3}}
)

func numbering(from int64, words string) map[string]int64 {
	list := map[string]int64{}
	for w := range strings.FieldsSeq(words) {
		list[w] = from
		from++
	}
	return list
}

// numeral is a number in words as far as it has been read: of "two thousand three
// hundred" 2000 and 300.
type numeral struct{ thousands, rest int64 }

// add takes the next word, if the number can go on with it: "twenty five" but not
// "twenty thirty".
func (n *numeral) add(w string) bool {
	const most = int64(1e15)
	one, by := small[w], large[w]
	switch {
	case one > 0 && (n.rest%100 == 0 || one < 10 && n.rest%100 >= 20 && n.rest%10 == 0):
		n.rest += one
	case tens[w] > 0 && n.rest%100 == 0:
		n.rest += tens[w]
	case by > 0 && (n.rest == 0 || n.rest >= most/by):
		return false
	case by >= 1000:
		n.thousands, n.rest = n.thousands+n.rest*by, 0
	case by > 0:
		n.rest *= by
	default:
		return false
	}
	return true
}

func (n numeral) value() int64 { return n.thousands + n.rest }

// spelt reads a number in words, and returns the token behind it: "two dozen",
// "a hundred and twenty", "half a million", "twenty-five". There is none when
// next is i.
func (r *reader) spelt(i int) (n Number, next int) {
	if r.is(i, "half") && (r.is(i+1, "a") || r.is(i+1, "an")) && large[r.at(i+2).lower] > 0 {
		return ratio(large[r.at(i+2).lower], 2), i + 3
	}
	if r.is(i, "zero") {
		return Integer(0), i + 1
	}
	value, next := r.cardinal(i)
	if value == 0 {
		return n, i
	}
	n = Integer(value)
	if r.andAHalf(next) { // two and a half million
		n, next = n.plus(ratio(1, 2)), next+3
		if by := large[r.at(next).lower]; by > 0 {
			n, next = n.Times(Integer(by)), next+1
		}
	}
	return n, next
}

// longestNumeral is how many words are read as one number.
const longestNumeral = 12

// cardinal reads a whole number in words; 0 is none.
func (r *reader) cardinal(i int) (value int64, next int) {
	var n numeral
	at := i
	if (r.is(i, "a") || r.is(i, "an")) && large[r.at(i+1).lower] > 0 && !r.in(vagueWord, i-1) {
		n.rest = 1
		at++
	}
	for from := at; at < from+longestNumeral; {
		if w := r.at(at); w.kind != word || at > from && !w.apart || !n.add(w.lower) {
			break
		}
		if one := small[r.at(at+2).lower]; tens[r.at(at).lower] > 0 && r.joined(at+1) && 0 < one && one < 10 { // twenty-five
			n.rest += one
			at += 2
		}
		at++
		if r.is(at, "and") && n.value() >= 100 && (small[r.at(at+1).lower] > 0 || tens[r.at(at+1).lower] > 0) {
			at++
		}
	}
	return n.value(), at
}

// share reads a fraction in words that is a part of something: "a third of",
// "two-thirds of", "half of". There is none when next is i.
func (r *reader) share(i int) (n Number, next int) {
	num, at := int64(1), i
	switch {
	case r.is(i, "half"):
		if r.in(ordinalWord, i-1) {
			return n, i // the first half
		}
		if r.is(i+1, "of") || slices.Contains([]string{"the", "its", "their"}, r.at(i+1).lower) {
			return ratio(1, 2), i + 1
		}
		return n, i
	case r.is(i, "a"):
		at++
	case small[r.at(i).lower] > 0:
		num = small[r.at(i).lower]
		at++
	default:
		return n, i
	}
	if isDash(r.at(at).lower) {
		at++
	}
	den := parts[r.at(at).lower]
	if den <= num || !r.is(at+1, "of") {
		return n, i
	}
	return ratio(num, den), at + 1
}
