package desk

import (
	"context"
	"errors"

	"cuttings/internal/archive"
)

// Story is the articles that report one event.
type Story struct {
	Reports []Report // in order of their dates, those without one last; at least one
	Told    archive.Told
}

// Report is one article of a story.
type Report struct {
	archive.Version
	ReprintOf int64 // the cutting number of the report whose text it repeats; 0 for a report of its own
}

// Title is the headline of the first report, "" where it has none.
func (s Story) Title() string { return s.Reports[0].Title }

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
	for len(placements) > 0 {
		n := 1
		for n < len(placements) && placements[n].Story == placements[0].Story {
			n++
		}
		next = placements[0].Story
		one, err := d.story(ctx, placements[:n], shown)
		if err != nil {
			return nil, 0, err
		}
		if len(one.Reports) > 0 {
			stories = append(stories, one)
		}
		placements = placements[n:]
	}
	return stories, next, nil
}

// story reads the articles of one story, those that pass.
func (d *Desk) story(ctx context.Context, placements []archive.Placement, shown archive.Filter) (Story, error) {
	tellers, err := d.tell(ctx, placements, shown)
	if err != nil {
		return Story{}, err
	}
	s := Story{Told: archive.Tell(placements[0].Story, tellers)}
	for _, t := range tellers {
		v, err := d.store.Cutting(ctx, t.Number, 0)
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return Story{}, err
		}
		s.Reports = append(s.Reports, Report{Version: v, ReprintOf: t.ReprintOf})
	}
	return s, nil
}

// tell are the articles of one story that pass.
func (d *Desk) tell(ctx context.Context, story []archive.Placement, shown archive.Filter) ([]archive.Teller, error) {
	numbers := make([]int64, len(story))
	for i, p := range story {
		numbers[i] = p.Number
	}
	entries, err := d.store.Entries(ctx, shown, numbers...)
	return archive.Tellers(story, entries), err
}

// tellers are the articles that pass of the story in which an article is placed;
// it alone where it isn't placed.
func (d *Desk) tellers(ctx context.Context, at archive.Placement, shown archive.Filter) ([]archive.Teller, error) {
	story := []archive.Placement{at}
	if at.Story != 0 {
		var err error
		if story, err = d.store.Story(ctx, at.Story); err != nil {
			return nil, err
		}
	}
	return d.tell(ctx, story, shown)
}
