package watch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
	"cuttings/internal/watch"
)

// library is a store with watches, and what goes by.
type library struct {
	t     testing.TB
	store archive.Store
	index watch.Index
}

func open(t testing.TB) *library {
	store, replica := librarytest.Open(t)
	return &library{t, store, replica}
}

// watch files an active watch that tells of what comes from now on.
func (l *library) watch(words string) archive.Subscription {
	l.t.Helper()
	seq, err := l.store.Seq(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	s, err := l.store.AddSubscription(l.t.Context(), archive.Subscription{
		Channel: "1", By: "2", Topic: words, Watch: archive.AtOnce, Max: 5, State: archive.Active, Since: time.Now(), After: seq,
		Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay}, Layout: archive.Quotes, Quiet: archive.QuietSkip,
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return s
}

func (l *library) put(id, text string) {
	l.t.Helper()
	if _, err := l.store.Put(l.t.Context(), archive.Article{ID: id, Text: text}); err != nil {
		l.t.Fatal(err)
	}
}

// told are the articles that a watch is to tell of, or has told of.
func (l *library) told(s archive.Subscription) []int64 {
	l.t.Helper()
	m, err := l.store.Matches(l.t.Context(), s.ID, 0, 1000)
	if err != nil {
		l.t.Fatal(err)
	}
	numbers := []int64{}
	for _, one := range m.Latest {
		numbers = append(numbers, one.Number)
	}
	return numbers
}

func catchUp(t *testing.T, m *watch.Matcher) {
	t.Helper()
	if err := m.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func equal[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestWhatComesIsMatched(t *testing.T) {
	l := open(t)
	m := watch.New(l.store, l.index)
	catchUp(t, m)
	l.put("before", "Jobs went.") // 1
	jobs := l.watch("jobs NOT agency")
	l.put("a", "Jobs go.")         // 2
	l.put("b", "Agency jobs go.")  // 3
	nurses := l.watch("nurses")    // after 3
	l.put("c", "Nurses and jobs.") // 4
	catchUp(t, m)
	catchUp(t, m)
	equal(t, "jobs", []int64{2, 4}, l.told(jobs))
	equal(t, "nurses", []int64{4}, l.told(nurses))

	l.put("a", "Jobs go. Nurses, too.")   // changed: told of already by one, new to the other
	l.put("before", "Jobs went, we hear") // came before, and was changed after
	catchUp(t, m)
	equal(t, "jobs, after a change", []int64{2, 4, 1}, l.told(jobs))
	equal(t, "nurses, after a change", []int64{4, 2}, l.told(nurses))
	if err := l.store.Remove(t.Context(), "c", "test"); err != nil {
		t.Fatal(err)
	}
	catchUp(t, m)
	l.put("c", "Nurses and jobs.")
	catchUp(t, m)
	equal(t, "jobs, after it was added again", []int64{2, 4, 1}, l.told(jobs))
}

// Watches that aren't confirmed hear of nothing; those that are paused will tell
// of what comes meanwhile; one that is changed or gone is forgotten as it was.
func TestWatchesComeAndGo(t *testing.T) {
	l := open(t)
	m := watch.New(l.store, l.index)
	one, draft, paused, digest := l.watch("jobs"), l.watch("jobs"), l.watch("jobs"), l.watch("jobs")
	change := func(s *archive.Subscription, to func(*archive.Subscription)) {
		t.Helper()
		to(s)
		now, done, err := l.store.ChangeSubscription(t.Context(), *s)
		if !done || err != nil {
			t.Fatal(done, err)
		}
		*s = now
	}
	change(&draft, func(s *archive.Subscription) { s.State = archive.DryRun })
	change(&paused, func(s *archive.Subscription) { s.State = archive.Paused })
	change(&digest, func(s *archive.Subscription) { s.Watch = "" })
	l.put("a", "Jobs go.")
	catchUp(t, m)
	for name, c := range map[string]struct {
		s    archive.Subscription
		want []int64
	}{"active": {one, []int64{1}}, "draft": {draft, []int64{}}, "paused": {paused, []int64{1}}, "digest": {digest, []int64{}}} {
		equal(t, name, c.want, l.told(c.s))
	}
	change(&one, func(s *archive.Subscription) { s.Topic = "nurses" })
	if err := l.store.RemoveSubscription(t.Context(), paused.ID); err != nil {
		t.Fatal(err)
	}
	l.put("b", "Jobs go.")
	l.put("c", "Nurses go.")
	catchUp(t, m)
	equal(t, "changed", []int64{1, 3}, l.told(one))
}

// What a feed had when it was first read is no news.
func TestBacklogIsNotTold(t *testing.T) {
	l := open(t)
	m := watch.New(l.store, l.index)
	jobs := l.watch("jobs")
	ctx := t.Context()
	feed, _, err := l.store.Subscribe(ctx, archive.Feed{Address: "https://example.org/feed"})
	if err != nil {
		t.Fatal(err)
	}
	claim, err := l.store.TakeFeed(ctx, feed.Number, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	item := func(key string, backlog bool) archive.Brought {
		return archive.Brought{
			Item: archive.FeedItem{Key: key, Hash: key, State: archive.ItemAdded, Backlog: backlog}, Article: &archive.Article{ID: key, Text: "Jobs go, says " + key},
		}
	}
	if _, err := l.store.RecordFeed(ctx, claim, feed, item("old", true), item("new", false)); err != nil {
		t.Fatal(err)
	}
	catchUp(t, m)
	equal(t, "told", []int64{2}, l.told(jobs))
}

// With nobody watching nothing is read, and with watches only what came since the
// first of them began.
func TestOnlyWhatIsNeededIsRead(t *testing.T) {
	l := open(t)
	for i := range 120 {
		l.put(fmt.Sprint(i), "Jobs go.")
	}
	c := &counting{Store: l.store}
	m := watch.New(c, l.index)
	catchUp(t, m)
	l.put("more", "Jobs go.")
	l.watch("jobs")
	catchUp(t, m)
	if c.changes != 0 {
		t.Errorf("%d articles were read", c.changes)
	}
	at, err := l.store.Matched(t.Context())
	if err != nil || at.Seq != 121 {
		t.Errorf("matched up to %+v, %v", at, err)
	}
}

type counting struct {
	watch.Store
	changes int
}

func (c *counting) Changes(ctx context.Context, after int64, limit int) ([]archive.Change, error) {
	list, err := c.Store.Changes(ctx, after, limit)
	c.changes += len(list)
	return list, err
}

// Several processes match at once while articles come and watches are set up:
// each article that came after a watch is told of by it, once.
func TestSeveralAtOnce(t *testing.T) {
	l := open(t)
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 3 {
		m := watch.New(l.store, l.index)
		all.Go(func() { m.Keep(ctx, time.Millisecond, func(err error) { t.Error(err) }) })
	}
	want := map[int64][]int64{}
	var watches []archive.Subscription
	for i := range 40 {
		if i%8 == 0 {
			watches = append(watches, l.watch("jobs"))
		}
		l.put(fmt.Sprint(i), fmt.Sprint("Jobs go, the ", i, "th time."))
		for _, w := range watches {
			want[w.ID] = append(want[w.ID], int64(i+1))
		}
	}
	stop()
	all.Wait()
	catchUp(t, watch.New(l.store, l.index))
	for _, w := range watches {
		equal(t, fmt.Sprint("watch ", w.ID), want[w.ID], l.told(w))
	}
}

// A watch whose words can't be read, as of a newer program, is named once, and keeps
// nobody else from hearing, nor from hearing soon.
func TestUnreadableWords(t *testing.T) {
	l := open(t)
	bad, good := l.watch("jobs AND"), l.watch("jobs")
	m := watch.New(l.store, l.index)
	var faults []string
	m.OnFault = func(err error) { faults = append(faults, err.Error()) }
	ctx, stop := context.WithCancel(t.Context())
	kept := make(chan struct{})
	go func() {
		m.Keep(ctx, time.Millisecond, func(err error) { t.Error(err) })
		close(kept)
	}()
	for i := range int64(3) {
		l.put(fmt.Sprint(i), "Jobs go.")
		for wait := 0; wait < 1000 && !slices.Contains(l.told(good), i+1); wait++ {
			time.Sleep(5 * time.Millisecond)
		}
	}
	stop()
	<-kept
	equal(t, "the other", []int64{1, 2, 3}, l.told(good))
	if len(faults) != 1 || !strings.Contains(faults[0], fmt.Sprintf("watch %d can't be read", bad.ID)) {
		t.Errorf("%q", faults)
	}
}

// An index that fails makes it slower and nothing else.
type lost struct{}

func (lost) Frequencies(context.Context, []string) (index.Frequencies, error) {
	return index.Frequencies{}, errors.New("lost")
}

func TestIndexFails(t *testing.T) {
	l := open(t)
	jobs := l.watch("the jobs")
	l.put("a", "The jobs go.")
	catchUp(t, watch.New(l.store, lost{}))
	if !slices.Equal(l.told(jobs), []int64{1}) {
		t.Errorf("told %v", l.told(jobs))
	}
}
