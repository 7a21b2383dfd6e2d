package chart

import (
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot"

	"cuttings/internal/archive"
	"cuttings/internal/figures"
	"cuttings/internal/words"
)

// amountTicks are the marks of the upright axis: from zero, at round steps.
func amountTicks(in words.Language, unit string, top float64) []plot.Tick {
	const most = 5
	step := math.Pow(10, math.Floor(math.Log10(top/most)))
	for _, by := range []float64{1, 2, 5, 10} {
		if top/(step*by) <= most {
			step *= by
			break
		}
	}
	var ticks []plot.Tick
	for i := 0; float64(i-1)*step < top; i++ {
		v := float64(i) * step
		ticks = append(ticks, plot.Tick{Value: v, Label: withUnit(in, short(unit), brief(in, v))})
	}
	return ticks
}

// onAxis stands for figures.Points where room is short.
const onAxis = "points"

// short is the unit as it is written on an axis.
func short(unit string) string {
	if unit == figures.Points {
		return onAxis
	}
	return unit
}

// brief is a round number as news writes it: 300m, 1.5bn, 20,000.
func brief(in words.Language, v float64) string {
	for _, large := range []struct {
		value float64
		key   string
	}{{1e12, "amount.tn"}, {1e9, "amount.bn"}, {1e6, "amount.m"}} {
		if v >= large.value {
			return in.Say(large.key, "number", digits(in, v/large.value))
		}
	}
	return digits(in, v)
}

// digits is a round number in digits.
func digits(in words.Language, v float64) string {
	return in.Digits(strconv.FormatFloat(v, 'f', decimals(v), 64))
}

// decimals is how many places a round number needs.
func decimals(v float64) int {
	places := 0
	for ; places < 9 && math.Abs(v-math.Round(v)) > 1e-9; places++ {
		v *= 10
	}
	return places
}

const day = 24 * time.Hour

// date is the day of an axis, counted from 1970-01-01.
func date(days float64) time.Time { return time.Unix(0, 0).UTC().Add(time.Duration(days) * day) }

func days(t time.Time) float64 { return float64(t.Unix() / int64(day/time.Second)) }

// dateTicks are the marks of the lower axis between two days: years, months or
// days, at most five.
func dateTicks(in words.Language, from, to float64) []plot.Tick {
	const most = 5
	first, last := date(from), date(to)
	var ticks []plot.Tick
	add := func(t time.Time, d archive.Date) {
		ticks = append(ticks, plot.Tick{Value: days(t), Label: in.ShortDate(d)})
	}
	if years := last.Year() - first.Year() + 1; years > 2 {
		step := (years + most - 1) / most
		for y := first.Year(); y <= last.Year()+1; y += step {
			add(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), archive.Date{Year: y})
		}
		return within(ticks, from, to)
	}
	if months := (last.Year()-first.Year())*12 + int(last.Month()-first.Month()) + 1; months > 2 {
		step := (months + most - 2) / (most - 1)
		for m := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC); !m.After(last); m = m.AddDate(0, step, 0) {
			add(m, archive.Date{Year: m.Year(), Month: int(m.Month())})
		}
		return within(ticks, from, to)
	}
	step := max(1, int(math.Ceil((to-from)/(most-2))))
	for d := first.AddDate(0, 0, 1); !d.After(last); d = d.AddDate(0, 0, step) {
		add(d, archive.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()})
	}
	return within(ticks, from, to)
}

// within leaves out the marks beyond the axis.
func within(ticks []plot.Tick, from, to float64) []plot.Tick {
	kept := ticks[:0]
	for _, t := range ticks {
		if from <= t.Value && t.Value <= to {
			kept = append(kept, t)
		}
	}
	return kept
}
