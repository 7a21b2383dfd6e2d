package card

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	sources "cuttings/internal/source"
	"cuttings/internal/text"
	"cuttings/internal/words"
)

// quoteOfAll is a quote of all of a text.
func quoteOfAll(t interface{ Fatal(...any) }, s string) quote.Quote {
	q, err := quote.New(stored(7, archive.Article{
		Title: "Posts to go", Outlet: "The Bugle", URL: "https://bugle.test/posts", Text: s,
	}), text.Span{End: len(s)})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// becameOf is what the desk says of a quote of all of one text when it became
// another.
func becameOf(t interface{ Fatal(...any) }, was, is string) desk.Present {
	p := desk.Present{State: desk.Unchanged, Since: time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC)}
	q := quoteOfAll(t, is)
	q.Version.Version = 2
	piece, err := sources.Within(was, q.Version)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case piece.Match == sources.None:
		p.State = desk.TakenOut
	case piece.Match == sources.Nearly || piece.SignsDiffer:
		p.State, p.Now = desk.Changed, piece
	}
	return p
}

func TestGoldenBecame(t *testing.T) {
	const was = "The harbour board will cut 60 posts by the spring, Ms Vane said."
	q := quoteOfAll(t, was)
	for name, is := range map[string]string{
		"changed":       "The harbour board will not cut 75 posts by the spring, Ms Vane said.",
		"changed_signs": "The harbour board will cut 60 posts, by the spring Ms Vane said.",
		"taken_out":     "Gulls looked on.",
	} {
		t.Run(name, func(t *testing.T) {
			m, err := Render(desk.CuttingReply{Quote: q, Present: becameOf(t, was, is)}, Options{PostedBy: "80351110224678912"})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, outline(m))
			m, err = Render(desk.CiteReply{Citation: "x", Version: q.Version, Quote: &q, Newest: 2, Present: becameOf(t, was, is)}, Options{})
			if err != nil || !strings.Contains(Text(m), "on 12 November 2026.") {
				t.Errorf("cited: %s, %v", Text(m), err)
			}
		})
	}
}

// Of a page that is gone the archived copy stands first, and the page is marked.
func TestGoldenGone(t *testing.T) {
	q := quoteOfAll(t, "The harbour board will cut 60 posts by the spring, Ms Vane said.")
	q.Gone = time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC)
	m, err := Render(desk.CuttingReply{Quote: q}, Options{PostedBy: "80351110224678912"})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "gone", outline(m))
	q.Version.URL = "" // what has no address has no copy
	if m, err = Render(desk.CuttingReply{Quote: q}, Options{}); err != nil || strings.Contains(Text(m), "Archived") {
		t.Error(Text(m), err)
	}
	m, err = Render(desk.CiteReply{Citation: "x", Version: q.Version, Newest: 1, Gone: q.Gone}, Options{})
	if err != nil || !strings.Contains(Text(m), "Its page is gone since 12 November 2026.") {
		t.Error(Text(m), err)
	}
}

// However long the two are, the card keeps to Discord's limits and says at least
// that the passage changed.
func TestBecameOfAnyLength(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sentence := func(name string) string {
			return "A " + strings.Join(rapid.SliceOfN(hostile(6), 1, 60).Draw(t, name), " ") + " end."
		}
		was, is := sentence("was"), sentence("is")
		p := becameOf(t, was, is)
		q := quoteOfAll(t, was)
		m, err := Render(desk.CuttingReply{Quote: q, Present: p}, Options{PostedBy: "42"})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatal(err)
		}
		for state, want := range map[desk.State]string{desk.Changed: (words.Language{}).PassageChanged(p.Since), desk.TakenOut: (words.Language{}).PassageTakenOut(p.Since)} {
			if strings.Contains(Text(m), want) != (p.State == state) {
				t.Fatalf("%s: %s", p.State, Text(m))
			}
		}
		p.State, p.Now = desk.Changed, sources.Piece{Match: sources.Nearly} // too long to be set beside it
		if m, err = Render(desk.CuttingReply{Quote: q, Present: p}, Options{}); err != nil || !strings.Contains(Text(m), (words.Language{}).PassageChanged(p.Since)) {
			t.Fatal(Text(m), err)
		}
	})
}
