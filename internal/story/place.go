package story

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
)

// What is looked at for one article.
const (
	searched      = 20  // its terms that others are searched by, those that tell most
	candidates    = 60  // passages that are found by them
	neighbourhood = 80  // articles that are grouped anew
	batch         = 50  // articles that are placed in one transaction
	remembered    = 500 // articles read that are kept for the next ones
)

// Archive is the part of the archive that placing needs.
type Archive interface {
	archive.Stories
	Changes(ctx context.Context, after int64, limit int) ([]archive.Change, error)
	Cutting(ctx context.Context, number int64, version int) (archive.Version, error)
}

// Index is the part of an index that placing needs.
type Index interface {
	index.Searcher
	Position(ctx context.Context) (int64, error)
}

// CatchUp places every article that the index has and that isn't placed yet, in
// the order in which they came. Several processes may do so at once: each step
// is one's only. Progress, when not nil, is told how many steps of the archive's
// sequence are done, of how many.
func CatchUp(ctx context.Context, held Archive, idx Index, progress func(done, total int64)) error {
	p := placer{held: held, idx: idx, read: map[place]Article{}}
	upTo, err := idx.Position(ctx)
	if err != nil {
		return err
	}
	for began := int64(-1); ; {
		before, err := held.Placed(ctx)
		if err != nil {
			return err
		}
		if before.Rules != Rules {
			before.Seq = 0
		}
		if began < 0 {
			began = before.Seq
		}
		changes, err := held.Changes(ctx, before.Seq, batch)
		if err != nil {
			return err
		}
		changes = slices.DeleteFunc(changes, func(c archive.Change) bool { return c.Seq > upTo })
		if len(changes) == 0 {
			return nil
		}
		if err := p.step(ctx, changes); err != nil {
			return err
		}
		if progress != nil {
			progress(changes[len(changes)-1].Seq-began, upTo-began)
		}
	}
}

// placer places articles, one after the other.
type placer struct {
	held  Archive
	idx   Index
	read  map[place]Article // read lately
	fresh bool              // nothing that is placed counts: it was placed by other rules
	moved map[int64]archive.Placement
	last  int64 // the latest number given to a story
}

type place struct {
	number  int64
	version int
}

// step places the articles of some changes and keeps where they are.
func (p *placer) step(ctx context.Context, changes []archive.Change) error {
	before, err := p.held.Placed(ctx)
	if err != nil {
		return err
	}
	p.fresh, p.last, p.moved = before.Rules != Rules, before.Stories, map[int64]archive.Placement{}
	if !p.fresh && before.Seq >= changes[0].Seq {
		return nil // somebody else was faster
	}
	for _, c := range changes {
		if c.Current != nil {
			if err := p.one(ctx, *c.Current); err != nil {
				return err
			}
		}
	}
	moved := slices.SortedFunc(maps.Values(p.moved), func(a, b archive.Placement) int { return cmp.Compare(a.Number, b.Number) })
	after := archive.Placed{Rules: Rules, Seq: changes[len(changes)-1].Seq, Stories: p.last}
	_, err = p.held.Place(ctx, before, after, moved...)
	return err
}

// one groups the neighbourhood of a version anew.
func (p *placer) one(ctx context.Context, v archive.Version) error {
	a := p.article(v)
	near, err := p.near(ctx, a)
	if err != nil {
		return err
	}
	articles := append(near, a)
	slices.SortFunc(articles, func(a, b Article) int { return cmp.Compare(a.Number, b.Number) })
	idf, err := weigher(ctx, p.idx, articles)
	if err != nil {
		return err
	}
	members := map[int][]Article{}
	for i, group := range Group(articles, idf) {
		members[group] = append(members[group], articles[i])
	}
	return p.name(ctx, a.Number, slices.Collect(maps.Values(members)))
}

// near are the articles of the stories that the article may belong to.
func (p *placer) near(ctx context.Context, a Article) ([]Article, error) {
	idf, err := weigher(ctx, p.idx, []Article{a})
	if err != nil {
		return nil, err
	}
	hits, err := p.idx.Search(ctx, index.Query{Text: a.telling(idf), Filter: a.around(), Limit: candidates})
	if err != nil {
		return nil, err
	}
	numbers := make([]int64, len(hits))
	for i, h := range hits {
		numbers[i] = h.Number
	}
	stand, err := p.at(ctx, numbers)
	if err != nil {
		return nil, err
	}
	var near []Article
	seen := map[int64]bool{0: true} // no story: an article that is placed after this one
	for _, number := range numbers {
		story := stand[number].Story
		if seen[story] {
			continue
		}
		seen[story] = true
		members, err := p.members(ctx, story)
		if err != nil {
			return nil, err
		}
		if len(near)+len(members) >= neighbourhood {
			continue
		}
		for _, number := range members {
			v, err := p.held.Cutting(ctx, number, 0)
			if errors.Is(err, archive.ErrRemoved) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if number != a.Number {
				near = append(near, p.article(v))
			}
		}
	}
	return near, nil
}

// article reads a version, or remembers it.
func (p *placer) article(v archive.Version) Article {
	key := place{v.Number, v.Version}
	a, ok := p.read[key]
	if !ok {
		if len(p.read) >= remembered {
			clear(p.read)
		}
		a = New(v)
		p.read[key] = a
	}
	return a
}

// at is where articles stand now; those that aren't placed are left out.
func (p *placer) at(ctx context.Context, numbers []int64) (map[int64]archive.Placement, error) {
	stand := map[int64]archive.Placement{}
	if !p.fresh {
		kept, err := p.held.Placements(ctx, numbers...)
		if err != nil {
			return nil, err
		}
		for _, at := range kept {
			stand[at.Number] = at
		}
	}
	for _, number := range numbers {
		if at, ok := p.moved[number]; ok {
			stand[number] = at
		}
	}
	return stand, nil
}

// members are the articles of a story, in order.
func (p *placer) members(ctx context.Context, story int64) ([]int64, error) {
	var numbers []int64
	if !p.fresh {
		kept, err := p.held.Story(ctx, story)
		if err != nil {
			return nil, err
		}
		for _, at := range kept {
			if _, moved := p.moved[at.Number]; !moved {
				numbers = append(numbers, at.Number)
			}
		}
	}
	for _, at := range p.moved {
		if at.Story == story {
			numbers = append(numbers, at.Number)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}
