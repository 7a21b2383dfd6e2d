package desk_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// wantage is the n-th article of a made-up coverage, as it stands at a revision.
func wantage(n, revision int) archive.Article {
	return archive.Article{
		ID: fmt.Sprint("wantage-", n), Title: fmt.Sprintf("Ward %d to close", n), Outlet: "Wantage Herald",
		Text: fmt.Sprintf("Ward %d at Wantage hospital will close on %d July, the trust said. %d nurses will go.\n\nNobody at revision %d would say why.",
			n, 1+revision%31, 10+n+revision, revision),
	}
}

// Eight ask while articles are added, changed, hidden and removed: every quote is
// a run of a stored version's text, which has its hash.
func TestEightAskWhileTheCoverageChanges(t *testing.T) {
	const articles, rounds, askers = 30, 20, 8
	var first []archive.Article
	for n := range articles {
		first = append(first, wantage(n, 0))
	}
	store, replica := librarytest.Open(t, first...)
	d := desk.New(store, replica)
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { _ = replica.Follow(ctx, time.Millisecond) })
	for seed := range askers {
		all.Go(func() {
			for i := seed; ctx.Err() == nil; i += askers {
				reply, err := d.Ask(ctx, ask.Question{Text: fmt.Sprintf("When will ward %d at Wantage hospital close?", i%articles)})
				if ctx.Err() != nil {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				checkQuotes(t, store, reply.Answer)
			}
		})
	}
	for round := 1; round <= rounds && !t.Failed(); round++ {
		n := round * 7 % articles
		if _, err := store.Put(ctx, wantage(n, round), wantage(articles+round, round)); err != nil {
			t.Error(err)
		}
		if err := store.Remove(ctx, wantage((n+3)%articles, 0).ID, "a test"); err != nil && !errors.Is(err, archive.ErrRemoved) {
			t.Error(err)
		}
		if _, err := store.Hide(ctx, archive.Hiding{Number: int64(1 + n), Shown: round%2 == 0}); err != nil {
			t.Error(err)
		}
	}
	cancel()
	all.Wait()
}

// checkQuotes holds quotes against the archive, where their versions still are.
func checkQuotes(t *testing.T, store archive.Store, a ask.Answer) {
	quotes := a.Quotes
	if a.Nearest != nil {
		quotes = append(quotes, *a.Nearest)
	}
	for _, q := range quotes {
		v := q.Version
		if archive.Hash(v.Text) != v.Hash || q.Text() != v.Text[q.Span.Start:q.Span.End] {
			t.Errorf("cutting %d, version %d: the quote %q is not of its text", v.Number, v.Version, q.Text())
		}
		stored, err := store.Cutting(context.Background(), v.Number, v.Version)
		if !errors.Is(err, archive.ErrRemoved) && (err != nil || stored != v) {
			t.Errorf("quoted %+v, stored %+v, %v", v, stored, err)
		}
	}
}
