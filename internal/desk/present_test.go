package desk_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/desk"
	"cuttings/internal/source"
	"cuttings/internal/text"
)

// A quote's life: it moves, changes, comes back, is taken out, hidden, removed.
func TestPresent(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "cuttings.db"), sqlite.Clock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	replica, err := index.OpenReplica(ctx, t.TempDir(), store, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer replica.Close()
	d := desk.New(store, replica)
	const passage = "The harbour board will cut 60 posts by the spring."
	article := archive.Article{ID: "a", Title: "Posts to go"}
	ref := desk.QuoteRef{Number: 1, Version: 1, Span: text.Span{Start: 0, End: len(passage)}}
	day := func(n int) time.Time { return time.Date(2026, 11, 10+n, 9, 0, 0, 0, time.UTC) }
	changed := []source.Change{{Asked: "60", Stands: "75", Number: true}}
	for i, c := range []struct {
		text    string
		state   desk.State
		since   time.Time
		changes []source.Change
	}{
		{passage + " Gulls looked on.", desk.Unchanged, time.Time{}, nil},
		{"Gulls looked on. " + passage, desk.Unchanged, time.Time{}, nil},
		{"The harbour board will cut 75 posts by the spring.", desk.Changed, day(2), changed},
		{"The harbour board will cut 75 posts by the spring. It rained.", desk.Changed, day(2), changed},
		{passage, desk.Unchanged, time.Time{}, nil},
		{"The harbour board will cut 75 posts by the spring.", desk.Changed, day(5), changed},
		{"The harbour board, will cut 60 posts by the spring.", desk.Changed, day(5), nil},
		{"Gulls looked on.", desk.TakenOut, day(5), nil},
	} {
		article.Text = c.text
		if _, err := store.Put(ctx, article); err != nil {
			t.Fatal(err)
		}
		page := archive.Page{Number: 1, URL: "https://news.test/"}
		if i == 4 {
			page.Gone = now
		}
		if err := store.KeepPages(ctx, page); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 1)
		r, err := d.Cutting(ctx, ref)
		p := r.Present
		if err != nil || p.State != c.state || !p.Since.Equal(c.since) {
			t.Errorf("version %d: %s since %v, %v", i+1, p.State, p.Since, err)
		}
		if diff := cmp.Diff(c.changes, p.Now.Changes); diff != "" {
			t.Errorf("version %d: %s", i+1, diff)
		}
		if gone := i == 4; r.Quote.Gone.IsZero() == gone {
			t.Errorf("version %d: gone since %v", i+1, r.Quote.Gone)
		}
		if shown := p.Now.Quote.Version.Number != 0; shown != (c.state == desk.Changed) {
			t.Errorf("version %d: does it show what stands now? %v", i+1, shown)
		}
	}
	if _, err := store.Hide(ctx, archive.Hiding{Number: 1}); err != nil {
		t.Fatal(err)
	}
	_, err = d.Cutting(ctx, ref)
	problem(t, "a hidden one", err)
	if err := store.Remove(ctx, "a", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Cutting(ctx, ref); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("removed: %v", err)
	}
	for _, name := range []desk.QuoteRef{{Number: 9, Version: 1, Span: ref.Span}, {}} {
		if _, err := d.Cutting(ctx, name); err == nil {
			t.Errorf("%+v is shown", name)
		}
	}
}

// What stands now is not shown where the newest version's outlet is hidden.
func TestPresentHidesWhatIsHidden(t *testing.T) {
	d, store := open(t)
	v, err := store.Cutting(t.Context(), 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := desk.ParseQuoteRef("2.1.0.3q")
	if err != nil {
		t.Fatal(err)
	}
	moved := v.Article
	moved.Outlet, moved.Text = "The Bugle", "Other words."
	if _, err := store.Put(t.Context(), moved); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Outlet: "the bugle"}); err != nil {
		t.Fatal(err)
	}
	_, err = d.Cutting(t.Context(), ref)
	problem(t, "what is hidden", err)
}
