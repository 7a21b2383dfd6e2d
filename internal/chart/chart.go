// Package chart draws pictures. A series of figures: the dates across, as
// precisely as they are known, the amounts from zero up, every point labelled by
// its cutting's number. And how many articles there are of each stretch of time.
// What it draws it also says in words.
package chart

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/figures"
	"cuttings/internal/series"
	"cuttings/internal/words"
)

// Chart is what is drawn: figures of one unit that have a date.
type Chart struct {
	What   string // of what the figures are, as it was asked
	Unit   string // as in figures.Figure
	Points []Point
	Left   int // how many figures are not drawn: of another unit, without a date, or more than MaxPoints
}

// Point is one figure of one article.
type Point struct {
	Number    int64 // the cutting's
	Date      archive.Date
	Low, High figures.Number // equal unless it is a range
}

// MaxPoints is how many points are drawn at most, the newest: more labels can't
// be read at a phone's width.
const MaxPoints = 20

// ErrTooFew says that fewer than two figures of one unit have a date.
var ErrTooFew = errors.New("no chart: fewer than two figures of one unit have a date")

// Of chooses what is drawn: the unit that most of the figures have, or of several
// the one that comes first, and of one article an amount once. Nothing is added
// up or converted.
func Of(what string, r series.Result) (Chart, error) {
	byUnit := map[string][]Point{}
	var units []string
	for _, row := range r.Rows {
		p := pointOf(row)
		if p.Date.IsZero() || slices.Contains(byUnit[row.Figure.Unit], p) {
			continue
		}
		if byUnit[row.Figure.Unit] == nil {
			units = append(units, row.Figure.Unit)
		}
		byUnit[row.Figure.Unit] = append(byUnit[row.Figure.Unit], p)
	}
	c := Chart{What: what}
	for _, unit := range units {
		if len(byUnit[unit]) > len(c.Points) {
			c.Unit, c.Points = unit, byUnit[unit]
		}
	}
	if len(c.Points) < 2 {
		return Chart{}, ErrTooFew
	}
	c.Points = c.Points[max(0, len(c.Points)-MaxPoints):]
	for _, row := range r.Rows {
		if row.Figure.Unit != c.Unit || !slices.Contains(c.Points, pointOf(row)) {
			c.Left++
		}
	}
	return c, nil
}

func pointOf(r series.Row) Point {
	v := r.Quote.Version
	return Point{Number: v.Number, Date: v.Published, Low: r.Figure.Low, High: r.Figure.High}
}

// MaxAlt is how long Alt is at most, in characters: what Discord takes.
const MaxAlt = 1024

// Alt says in words what the picture shows, point by point, as many as there is
// room for.
func (c Chart) Alt(in words.Language) string {
	head := []rune(c.What)
	if len(head) > 100 {
		head = append(head[:99], '…')
	}
	s := in.Say("chart", "figures", in.Count(len(c.Points), "figure"))
	if len(head) > 0 {
		s += ": " + string(head)
	}
	const room = 40 // for what is said of those left out
	for i, p := range c.Points {
		next := "; " + strings.Join([]string{in.Date(p.Date), amounts(in, c.Unit, p), in.Cutting(p.Number)}, ", ")
		if utf8.RuneCountInString(s+next)+room > MaxAlt {
			return s + "; " + in.Say("more", "n", len(c.Points)-i) + "."
		}
		s += next
	}
	return s + "."
}

// amounts is the exact amount of a point with its unit.
func amounts(in words.Language, unit string, p Point) string {
	low, high := withUnit(in, unit, in.Digits(p.Low.String())), withUnit(in, unit, in.Digits(p.High.String()))
	if p.Low == p.High {
		return low
	}
	return in.Say("range", "from", low, "to", high)
}

// withUnit is a number with its unit as news writes it.
func withUnit(in words.Language, unit, number string) string {
	switch {
	case unit == "":
		return number
	case unit == "%":
		return in.Say("amount.percent", "number", number)
	case unit == figures.Share:
		return in.Say("amount.share", "number", number)
	case unit == figures.Points:
		return in.Say("amount.points", "number", number)
	case unit == onAxis:
		return in.Say("amount.on-axis", "number", number)
	case strings.ContainsFunc(unit, func(r rune) bool { return unicode.Is(unicode.Sc, r) }): // a currency's sign
		return in.Say("amount.money", "number", number, "currency", unit)
	}
	return number + " " + unit
}
