package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// putTests: what becomes of an article that is handed in.
var putTests = map[string]func(*testing.T, Open){
	"receipts come in order":          receiptsInOrder,
	"the same again is unchanged":     unchanged,
	"one article twice in a call":     twiceInOneCall,
	"what is refused":                 refused,
	"an address belongs to one ID":    addressHeld,
	"an address moves with its owner": addressMoves,
	"five hundred at once":            fiveHundred,
}

func receiptsInOrder(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("b"))
	changed := article("b")
	changed.Text = "Other words."
	got := put(t, s, article("z"), archive.Article{ID: "empty"}, changed, article("a"), article("a"))
	got[1].Reason = ""
	equal(t, "receipts", []archive.Receipt{
		{ID: "z", Number: 2, Version: 1, Status: archive.Added},
		{ID: "empty", Status: archive.Refused},
		{ID: "b", Number: 1, Version: 2, Status: archive.Changed},
		{ID: "a", Number: 3, Version: 1, Status: archive.Added},
		{ID: "a", Number: 3, Version: 1, Status: archive.Unchanged},
	}, got)
	if n := seq(t, s); n != 4 {
		t.Errorf("Seq is %d, want 4", n)
	}
}

func unchanged(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	put(t, s, full(), article("b"))
	before, want := seq(t, s), current(t, s, "full")
	clock = noon.Add(time.Hour)
	equal(t, "receipt", archive.Receipt{ID: "full", Number: 1, Version: 1, Status: archive.Unchanged}, put(t, s, full())[0])
	if n := seq(t, s); n != before {
		t.Errorf("Seq went from %d to %d", before, n)
	}
	equal(t, "Current", want, current(t, s, "full"))
	if got := changes(t, s, before, 10); len(got) != 0 {
		t.Errorf("changes: %+v", got)
	}
}

func twiceInOneCall(t *testing.T, open Open) {
	s := open.handle(t)
	second := full()
	second.Text += " And more."
	got := put(t, s, full(), full(), second, full())
	equal(t, "receipts", []archive.Receipt{
		{ID: "full", Number: 1, Version: 1, Status: archive.Added},
		{ID: "full", Number: 1, Version: 1, Status: archive.Unchanged},
		{ID: "full", Number: 1, Version: 2, Status: archive.Changed},
		{ID: "full", Number: 1, Version: 3, Status: archive.Changed},
	}, got)
	if got := changes(t, s, 0, 10); len(got) != 1 || got[0].Current.Version != 3 {
		t.Errorf("changes: %+v", got)
	}
	sound(t, s)
}

func refused(t *testing.T, open Open) {
	for name, spoil := range map[string]func(*archive.Article){
		"no ID":        func(a *archive.Article) { a.ID = "" },
		"no text":      func(a *archive.Article) { a.Text = "" },
		"blank text":   func(a *archive.Article) { a.Text = " \n\t\u00a0" },
		"not UTF-8":    func(a *archive.Article) { a.Text = "caf\xe9" },
		"NUL":          func(a *archive.Article) { a.Title = "a\x00b" },
		"long ID":      func(a *archive.Article) { a.ID = strings.Repeat("i", archive.MaxKey+1) },
		"long address": func(a *archive.Article) { a.Address = strings.Repeat("i", archive.MaxKey+1) },
		"no such day":  func(a *archive.Article) { a.Published = archive.Date{Year: 2009, Month: 2, Day: 29} },
	} {
		t.Run(name, func(t *testing.T) {
			s := open.handle(t)
			before := seq(t, s)
			bad := full()
			spoil(&bad)
			got := put(t, s, article("before "+name), bad, article("after "+name))
			if got[0].Status != archive.Added || got[2].Status != archive.Added {
				t.Errorf("the others: %+v", got)
			}
			if got[1].Reason != bad.Validate().Error() {
				t.Errorf("reason %q", got[1].Reason)
			}
			got[1].Reason = ""
			equal(t, "receipt", archive.Receipt{ID: bad.ID, Status: archive.Refused}, got[1])
			if n := seq(t, s); n != before+2 || len(changes(t, s, before, 10)) != 2 {
				t.Errorf("Seq went from %d to %d with %d changes", before, n, len(changes(t, s, before, 10)))
			}
			sound(t, s)
		})
	}
}

func addressHeld(t *testing.T, open Open) {
	s := open.handle(t)
	other := article("other")
	other.Address = full().Address
	noAddress, alsoNone := article("none"), article("also none")
	got := put(t, s, full(), other, noAddress, alsoNone)
	for _, part := range []string{"cutting 1", full().Title, "same ID", "remove"} {
		if !strings.Contains(got[1].Reason, part) {
			t.Errorf("the reason should hold %q: %s", part, got[1].Reason)
		}
	}
	got[1].Reason = ""
	equal(t, "receipts", []archive.Receipt{
		{ID: "full", Number: 1, Version: 1, Status: archive.Added},
		{ID: "other", Status: archive.Refused},
		{ID: "none", Number: 2, Version: 1, Status: archive.Added},
		{ID: "also none", Number: 3, Version: 1, Status: archive.Added},
	}, got)
	if _, err := s.Current(t.Context(), "other"); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("the refused one: %v", err)
	}
	noAddress.Address = full().Address
	if r := put(t, s, noAddress)[0]; r.Status != archive.Refused {
		t.Errorf("an article that is held took another's address: %+v", r)
	}
	remove(t, s, "full", "asked for")
	if r := put(t, s, other)[0]; r.Status != archive.Added || r.Number != 4 {
		t.Errorf("after its owner was removed: %+v", r)
	}
	if r := put(t, s, full())[0]; r.Status != archive.Refused {
		t.Errorf("the removed one came back to a taken address: %+v", r)
	}
	sound(t, s)
}

func addressMoves(t *testing.T, open Open) {
	s := open.handle(t)
	moved, heir := full(), article("heir")
	moved.Address = "https://example.org/moved"
	heir.Address = full().Address
	got := put(t, s, full(), moved, heir)
	if got[1].Status != archive.Changed || got[2].Status != archive.Added {
		t.Errorf("receipts: %+v", got)
	}
	if r := put(t, s, full())[0]; r.Status != archive.Refused || !strings.Contains(r.Reason, "cutting 2") {
		t.Errorf("going back: %+v", r)
	}
	sound(t, s)
}

func fiveHundred(t *testing.T, open Open) {
	s := open.handle(t)
	articles := make([]archive.Article, 500)
	for i := range articles {
		articles[i] = article(strings.Repeat("i", i+1))
	}
	for i, r := range put(t, s, articles...) {
		if r.Number != int64(i+1) || r.Status != archive.Added {
			t.Fatalf("receipt %d: %+v", i, r)
		}
	}
	if got := coverage(t, s, archive.Filter{}).Articles; got != 500 || seq(t, s) != 500 {
		t.Errorf("%d articles, Seq %d", got, seq(t, s))
	}
}
