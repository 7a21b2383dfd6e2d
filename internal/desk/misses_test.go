package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// full is a store that has no room for questions.
type full struct {
	archive.Store
	fails bool
	asked int // how often Hidden was
	sees  int // after so many times it can't be told any more, where it isn't 0
}

func (f *full) Hidden(ctx context.Context, scope string) (archive.Hidden, error) {
	if f.asked++; f.sees > 0 && f.asked > f.sees {
		return archive.Hidden{}, archive.ErrDamaged
	}
	return f.Store.Hidden(ctx, scope)
}

func (f *full) KeepMisses(ctx context.Context, today archive.Date, misses ...archive.Miss) error {
	if f.fails {
		return archive.ErrFull
	}
	return f.Store.KeepMisses(ctx, today, misses...)
}

// listening is a desk that keeps questions, on a day that can be moved.
func listening(t *testing.T) (*desk.Desk, *full, *time.Time) {
	t.Helper()
	store, replica := librarytest.Seeds(t)
	s := &full{Store: store}
	d := desk.New(s, replica)
	now := time.Date(2026, 11, 26, 23, 0, 0, 0, time.UTC)
	d.Now, d.Misses = func() time.Time { return now }, true
	return d, s, &now
}

func askFor(t *testing.T, d *desk.Desk, args map[string]string) {
	t.Helper()
	ctx := desk.By(t.Context(), desk.Asker{Server: "77", User: "88"})
	if _, err := d.Do(ctx, "ask", args); err != nil {
		t.Fatal(err)
	}
}

func gaps(t *testing.T, d *desk.Desk) []archive.Miss {
	t.Helper()
	list, err := d.Gaps(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

const unanswerable = "Who won the chess championship in Reykjavik?"

func TestQuestionsThatFoundNothingAreKept(t *testing.T) {
	d, store, now := listening(t)
	askFor(t, d, map[string]string{"question": "How many posts must go at the John Radcliffe?"})
	askFor(t, d, map[string]string{"question": unanswerable})
	askFor(t, d, map[string]string{"question": " who  WON the chess championship in reykjavik? "})
	askFor(t, d, map[string]string{"question": unanswerable, "since": "2009", "outlet": "Oxford Mail"})
	askFor(t, d, map[string]string{"question": strings.Repeat("chess ", 100) + "?"})
	if got := gaps(t, d); len(got) > 0 {
		t.Errorf("an answer waited for the store: %v", got)
	}
	store.fails = true
	if err := d.KeepMisses(t.Context()); !errors.Is(err, archive.ErrFull) {
		t.Errorf("KeepMisses without room: %v", err)
	}
	*now = now.AddDate(0, 0, 1)
	askFor(t, d, map[string]string{"question": unanswerable})
	store.fails = false
	for range 2 { // the second time there is nothing left to keep
		if err := d.KeepMisses(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	first, last := archive.Date{Year: 2026, Month: 11, Day: 26}, archive.Date{Year: 2026, Month: 11, Day: 27}
	want := []archive.Miss{
		{Question: strings.ToLower(unanswerable), Times: 3, First: first, Last: last},
		{
			Question: strings.ToLower(unanswerable), Times: 1, First: first, Last: first,
			Filter: archive.Filter{Outlet: "Oxford Mail", Since: archive.Date{Year: 2009}},
		},
	}
	if diff := cmp.Diff(want, gaps(t, d)); diff != "" {
		t.Error(diff)
	}
}

// An answer that is there isn't lost for what can't be remembered, and nothing is looked
// up for it where nothing is to be.
func TestAnswerIsNotLost(t *testing.T) {
	d, store, _ := listening(t)
	if _, err := d.Ask(t.Context(), ask.Question{Text: unanswerable, MinConfidence: -1}); err != nil {
		t.Fatal(err)
	}
	store.asked, store.sees = 0, store.asked
	if r, err := d.Consult(t.Context(), ask.Question{Text: unanswerable, MinConfidence: -1}); err != nil || r.Question != unanswerable {
		t.Errorf("%+v, %v", r, err)
	}
	if store.asked <= store.sees {
		t.Error("nothing was to be remembered")
	}
	d.Misses, store.asked = false, 0
	if _, err := d.Consult(t.Context(), ask.Question{Text: unanswerable, MinConfidence: -1}); err != nil || store.asked != store.sees {
		t.Errorf("looked up %d times, %v", store.asked, err)
	}
}

// What is measured, comes from a message, or is refused by another's threshold, is
// not kept; nor is anything where the operator wants no list, or there is no clock.
func TestQuestionsThatAreNotKept(t *testing.T) {
	d, _, _ := listening(t)
	if _, err := d.Ask(t.Context(), ask.Question{Text: unanswerable, MinConfidence: -1}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.About(t.Context(), desk.MenuQuotes, unanswerable); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Consult(t.Context(), ask.Question{Text: unanswerable, MinConfidence: 1}); err != nil {
		t.Fatal(err)
	}
	off := func(set func()) {
		set()
		askFor(t, d, map[string]string{"question": unanswerable})
	}
	off(func() { d.Misses = false })
	clock := d.Now
	off(func() { d.Misses, d.Now = true, nil })
	d.Now = clock
	if err := d.KeepMisses(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := gaps(t, d); len(got) > 0 {
		t.Errorf("%v is kept", got)
	}
}
