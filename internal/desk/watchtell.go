package desk

import (
	"context"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/dates"
	"cuttings/internal/find"
)

// TrialDays is how far back a trial of a watch looks.
const TrialDays = 30

// trialHits is how many articles a trial shows.
const trialHits = 3

// Trial is what a watch would have matched.
type Trial struct {
	Query  string // in its canonical form
	Days   int    // TrialDays; 0 where nobody tells what day it is, and then all articles count as recent
	Recent int    // how many articles dated within these days match
	Total  int    // how many match, of any date or none
	Hits   []find.Hit
	Scope  ask.Scope
}

// TryWatch says what a watch for these words would have matched, and keeps
// nothing. Words that can't be read are a Problem.
func (d *Desk) TryWatch(ctx context.Context, words string) (WatchReply, error) {
	trial, err := d.try(ctx, words)
	return WatchReply{Deed: WatchTried, Watch: archive.Subscription{Topic: trial.Query}, Trial: &trial}, err
}

func (d *Desk) try(ctx context.Context, words string) (Trial, error) {
	query, err := parseQuery(words)
	if err != nil {
		return Trial{}, err
	}
	t := Trial{Query: query.String()}
	filter, err := d.visible(ctx, archive.Filter{})
	if err != nil {
		return Trial{}, err
	}
	all, err := d.search(ctx, find.Request{Query: query, Filter: filter})
	if err != nil {
		return Trial{}, err
	}
	if today := d.today(); !today.IsZero() {
		t.Days = TrialDays
		filter.Since, filter.Until = dates.Today(d.now().AddDate(0, 0, -TrialDays)), today
	}
	recent, err := d.search(ctx, find.Request{Query: query, Filter: filter, Sort: find.Newest, Limit: trialHits})
	if err != nil {
		return Trial{}, err
	}
	t.Recent, t.Total, t.Hits, t.Scope = recent.Total, all.Total, recent.Hits, all.Scope
	return t, d.introduceHits(ctx, t.Hits)
}

// ToldReply is what a watch tells of.
type ToldReply struct {
	Watch archive.Subscription
	Hits  []find.Hit // the newest arrivals first
	More  int        // how many others came
	UpTo  int64      // the change of the archive up to which this is all
}

func (ToldReply) reply() {}

// mostTold is how many articles are read to tell of some of them: what lies
// beyond is counted as it was matched.
const mostTold = 100

// Tell says what a watch has to tell of what came after a change of the archive.
// What was removed or hidden meanwhile, or doesn't match as it now stands, is left
// out; so there may be nothing.
func (d *Desk) Tell(ctx context.Context, w archive.Subscription, after int64) (ToldReply, error) {
	ctx = By(ctx, Asker{Server: w.Server})
	r := ToldReply{Watch: w}
	query, err := find.Parse(w.Topic)
	if err != nil {
		return r, err
	}
	hidden, err := d.hidden(ctx)
	if err != nil {
		return r, err
	}
	matches, err := d.store.Matches(ctx, w.ID, after, mostTold)
	if err != nil {
		return r, err
	}
	r.UpTo, r.More = matches.UpTo, matches.Total
	for i := len(matches.Latest) - 1; i >= 0; i-- {
		v, err := d.store.Cutting(ctx, matches.Latest[i].Number, 0)
		switch {
		case archive.Absent(err):
			r.More--
		case err != nil:
			return r, err
		case hidden.Has(v) || !query.Match(v):
			r.More--
		case len(r.Hits) < w.Max:
			hit, err := query.Show(v)
			if err != nil {
				return r, err
			}
			r.Hits, r.More = append(r.Hits, hit), r.More-1
		}
	}
	return r, d.introduceHits(ctx, r.Hits)
}
