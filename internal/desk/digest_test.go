package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/quote"
)

// gathered is a digest as the tables name it.
func gathered(r desk.DigestReply) []string {
	var list []string
	for _, h := range r.Stories {
		list = append(list, fmt.Sprintf("%s (%d/%d)", h.Line.Version.Title, h.Told.Newsrooms, h.Told.Reprints))
	}
	if r.More > 0 {
		list = append(list, fmt.Sprintf("+%d", r.More))
	}
	answer := func(q quote.Quote) string { return q.Answer[0].Of(q.Version.Text) }
	for _, m := range r.Revised {
		list = append(list, answer(m.Was)+" → "+answer(m.Is))
	}
	for _, e := range r.Edited {
		list = append(list, fmt.Sprintf("%s: %s", e.Was.Version.Title, e.Present.State))
	}
	if r.OnThisDay != nil {
		list = append(list, "on this day: "+r.OnThisDay.Line.Version.Title)
	}
	return list
}

func TestDigest(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 4)
	d := desk.New(store, replica)
	morning := func(day int) time.Time { return librarytest.Days[day].Add(14 * time.Hour) }
	for name, c := range map[string]struct {
		request desk.DigestRequest
		want    []string
	}{
		"a full day": {
			desk.DigestRequest{From: seqs[0], To: seqs[1], At: morning(1)},
			[]string{
				"Branch libraries saved, but posts still to go (3/1)", "Infirmary to open 24 beds as waits grow (2/0)",
				"Traders fear for Christmas as bridge date moves (2/0)", "Teachers at Eastfield Academy vote to strike (1/0)",
				"Harbour board borrows £18m to dredge channel (1/0)", "+1", "120 → 95", "Lorn Bridge to shut for repairs: changed",
			},
		},
		"a quiet day": {
			desk.DigestRequest{From: seqs[1], To: seqs[2], At: morning(2)},
			[]string{"Market stalls get nets against gulls (1/0)", "on this day: Clear-up begins after River Lorn floods"},
		},
		"nothing at all": {desk.DigestRequest{From: seqs[3], To: seqs[3], At: morning(3)}, nil},
		"three days at once": {
			desk.DigestRequest{From: seqs[2], To: seqs[3], At: morning(3)},
			[]string{"Libraries stay open after close vote (3/1)", "Bakery at the bridge shuts its doors (2/0)", "Eastfield strike called off (1/0)"},
		},
		"about a topic": {
			desk.DigestRequest{From: seqs[0], To: seqs[1], At: morning(1), Topic: "infirmary OR norovirus", Max: 1},
			[]string{"Infirmary to open 24 beds as waits grow (2/0)"},
		},
		"of one outlet, its reprints too": {
			desk.DigestRequest{From: seqs[0], To: seqs[1], At: morning(1), Outlets: []string{"evening star", "Evening Star"}},
			[]string{
				"Branch libraries saved but jobs to go (3/1)", "Teachers at Eastfield Academy vote to strike (1/0)",
				"120 → 95", "Lorn Bridge to shut for repairs: changed",
			},
		},
	} {
		r, err := d.Digest(t.Context(), c.request)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, gathered(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if r.Quiet() != (name == "nothing at all") {
			t.Errorf("%s: quiet: %t", name, r.Quiet())
		}
		again, err := d.Digest(t.Context(), c.request)
		if diff := cmp.Diff(r, again); diff != "" || err != nil {
			t.Errorf("%s: not the same again: %v %s", name, err, diff)
		}
	}
	for _, wrong := range []desk.DigestRequest{{Topic: `"jobs`}, {Max: 11}, {Outlets: make([]string, 11)}} {
		var problem *desk.Problem
		if _, err := d.Digest(t.Context(), wrong); !errors.As(err, &problem) {
			t.Errorf("%+v: %v is no Problem", wrong, err)
		}
	}
}

func TestDigestScope(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 2)
	d := desk.New(store, replica)
	r, err := d.Digest(t.Context(), desk.DigestRequest{To: seqs[1], At: librarytest.Days[1], Outlets: []string{"Coast Radio", "Evening Star", "coast radio"}})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Scope.Coverage
	if c.Articles != 5 || len(c.Outlets) != 2 || len(r.Scope.Filters) != 2 || c.From.String() != "2026-11-24" || c.To.String() != "2026-11-25" {
		t.Errorf("%+v", r.Scope)
	}
}

