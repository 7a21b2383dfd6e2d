package card

import "cuttings/internal/desk"

// context adds the passage around a quote, or as much of it as there is room for.
func (d *draft) context(r desk.ContextReply) error {
	d.passage = true
	d.add(d.line("context.around"))
	q := r.Passage
	for most := desk.MaxContext / 2; ; most /= 2 {
		if err := q.Verify(); err != nil {
			return err
		}
		if c := d.quote(q, colourQuote); d.fits(c) {
			d.show(c, q)
			return nil
		}
		if q.Span == r.Quote.Span {
			d.add(d.tooLong(q))
			return nil
		}
		var err error
		if q, err = r.Quote.Around(most); err != nil {
			return err
		}
	}
}
