package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/figures"
	"cuttings/internal/words"
)

var english, german = words.Language{}, words.For("de")

func labels(ticks []plot.Tick) string {
	var list []string
	for _, t := range ticks {
		list = append(list, t.Label)
	}
	return strings.Join(list, " ")
}

func TestAmountTicks(t *testing.T) {
	for _, c := range []struct {
		unit         string
		top          float64
		want, german string
	}{
		{"", 600, "0 200 400 600", "0 200 400 600"},
		{"", 3, "0 1 2 3", "0 1 2 3"},
		{"", 1e18, "0 200,000tn 400,000tn 600,000tn 800,000tn 1,000,000tn", "0 200.000 Bio. 400.000 Bio. 600.000 Bio. 800.000 Bio. 1.000.000 Bio."},
		{"", 10_000, "0 2,000 4,000 6,000 8,000 10,000", "0 2.000 4.000 6.000 8.000 10.000"},
		{"£", 44_000_000, "£0 £10m £20m £30m £40m £50m", "0 £ 10 Mio. £ 20 Mio. £ 30 Mio. £ 40 Mio. £ 50 Mio. £"},
		{"$", 2_600_000_000, "$0 $1bn $2bn $3bn", "0 $ 1 Mrd. $ 2 Mrd. $ 3 Mrd. $"},
		{"US$", 1_500_000, "US$0 US$500,000 US$1m US$1.5m", "0 US$ 500.000 US$ 1 Mio. US$ 1,5 Mio. US$"},
		{"%", 0.25, "0% 0.05% 0.1% 0.15% 0.2% 0.25%", "0 % 0,05 % 0,1 % 0,15 % 0,2 % 0,25 %"},
		{figures.Points, 1, "0 points 0.2 points 0.4 points 0.6 points 0.8 points 1 points", "0 Punkte 0,2 Punkte 0,4 Punkte 0,6 Punkte 0,8 Punkte 1 Punkte"},
		{figures.Share, 0.5, "0 share 0.1 share 0.2 share 0.3 share 0.4 share 0.5 share", "0 Anteil 0,1 Anteil 0,2 Anteil 0,3 Anteil 0,4 Anteil 0,5 Anteil"},
	} {
		if got := labels(amountTicks(english, c.unit, c.top)); got != c.want {
			t.Errorf("up to %v %s: %s, want %s", c.top, c.unit, got, c.want)
		}
		if got := labels(amountTicks(german, c.unit, c.top)); got != c.german {
			t.Errorf("up to %v %s: %s, want %s", c.top, c.unit, got, c.german)
		}
	}
}

// Whatever the amounts, the axis begins at zero, ends at or above the highest, and
// has few marks, each with its own words.
func TestAmountTicksReachFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		top := rapid.Float64Range(1e-6, 1e18).Draw(t, "top")
		ticks := amountTicks(english, "", top)
		if len(ticks) < 2 || len(ticks) > 8 || ticks[0].Value != 0 || ticks[len(ticks)-1].Value < top*(1-1e-9) {
			t.Fatalf("up to %v: %v", top, ticks)
		}
	})
}

func TestDateTicks(t *testing.T) {
	at := func(y, m, d int) float64 { return days(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)) }
	for _, c := range []struct {
		from, to     float64
		want, german string
	}{
		{at(2020, 2, 29), at(2020, 3, 2), "1 Mar 2020 2 Mar 2020", "1. März 2020 2. März 2020"},
		{at(2020, 1, 15), at(2020, 6, 15), "Mar 2020 May 2020", "März 2020 Mai 2020"},
		{at(2006, 5, 1), at(2010, 8, 1), "2007 2008 2009 2010", "2007 2008 2009 2010"},
		{at(1900, 1, 1), at(2000, 1, 1), "1900 1921 1942 1963 1984", "1900 1921 1942 1963 1984"},
	} {
		if got := labels(dateTicks(english, c.from, c.to)); got != c.want {
			t.Errorf("%s to %s: %s, want %s", date(c.from).Format(time.DateOnly), date(c.to).Format(time.DateOnly), got, c.want)
		}
		if got := labels(dateTicks(german, c.from, c.to)); got != c.german {
			t.Errorf("%s, want %s", got, c.german)
		}
	}
}

