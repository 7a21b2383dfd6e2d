package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"cuttings/internal/words"
)

// PNG draws the bars, with what is written on them in a language. The same bars give
// the same bytes.
func (o OverTime) PNG(in words.Language) ([]byte, error) {
	top := 0
	for _, b := range o.Bars {
		top = max(top, b.Articles)
	}
	up := countTicks(in, top)
	n := len(o.Bars)
	const most = 5
	step := (n + most - 1) / most
	var along []plot.Tick
	for i := 0; i < n; i += step {
		along = append(along, plot.Tick{Value: float64(i), Label: o.Unit.short(in, o.Bars[i].From)})
	}
	return picture(bars{o, in, up}, -0.5, float64(n)-0.5, along, up)
}

// countTicks are the marks of an upright axis of counts: whole numbers.
func countTicks(in words.Language, top int) []plot.Tick {
	ticks := amountTicks(in, "", float64(max(top, 1)))
	if ticks[1].Value >= 1 {
		return ticks
	}
	ticks = nil
	for i := range max(top, 1) + 1 {
		ticks = append(ticks, plot.Tick{Value: float64(i), Label: in.Number(i)})
	}
	return ticks
}

// bars draws a bar for each stretch, and above it how many articles there are
// where there is room.
type bars struct {
	over  OverTime
	in    words.Language
	rules []plot.Tick
}

// labelled is how many bars are labelled at most.
const labelled = 12

// Plot implements plot.Plotter.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	rules(c, y, b.rules)
	style := text.Style{Color: ink, Font: sans(small), XAlign: text.XCenter, YAlign: text.YBottom, Handler: p.Title.TextStyle.Handler}
	for i, bar := range b.over.Bars {
		if bar.Articles == 0 {
			continue
		}
		left, right := x(float64(i)-0.4), x(float64(i)+0.4)
		top := max(y(float64(bar.Articles)), c.Min.Y+vg.Points(1)) // one among thousands is seen too
		c.FillPolygon(point, []vg.Point{{X: left, Y: c.Min.Y}, {X: left, Y: top}, {X: right, Y: top}, {X: right, Y: c.Min.Y}})
		if len(b.over.Bars) <= labelled {
			c.FillText(style, vg.Point{X: (left + right) / 2, Y: top + 2}, b.in.Number(bar.Articles))
		}
	}
}
