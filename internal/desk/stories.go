package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"cuttings/internal/archive"
)

// Story is the articles that report one event.
type Story struct {
	Number  int64
	Reports []Report // in order of their dates, those without one last; at least one
}

// Report is one article of a story.
type Report struct {
	archive.Version
	ReprintOf int64 // the cutting number of the article whose text it repeats; 0 for a report of its own
}

// StoryReply is one story.
type StoryReply struct{ Story Story }

func (StoryReply) reply() {}

// Title is the headline of the first report, "" where it has none.
func (s Story) Title() string { return s.Reports[0].Title }

// Span is the dates of the first and the last report that have one.
func (s Story) Span() (first, last archive.Date) {
	for _, r := range s.Reports {
		if r.Published.IsZero() {
			break
		}
		if first.IsZero() {
			first = r.Published
		}
		last = r.Published
	}
	return first, last
}

// Newsrooms counts the outlets with a report of their own, and Reprints the
// articles that repeat another's text.
func (s Story) Newsrooms() (newsrooms, reprints int) {
	outlets := map[string]bool{}
	for _, r := range s.Reports {
		if r.ReprintOf != 0 {
			reprints++
			continue
		}
		outlets[archive.OutletKey(r.Outlet)] = true
	}
	return len(outlets), reprints
}

// Stories returns the stories with numbers above after, in order, at most limit
// of them, as far as articles have been placed (see story.CatchUp), and the
// number after which to go on: 0 at the end. A story of which everything is
// hidden is left out.
func (d *Desk) Stories(ctx context.Context, after int64, limit int) (stories []Story, next int64, err error) {
	shown, err := d.visible(ctx, archive.Filter{})
	if err != nil {
		return nil, 0, err
	}
	placements, err := d.store.Stories(ctx, after, limit)
	if err != nil {
		return nil, 0, err
	}
	for _, p := range placements {
		v, err := d.store.Cutting(ctx, p.Number, 0)
		if errors.Is(err, archive.ErrRemoved) {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		if !shown.Match(v) {
			continue
		}
		if n := len(stories); n == 0 || stories[n-1].Number != p.Story {
			stories = append(stories, Story{Number: p.Story})
		}
		s := &stories[len(stories)-1]
		s.Reports = append(s.Reports, Report{Version: v, ReprintOf: p.ReprintOf})
	}
	for _, s := range stories {
		slices.SortFunc(s.Reports, func(a, b Report) int {
			return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.Number, b.Number))
		})
	}
	if n := len(placements); n > 0 {
		next = placements[n-1].Story
	}
	return stories, next, nil
}
