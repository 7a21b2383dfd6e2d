package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/source"
)

// How much a digest shows, at most.
const (
	DigestStories = 5  // unless another number is asked for
	MaxDigest     = 10 // stories, whatever is asked for
	MaxOutlets    = 10 // that it can be narrowed to
	mostBeside    = 3  // figures, and edits
	fewStories    = 1  // with no more than these there is room for an old one
)

// DigestRequest is what a digest is to hold.
type DigestRequest struct {
	From, To int64         // it covers what changed above From, up to To; see archive.Change
	Since    time.Time     // when the time before this one ended; zero where nobody knows
	At       time.Time     // when it is due, in the zone of those who read it
	Late     time.Duration // how long after that it comes
	Topic    string        // what its articles must hold: see find.Parse; may be empty
	Outlets  []string      // whose articles; none: everybody's
	Max      int           // stories; less than 1 means DigestStories
	Layout   archive.Layout
}

// DigestReply is what came since the digest before.
type DigestReply struct {
	DigestRequest            // Topic in its canonical form, Max as it was taken
	Stories       []Headline // those with articles that came, best first
	More          int        // how many stories are left out because of Max
	Revised       []source.Revised
	Edited        []Edited
	OnThisDay     *Headline // where few stories came: one with an article of this day in an earlier year
	Scope         ask.Scope
	Preview       bool // it is shown to whoever asks for it alone, and not posted
}

func (DigestReply) reply() {}

// Quiet reports whether there is nothing new.
func (r DigestReply) Quiet() bool { return len(r.Stories)+len(r.Revised)+len(r.Edited) == 0 }

// Digest gathers what came after one change of the archive and up to another, as
// far as articles have been placed (see story.CatchUp): each article that was not
// held at From and was at To is in one digest of such a row. It leaves out what
// repeats an article that a digest before could show, and what a feed had before
// anybody read it. A topic that can't be read, and outlets or a maximum beyond
// what a digest takes, are Problems.
func (d *Desk) Digest(ctx context.Context, r DigestRequest) (DigestReply, error) {
	w, err := d.digestWanted(ctx, &r)
	if err != nil {
		return DigestReply{}, err
	}
	reply := DigestReply{DigestRequest: r}
	if reply.Scope, err = d.digestScope(ctx, w, r.Outlets); err != nil {
		return DigestReply{}, err
	}
	came, edited, err := d.came(ctx, r.From, r.To, w)
	if err != nil {
		return DigestReply{}, err
	}
	stories, err := d.newStories(ctx, came, w, r.At)
	if err != nil {
		return DigestReply{}, err
	}
	reply.More = max(0, len(stories)-r.Max)
	for _, s := range stories[:len(stories)-reply.More] {
		one, err := d.headline(ctx, s.lead, w)
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return DigestReply{}, err
		}
		reply.Stories = append(reply.Stories, one)
	}
	if reply.Revised, err = d.revised(ctx, r.From, stories, w); err != nil {
		return DigestReply{}, err
	}
	if reply.Edited, err = d.edited(ctx, edited, w); err != nil {
		return DigestReply{}, err
	}
	if len(stories) <= fewStories {
		reply.OnThisDay, err = d.onThisDay(ctx, r.At, w, reply.Stories)
	}
	return reply, err
}

// digestWanted reads what is asked for and brings the request into its canonical
// form.
func (d *Desk) digestWanted(ctx context.Context, r *DigestRequest) (wanted, error) {
	topic, err := parseAbout(r.Topic)
	if err != nil {
		return wanted{}, err
	}
	r.Topic = topic.String()
	if r.Max < 1 {
		r.Max = DigestStories
	}
	if r.Max > MaxDigest {
		return wanted{}, problem("digest.most", "most", MaxDigest)
	}
	if len(r.Outlets) > MaxOutlets {
		return wanted{}, problem("digest.most-outlets", "most", MaxOutlets)
	}
	w := wanted{topic: topic}
	for _, outlet := range r.Outlets {
		key := archive.OutletKey(outlet)
		if key == "" {
			return wanted{}, problem("digest.no-outlet")
		}
		w.outlets = append(w.outlets, key)
	}
	w.filter, err = d.visible(ctx, archive.Filter{})
	return w, err
}

