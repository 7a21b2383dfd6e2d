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
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	r, err := consult(s, s.openStore, (*desk.Desk).Coverage, filter)
	if err == nil {
		err = showReply(s, r, c.JSON, coverageJSON)
	}
	if err != nil || c.Chart == "" {
		return err
	}
	over, err := chart.Over(r.Dates)
	if err != nil {
		return err
	}
	picture, err := over.PNG(english)
	if err != nil {
		return err
	}
	return s.picture(c.Chart, picture, over.Alt(english)+" "+over.Apart(english))
}

func coverageJSON(r desk.CoverageReply) coverageObject {
	c := r.Coverage
	o := coverageObject{
		Articles: c.Articles, Outlets: make([]coverageOutlet, 0, len(c.Outlets)),
		From: c.From, To: c.To, Undated: c.Undated, Updated: timeOrNull(c.Updated), Filters: orEmpty(r.Filters), Gaps: objects(r.Gaps, gapJSON),
	}
	spans := spansOf(r)
	for _, one := range c.Outlets {
		outlet := coverageOutlet{outletObject: outletJSON(one)}
		if span, ok := spans[one.Outlet]; ok {
			outlet.From, outlet.To = span.From, span.To
			for _, g := range span.Gap {
				outlet.Gap = new(gapJSON(g))
			}
		}
		o.Outlets = append(o.Outlets, outlet)
	}
	if over, err := chart.Over(r.Dates); err == nil {
		o.OverTime = &overTimeObject{Unit: string(over.Unit), Imprecise: over.Coarse, Bars: objects(over.Bars, barJSON)}
	}
	return o
}

func outletJSON(o archive.OutletCount) outletObject {
	return outletObject{Outlet: orNull(o.Outlet), Articles: o.Articles}
}

func barJSON(b chart.Bar) barObject { return barObject(b) }

func gapJSON(g archive.Gap) gapObject { return gapObject(g) }

// spansOf are the spans of outlets by their names.
func spansOf(r desk.CoverageReply) map[string]desk.OutletSpan {
	spans := map[string]desk.OutletSpan{}
	for _, s := range r.Spans {
		spans[s.Outlet] = s
	}
	return spans
}

// coverage writes what is held, of which outlets and when, and when nothing is.
func (p page) coverage(b *strings.Builder, r desk.CoverageReply) {
	c := r.Coverage
	if c.Articles == 0 {
		p.line(b, p.bold, english.Miss(r.Scope()))
		return
	}
	p.line(b, p.bold, english.Narrowed(english.Held(c), r.Filters))
	spans := spansOf(r)
	for _, o := range r.Outlets() {
		name := o.Outlet
		if name == "" {
			name = english.Say("outlet.unknown")
		}
		s := spans[o.Outlet]
		p.indented(b, name+": "+english.OutletSpan(o.Articles, s.From, s.To, s.Gap), nil)
	}
	if c.Undated > 0 {
		b.WriteString(indent + english.Say("undated", "n", c.Undated) + "\n")
	}
	p.under(b, r.Page, r.Pages)
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
		label, count, most = max(label, columns(r.Label(english, over.Unit))), max(count, len(english.Number(r.Articles))), max(most, r.Articles)
	}
	fmt.Fprintf(b, "\n%s\n", over.Head(english))
	room := max(10, p.columns-len(indent)-label-len(indent)-1-count)
	for _, r := range runs {
		name := r.Label(english, over.Unit)
		long := (r.Articles*room + most - 1) / most // one among thousands is seen too
		bar := strings.Repeat("█", long)
		if long > 0 {
			bar += " "
		}
		fmt.Fprintf(b, "%s%s%s%s%s%s\n", indent, name, strings.Repeat(" ", label-columns(name)), indent, bar, english.Number(r.Articles))
	}
	p.line(b, plain, over.Apart(english))
	b.WriteString("\n")
}
