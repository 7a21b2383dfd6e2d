package story

import (
	"cmp"
	"context"
	"slices"

	"cuttings/internal/archive"
)

// name gives each group the number of the story that most of its articles were
// in, to the largest group first; a group that is left without one is a new
// story. Only groups that changed, by their members or by the article with the
// number that was read just now, are told anew.
func (p *placer) name(ctx context.Context, number int64, groups [][]Article) error {
	slices.SortFunc(groups, func(a, b []Article) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0].Number, b[0].Number))
	})
	was, size, err := p.before(ctx, groups)
	if err != nil {
		return err
	}
	taken := map[int64]bool{}
	for _, group := range groups {
		votes := map[int64]int{}
		for _, a := range group {
			if s := was[a.Number].Story; s != 0 && !taken[s] {
				votes[s]++
			}
		}
		story := p.last + 1
		for s, n := range votes {
			if best := votes[story]; n > best || n == best && s < story {
				story = s
			}
		}
		p.last = max(p.last, story)
		taken[story] = true
		hasNew := slices.ContainsFunc(group, func(a Article) bool { return a.Number == number })
		if !hasNew && votes[story] == len(group) && size[story] == len(group) {
			continue // nobody came, nobody left
		}
		for i, original := range Reprints(group) {
			if at := (archive.Placement{Number: group[i].Number, Story: story, ReprintOf: original}); at != was[at.Number] {
				p.moved[at.Number] = at
			}
		}
	}
	return nil
}

// before is where the articles stood before, and how many of them in each
// story.
func (p *placer) before(ctx context.Context, groups [][]Article) (was map[int64]archive.Placement, size map[int64]int, err error) {
	var numbers []int64
	for _, group := range groups {
		for _, a := range group {
			numbers = append(numbers, a.Number)
		}
	}
	if was, err = p.at(ctx, numbers); err != nil {
		return nil, nil, err
	}
	size = map[int64]int{}
	for _, at := range was {
		size[at.Story]++
	}
	return was, size, nil
}
