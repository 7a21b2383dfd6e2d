package storetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// feedTests: which feeds are read, when, and by whom.
var feedTests = map[string]func(*testing.T, Open){
	"a feed is kept once":                             subscribed,
	"a feed that can't be kept is refused":            unsubscribable,
	"a feed is handed out when it is due":             due,
	"eight claimants, one winner":                     claimedOnce,
	"feeds of one host are handed out one at a time":  hostOnce,
	"feeds are handed out in turn":                    inTurn,
	"a lease that ran out goes to another":            leaseRunsOut,
	"a claim is taken over":                           takenOver,
	"a paused feed is not handed out":                 paused,
	"a feed that was removed is gone with its number": unsubscribed,
	"how a feed is, is kept":                          feedKept,
	"two feeds can't have one address":                feedOccupied,
}

const lease = time.Minute

// clock is a time that a test moves on.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: stored} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// subscribe keeps a feed that is due at once.
func subscribe(t *testing.T, s archive.Store, address string) archive.Feed {
	t.Helper()
	f, added, err := s.Subscribe(t.Context(), archive.Feed{Address: address})
	if err != nil || !added {
		t.Fatalf("Subscribe: %v, %v", added, err)
	}
	return f
}

// claim claims the feed that is due; none is not what the test expects.
func claim(t *testing.T, s archive.Store) archive.FeedClaim {
	t.Helper()
	c, ok, err := s.ClaimFeed(t.Context(), lease)
	if err != nil || !ok {
		t.Fatalf("ClaimFeed: %v, %v", ok, err)
	}
	return c
}

func noClaim(t *testing.T, s archive.Store, why string) {
	t.Helper()
	if c, ok, err := s.ClaimFeed(t.Context(), lease); ok || err != nil {
		t.Errorf("%s: ClaimFeed gave feed %d, %v", why, c.Feed.Number, err)
	}
}

func feeds(t *testing.T, s archive.Store) []archive.FeedCount {
	t.Helper()
	list, err := s.Feeds(t.Context())
	return must(t, "Feeds", list, err)
}

func subscribed(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	equal(t, "no feeds", []archive.FeedCount{}, feeds(t, s))
	want := archive.Feed{Address: "https://a.example/feed?token=x", Title: "A", Collection: "Union", Next: stored.Add(time.Hour)}
	got, added, err := s.Subscribe(ctx, want)
	want.Number, want.Added = 1, stored
	if err != nil || !added {
		t.Fatalf("%v, %v", added, err)
	}
	equal(t, "Subscribe", want, got)
	again, added, err := s.Subscribe(ctx, archive.Feed{Address: want.Address, Title: "Another"})
	if err != nil || added {
		t.Errorf("again: %v, %v", added, err)
	}
	equal(t, "Subscribe again", want, again)
	subscribe(t, s, "http://b.example/")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "Feeds", []archive.FeedCount{{Feed: want}, {Feed: archive.Feed{Number: 2, Address: "http://b.example/", Added: stored}}}, feeds(t, open.handle(t)))
}

func unsubscribable(t *testing.T, open Open) {
	s := open.handle(t)
	for _, f := range []archive.Feed{
		{},
		{Address: "not an address"},
		{Address: "https://a.example/\x00"},
		{Address: "https://a.example/", Title: "\xff"},
		{Address: "https://a.example/" + fmt.Sprintf("%02048d", 0)},
	} {
		if _, _, err := s.Subscribe(t.Context(), f); err == nil {
			t.Errorf("%.40q was kept", f.Address)
		}
	}
	equal(t, "Feeds", []archive.FeedCount{}, feeds(t, s))
}

