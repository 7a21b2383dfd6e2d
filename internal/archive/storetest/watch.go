package storetest

import (
	"testing"

	"cuttings/internal/archive"
)

// watchTests: which articles the watches are to tell of.
var watchTests = map[string]func(*testing.T, Open){
	"nothing is matched at first":           unmatched,
	"matches are kept until they are told":  matchesKept,
	"an article is told of once":            matchedOnce,
	"of eight that match one succeeds":      oneMatches,
	"matches of other watches are not kept": watchesChanged,
	"a removed watch takes its matches":     watchRemoved,
	"a watch without words is none":         wordless,
	"those that aren't active don't wait":   waitingPaused,
}

func watch() archive.Subscription {
	w := subscription()
	w.Watch, w.Channel, w.After = archive.AtOnce, "@4", 0
	return w
}

// match moves Matched on to a change and fails t when it can't.
func match(t *testing.T, s archive.Store, after int64, matches ...archive.Match) {
	t.Helper()
	before, err := s.Matched(t.Context())
	if done, err := s.KeepMatches(t.Context(), must(t, "Matched", before, err), after, matches...); !done || err != nil {
		t.Fatalf("KeepMatches: %v, %v", done, err)
	}
}

func matches(t *testing.T, s archive.Store, watch, after int64, limit int) archive.Matches {
	t.Helper()
	m, err := s.Matches(t.Context(), watch, after, limit)
	return must(t, "Matches", m, err)
}

func waiting(t *testing.T, s archive.Store) []int64 {
	t.Helper()
	list, err := s.Waiting(t.Context())
	return must(t, "Waiting", list, err)
}

func unmatched(t *testing.T, open Open) {
	s := open.handle(t)
	if at, err := s.Matched(t.Context()); at != (archive.Matched{}) || err != nil {
		t.Errorf("Matched: %+v, %v", at, err)
	}
	equal(t, "Matches", archive.Matches{Latest: []archive.Match{}}, matches(t, s, 1, 0, 10))
	equal(t, "Waiting", []int64{}, waiting(t, s))
}

func matchesKept(t *testing.T, open Open) {
	s := open.handle(t)
	one, other := setUp(t, s, watch()), setUp(t, s, watch())
	all := []archive.Match{{Watch: one.ID, Number: 7, Seq: 11}, {Watch: one.ID, Number: 5, Seq: 12}, {Watch: one.ID, Number: 6, Seq: 12}}
	match(t, s, 12, all[2], all[0], all[1])
	match(t, s, 15)
	s = open.handle(t)
	equal(t, "Matches", archive.Matches{Latest: all, Total: 3, UpTo: 15}, matches(t, s, one.ID, 10, 10))
	equal(t, "the latest", archive.Matches{Latest: all[2:], Total: 3, UpTo: 15}, matches(t, s, one.ID, 10, 1))
	equal(t, "none of them", archive.Matches{Latest: []archive.Match{}, Total: 3, UpTo: 15}, matches(t, s, one.ID, 10, 0))
	equal(t, "those after", archive.Matches{Latest: all[1:], Total: 2, UpTo: 15}, matches(t, s, one.ID, 11, 10))
	equal(t, "the other's", archive.Matches{Latest: []archive.Match{}, UpTo: 15}, matches(t, s, other.ID, 0, 10))
	equal(t, "Waiting", []int64{one.ID}, waiting(t, s))

	d, _ := begin(t, s, taken(one.ID, "1"))
	d.To, d.State = 15, archive.Sending
	d = advance(t, s, d)
	equal(t, "Waiting while it is sent", []int64{one.ID}, waiting(t, s))
	d.State = archive.Withheld
	advance(t, s, d)
	equal(t, "Waiting when it was refused", []int64{one.ID}, waiting(t, s))
	d, _ = begin(t, s, taken(one.ID, "2"))
	d.To, d.State = 15, archive.Posted
	advance(t, s, d)
	equal(t, "Waiting when it was told", []int64{}, waiting(t, s))
	match(t, s, 16, archive.Match{Watch: one.ID, Number: 8, Seq: 16}, archive.Match{Watch: other.ID, Number: 8, Seq: 16})
	equal(t, "Waiting again", []int64{one.ID, other.ID}, waiting(t, s))
	sound(t, s)
}