// digestScope is what a digest chooses from.
func (d *Desk) digestScope(ctx context.Context, w wanted, outlets []string) (ask.Scope, error) {
	if len(outlets) == 0 {
		return ask.ScopeOf(ctx, d.store, w.filter)
	}
	var s ask.Scope
	for i, key := range w.outlets {
		if slices.Contains(w.outlets[:i], key) {
			continue // named twice
		}
		f := w.filter
		f.Outlet = strings.TrimSpace(outlets[i])
		c, err := d.store.Coverage(ctx, f)
		if err != nil {
			return ask.Scope{}, err
		}
		s.Filters = append(s.Filters, ask.Filters(f)...)
		all := &s.Coverage
		all.Articles, all.Undated = all.Articles+c.Articles, all.Undated+c.Undated
		all.Outlets = append(all.Outlets, c.Outlets...)
		all.From, all.To = archive.Widest(all.From, all.To, c.From, c.To)
	}
	return s, nil
}

// arrival is an article that came.
type arrival struct {
	number    int64
	published archive.Date
}

// edit is an article that was there before and has a newer version.
type edit struct {
	number   int64
	was, now int // versions
}

// page is how many changes are read at once.
const pageOfChanges = 100

// came are the articles that are asked for and came, and those that were edited,
// both in the order of their latest changes. The walk goes on behind to, for an
// article that came and changed again has only its latest change.
func (d *Desk) came(ctx context.Context, from, to int64, w wanted) (came []arrival, edited []edit, err error) {
	for after := from; ; {
		changes, err := d.store.Changes(ctx, after, pageOfChanges)
		if err != nil || len(changes) == 0 {
			return came, edited, err
		}
		after = changes[len(changes)-1].Seq
		stages, err := d.stages(ctx, from, to, changes, w)
		if err != nil {
			return nil, nil, err
		}
		for i, c := range changes {
			switch s := stages[i]; s.stage {
			case StageCame:
				came = append(came, arrival{number: c.Number, published: c.Current.Published})
			case StageEdited:
				edited = append(edited, edit{number: c.Number, was: s.was, now: s.now})
			}
		}
	}
}

// Stage is how far an article comes on its way into a digest.
type Stage string

// The stages in their order; every article ends at one.
const (
	StageUnread   Stage = "unread"   // no article of its address is held
	StageRemoved  Stage = "removed"  // it was taken out of the coverage
	StageHidden   Stage = "hidden"   // it may not be shown
	StageFiltered Stage = "filtered" // another outlet's, or not about the topic
	StageBefore   Stage = "before"   // it was there when the digest before ended
	StageEdited   Stage = "edited"   // likewise, and it has changed since
	StageNotYet   Stage = "not yet"  // it came after this digest was put together, or isn't placed yet
	StageBacklog  Stage = "backlog"  // a feed had it before anybody read it
	StageCame     Stage = "came"     // it is one of those that are chosen from
	StageReprint  Stage = "reprint"  // of those: it repeats an article that a digest before could show
	StageOver     Stage = "over"     // of those: its story is over the maximum
	StageLed      Stage = "led"      // its story is in the digest, shown by another of its articles
	StageIn       Stage = "in"       // it is in the digest
)

// staged is the stage of an article, as far as its own change tells it.
type staged struct {
	stage    Stage
	was, now int // of StageEdited: versions
}

// stages tells of changes above from how far each comes: up to StageCame.
func (d *Desk) stages(ctx context.Context, from, to int64, changes []archive.Change, w wanted) ([]staged, error) {
	numbers := make([]int64, len(changes))
	for i, c := range changes {
		numbers[i] = c.Number
	}
	before, err := d.store.Standing(ctx, from, numbers...)
	if err != nil {
		return nil, err
	}
	then, err := d.store.Standing(ctx, to, numbers...)
	if err != nil {
		return nil, err
	}
	backlog, err := d.store.Backlog(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	list := make([]staged, len(changes))
	for i, c := range changes {
		was, now := before[c.Number], then[c.Number]
		s := staged{stage: StageCame, was: was, now: now}
		switch {
		case c.Current == nil:
			s.stage = StageRemoved
		case w.filter.Hidden.Has(*c.Current):
			s.stage = StageHidden
		case !w.match(*c.Current):
			s.stage = StageFiltered
		case now == 0:
			s.stage = StageNotYet
		case slices.Contains(backlog, c.Number):
			s.stage = StageBacklog
		case was != 0 && was == now:
			s.stage = StageBefore
		case was != 0:
			_, err := d.store.Cutting(ctx, c.Number, was)
			if err != nil && !errors.Is(err, archive.ErrRemoved) {
				return nil, err
			}
			if err == nil { // else it was removed meanwhile and came back
				s.stage = StageEdited
			}
		}
		list[i] = s
	}
	return list, nil
}
