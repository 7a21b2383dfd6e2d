package desk

import (
	"fmt"
	"strconv"
	"strings"

	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// QuoteRef names a quote for ever: the cutting's number, the version, and the
// places in its text. It is what a button remembers.
type QuoteRef struct {
	Number  int64
	Version int
	Span    text.Span
	Answer  []text.Span
}

// maxRef is the length in bytes that String keeps to: a custom_id holds 100,
// and the button's action stands before it.
const maxRef = 90

// RefTo names the quote.
func RefTo(q quote.Quote) QuoteRef {
	return QuoteRef{Number: q.Version.Number, Version: q.Version.Version, Span: q.Span, Answer: q.Answer}
}

// String is the compact form, of letters, digits and points, of at most 90
// bytes: number, version, start and length in base 36, then for each answer its
// distance from the end of the one before (at first, from the start) and its
// length. Answers that no longer fit are left out, last first: they are only
// bold.
func (r QuoteRef) String() string {
	var b strings.Builder
	field := func(n int64) string { return strconv.FormatInt(n, 36) }
	b.WriteString(strings.Join([]string{
		field(r.Number), field(int64(r.Version)), field(int64(r.Span.Start)), field(int64(r.Span.Len())),
	}, "."))
	at := r.Span.Start
	for _, a := range r.Answer {
		next := "." + field(int64(a.Start-at)) + "." + field(int64(a.Len()))
		if b.Len()+len(next) > maxRef {
			break
		}
		b.WriteString(next)
		at = a.End
	}
	return b.String()
}

// ParseQuoteRef reads what String wrote. Anything else is an error: buttons come
// back over the network.
func ParseQuoteRef(s string) (QuoteRef, error) {
	wrong := fmt.Errorf("%.100q is not the name of a quote", s)
	fields := strings.Split(s, ".")
	if len(s) > maxRef || len(fields) < 4 || len(fields)%2 != 0 {
		return QuoteRef{}, wrong
	}
	number, err := strconv.ParseUint(fields[0], 36, 63)
	if err != nil {
		return QuoteRef{}, wrong
	}
	n := make([]int, len(fields))
	for i, f := range fields[1:] {
		v, err := strconv.ParseUint(f, 36, 31)
		if err != nil {
			return QuoteRef{}, wrong
		}
		n[i+1] = int(v)
	}
	r := QuoteRef{Number: int64(number), Version: n[1], Span: text.Span{Start: n[2], End: n[2] + n[3]}}
	at := r.Span.Start
	for i := 4; i < len(n); i += 2 {
		a := text.Span{Start: at + n[i], End: at + n[i] + n[i+1]}
		if a.End > r.Span.End || a.Len() == 0 {
			return QuoteRef{}, wrong
		}
		r.Answer = append(r.Answer, a)
		at = a.End
	}
	if r.Number == 0 || r.Version == 0 || r.Span.Len() == 0 {
		return QuoteRef{}, wrong
	}
	return r, nil
}