func due(t *testing.T, open Open) {
	c := newClock()
	s := open.at(t, c.now)
	noClaim(t, s, "without a feed")
	if _, _, err := s.Subscribe(t.Context(), archive.Feed{Address: "https://a.example/", Next: c.now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	c.pass(time.Hour - time.Second)
	noClaim(t, s, "a second before")
	c.pass(time.Second)
	if got := claim(t, s); got.Feed.Address != "https://a.example/" {
		t.Errorf("%+v", got)
	}
	noClaim(t, s, "once it is claimed")
}

func claimedOnce(t *testing.T, open Open) {
	for i := range 3 {
		subscribe(t, open.handle(t), fmt.Sprintf("https://%d.example/", i))
	}
	var won atomic.Int32
	var seen sync.Map
	s := eight(t, open, func(_ int, s archive.Store) error {
		c, ok, err := s.ClaimFeed(t.Context(), lease)
		if ok {
			won.Add(1)
			if _, twice := seen.LoadOrStore(c.Feed.Number, true); twice {
				t.Errorf("feed %d was handed out twice", c.Feed.Number)
			}
		}
		return err
	})
	if won.Load() != 3 {
		t.Errorf("%d claims of 3 feeds", won.Load())
	}
	sound(t, s)
}

func hostOnce(t *testing.T, open Open) {
	s := open.handle(t)
	subscribe(t, s, "https://a.example/sport")
	subscribe(t, s, "http://A.example/news")
	subscribe(t, s, "https://a.example:8443/news")
	first := claim(t, s)
	if got := claim(t, s); got.Feed.Number != 3 {
		t.Errorf("feed %d was handed out, want another host's", got.Feed.Number)
	}
	noClaim(t, s, "while both hosts are asked")
	if err := s.ReleaseFeed(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if got := claim(t, s); got.Feed.Number != 2 {
		t.Errorf("feed %d was handed out, want the one that waited", got.Feed.Number)
	}
}

func inTurn(t *testing.T, open Open) {
	c := newClock()
	s := open.at(t, c.now)
	for i := range 3 {
		subscribe(t, s, fmt.Sprintf("https://a.example/%d", i))
	}
	var order []int64
	for range 6 {
		got := claim(t, s)
		order = append(order, got.Feed.Number)
		if err := s.ReleaseFeed(t.Context(), got); err != nil {
			t.Fatal(err)
		}
		c.pass(time.Second)
	}
	equal(t, "order", []int64{1, 2, 3, 1, 2, 3}, order)
}

func leaseRunsOut(t *testing.T, open Open) {
	c, ctx := newClock(), t.Context()
	s := open.at(t, c.now)
	subscribe(t, s, "https://a.example/")
	slow := claim(t, s)
	c.pass(lease - time.Second)
	noClaim(t, s, "before the lease ends")
	if err := s.RenewFeed(ctx, slow, lease); err != nil {
		t.Fatal(err)
	}
	c.pass(lease - time.Second)
	noClaim(t, s, "before the longer lease ends")
	c.pass(time.Second)
	other := claim(t, s)
	if other.Token <= slow.Token {
		t.Errorf("token %d after %d", other.Token, slow.Token)
	}
	if _, err := s.RecordFeed(ctx, slow, slow.Feed, bring("late")); !errors.Is(err, archive.ErrLost) {
		t.Errorf("RecordFeed of a lost claim: %v", err)
	}
	if err := errors.Join(s.RenewFeed(ctx, slow, lease), s.ReleaseFeed(ctx, slow)); !errors.Is(err, archive.ErrLost) {
		t.Errorf("RenewFeed and ReleaseFeed of a lost claim: %v", err)
	}
	if _, err := s.RecordFeed(ctx, other, other.Feed, bring("in time")); err != nil {
		t.Error(err)
	}
	if got := coverage(t, s, archive.Filter{}).Articles; got != 1 {
		t.Errorf("%d articles are held", got)
	}
}

func takenOver(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	f, _, err := s.Subscribe(ctx, archive.Feed{Address: "https://a.example/", Next: noon.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	first, err := s.TakeFeed(ctx, f.Number, lease) // though it isn't due
	if err != nil || first.Feed != f {
		t.Errorf("%+v, %v", first, err)
	}
	second, err := s.TakeFeed(ctx, f.Number, lease)
	if err != nil || second.Token <= first.Token {
		t.Errorf("%+v, %v", second, err)
	}
	if err := s.ReleaseFeed(ctx, first); !errors.Is(err, archive.ErrLost) {
		t.Errorf("ReleaseFeed of the first: %v", err)
	}
	if _, err := s.TakeFeed(ctx, 9, lease); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("TakeFeed of none: %v", err)
	}
}

func paused(t *testing.T, open Open) {
	c, ctx := newClock(), t.Context()
	s := open.at(t, c.now)
	subscribe(t, s, "https://a.example/")
	under := claim(t, s)
	failing := under.Feed
	failing.Failures, failing.Failing, failing.Error, failing.Told, failing.Next = 3, c.now(), "no", c.now(), c.now().Add(time.Hour)
	if _, err := s.RecordFeed(ctx, under, failing); err != nil {
		t.Fatal(err)
	}
	if err := s.PauseFeed(ctx, 1, &archive.Pause{Program: true, Why: "it is gone"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RecordFeed(ctx, under, failing); !errors.Is(err, archive.ErrLost) {
		t.Errorf("RecordFeed after the pause: %v", err)
	}
	c.pass(2 * time.Hour)
	if err := s.PauseFeed(ctx, 1, &archive.Pause{Why: "too much sport"}); err != nil {
		t.Fatal(err)
	}
	noClaim(t, s, "while it is paused")
	equal(t, "Paused", &archive.Pause{At: stored, Program: true, Why: "it is gone"}, feeds(t, s)[0].Paused)
	if err := s.PauseFeed(ctx, 1, nil); err != nil {
		t.Fatal(err)
	}
	again := claim(t, s).Feed
	equal(t, "after the pause", archive.Feed{Number: 1, Address: "https://a.example/", Added: stored, Next: failing.Next}, again)
	if err := errors.Join(s.PauseFeed(ctx, 9, nil), s.PauseFeed(ctx, 9, &archive.Pause{})); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("PauseFeed of none: %v", err)
	}
	if err := s.PauseFeed(ctx, 1, &archive.Pause{Why: "\xff"}); err == nil {
		t.Error("a reason that isn't UTF-8 was kept")
	}
}

func unsubscribed(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	subscribe(t, s, "https://a.example/")
	c := claim(t, s)
	if _, err := s.RecordFeed(ctx, c, c.Feed, bring("a")); err != nil {
		t.Fatal(err)
	}
	if err := s.Unsubscribe(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if err := s.Unsubscribe(ctx, 1); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("the second Unsubscribe: %v", err)
	}
	if _, err := s.RecordFeed(ctx, c, c.Feed); !errors.Is(err, archive.ErrLost) {
		t.Errorf("RecordFeed after it: %v", err)
	}
	if f := subscribe(t, s, "https://a.example/"); f.Number != 2 {
		t.Errorf("its number %d was given again", f.Number)
	}
	if list, err := s.FeedItems(ctx, 2, "a"); err != nil || len(list) != 0 {
		t.Errorf("FeedItems: %v, %v", list, err)
	}
	if got := current(t, s, "a"); got.Number != 1 {
		t.Errorf("its article is %+v", got)
	}
}

func feedKept(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	subscribe(t, s, "https://a.example/")
	c := claim(t, s)
	want := archive.Feed{
		Number: 1, Added: stored, Address: "https://b.example:8443/feed", Title: "B", ETag: `"v1"`, LastModified: "Tue", Hash: "h", Wait: time.Hour,
		Asked: stored, Read: stored.Add(-time.Hour), Failures: 2, Failing: stored.Add(-time.Minute), Error: "the site is broken",
		Told: stored.Add(-time.Second), Next: stored.Add(time.Hour),
	}
	changed := want
	changed.Number, changed.Added, changed.Collection, changed.Paused = 7, time.Time{}, "other", &archive.Pause{} // none of the claimant's business
	if _, err := s.RecordFeed(ctx, c, changed); err != nil {
		t.Fatal(err)
	}
	equal(t, "Feeds", []archive.FeedCount{{Feed: want}}, feeds(t, s))
	changed.Error = "\x00"
	if _, err := s.RecordFeed(ctx, c, changed); err == nil {
		t.Error("a NUL byte was kept")
	}
}

func feedOccupied(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	subscribe(t, s, "https://a.example/")
	subscribe(t, s, "https://b.example/")
	c := claim(t, s)
	moved := c.Feed
	moved.Address = "https://b.example/"
	if _, err := s.RecordFeed(ctx, c, moved, bring("a")); !errors.Is(err, archive.ErrOccupied) {
		t.Errorf("RecordFeed: %v", err)
	}
	if got := coverage(t, s, archive.Filter{}).Articles; got != 0 {
		t.Errorf("%d articles were filed all the same", got)
	}
}
