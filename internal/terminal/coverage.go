package terminal

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/chart"
	"cuttings/internal/desk"
)

type coverageCommand struct {
	narrowing
	Chart string `help:"Draw the articles over time into this file, a picture (PNG)." type:"path" placeholder:"FILE"`
	JSON  bool   `help:"Print a JSON object."`
}

type coverageObject struct {
	Articles int              `json:"articles"`
	Outlets  []coverageOutlet `json:"outlets"`
	From     archive.Date     `json:"from"`
	To       archive.Date     `json:"to"`
	Undated  int              `json:"undated"`
	Updated  *time.Time       `json:"updated"`
	Filters  []ask.Filter     `json:"filters"`
	OverTime *overTimeObject  `json:"over_time"`
	Gaps     []gapObject      `json:"gaps"`
}

type coverageOutlet struct {
	outletObject
	From archive.Date `json:"from"`
	To   archive.Date `json:"to"`
	Gap  *gapObject   `json:"gap"`
}

type overTimeObject struct {
	Unit      string      `json:"unit"`
	Bars      []barObject `json:"bars"`
	Imprecise int         `json:"imprecise"`
}

type barObject struct {
	From     archive.Date `json:"from"`
	Articles int          `json:"articles"`
}

type gapObject struct {
	After  archive.Date `json:"after"`
	Before archive.Date `json:"before"`
	Days   int          `json:"days"`
}

func (c *coverageCommand) Run(s *session) error {
	filter, err := c.filter()
	if err != nil {
		return err
	}
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	reply, err := library.Desk.Coverage(s.ctx, filter)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(s.out, coverageJSON(reply))
	} else {
		err = s.page.print(reply)
	}
	if err != nil || c.Chart == "" {
		return err
	}
	over, err := chart.Over(reply.Dates)
	if err != nil {
		return err
	}
	picture, err := over.PNG()
	if err != nil {
		return err
	}
	return s.picture(c.Chart, picture, over.Alt()+" "+over.Apart())
}

func coverageJSON(r desk.CoverageReply) coverageObject {
	c := r.Coverage
	o := coverageObject{
		Articles: c.Articles, Outlets: make([]coverageOutlet, 0, len(c.Outlets)),
		From: c.From, To: c.To, Undated: c.Undated, Filters: orEmpty(r.Filters), Gaps: gapsJSON(r.Gaps),
	}
	spans := map[string]desk.OutletSpan{}
	for _, s := range r.Spans {
		spans[s.Outlet] = s
	}
	for _, one := range c.Outlets {
		outlet := coverageOutlet{outletObject: outletObject{Outlet: orNull(one.Outlet), Articles: one.Articles}}
		if span, ok := spans[one.Outlet]; ok {
			outlet.From, outlet.To = span.From, span.To
			for _, g := range gapsJSON(span.Gap) {
				outlet.Gap = &g
			}
		}
		o.Outlets = append(o.Outlets, outlet)
	}
	if !c.Updated.IsZero() {
		o.Updated = &c.Updated
	}
	if over, err := chart.Over(r.Dates); err == nil {
		o.OverTime = &overTimeObject{Unit: string(over.Unit), Imprecise: over.Coarse}
		for _, b := range over.Bars {
			o.OverTime.Bars = append(o.OverTime.Bars, barObject(b))
		}
	}
	return o
}

func gapsJSON(gaps []archive.Gap) []gapObject {
	list := make([]gapObject, 0, len(gaps))
	for _, g := range gaps {
		list = append(list, gapObject(g))
	}
	return list
}

// coverage writes what is held, of which outlets and when, and when nothing is.
func (p page) coverage(b *strings.Builder, r desk.CoverageReply) {
	c := r.Coverage
	p.line(b, p.bold, english.Narrowed(english.Held(c), r.Filters))
	spans := map[string]desk.OutletSpan{}
	for _, s := range r.Spans {
		spans[s.Outlet] = s
	}
	for _, o := range c.Outlets {
		name := o.Outlet
		if name == "" {
			name = english.Say("outlet.unknown")
		}
		s := spans[o.Outlet]
		for _, line := range p.wrap(name+": "+english.OutletSpan(o.Articles, s.From, s.To, s.Gap), nil) {
			b.WriteString(indent + line + "\n")
		}
	}
	if c.Undated > 0 {
		b.WriteString(indent + english.Say("undated", "n", c.Undated) + "\n")
	}
	p.overTime(b, r.Dates)
	p.line(b, plain, english.Gaps(r.Gaps))
	if !c.Updated.IsZero() {
		p.line(b, p.dim, english.Updated(c.Updated))
	}
}

// overTime draws the articles over time, a line for each stretch, those without
// an article joined.
func (p page) overTime(b *strings.Builder, dates []archive.DateCount) {
	over, err := chart.Over(dates)
	if errors.Is(err, chart.ErrOneBar) {
		return
	}
	runs := over.Runs()
	label, count, most := 0, 0, 0
	for _, r := range runs {
		label, count, most = max(label, columns(r.Label(over.Unit))), max(count, len(english.Number(r.Articles))), max(most, r.Articles)
	}
	fmt.Fprintf(b, "\nArticles by %s\n", over.Unit)
	room := max(10, p.columns-len(indent)-label-len(indent)-1-count)
	for _, r := range runs {
		name := r.Label(over.Unit)
		long := (r.Articles*room + most - 1) / most // one among thousands is seen too
		bar := strings.Repeat("█", long)
		if long > 0 {
			bar += " "
		}
		fmt.Fprintf(b, "%s%s%s%s%s%s\n", indent, name, strings.Repeat(" ", label-columns(name)), indent, bar, english.Number(r.Articles))
	}
	p.line(b, plain, over.Apart())
	b.WriteString("\n")
}
