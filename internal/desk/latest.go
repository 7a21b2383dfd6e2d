package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/find"
	"cuttings/internal/language"
	"cuttings/internal/quote"
	"cuttings/internal/timeline"
)

// LatestPage is how many stories a page has, and MaxLatest how many pages can be
// asked for.
const (
	LatestPage = 5
	MaxLatest  = 100
)

// LatestRequest is which stories are wanted, as it was typed.
type LatestRequest struct {
	Topic  string // what an article of theirs must hold: see find.Parse; may be empty
	Filter archive.Filter
	Page   int // from 1 on; less means 1
}

// LatestReply is a page of stories, by the newest of their articles that pass the
// filter and are about the topic.
type LatestReply struct {
	Topic   string // in its canonical form; may be empty
	Stories []Headline
	Page    int
	More    bool      // there is another page
	Updated time.Time // when the coverage last changed; zero when it is empty
	Now     time.Time // zero where nobody tells
	Scope   ask.Scope
}

// Headline is a story in a list.
type Headline struct {
	First archive.Version // the report that was published first
	Line  quote.Quote     // the best line of the newest report that was asked for, or of the one that it repeats
	Told  archive.Told
}

func (LatestReply) reply() {}

// Latest lists stories, newest first, as far as articles have been placed (see
// story.CatchUp); one that isn't yet is a story of its own. A topic that can't be
// read or costs too much, and a page beyond MaxLatest, are Problems.
func (d *Desk) Latest(ctx context.Context, r LatestRequest) (LatestReply, error) {
	topic, err := parseAbout(r.Topic)
	if err != nil {
		return LatestReply{}, err
	}
	page := max(r.Page, 1)
	if page > MaxLatest {
		return LatestReply{}, noPage(page, MaxLatest)
	}
	if r.Filter, err = d.visible(ctx, r.Filter); err != nil {
		return LatestReply{}, err
	}
	reply := LatestReply{Topic: topic.String(), Page: page}
	if err := d.scope(ctx, r.Filter, &reply); err != nil {
		return LatestReply{}, err
	}
	newest, err := d.newestStories(ctx, topic, r.Filter, page*LatestPage+1)
	if err != nil {
		return LatestReply{}, tooBroad(err)
	}
	if page > 1 && len(newest) <= (page-1)*LatestPage {
		return LatestReply{}, noPage(page, (len(newest)+LatestPage-1)/LatestPage)
	}
	reply.More = len(newest) > page*LatestPage
	newest = newest[(page-1)*LatestPage : min(page*LatestPage, len(newest))]
	for _, at := range newest {
		one, err := d.headline(ctx, at, wanted{topic: topic, filter: r.Filter})
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return LatestReply{}, err
		}
		reply.Stories = append(reply.Stories, one)
	}
	return reply, nil
}

// scope says what was searched, and when the coverage last changed.
func (d *Desk) scope(ctx context.Context, f archive.Filter, r *LatestReply) error {
	var err error
	if r.Scope, err = ask.ScopeOf(ctx, d.store, f); err != nil {
		return err
	}
	all, err := d.store.Coverage(ctx, f.Visible())
	if r.Updated = all.Updated; d.Now != nil {
		r.Now = d.Now()
	}
	return err
}

// newestStories are stories by the newest of the articles that pass, so many at
// most; each is the placement of that article.
func (d *Desk) newestStories(ctx context.Context, topic find.Query, f archive.Filter, limit int) ([]archive.Placement, error) {
	if topic.String() != "" {
		entries, err := find.All(ctx, d.store, d.index, topic, f)
		if err != nil {
			return nil, err
		}
		return d.distinct(ctx, numbersOf(entries), limit)
	}
	for articles := 8 * limit; ; articles *= 4 {
		entries, err := d.store.Newest(ctx, f, articles)
		if err != nil {
			return nil, err
		}
		numbers := make([]int64, len(entries))
		for i, e := range entries {
			numbers[i] = e.Number
		}
		stories, err := d.distinct(ctx, numbers, limit)
		if err != nil || len(stories) == limit || len(entries) < articles {
			return stories, err
		}
	}
}

