package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
)

// fullDay is the edition of a server's digest of the week's full day.
func fullDay(seqs []int64) digest.Edition {
	return digest.Edition{
		Subscription: archive.Subscription{
			Server: "x", Channel: "1", Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip,
			Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "UTC", Days: wallclock.EveryDay},
		},
		Due: librarytest.Days[1].Add(14 * time.Hour), From: seqs[0],
	}
}

// shown is what a digest shows where there is room for all of it.
func shown(r desk.DigestReply) *digest.Shown {
	s := &digest.Shown{To: r.To, Beside: archive.Beside{Others: r.More}}
	for _, h := range r.Stories {
		s.Cuttings = append(s.Cuttings, h.Line.Version.Number)
	}
	for _, f := range r.Revised {
		s.Beside.Revised = append(s.Beside.Revised, [2]int64{f.Was.Version.Number, f.Is.Version.Number})
	}
	for _, e := range r.Edited {
		s.Beside.Edited = append(s.Beside.Edited, e.Was.Version.Number)
	}
	if h := r.OnThisDay; h != nil {
		s.Beside.OnThisDay = h.Line.Version.Number
	}
	return s
}

// edition is how a post keeps what it was made of.
func edition(t *testing.T, e digest.Edition) string {
	t.Helper()
	made, err := digest.WriteEdition(e)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// of leaves out how many tell a story, which more do by and by.
func of(r desk.DigestReply) []string {
	list := gathered(r)
	for i, line := range list {
		list[i], _, _ = strings.Cut(line, " (")
	}
	return list
}

func digestFor(t *testing.T, d *desk.Desk, e digest.Edition) desk.DigestReply {
	t.Helper()
	r, _, err := d.DigestFor(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A digest that was posted is the same days later, whatever has come and changed
// since; what its server hides, and what is removed, is missing, and nothing stands in
// its place.
func TestDigestAgain(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 2)
	e := fullDay(seqs)
	first := digestFor(t, desk.New(store, replica), e)
	store, replica, _ = librarytest.Week(t, 4)
	d := desk.New(store, replica)
	e.Again = shown(first)
	now := digestFor(t, d, e)
	if diff := cmp.Diff(of(first), of(now)); diff != "" {
		t.Errorf("days later (-want +got):\n%s", diff)
	}
	for i, h := range now.Stories {
		if h.Line.Text() != first.Stories[i].Line.Text() || h.Line.Version.Version != first.Stories[i].Line.Version.Version {
			t.Errorf("another line of %q: %q", h.Line.Version.Title, h.Line.Text())
		}
	}
	without := func(what string, drop ...string) {
		t.Helper()
		want := slices.DeleteFunc(of(first), func(line string) bool { return slices.Contains(drop, line) })
		if diff := cmp.Diff(want, of(digestFor(t, d, e))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	hide := func(h archive.Hiding) {
		t.Helper()
		if _, err := store.Hide(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	lines := of(first)
	strike, was, bridge := first.Stories[3].Line.Version, first.Revised[0].Was.Version, first.Edited[0].Was.Version
	hide(archive.Hiding{Scope: "y", Number: strike.Number})
	without("hidden in another server")
	hide(archive.Hiding{Scope: "x", Number: strike.Number})
	without("a story hidden", lines[3])
	hide(archive.Hiding{Scope: "x", Outlet: bridge.Outlet})
	for _, line := range of(digestFor(t, d, e)) {
		if strings.Contains(line, bridge.Title) {
			t.Errorf("an edited article of a hidden outlet: %s", line)
		}
	}
	hide(archive.Hiding{Scope: "x", Outlet: bridge.Outlet, Shown: true})
	if err := store.Remove(t.Context(), was.ID, "a complaint"); err != nil {
		t.Fatal(err)
	}
	without("the earlier of two figures removed", lines[3], "120 → 95")
	hide(archive.Hiding{Scope: "x", Number: strike.Number, Shown: true})
	without("shown again", "120 → 95")
}

// What of this day is in a digest goes, too, and then there is nothing left.
func TestDigestAgainOfAQuietDay(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 3)
	d := desk.New(store, replica)
	e := fullDay(seqs)
	e.From, e.Due, e.Nonce = seqs[1], librarytest.Days[2].Add(14*time.Hour), "n"
	e.Again = shown(digestFor(t, d, e))
	p := desk.Post{Server: "x", Kind: archive.DigestPost, Edition: edition(t, e)}
	r, err := d.Revisit(t.Context(), p)
	if r, ok := r.(desk.DigestReply); err != nil || !ok || r.OnThisDay == nil || len(r.Stories) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, number := range []int64{e.Again.Beside.OnThisDay, e.Again.Cuttings[0]} {
		if _, err := store.Hide(t.Context(), archive.Hiding{Number: number}); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := d.Revisit(t.Context(), p); r != (desk.WithdrawnReply{}) || err != nil {
		t.Errorf("%+v, %v", r, err)
	}
	p.Edition = ""
	if r, err := d.Revisit(t.Context(), p); r != (desk.WithdrawnReply{}) || err != nil {
		t.Errorf("from another archive: %+v, %v", r, err)
	}
	p.Edition = `{"Nonce":"n"}`
	if r, err := d.Revisit(t.Context(), p); err == nil {
		t.Errorf("of nothing: %+v", r)
	}
}

// What a watch told of follows, too: the articles as they stood, without those that
// may not be shown, and none that matched later.
func TestTellAgain(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 2)
	d := desk.New(store, replica)
	e := fullDay(seqs)
	e.Subscription.Watch, e.Subscription.Topic = archive.AtOnce, "library OR libraries"
	found, err := d.Find(t.Context(), desk.FindRequest{Words: e.Subscription.Topic})
	if err != nil || len(found.Hits) < 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	w := []int64{found.Hits[0].Quote.Version.Number, found.Hits[1].Quote.Version.Number}
	e.Again = &digest.Shown{Cuttings: w, To: seqs[1], Beside: archive.Beside{Others: 3}}
	p := desk.Post{Server: "x", Kind: archive.WatchPost, Edition: edition(t, e)}
	told := func() (numbers []int64, more int) {
		t.Helper()
		r, err := d.Revisit(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if r, ok := r.(desk.ToldReply); ok {
			for _, h := range r.Hits {
				numbers = append(numbers, h.Quote.Version.Number)
			}
			return numbers, r.More
		}
		return nil, -1
	}
	if numbers, more := told(); !slices.Equal(numbers, w) || more != 3 {
		t.Errorf("told of %v and %d", numbers, more)
	}
	v, err := store.Cutting(t.Context(), w[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Remove(t.Context(), v.ID, ""); err != nil {
		t.Fatal(err)
	}
	if numbers, more := told(); !slices.Equal(numbers, w[1:2]) || more != 3 {
		t.Errorf("one removed: told of %v and %d", numbers, more)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Scope: "x", Number: w[1]}); err != nil {
		t.Fatal(err)
	}
	if numbers, more := told(); more != -1 {
		t.Errorf("both gone: told of %v and %d", numbers, more)
	}
}