func TestDigestLeavesOutWhatIsHidden(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 3)
	d := desk.New(store, replica)
	for _, h := range []archive.Hiding{{Outlet: "Coast Radio"}, {Outlet: "County Gazette"}} {
		if _, err := store.Hide(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	r, err := d.Digest(t.Context(), desk.DigestRequest{From: seqs[1], To: seqs[2], At: librarytest.Days[2].Add(14 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"on this day: Last trawler leaves the Old Quay"}, gathered(r)); diff != "" {
		t.Error(diff)
	}
	r, err = d.Digest(t.Context(), desk.DigestRequest{From: seqs[0], To: seqs[1], At: librarytest.Days[1]})
	if err != nil || !strings.Contains(strings.Join(gathered(r), "\n"), "Branch libraries saved but jobs to go (2/0)") {
		t.Errorf("the reprint doesn't stand in for its hidden original: %v, %v", gathered(r), err)
	}
}

// A feed's first reading brings what it had before anybody subscribed: that is no
// news.
func TestDigestLeavesOutTheBacklog(t *testing.T) {
	store, replica := librarytest.Open(t)
	ctx := t.Context()
	feed, _, err := store.Subscribe(ctx, archive.Feed{Address: "https://echo.example/feed"})
	if err != nil {
		t.Fatal(err)
	}
	claim, err := store.TakeFeed(ctx, feed.Number, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	brought := func(id string, backlog bool) archive.Brought {
		return archive.Brought{
			Item:    archive.FeedItem{Key: id, State: archive.ItemAdded, Article: id, Backlog: backlog},
			Article: &archive.Article{ID: id, Title: id, Outlet: "Echo", Text: "Words of " + id + "."},
		}
	}
	if _, err := store.RecordFeed(ctx, claim, claim.Feed, brought("old", true), brought("new", false)); err != nil {
		t.Fatal(err)
	}
	r, err := desk.New(store, replica).Digest(ctx, desk.DigestRequest{To: 2, At: librarytest.Days[0]})
	if diff := cmp.Diff([]string{"new (1/0)"}, gathered(r)); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// Whatever comes, changes, goes and comes back, and wherever a row of digests is
// cut: what is held in the end was in one digest, and in no two.
func TestDigestsLoseNothingAndRepeatNothing(t *testing.T) {
	store, replica := librarytest.Open(t)
	d := desk.New(store, replica)
	round := 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		l := &row{T: t, store: store, desk: d, shown: map[string]int{}, held: map[string]bool{}, removed: map[string]bool{}}
		l.from = l.seq()
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			name := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "article")
			l.step(rapid.SampledFrom([]string{"put", "put", "put", "remove", "end", "digest"}).Draw(t, "step"), fmt.Sprint(name, round))
		}
		l.step("end", "")
		l.step("digest", "")
		for id := range l.held {
			if n := l.shown[id]; n != 1 && !l.removed[id] || n == 0 {
				t.Fatalf("%s was shown %d times", id, n)
			}
		}
		for id := range l.held {
			if err := store.Remove(t.Context(), id, ""); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// row is a row of digests of a coverage that changes.
type row struct {
	*rapid.T
	store         archive.Store
	desk          *desk.Desk
	from          int64
	ends          []int64 // of digests that are not put together yet
	edits         int
	shown         map[string]int
	held, removed map[string]bool
}

func (l *row) seq() int64 {
	seq, err := l.store.Seq(l.Context())
	if err != nil {
		l.Fatal(err)
	}
	return seq
}

func (l *row) step(what, id string) {
	switch what {
	case "put":
		l.edits++
		if _, err := l.store.Put(l.Context(), archive.Article{ID: id, Text: fmt.Sprintf("Words of %s at %d.", id, l.edits)}); err != nil {
			l.Fatal(err)
		}
		l.held[id] = true
	case "remove":
		if l.held[id] {
			if err := l.store.Remove(l.Context(), id, ""); err != nil {
				l.Fatal(err)
			}
			delete(l.held, id)
			l.removed[id] = true // it may come back, as a new one
		}
	case "end":
		l.ends = append(l.ends, l.seq())
	case "digest":
		for _, to := range l.ends {
			r, err := l.desk.Digest(l.Context(), desk.DigestRequest{From: l.from, To: to, Max: desk.MaxDigest, At: librarytest.Days[0]})
			if err != nil || r.More > 0 {
				l.Fatal(r.More, err)
			}
			for _, h := range r.Stories {
				l.shown[h.Line.Version.ID]++
			}
			l.from = to
		}
		l.ends = nil
	}
}
