package figures

import "strings"

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

// digits reads on from digits at i: a fraction, what multiplies them, the unit.
func (r *reader) digits(a amount, i int) (amount, int, bool) {
	next := i
	a.value = Integer(0)
	if t := r.at(i); t.kind == digits {
		a.value = parseDecimal(t.lower)
		a.grouped = strings.ContainsAny(t.lower, ",.")
		next++
	}
	if v := vulgar[r.at(next).lower]; v != [2]int64{} && (next == i || !r.at(next).apart) {
		a.value, next = a.value.plus(ratio(v[0], v[1])), next+1
	} else if r.andAHalf(next) {
		a.value, next = a.value.plus(ratio(1, 2)), next+3
	}
	a, next, ok := r.multiplied(a, next)
	if !ok || a.value.IsZero() {
		return a, next, false
	}
	return r.unit(a, next)
}

// multiplied reads what multiplies the number before token i: the m of 40m, the
// million of 40 million. It is not ok where letters that are neither stand right
// behind the digits: 1st, 10am, 70s.
func (r *reader) multiplied(a amount, i int) (_ amount, next int, ok bool) {
	at := i
	var by int64
	if behind := r.at(i); behind.kind == word && !behind.apart {
		if behind.lower != "b" || a.unit != "" {
			by = letters[behind.lower]
		}
		a.letter = by > 0
		by = max(by, large[behind.lower])
		if by == 0 && !isUnit(behind) {
			return a, i + 1, false
		}
	} else {
		if r.joined(at) {
			at++
		}
		by = large[r.at(at).lower]
		if a.unit != "" && !r.is(at, "k") {
			by = max(by, letters[r.at(at).lower])
		}
	}
	if by == 0 {
		return a, i, true
	}
	a.scale, a.scaled = Integer(by), true
	a.value = a.value.Times(a.scale)
	return a, at + 1, true
}

// andAHalf reports whether "and a half" stands at i.
func (r *reader) andAHalf(i int) bool { return r.is(i, "and") && r.is(i+1, "a") && r.is(i+2, "half") }