func numbersOf(entries []index.Entry) []int64 {
	numbers := make([]int64, len(entries))
	for i, e := range entries {
		numbers[i] = e.Number
	}
	return numbers
}

// looked is how many articles are looked up at once.
const looked = 100

// distinct are the placements of the articles, in the order given, the first of
// each story only, so many at most.
func (d *Desk) distinct(ctx context.Context, numbers []int64, limit int) ([]archive.Placement, error) {
	var list []archive.Placement
	met := map[int64]bool{}
	for some := range slices.Chunk(numbers, looked) {
		placed, err := d.placed(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, p := range placed {
			if p.Story == 0 || !met[p.Story] {
				met[p.Story] = true
				list = append(list, p)
			}
			if len(list) == limit {
				return list, nil
			}
		}
	}
	return list, nil
}

// placed is where the articles stand among the stories, those that stand nowhere
// yet by themselves, in the order given.
func (d *Desk) placed(ctx context.Context, numbers []int64) ([]archive.Placement, error) {
	placed, err := d.store.Placements(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	at := map[int64]archive.Placement{}
	for _, p := range placed {
		at[p.Number] = p
	}
	list := make([]archive.Placement, len(numbers))
	for i, number := range numbers {
		list[i] = at[number]
		list[i].Number = number
	}
	return list, nil
}

// headline shows the story of an article that was asked for.
func (d *Desk) headline(ctx context.Context, at archive.Placement, w wanted) (Headline, error) {
	tellers, err := d.tellers(ctx, at, w.filter.Visible())
	if err != nil {
		return Headline{}, err
	}
	if len(tellers) == 0 {
		return Headline{}, archive.ErrRemoved
	}
	i := slices.IndexFunc(tellers, func(t archive.Teller) bool { return t.Number == at.Number })
	v, err := d.original(ctx, tellers[max(i, 0)], w)
	if err != nil {
		return Headline{}, err
	}
	return d.headlineOf(ctx, v, at.Story, tellers, w)
}

// headlineOf shows a story, which these tell, by the line of an article.
func (d *Desk) headlineOf(ctx context.Context, v archive.Version, story int64, tellers []archive.Teller, w wanted) (h Headline, err error) {
	h.Told = archive.Tell(story, tellers)
	if h.First, err = d.store.Cutting(ctx, tellers[0].Number, 0); err != nil {
		return Headline{}, err
	}
	if h.Line, err = d.bestLine(ctx, v, w); err != nil {
		return Headline{}, err
	}
	h.Line.Told = h.Told
	return h, d.hear(ctx, &h.Line)
}

// bestLine is the sentence that says most of an article or, with a topic, that
// holds most of it.
func (d *Desk) bestLine(ctx context.Context, v archive.Version, w wanted) (quote.Quote, error) {
	if !w.about() {
		return timeline.Line(ctx, d.index, v)
	}
	hit, err := w.topic.Show(v)
	return hit.Quote, err
}

// original is the article that this one repeats, if that was asked for as well,
// else the article itself.
func (d *Desk) original(ctx context.Context, t archive.Teller, w wanted) (archive.Version, error) {
	if t.ReprintOf != 0 {
		v, err := d.store.Cutting(ctx, t.ReprintOf, 0)
		if err == nil && w.match(v) || err != nil && !errors.Is(err, archive.ErrRemoved) {
			return v, err
		}
	}
	return d.store.Cutting(ctx, t.Number, 0)
}

// latestOptions are the arguments of /latest.
func latestOptions() []Option {
	return []Option{
		{Name: "topic", Description: language.Phrase("option.latest.topic"), MaxLength: find.MaxLength},
		narrowing[0], narrowing[1],
		pageOption,
	}
}

// parseLatest reads the options of /latest as they were typed.
func parseLatest(args map[string]string, filter archive.Filter) (LatestRequest, error) {
	page, err := parsePage(args["page"])
	return LatestRequest{Topic: strings.TrimSpace(args["topic"]), Filter: filter, Page: page}, err
}
