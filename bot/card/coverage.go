package card

import (
	"errors"
	"strings"

	"cuttings/internal/chart"
	"cuttings/internal/desk"
)

// maxOverTime is how many characters a coverage card has of what its picture shows.
const maxOverTime = 700

// coverage adds what is in the collection, of which outlets and when, and when
// nothing is; and a picture of it over time.
func (d *draft) coverage(r desk.CoverageReply) error {
	c, scope := r.Coverage, bounded(r.Scope())
	if c.Articles == 0 {
		d.add(container(colourNote, display(say(d.words.Miss(scope)))))
		return nil
	}
	spans := map[string]desk.OutletSpan{}
	for _, s := range r.Spans {
		spans[s.Outlet] = s
	}
	lines := []string{strong(d.words.HeldOf(scope))}
	for _, o := range r.Outlets() {
		outlet, s := d.words.Say("outlet.unknown"), spans[o.Outlet]
		if o.Outlet != "" {
			outlet = name(o.Outlet)
		}
		lines = append(lines, say(outlet+": "+d.words.OutletSpan(o.Articles, s.From, s.To, s.Gap)))
	}
	if c.Undated > 0 {
		lines = append(lines, say(d.words.Say("undated", "n", c.Undated)))
	}
	if gaps := d.words.Gaps(r.Gaps); gaps != "" {
		lines = append(lines, say(gaps))
	}
	lines = append(lines, small(say(d.words.Updated(c.Updated))))
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
	foot := d.under("", r.Page, r.Pages)
	d.owe(foot...)
	err := d.overTime(r)
	d.pay(foot...)
	return err
}

// overTime adds a picture of the articles over time, and the same in words where
// there is room.
func (d *draft) overTime(r desk.CoverageReply) error {
	over, err := chart.Over(r.Dates)
	if errors.Is(err, chart.ErrOneBar) {
		return nil
	}
	if err != nil {
		return err
	}
	data, err := over.PNG(d.words)
	if err != nil {
		return err
	}
	d.picture(File{Name: "coverage.png", Alt: over.Alt(d.words), Data: data})
	twin := display(small(say(strings.TrimSpace(over.Text(d.words, maxOverTime) + " " + over.Apart(d.words)))))
	if d.fits(twin) {
		d.add(twin)
	}
	return nil
}