// drawn is the picture of amounts, each in a year of its own unless a date is
// given.
func drawn(t *testing.T, points ...Point) image.Image {
	t.Helper()
	data, err := Chart{Points: points}.PNG(english)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func pointAt(year, month, day int, amount int64) Point {
	return Point{Number: 1, Date: archive.Date{Year: year, Month: month, Day: day}, Low: figures.Integer(amount), High: figures.Integer(amount)}
}

// blue are the rows of the picture that hold the colour of the points between two
// columns, from the top, and how many pixels of the fullest row do.
func blue(img image.Image, from, to int) (top, bottom, widest int) {
	return blueRows(img, from, to, 0, Height)
}

// blueRows is blue for the rows from first up to last.
func blueRows(img image.Image, from, to, first, last int) (top, bottom, widest int) {
	top = -1
	for y := first; y < last; y++ {
		n := 0
		for x := from; x < to; x++ {
			if color.RGBAModel.Convert(img.At(x, y)) == point {
				n++
			}
		}
		if n > 0 {
			if top < 0 {
				top = y
			}
			bottom, widest = y, max(widest, n)
		}
	}
	return top, bottom, widest
}

// The height of a point is its amount's share of the axis, which begins at zero.
func TestAmountsAreDrawnFromZero(t *testing.T) {
	middle := func(amount int64) float64 {
		img := drawn(t, pointAt(2000, 1, 1, amount), pointAt(2010, 1, 1, 100))
		top, bottom, _ := blue(img, 0, Width/2)
		return float64(top+bottom) / 2
	}
	zero, half, all := middle(0), middle(50), middle(100)
	if diff := (zero - half) - (half - all); diff < -2 || diff > 2 || zero-all < Height/2 {
		t.Errorf("0 is drawn at %v, 50 at %v, 100 at %v", zero, half, all)
	}
}

// A date that is known to the month or the year is as wide as that.
func TestDatesAreDrawnAsTheyAreKnown(t *testing.T) {
	wide := func(p Point) int {
		_, _, widest := blue(drawn(t, p, pointAt(2005, 6, 1, 9)), 0, Width*3/4)
		return widest
	}
	day, month, year := wide(pointAt(2004, 6, 15, 5)), wide(pointAt(2004, 6, 0, 5)), wide(pointAt(2004, 0, 0, 5))
	if day >= month || month*5 >= year {
		t.Errorf("a day is %d pixels wide, a month %d, a year %d", day, month, year)
	}
}

// A range stands upright between its ends.
func TestRangesAreDrawnUpright(t *testing.T) {
	p := pointAt(2000, 1, 1, 20)
	single := drawn(t, p, pointAt(2010, 1, 1, 100))
	p.High = figures.Integer(80)
	double := drawn(t, p, pointAt(2010, 1, 1, 100))
	top, bottom, _ := blue(single, 0, Width/2)
	upper, lower, _ := blue(double, 0, Width/2)
	for y := upper; y <= lower; y++ {
		if _, _, widest := blueRows(double, 0, Width/2, y, y+1); widest == 0 {
			t.Fatalf("there is nothing at %d between %d and %d", y, upper, lower)
		}
	}
	if lower != bottom || upper >= top-Height/3 {
		t.Errorf("20 is drawn from %d to %d, 20 to 80 from %d to %d", top, bottom, upper, lower)
	}
}

// A point is labelled by the number of its cutting.
func TestPointsAreLabelledByNumber(t *testing.T) {
	numbered := func(n int64) []byte {
		p := pointAt(2000, 1, 1, 20)
		p.Number = n
		data, err := Chart{Points: []Point{p, pointAt(2010, 1, 1, 100)}}.PNG(english)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if bytes.Equal(numbered(1), numbered(7)) || !bytes.Equal(numbered(7), numbered(7)) {
		t.Error("No. 1 and No. 7 are drawn alike, or No. 7 in two ways")
	}
	p := Chart{Points: []Point{pointAt(2000, 1, 1, 20), pointAt(2010, 1, 1, 100)}}
	numbers, err := p.PNG(english)
	if err != nil {
		t.Fatal(err)
	}
	if nummern, err := p.PNG(german); err != nil || bytes.Equal(numbers, nummern) {
		t.Error("No. 1 and Nr. 1 are drawn alike", err)
	}
}

func TestAmountsInWords(t *testing.T) {
	whole := func(n int64) figures.Number { return figures.Integer(n) }
	var got, gotGerman []string
	for _, c := range []struct {
		unit      string
		low, high figures.Number
	}{
		{"", whole(1234567), whole(1234567)},
		{"£", whole(44_000_000), whole(50_000_000)},
		{"A$", whole(5), whole(5)},
		{"%", whole(4), whole(8)},
		{"p", whole(99), whole(99)},
		{"km", whole(1500), whole(1500)},
		{"g", whole(500), whole(500)},
		{"", figures.Read("a third of us")[0].Low, figures.Read("a third of us")[0].Low},
		{"", figures.Read("1,234.5 miles")[0].Low, figures.Read("1,234.5 miles")[0].Low},
	} {
		p := Point{Low: c.low, High: c.high}
		got, gotGerman = append(got, amounts(english, c.unit, p)), append(gotGerman, amounts(german, c.unit, p))
	}
	want := []string{"1,234,567", "£44,000,000 to £50,000,000", "A$5", "4% to 8%", "99 p", "1,500 km", "500 g", "1/3", "1,234.5"}
	wantGerman := []string{"1.234.567", "44.000.000 £ bis 50.000.000 £", "5 A$", "4 % bis 8 %", "99 p", "1.500 km", "500 g", "1/3", "1.234,5"}
	if diff := cmp.Diff([][]string{want, wantGerman}, [][]string{got, gotGerman}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