func matchedOnce(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	w := setUp(t, s, watch())
	match(t, s, 1, archive.Match{Watch: w.ID, Number: 1, Seq: 1})
	remove(t, s, "a", "")
	put(t, s, article("a"))
	match(t, s, 3, archive.Match{Watch: w.ID, Number: 1, Seq: 3})
	equal(t, "Matches", archive.Matches{Latest: []archive.Match{{Watch: w.ID, Number: 1, Seq: 1}}, Total: 1, UpTo: 3}, matches(t, s, w.ID, 0, 10))
}

func oneMatches(t *testing.T, open Open) {
	w := setUp(t, open.handle(t), watch())
	before, err := open.handle(t).Matched(t.Context())
	must(t, "Matched", before, err)
	var won [8]bool
	s := eight(t, open, func(i int, s archive.Store) (err error) {
		won[i], err = s.KeepMatches(t.Context(), before, 5, archive.Match{Watch: w.ID, Number: int64(i + 1), Seq: 5})
		return err
	})
	i := only(t, won)
	equal(t, "Matches", []archive.Match{{Watch: w.ID, Number: int64(i + 1), Seq: 5}}, matches(t, s, w.ID, 0, 10).Latest)
}

// What was matched against the watches as they were is not kept when they have
// changed meanwhile: a new one could miss an article.
func watchesChanged(t *testing.T, open Open) {
	s := open.handle(t)
	w := setUp(t, s, watch())
	stale(t, s, "one more", func() error { _, err := s.AddSubscription(t.Context(), watch()); return err })
	stale(t, s, "changed", func() error { _, _, err := s.ChangeSubscription(t.Context(), w); return err })
	stale(t, s, "removed", func() error { return s.RemoveSubscription(t.Context(), w.ID) })
	match(t, s, 9, archive.Match{Watch: w.ID, Number: 1, Seq: 9}) // by somebody who hadn't heard of it
	equal(t, "Matches", archive.Matches{Latest: []archive.Match{}, UpTo: 9}, matches(t, s, w.ID, 0, 10))
}

// stale keeps matches as from before a change, which has no effect.
func stale(t *testing.T, s archive.Store, name string, change func() error) {
	t.Helper()
	before, err := s.Matched(t.Context())
	must(t, "Matched", before, err)
	if err := change(); err != nil {
		t.Fatal(err)
	}
	if done, err := s.KeepMatches(t.Context(), before, before.Seq+1); done || err != nil {
		t.Errorf("%s: KeepMatches: %v, %v", name, done, err)
	}
	after, err := s.Matched(t.Context())
	if must(t, "Matched", after, err); after.Seq != before.Seq || after.Revision <= before.Revision {
		t.Errorf("%s: from %+v to %+v", name, before, after)
	}
}

func watchRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	w := setUp(t, s, watch())
	match(t, s, 1, archive.Match{Watch: w.ID, Number: 1, Seq: 1})
	if err := s.RemoveSubscription(t.Context(), w.ID); err != nil {
		t.Fatal(err)
	}
	equal(t, "Matches", []archive.Match{}, matches(t, s, w.ID, 0, 10).Latest)
	equal(t, "Waiting", []int64{}, waiting(t, s))
	sound(t, s)
}

func wordless(t *testing.T, open Open) {
	s := open.handle(t)
	for name, spoil := range map[string]func(*archive.Subscription){
		"no words": func(w *archive.Subscription) { w.Topic = "" },
		"no way":   func(w *archive.Subscription) { w.Watch = "never" },
	} {
		w := watch()
		spoil(&w)
		if _, err := s.AddSubscription(t.Context(), w); err == nil {
			t.Errorf("%s: it is kept", name)
		}
	}
}

func waitingPaused(t *testing.T, open Open) {
	s := open.handle(t)
	w := setUp(t, s, watch())
	for _, state := range []archive.SubscriptionState{archive.DryRun, archive.Paused} {
		one := watch()
		one.State = state
		one = setUp(t, s, one)
		match(t, s, one.ID, archive.Match{Watch: one.ID, Number: 1, Seq: one.ID}, archive.Match{Watch: w.ID, Number: one.ID, Seq: one.ID})
	}
	equal(t, "Waiting", []int64{w.ID}, waiting(t, s))
}
