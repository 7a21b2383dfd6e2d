package chart_test

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/chart"
	"cuttings/internal/figures"
	"cuttings/internal/quote"
	"cuttings/internal/series"
	"cuttings/internal/words"
)

var english, german = words.Language{}, words.For("de")

func row(number int64, date archive.Date, unit string, low, high int64) series.Row {
	v := archive.Version{Number: number}
	v.Published = date
	return series.Row{
		Quote:  quote.Quote{Version: v},
		Figure: figures.Figure{Unit: unit, Low: figures.Integer(low), High: figures.Integer(high)},
	}
}

func TestOf(t *testing.T) {
	june, april := archive.Date{Year: 2006, Month: 6}, archive.Date{Year: 2009, Month: 4}
	c, err := chart.Of("jobs to go", series.Result{Rows: []series.Row{
		row(1, june, "", 600, 600), row(1, june, "£", 44_000_000, 44_000_000), row(2, april, "", 366, 400), row(2, april, "", 366, 400),
		row(3, archive.Date{}, "", 1, 1),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Points) != 2 || c.Left != 2 || c.Unit != "" {
		t.Errorf("%+v", c)
	}
	if got, want := c.Alt(german), "Diagramm von null an, 2 Zahlen: jobs to go; Juni 2006, 600, Nr. 1; April 2009, 366 bis 400, Nr. 2."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if got, want := c.Alt(english), "Chart of 2 figures, from zero up: jobs to go; June 2006, 600, No. 1; April 2009, 366 to 400, No. 2."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	for _, rows := range [][]series.Row{
		nil,
		{row(1, june, "", 1, 1)},
		{row(1, june, "", 1, 1), row(1, june, "", 1, 1)},
		{row(1, june, "", 1, 1), row(2, april, "£", 1, 1)},
		{row(1, june, "", 1, 1), row(2, archive.Date{}, "", 2, 2)},
	} {
		if _, err := chart.Of("", series.Result{Rows: rows}); !errors.Is(err, chart.ErrTooFew) {
			t.Errorf("%d rows: %v", len(rows), err)
		}
	}
}

// Whatever the dates, the amounts and the unit, there is a picture of the right
// size, the same each time, and words that fit.
func TestPNG(t *testing.T) {
	day := func(y, m, d int) archive.Date { return archive.Date{Year: y, Month: m, Day: d} }
	many := []series.Row{}
	for i := range int64(60) {
		many = append(many, row(1_000_000+i, day(2001+int(i)/12, 1+int(i)%12, 1), "£", i*i*1_000_000, i*i*1_500_000))
	}
	for name, rows := range map[string][]series.Row{
		"one day":   {row(1, day(2020, 3, 1), "%", 4, 4), row(2, day(2020, 3, 1), "%", 5, 5)},
		"days":      {row(1, day(2020, 3, 1), "%", 4, 4), row(2, day(2020, 3, 12), "%", 5, 6)},
		"months":    {row(1, day(2020, 3, 0), "US$", 4, 4), row(2, day(2020, 9, 30), "US$", 5, 6)},
		"centuries": {row(1, day(1, 1, 1), "", 1, 1), row(2, day(9999, 0, 0), "", 1<<62, 1<<62)},
		"nothing":   {row(1, day(2020, 0, 0), "percentage points", 0, 0), row(2, day(2021, 0, 0), "percentage points", 0, 0)},
		"many":      many,
	} {
		c, err := chart.Of(strings.Repeat("long ", 100), series.Result{Rows: rows})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		a, err := c.PNG(english)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		b, _ := c.PNG(english)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: drawn twice, it differs", name)
		}
		if size, err := png.DecodeConfig(bytes.NewReader(a)); err != nil || size.Width != chart.Width || size.Height != chart.Height || len(a) > 1<<20 {
			t.Errorf("%s: %v, %d bytes, %v", name, size, len(a), err)
		}
		if n := len([]rune(c.Alt(german))); n > chart.MaxAlt || len(c.Points) > chart.MaxPoints {
			t.Errorf("%s: %d points, %d characters of words", name, len(c.Points), n)
		}
	}
}
