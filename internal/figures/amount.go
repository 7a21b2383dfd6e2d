package figures

import (
	"slices"
	"strings"
)

// amount is a number with its unit, as it is written.
type amount struct {
	value   Number
	scale   Number // what "million" multiplied it by; zero when nothing did
	unit    string
	scaled  bool
	letter  bool // by a letter: 100m may be a race
	grouped bool // it has commas or a decimal point
	spelt   bool // in words
}

// isBare reports whether the amount is a number that may be anything.
func (a amount) isBare() bool { return a.unit == "" && !a.grouped && (!a.scaled || a.letter) }

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

// Units as words and letters, by what is written.
var (
	money = map[string]string{
		"pounds": "£", "pound": "£", "quid": "£", "gbp": "£", "dollars": "$", "dollar": "$", "usd": "$", "bucks": "$",
		"euros": "€", "euro": "€", "eur": "€", "yen": "¥", "rupees": "₹", "pence": "p", "cents": "cents", "cent": "cents",
		"francs": "francs", "yuan": "yuan", "kronor": "kronor",
	}
	// codes stand before a currency sign: US$ is $, the others are their own.
	codes = map[string]string{"us": "$", "a": "A$", "au": "A$", "c": "C$", "ca": "C$", "nz": "NZ$", "hk": "HK$", "s": "S$", "r": "R$"}

	measures = wordsOf("km kg g mg mm cm ft lb lbs oz mph kph kw mw gw kwh mwh gwh gb tb mb mbps gbps ghz mhz mpg hp sq")
)

