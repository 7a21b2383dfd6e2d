package desk

import (
	"context"

	"cuttings/internal/quote"
)

// MaxContext is how long the passage around a quote may be, in characters.
const MaxContext = 2000

// ContextReply is the passage around a quote.
type ContextReply struct {
	Quote   quote.Quote // as the card has it
	Passage quote.Quote // around it; see quote.Quote.Around
}

func (ContextReply) reply() {}

// Context shows the passage around a quote that a button remembers. Its Problems are
// those of Cutting.
func (d *Desk) Context(ctx context.Context, ref QuoteRef) (ContextReply, error) {
	r, err := d.Cutting(ctx, ref)
	if err != nil {
		return ContextReply{}, err
	}
	passage, err := r.Quote.Around(MaxContext)
	return ContextReply{Quote: r.Quote, Passage: passage}, err
}
