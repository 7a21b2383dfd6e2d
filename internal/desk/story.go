package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/language"
	"cuttings/internal/quote"
	"cuttings/internal/source"
	"cuttings/internal/timeline"
)

// StoryPage is how many reports a page of a timeline has.
const StoryPage = 5

const (
	maxName    = 200 // how long a story's name may be, in characters
	maxRevised = 2   // figures that are set beside earlier ones, of one report
)

// StoryRequest is which story is wanted, as it was typed.
type StoryRequest struct {
	Name string // words of it, best of a headline; or the number of one of its cuttings: "#12"
	Page int    // from 1 on; less means 1
}

// StoryReply is a page of a story's timeline: its reports in the order of their
// dates. There are none where no story was found.
type StoryReply struct {
	Name        string // as it was asked
	First       archive.Version
	Told        archive.Told
	Outlets     []archive.OutletCount // of all its articles, by descending count, then by name
	Page, Pages int
	Reports     int // on all pages
	Steps       []Step
	Nearest     *archive.Version // where nothing was found: of the articles that come nearest, the first; nil without any
	Scope       ask.Scope
}

func (StoryReply) reply() {}

// Step is one report of a story.
type Step struct {
	Key      quote.Quote      // the sentence that says most of what earlier reports don't have word for word
	Reprints []archive.Teller // that repeat its text, in the order of their dates
	Revised  []source.Revised // figures of it beside those of earlier reports
	First    bool             // it is the first report
}

// Story tells a story report by report, as far as articles have been placed (see
// story.CatchUp). A name without a word, a number of no cutting that can be
// shown, and a page that there isn't are Problems; a name that no story has is
// none.
func (d *Desk) Story(ctx context.Context, r StoryRequest) (StoryReply, error) {
	r.Name = strings.TrimSpace(r.Name)
	if n := utf8.RuneCountInString(r.Name); n > maxName {
		return StoryReply{}, tooLong("name", n, maxName)
	}
	if !strings.ContainsFunc(r.Name, isWritten) {
		return StoryReply{}, problem("story.no-name")
	}
	shown, err := d.visible(ctx, archive.Filter{})
	if err != nil {
		return StoryReply{}, err
	}
	scope, err := ask.ScopeOf(ctx, d.store, shown)
	if err != nil {
		return StoryReply{}, err
	}
	reply := StoryReply{Name: r.Name, Scope: scope}
	meant, err := d.meant(ctx, r.Name, shown)
	if err != nil || meant.version == nil {
		return reply, err
	}
	if !meant.certain {
		reply.Nearest = meant.version
		return reply, nil
	}
	return reply, d.tellStory(ctx, meant.version.Number, max(r.Page, 1), shown, &reply)
}

// tellStory fills in a page of the timeline of the story that a cutting belongs
// to.
func (d *Desk) tellStory(ctx context.Context, number int64, page int, shown archive.Filter, reply *StoryReply) error {
	at, err := d.placement(ctx, number)
	if err != nil {
		return err
	}
	tellers, err := d.tellers(ctx, at, shown)
	if err != nil {
		return err
	}
	if len(tellers) == 0 {
		return unshowable(number, archive.ErrRemoved)
	}
	reply.Told, reply.Outlets = archive.Tell(at.Story, tellers), outletsOf(tellers)
	if reply.First, err = d.store.Cutting(ctx, tellers[0].Number, 0); err != nil {
		return unshowable(tellers[0].Number, err)
	}
	var reports []archive.Teller
	reprints := map[int64][]archive.Teller{}
	for _, t := range tellers {
		if t.ReprintOf == 0 {
			reports = append(reports, t)
		} else {
			reprints[t.ReprintOf] = append(reprints[t.ReprintOf], t)
		}
	}
	reply.Page, reply.Pages, reply.Reports = page, (len(reports)+StoryPage-1)/StoryPage, len(reports)
	if page > reply.Pages {
		return noPage(page, reply.Pages)
	}
	var earlier []archive.Version
	for i, t := range reports[:min(page*StoryPage, len(reports))] {
		v, err := d.store.Cutting(ctx, t.Number, 0)
		if err != nil {
			return unshowable(t.Number, err)
		}
		if i >= (page-1)*StoryPage {
			step, err := d.step(ctx, v, earlier)
			if err != nil {
				return err
			}
			step.First, step.Reprints = i == 0, reprints[t.Number]
			reply.Steps = append(reply.Steps, step)
		}
		earlier = append(earlier, v)
	}
	return nil
}

// step shows one report after those before it.
func (d *Desk) step(ctx context.Context, v archive.Version, earlier []archive.Version) (s Step, err error) {
	said, err := d.store.Speech(ctx, v.Number, v.Version)
	if err != nil {
		return s, err
	}
	if s.Key, err = timeline.Key(ctx, d.index, v, said, earlier); err != nil {
		return s, err
	}
	if s.Revised, err = source.Revise(ctx, d.index, v, earlier, maxRevised); err != nil {
		return s, err
	}
	for i := range s.Revised {
		if err := errors.Join(d.hear(ctx, &s.Revised[i].Was), d.hear(ctx, &s.Revised[i].Is)); err != nil {
			return s, err
		}
	}
	return s, d.hear(ctx, &s.Key)
}

// placement is where an article is placed: by itself where it isn't yet.
func (d *Desk) placement(ctx context.Context, number int64) (archive.Placement, error) {
	at, err := d.store.Placements(ctx, number)
	if err != nil || len(at) == 0 {
		return archive.Placement{Number: number}, err
	}
	return at[0], nil
}

// outletsOf counts the articles by outlets, under the spelling that comes first.
func outletsOf(tellers []archive.Teller) []archive.OutletCount {
	var list []archive.OutletCount
	at := map[string]int{}
	for _, t := range tellers {
		key := archive.OutletKey(t.Outlet)
		i, met := at[key]
		if !met {
			i = len(list)
			at[key] = i
			list = append(list, archive.OutletCount{Outlet: t.Outlet})
		}
		list[i].Articles++
	}
	slices.SortFunc(list, func(a, b archive.OutletCount) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Outlet, b.Outlet))
	})
	return list
}

// storyOptions are the arguments of /story.
func storyOptions() []Option {
	return []Option{
		{Name: "name", Description: language.Phrase("option.story.name"), Required: true, MaxLength: maxName, Suggests: true},
		pageOption,
	}
}

// parseStory reads the options of /story as they were typed.
func parseStory(args map[string]string) (StoryRequest, error) {
	page, err := parsePage(args["page"])
	return StoryRequest{Name: args["name"], Page: page}, err
}
