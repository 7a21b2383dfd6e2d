package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/source"
)

// Edited is the best line of an article as it stood, and what became of it.
type Edited struct {
	Was     quote.Quote
	Present Present // Changed or TakenOut
}

// mostCompared is of how many stories, and how many reports of each that came,
// figures are compared with those before.
const mostCompared = 10

// revised are figures of the first of the stories that an article which came gives
// otherwise than an earlier report, one of each story, those of the best story
// first.
func (d *Desk) revised(ctx context.Context, from int64, stories []newStory, w wanted) ([]source.Revised, error) {
	var list []source.Revised
	for _, s := range stories[:min(len(stories), mostCompared)] {
		before, err := d.before(ctx, from, s, w)
		if err != nil {
			return nil, err
		}
		one, err := d.revisedIn(ctx, s, before)
		if err != nil {
			return nil, err
		}
		for i := range one {
			if err := d.introduce(ctx, &one[i].Was, &one[i].Is); err != nil {
				return nil, err
			}
		}
		if list = append(list, one...); len(list) == mostBeside {
			break
		}
	}
	return list, nil
}

// before are the reports of the story that were there before, in order of their
// dates.
func (d *Desk) before(ctx context.Context, from int64, s newStory, w wanted) ([]archive.Version, error) {
	tellers, err := d.tellers(ctx, s.lead, w.filter.Visible())
	if err != nil {
		return nil, err
	}
	numbers := make([]int64, len(tellers))
	for i, t := range tellers {
		numbers[i] = t.Number
	}
	standing, err := d.store.Standing(ctx, from, numbers...)
	if err != nil {
		return nil, err
	}
	var list []archive.Version
	for _, t := range tellers {
		if standing[t.Number] == 0 || t.ReprintOf != 0 || len(list) == mostCompared {
			continue
		}
		v, err := d.store.Cutting(ctx, t.Number, 0)
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// revisedIn is one figure of the newest report with any that was given otherwise
// before.
func (d *Desk) revisedIn(ctx context.Context, s newStory, before []archive.Version) ([]source.Revised, error) {
	if len(before) == 0 {
		return nil, nil
	}
	for _, p := range s.came[:min(len(s.came), mostCompared)] {
		if slices.ContainsFunc(s.came, func(o archive.Placement) bool { return o.Number == p.ReprintOf }) {
			continue
		}
		v, err := d.store.Cutting(ctx, p.Number, 0)
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return nil, err
		}
		if list, err := source.Revise(ctx, d.index, v, before, 1); err != nil || len(list) > 0 {
			return list, err
		}
	}
	return nil, nil
}

// mostEdits is how many of the articles that changed are looked at: those that
// changed last.
const mostEdits = 100

// edited are the articles of which the best line is no longer as it was, the one
// that changed last first.
func (d *Desk) edited(ctx context.Context, edits []edit, w wanted) ([]Edited, error) {
	var list []Edited
	for _, e := range slices.Backward(edits[max(0, len(edits)-mostEdits):]) {
		was, err := d.store.Cutting(ctx, e.number, e.was)
		now, nowErr := d.store.Cutting(ctx, e.number, e.now)
		if err = errors.Join(err, nowErr); errors.Is(err, archive.ErrRemoved) || err == nil && !w.match(was) {
			continue
		}
		if err != nil {
			return nil, err
		}
		line, err := d.bestLine(ctx, was, w)
		if err != nil {
			return nil, err
		}
		p, err := d.present(ctx, line, now)
		if err != nil {
			return nil, err
		}
		if p.State == Unchanged || p.Now.Match == source.Exact { // nothing, or only signs between the words
			continue
		}
		if err := d.introduce(ctx, &line); err != nil {
			return nil, err
		}
		if list = append(list, Edited{Was: line, Present: p}); len(list) == mostBeside {
			break
		}
	}
	return list, nil
}

// mostRemembered is how many articles of this day are looked at.
const mostRemembered = 20

// onThisDay is a story of this day in an earlier year that isn't among those shown:
// the one that most newsrooms told, of equals the latest; nil when there is none.
func (d *Desk) onThisDay(ctx context.Context, at time.Time, w wanted, shown []Headline) (*Headline, error) {
	remembered, err := d.ofThisDay(ctx, at, w)
	if err != nil {
		return nil, err
	}
	var best *Headline
	for _, p := range remembered {
		isShown := slices.ContainsFunc(shown, func(h Headline) bool {
			return h.Line.Version.Number == p.Number || p.Story != 0 && h.Told.Story == p.Story
		})
		if isShown {
			continue
		}
		h, err := d.headline(ctx, p, w)
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return nil, err
		}
		if best == nil || h.Told.Newsrooms > best.Told.Newsrooms {
			best = &h
		}
	}
	return best, nil
}

// ofThisDay are articles that are asked for and were published on this day of
// earlier years, the latest first.
func (d *Desk) ofThisDay(ctx context.Context, at time.Time, w wanted) ([]archive.Placement, error) {
	days, err := d.store.Dates(ctx, w.filter)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(days, func(a, b archive.DateCount) int { return cmp.Compare(b.Date.Year, a.Date.Year) })
	var numbers []int64
	for _, day := range days {
		on := day.Date
		if on.Month != int(at.Month()) || on.Day != at.Day() || on.Year >= at.Year() {
			continue
		}
		f := w.filter
		f.Since, f.Until = on, on
		entries, err := d.store.Newest(ctx, f, mostRemembered)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.Published != on || len(numbers) == mostRemembered {
				continue
			}
			v, err := d.store.Cutting(ctx, e.Number, 0)
			if errors.Is(err, archive.ErrRemoved) {
				continue // meanwhile
			}
			if err != nil {
				return nil, err
			}
			if w.match(v) {
				numbers = append(numbers, e.Number)
			}
		}
	}
	return d.placed(ctx, numbers)
}
