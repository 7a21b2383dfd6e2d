package chart_test

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/chart"
	"cuttings/internal/words"
)

func counts(n int, dates ...archive.Date) (list []archive.DateCount) {
	for _, d := range dates {
		list = append(list, archive.DateCount{Date: d, Articles: n})
	}
	return list
}

func TestOver(t *testing.T) {
	june, april, december := archive.Date{Year: 2006, Month: 6}, archive.Date{Year: 2009, Month: 4}, archive.Date{Year: 2010, Month: 12}
	day := func(m, d int) archive.Date { return archive.Date{Year: 2021, Month: m, Day: d} }
	for name, tt := range map[string]struct {
		dates []archive.DateCount
		bars  int
		apart string
		want  string
	}{
		"years":     {counts(1, june, april, december, archive.Date{}), 5, "", "Articles by year: 2006: 1; 2007 to 2008: 0; 2009: 1; 2010: 1."},
		"months":    {counts(2, april, december), 21, "", "Articles by month: April 2009: 2; May 2009 to November 2010: 0; December 2010: 2."},
		"days":      {counts(1000, day(3, 30), day(4, 1)), 3, "", "Articles by day: 30 March 2021: 1,000; 31 March 2021: 0; 1 April 2021: 1,000."},
		"decades":   {counts(1, archive.Date{Year: 1785}, june), 23, "", "Articles by decade: 1780s: 1; 1790s to 1990s: 0; 2000s: 1."},
		"centuries": {counts(1, archive.Date{Year: 1}, archive.Date{Year: 9999, Month: 12}), 100, "", "Articles by century: 0–99: 1; 100–199 to 9800–9899: 0; 9900–9999: 1."},
		"coarse":    {append(counts(5, april, december), counts(3, archive.Date{Year: 2010})...), 21, "3 articles dated less precisely than to the month not drawn.", "Articles by month: April 2009: 5; May 2009 to November 2010: 0; December 2010: 5."},
		"all coarse": {
			counts(1, archive.Date{Year: 2009}, archive.Date{Year: 2010}), 2, "", "Articles by year: 2009: 1; 2010: 1.",
		},
	} {
		o, err := chart.Over(tt.dates)
		if err != nil || len(o.Bars) != tt.bars || o.Text(english, 500) != tt.want || o.Apart(english) != tt.apart {
			t.Errorf("%s: %d bars, %q, %q, %v", name, len(o.Bars), o.Text(english, 500), o.Apart(english), err)
		}
	}
	for name, dates := range map[string][]archive.DateCount{"none": nil, "undated": counts(3, archive.Date{}), "one day": counts(9, day(1, 1)), "one year": counts(1, archive.Date{Year: 2009})} {
		if _, err := chart.Over(dates); !errors.Is(err, chart.ErrOneBar) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for want, dates := range map[string][]archive.DateCount{
		"Artikel je Monat: April 2009: 5; Mai 2009 bis November 2010: 0; Dezember 2010: 5. Nicht gezeichnet, weil nicht auf den Monat genau datiert: 3 Artikel.": append(counts(5, april, december), counts(3, archive.Date{Year: 2010})...),
		"Artikel je Jahrzehnt: 1780er: 1.234; 1790er bis 1990er: 0; 2000er: 1.234.":                                                                              counts(1234, archive.Date{Year: 1785}, june),
	} {
		o, err := chart.Over(dates)
		if got := strings.TrimSpace(o.Text(german, 500) + " " + o.Apart(german)); err != nil || got != want || !strings.HasPrefix(o.Alt(german), "Balkendiagramm. Artikel je ") {
			t.Errorf("%q, want %q; %v", got, want, err)
		}
	}
	long, err := chart.Over(counts(1, june, april, december))
	if err != nil {
		t.Fatal(err)
	}
	if got := long.Text(english, 110); got != "Articles by year: 2006: 1; 2007 to 2008: 0; and 2 articles after that." {
		t.Error(got)
	}
	if got := long.Text(german, 110); got != "Artikel je Jahr: 2006: 1; 2007 bis 2008: 0; danach noch 2 Artikel." {
		t.Error(got)
	}
}

// Whatever the dates: every article is in a bar, or counted apart; the words fit;
// the picture has its size and is the same each time.
func TestOverAnyDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := 0
		var dates []archive.DateCount
		from := rapid.SampledFrom([]int{1, 1700, 1950, 2008}).Draw(t, "from")
		for range rapid.IntRange(0, 60).Draw(t, "dates") {
			d := archive.Date{Year: rapid.IntRange(from, 2009).Draw(t, "year"), Month: rapid.IntRange(0, 12).Draw(t, "month")}
			if d.Month != 0 {
				d.Day = rapid.IntRange(0, 28).Draw(t, "day")
			}
			n := rapid.IntRange(1, 3000).Draw(t, "articles")
			total += n
			dates = append(dates, archive.DateCount{Date: d, Articles: n})
		}
		o, err := chart.Over(dates)
		if err != nil {
			return
		}
		in := o.Coarse
		for _, b := range o.Bars {
			in += b.Articles
		}
		if in != total || len(o.Bars) > 150 {
			t.Fatalf("%d of %d articles in %d bars", in, total, len(o.Bars))
		}
		for _, l := range []words.Language{english, german} {
			if alt := o.Alt(l); utf8.RuneCountInString(alt) > chart.MaxAlt || utf8.RuneCountInString(o.Text(l, 300)) > 300 {
				t.Fatalf("too long: %s", alt)
			}
		}
		runs := 0
		for _, r := range o.Runs() {
			runs += r.Articles
		}
		if runs != in-o.Coarse {
			t.Fatalf("%d articles in the runs, %d in the bars", runs, in)
		}
	})
}

func TestOverTimePNG(t *testing.T) {
	day := func(y, m, d int) archive.Date { return archive.Date{Year: y, Month: m, Day: d} }
	var many []archive.DateCount
	for i := range 40 {
		many = append(many, archive.DateCount{Date: day(2001+i/12, 1+i%12, 0), Articles: 1 + i*i})
	}
	for name, dates := range map[string][]archive.DateCount{
		"years":   counts(1, day(2006, 6, 0), day(2009, 4, 0), day(2010, 12, 0)),
		"months":  many,
		"days":    counts(1_234_567, day(2021, 3, 30), day(2021, 4, 1)),
		"decades": counts(2, day(1, 1, 1), day(1400, 1, 1)),
	} {
		o, err := chart.Over(dates)
		if err != nil {
			t.Fatal(err)
		}
		a, err := o.PNG(english)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := o.PNG(english); !bytes.Equal(a, b) {
			t.Errorf("%s: not the same picture twice", name)
		}
		shape, err := png.DecodeConfig(bytes.NewReader(a))
		if err != nil || shape.Width != chart.Width || shape.Height != chart.Height {
			t.Errorf("%s: %+v, %v", name, shape, err)
		}
	}
}
