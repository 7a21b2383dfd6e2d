package desk

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/dates"
)

// newStory is a story with articles that came.
type newStory struct {
	lead   archive.Placement   // of the newest article that came and repeats none beyond those
	came   []archive.Placement // those that came and repeat nothing that was there before, newest first
	told   archive.Told
	match  float64 // the best of them
	age    int     // how many days the lead is old
	weight float64
}

// shows is the number of the article whose line is shown: the lead, or the one
// that came and that the lead repeats.
func (s newStory) shows() int64 {
	if s.has(s.lead.ReprintOf) {
		return s.lead.ReprintOf
	}
	return s.lead.Number
}

// has reports whether an article is one of those that came.
func (s newStory) has(number int64) bool {
	return slices.ContainsFunc(s.came, func(p archive.Placement) bool { return p.Number == number })
}

// mostRanked is of how many stories, the newest, the weight is told, and mostMatched
// how many articles of each are read for it: after a year of articles came at once the
// digest is there in time. The others come behind them, the newest first.
const (
	mostRanked  = 200
	mostMatched = 5
)

// newStories are the stories of the articles that came, best first. An article
// that repeats one which was there before, and which may be shown, brings nothing
// new.
func (d *Desk) newStories(ctx context.Context, came []arrival, w wanted, at time.Time) ([]newStory, error) {
	today, _, _ := dates.Today(at).Days()
	arrived := map[int64]arrival{}
	numbers := make([]int64, len(came))
	for i, a := range came {
		arrived[a.number] = a
		numbers[i] = a.number
	}
	var placed []archive.Placement
	for some := range slices.Chunk(numbers, looked) {
		more, err := d.placed(ctx, some)
		if err != nil {
			return nil, err
		}
		placed = append(placed, more...)
	}
	in := map[int64]int{} // of each story, its place in list
	var list []newStory
	for _, p := range placed {
		fresh, err := d.isNews(ctx, p, arrived, w)
		if err != nil {
			return nil, err
		}
		if !fresh {
			continue
		}
		i, met := in[p.Story]
		if !met || p.Story == 0 {
			i = len(list)
			list = append(list, newStory{})
			in[p.Story] = i
		}
		list[i].came = append(list[i].came, p)
	}
	for i := range list {
		list[i].order(arrived, today)
	}
	slices.SortFunc(list, func(a, b newStory) int {
		return cmp.Or(cmp.Compare(a.age, b.age), cmp.Compare(b.lead.Number, a.lead.Number))
	})
	weighed := list[:min(len(list), mostRanked)]
	for i := range weighed {
		if err := d.weigh(ctx, &weighed[i], w); err != nil {
			return nil, err
		}
	}
	rank(weighed)
	return list, nil
}

// isNews reports whether an article that came is a report, or repeats one that
// came as well or can't be shown.
func (d *Desk) isNews(ctx context.Context, p archive.Placement, arrived map[int64]arrival, w wanted) (bool, error) {
	if _, too := arrived[p.ReprintOf]; too || p.ReprintOf == 0 {
		return true, nil
	}
	original, err := d.store.Cutting(ctx, p.ReprintOf, 0)
	if errors.Is(err, archive.ErrRemoved) {
		return true, nil
	}
	return err == nil && !w.match(original), err
}

// order puts the articles of a story that came in order, newest first, and says which
// of them leads. One that repeats what other readers had before, another outlet's,
// leads only where it is all that came.
func (s *newStory) order(arrived map[int64]arrival, today int) {
	day := func(p archive.Placement) int {
		if first, _, ok := arrived[p.Number].published.Days(); ok {
			return first
		}
		return today - undated
	}
	slices.SortFunc(s.came, func(a, b archive.Placement) int {
		return cmp.Or(cmp.Compare(day(b), day(a)), cmp.Compare(b.Number, a.Number))
	})
	s.lead = s.came[max(0, slices.IndexFunc(s.came, func(p archive.Placement) bool { return p.ReprintOf == 0 || s.has(p.ReprintOf) }))]
	s.age = max(0, today-day(s.lead))
}

// weigh tells what else the weight of a story is made of.
func (d *Desk) weigh(ctx context.Context, s *newStory, w wanted) error {
	s.match = 1
	if w.about() {
		s.match = 0
		for _, p := range s.came[:min(len(s.came), mostMatched)] {
			v, err := d.store.Cutting(ctx, p.Number, 0)
			if errors.Is(err, archive.ErrRemoved) || err == nil && !w.match(v) {
				continue // meanwhile
			}
			if err != nil {
				return err
			}
			hit, err := w.topic.Show(v)
			if err != nil {
				return err
			}
			s.match = max(s.match, hit.Quote.Score)
		}
	}
	tellers, err := d.tellers(ctx, s.lead, w.filter.Visible())
	s.told = archive.Tell(s.lead.Story, tellers)
	return err
}

// undated is how many days an article without a date counts as old.
const undated = 7

// rank puts stories in the order in which a digest shows them. A story weighs more
// the more newsrooms tell it, each the less the more there are (two newsrooms are
// news beside one, ten hardly beside nine); less by the day, as what is two days
// old is half as new; and more the better it goes with the topic beside the one
// that goes best. Equals go by the lead's number, newest first.
func rank(list []newStory) {
	best := 0.0
	for _, s := range list {
		best = max(best, s.match)
	}
	for i := range list {
		s := &list[i]
		s.weight = math.Log2(1+float64(s.told.Newsrooms)) * halfLife / (halfLife + float64(s.age))
		if best > 0 {
			s.weight *= s.match / best
		}
	}
	slices.SortFunc(list, func(a, b newStory) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(b.lead.Number, a.lead.Number))
	})
}

// halfLife is after how many days a story is half as new.
const halfLife = 2.0