func wordsOf(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// amount reads the amount that begins at token i, and returns the token behind
// it. When there is none, next is where to read on.
func (r *reader) amount(i int) (a amount, next int, ok bool) {
	if code := codes[r.at(i).lower]; code != "" && r.at(i).kind == word && r.at(i+1).lower == "$" && !r.at(i+1).apart {
		a, next, ok = r.amount(i + 1)
		a.unit = code
		return a, next, ok
	}
	if code := codes[r.at(i+1).lower]; code != "" && r.is(i, "$") && !r.at(i+1).apart && r.at(i+2).kind == digits && !r.at(i+2).apart {
		a.unit = code // $US76
		return r.digits(a, i+2)
	}
	switch t := r.at(i); {
	case t.kind == currency && r.at(i+1).kind == digits:
		a.unit = t.lower
		return r.digits(a, i+1)
	case t.kind == word && (t.lower == "gbp" || t.lower == "usd" || t.lower == "eur") && r.at(i+1).kind == digits:
		a.unit = money[t.lower]
		return r.digits(a, i+1)
	case t.kind == digits:
		return r.digits(a, i)
	case t.kind == word:
		if a.value, next = r.share(i); next > i {
			a.unit, a.spelt = Share, true
			return a, next, true
		}
		if a.value, next = r.spelt(i); next > i && !a.value.IsZero() {
			a.spelt = true
			return r.unit(a, next)
		}
	case t.kind == mark && vulgar[t.lower] != [2]int64{}:
		return r.digits(a, i)
	}
	return a, i + 1, false
}

// digits reads on from digits at i: fractions, multipliers, the unit.
func (r *reader) digits(a amount, i int) (amount, int, bool) {
	t := r.at(i)
	next := i
	value := Integer(0)
	if t.kind == digits {
		value = parseDecimal(t.lower)
		a.grouped = strings.ContainsAny(t.lower, ",.")
		next++
	}
	if v := vulgar[r.at(next).lower]; v != [2]int64{} && (next == i || !r.at(next).apart) {
		value, next = value.plus(ratio(v[0], v[1])), next+1
	} else if r.is(next, "and") && r.is(next+1, "a") && r.is(next+2, "half") {
		value, next = value.plus(ratio(1, 2)), next+3
	}
	a.value = value
	if behind := r.at(next); behind.kind == word && !behind.apart {
		if n := letters[behind.lower]; n > 0 && !(behind.lower == "b" && a.unit == "") {
			a.scale, a.scaled, a.letter = Integer(n), true, true
			next++
		} else if n := large[behind.lower]; n > 0 {
			a.scale, a.scaled = Integer(n), true
			next++
		} else if !r.isUnit(behind) {
			return a, next + 1, false // 1st, 10am, 70s
		}
	} else {
		at := next
		if r.joined(at) {
			at++
		}
		if n := large[r.at(at).lower]; n > 0 || a.unit != "" && letters[r.at(at).lower] > 0 && r.at(at).lower != "k" {
			a.scale, a.scaled = Integer(max(n, letters[r.at(at).lower])), true
			next = at + 1
		}
	}
	if a.scaled {
		a.value = a.value.Times(a.scale)
	}
	if a.value.IsZero() {
		return a, next, false
	}
	return r.unit(a, next)
}

// isUnit reports whether letters right behind digits are a unit.
func (r *reader) isUnit(t token) bool {
	return measures[t.lower] || money[t.lower] != "" || t.lower == "p" || t.lower == "pc" || t.lower == "pct"
}

// unit reads the unit behind an amount.
func (r *reader) unit(a amount, i int) (amount, int, bool) {
	if a.unit != "" {
		return a, i, true
	}
	t := r.at(i)
	switch {
	case t.lower == "%" || t.kind == word && (t.lower == "percent" || t.lower == "pc" || t.lower == "pct"):
		a.unit, i = "%", i+1
	case t.lower == "per" && r.is(i+1, "cent"):
		a.unit, i = "%", i+2
	case t.lower == "percentage" && strings.HasPrefix(r.at(i+1).lower, "point"):
		a.unit, i = points, i+2
	case t.lower == "p" && !t.apart:
		a.unit, i = "p", i+1
	case t.kind == word && (t.lower == "us" || t.lower == "american") && money[r.at(i+1).lower] == "$":
		a.unit, i = "$", i+2
	case t.kind == word && money[t.lower] != "" && (t.apart || !a.spelt):
		a.unit, i = money[t.lower], i+1
	case t.kind == word && measures[t.lower] && !a.spelt:
		a.unit, i = t.lower, i+1
	}
	return a, i, true
}

// spelt reads a number in words, and returns the token behind it: "two dozen",
// "a hundred and twenty", "half a million", "twenty-five". There is none when
// next is i, or the number is zero.
func (r *reader) spelt(i int) (n Number, next int) {
	at := i
	switch {
	case r.is(i, "half") && (r.is(i+1, "a") || r.is(i+1, "an")) && large[r.at(i+2).lower] > 0:
		return ratio(large[r.at(i+2).lower], 2), i + 3
	case (r.is(i, "a") || r.is(i, "an")) && large[r.at(i+1).lower] > 0:
		if r.is(i-1, "half") || r.in(vagueWord, i-1) {
			return n, i
		}
		at = i + 1
	}
	total, current := int64(0), int64(0)
	if at > i {
		current = 1
	}
	const most = int64(1e15)
	for steps := 0; steps < 12; steps++ {
		w := r.at(at)
		if w.kind != word || at > i && steps > 0 && !w.apart {
			break
		}
		if v, ok := small[w.lower]; ok && current%100 == 0 && (v < 10 || current%100 == 0) && (v > 0 || total+current == 0) {
			current += v
			at++
			if v == 0 {
				return Integer(0), at
			}
		} else if v := tens[w.lower]; v > 0 && current%100 == 0 {
			current += v
			at++
			if one, ok := small[r.at(at+1).lower]; ok && r.joined(at) && 0 < one && one < 10 {
				current += one
				at += 2
			} else if one, ok := small[r.at(at).lower]; ok && 0 < one && one < 10 && r.at(at).apart {
				current += one
				at++
			}
		} else if v := large[w.lower]; v > 0 && current > 0 && current*v < most {
			if v < 1000 {
				current *= v
			} else {
				total, current = total+current*v, 0
			}
			at++
		} else {
			break
		}
		if r.is(at, "and") && total+current >= 100 && (small[r.at(at+1).lower] > 0 || tens[r.at(at+1).lower] > 0) {
			at++
		}
	}
	if total+current == 0 {
		return n, i
	}
	n = Integer(total + current)
	if r.is(at, "and") && r.is(at+1, "a") && r.is(at+2, "half") {
		n, at = n.plus(ratio(1, 2)), at+3
		if v := large[r.at(at).lower]; v > 0 {
			n, at = n.Times(Integer(v)), at+1
		}
	}
	return n, at
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
