package figures

import (
	"math/big"
	"strings"
)

// Number is an exact number, in lowest terms; two are equal when == says so. The
// zero value is no number.
type Number struct {
	num, den int64 // den is above 0
}

// Integer is n.
func Integer(n int64) Number { return Number{n, 1} }

// ratio is num/den; den must be above 0.
func ratio(num, den int64) Number { return fromRat(big.NewRat(num, den)) }

// longestDecimal is how many bytes digits may have: more can't be kept exactly.
const longestDecimal = 30

// parseDecimal reads digits with or without commas and a decimal point. It is no
// number when it can't be kept.
func parseDecimal(s string) Number {
	if len(s) > longestDecimal {
		return Number{}
	}
	r, ok := new(big.Rat).SetString(strings.ReplaceAll(s, ",", ""))
	if !ok {
		return Number{}
	}
	return fromRat(r)
}

// IsZero reports whether there is no number.
func (n Number) IsZero() bool { return n == Number{} }

func (n Number) rat() *big.Rat {
	if n.den == 0 {
		return new(big.Rat)
	}
	return big.NewRat(n.num, n.den)
}

func fromRat(r *big.Rat) Number {
	if !r.Num().IsInt64() || !r.Denom().IsInt64() {
		return Number{}
	}
	return Number{r.Num().Int64(), r.Denom().Int64()}
}

// Times is the product, or no number when it can't be kept (beyond 2⁶³).
func (n Number) Times(by Number) Number { return fromRat(new(big.Rat).Mul(n.rat(), by.rat())) }

// plus is the sum, or no number.
func (n Number) plus(m Number) Number { return fromRat(new(big.Rat).Add(n.rat(), m.rat())) }

// Cmp is -1, 0 or 1 as n is less than m, equal or more.
func (n Number) Cmp(m Number) int { return n.rat().Cmp(m.rat()) }

// Float is the number as nearly as a float64 has it: for drawing, not for
// comparing.
func (n Number) Float() float64 {
	f, _ := n.rat().Float64()
	return f
}

// String is the number exactly: "44000000", "2.75", or, where no decimal is,
// a fraction in lowest terms, "1/3". No number is "".
func (n Number) String() string {
	if n.den == 0 {
		return ""
	}
	r := n.rat()
	if places, exact := r.FloatPrec(); exact {
		return r.FloatString(places)
	}
	return r.String()
}
