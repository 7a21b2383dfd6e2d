package chart

import (
	"bytes"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"cuttings/internal/words"
)

// The picture's size in pixels: as wide as a phone shows in full, with letters of
// some 3 % of that.
const (
	Width  = 1000
	Height = 800

	dpi   = 200
	large = 11 // points
	small = 10
)

var (
	ink   = color.RGBA{R: 0x1F, G: 0x26, B: 0x2E, A: 0xFF}
	line  = color.RGBA{R: 0xD5, G: 0xDA, B: 0xE0, A: 0xFF}
	paper = color.RGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
	point = color.RGBA{R: 0x1E, G: 0x5A, B: 0x96, A: 0xFF}
)

// PNG draws the chart, with what is written on it in a language. The same chart gives
// the same bytes.
func (c Chart) PNG(in words.Language) ([]byte, error) {
	from, to, top := c.extent()
	amounts := amountTicks(in, c.Unit, top)
	return picture(marks{chart: c, in: in, rules: amounts}, from, to, dateTicks(in, from, to), amounts)
}

// picture draws what is plotted between two axes: the lower one reaches from from
// to to, the upright one from zero to its last mark.
func picture(plotted plot.Plotter, from, to float64, along, up []plot.Tick) ([]byte, error) {
	p := plot.New()
	p.BackgroundColor = paper
	p.X.Min, p.X.Max = from, to
	p.Y.Min, p.Y.Max = 0, up[len(up)-1].Value
	p.X.Tick.Marker = plot.ConstantTicks(along)
	p.Y.Tick.Marker = plot.ConstantTicks(up)
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Tick.Label.Font = sans(small)
		axis.Tick.Label.Color, axis.Color, axis.Tick.Color = ink, ink, ink
		axis.Padding = 0
	}
	p.Add(plotted)
	img := vgimg.NewWith(vgimg.UseWH(Width*vg.Inch/dpi, Height*vg.Inch/dpi), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(paper))
	const margin = 8
	p.Draw(draw.Crop(draw.New(img), margin, -3*margin, margin, -2*margin))
	var b bytes.Buffer
	_, err := vgimg.PngCanvas{Canvas: img}.WriteTo(&b)
	return b.Bytes(), err
}

func sans(size font.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// extent is the days and the amount that the axes reach to, with room at both
// sides.
func (c Chart) extent() (from, to, top float64) {
	for i, p := range c.Points {
		first, last, _ := p.Date.Days()
		if i == 0 || float64(first) < from {
			from = float64(first)
		}
		to = max(to, float64(last))
		if i == 0 {
			to = float64(last)
		}
		top = max(top, p.High.Float())
	}
	room := max(1, (to-from)/20)
	if top == 0 {
		top = 1
	}
	return from - room, to + 2*room, top
}

// marks draws the points with their labels, and a rule at each step. A date that
// is known to the month or the year is a bar over it; a range of amounts stands
// upright between its ends.
type marks struct {
	chart Chart
	in    words.Language
	rules []plot.Tick
}

// Plot implements plot.Plotter.
func (m marks) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	rules(c, y, m.rules)
	style := text.Style{Color: ink, Font: sans(large), XAlign: text.XLeft, YAlign: text.YCenter, Handler: p.Title.TextStyle.Handler}
	bar := draw.LineStyle{Color: point, Width: vg.Points(2.5)}
	var taken []vg.Rectangle
	for _, pt := range m.chart.Points {
		first, last, _ := pt.Date.Days()
		low, high := m.ends(pt, x, y)
		c.StrokeLine2(bar, x(float64(first)), high.Y, x(float64(last)), high.Y)
		c.StrokeLine2(bar, low.X, low.Y, high.X, high.Y)
		for _, end := range []vg.Point{low, high} {
			c.DrawGlyph(draw.GlyphStyle{Color: point, Radius: vg.Points(3.5), Shape: draw.CircleGlyph{}}, end)
		}
		taken = append(taken, vg.Rectangle{Min: vg.Point{X: low.X - 3, Y: low.Y - 3}, Max: vg.Point{X: high.X + 3, Y: high.Y + 3}})
	}
	for _, pt := range m.chart.Points {
		s := m.in.Cutting(pt.Number)
		_, high := m.ends(pt, x, y)
		box := free(c, high, vg.Point{X: style.Width(s), Y: style.Height(s)}, taken)
		taken = append(taken, box)
		c.FillText(style, vg.Point{X: box.Min.X, Y: (box.Min.Y + box.Max.Y) / 2}, s)
	}
}

// rules draws a line across at each mark of the upright axis but zero.
func rules(c draw.Canvas, y func(float64) vg.Length, ticks []plot.Tick) {
	for _, t := range ticks[1:] {
		c.StrokeLine2(draw.LineStyle{Color: line, Width: vg.Points(0.5)}, c.Min.X, y(t.Value), c.Max.X, y(t.Value))
	}
}

// ends are where the lower and the upper amount of a point stand, in the middle of
// what its date may be; they are the same unless it is a range.
func (m marks) ends(pt Point, x, y func(float64) vg.Length) (low, high vg.Point) {
	first, last, _ := pt.Date.Days()
	at := x(float64(first+last) / 2)
	return vg.Point{X: at, Y: y(pt.Low.Float())}, vg.Point{X: at, Y: y(pt.High.Float())}
}

// free is where a label of that size stands beside its point without hiding
// another: above, below, to the right or to the left, and if need be farther off.
// Where there is no room at all it stands above.
func free(c draw.Canvas, at, size vg.Point, taken []vg.Rectangle) vg.Rectangle {
	const gap = 6
	box := func(dx, dy vg.Length) vg.Rectangle {
		x := max(c.Min.X, min(at.X+dx, c.Max.X-size.X+2*gap))
		return vg.Rectangle{Min: vg.Point{X: x, Y: at.Y + dy}, Max: vg.Point{X: x + size.X, Y: at.Y + dy + size.Y}}
	}
	for far := vg.Length(0); far < 5; far++ {
		for _, b := range []vg.Rectangle{
			box(-size.X/2, gap+far*size.Y), box(-size.X/2, -gap-size.Y-far*size.Y),
			box(gap+far*size.X, -size.Y/2), box(-gap-size.X-far*size.X, -size.Y/2),
		} {
			if b.Min.Y >= c.Min.Y && b.Max.Y <= c.Max.Y+2*gap && !hides(b, taken) {
				return b
			}
		}
	}
	return box(-size.X/2, gap)
}

func hides(b vg.Rectangle, taken []vg.Rectangle) bool {
	for _, t := range taken {
		if b.Min.X < t.Max.X && t.Min.X < b.Max.X && b.Min.Y < t.Max.Y && t.Min.Y < b.Max.Y {
			return true
		}
	}
	return false
}
