package desk_test

import (
	"errors"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

// What is hidden is in no answer, no list, no count and behind no button; shown
// again, it is as before.
func TestHiddenIsNotShown(t *testing.T) {
	d, store := open(t)
	ctx := t.Context()
	question := ask.Question{Text: "How many posts must go at the John Radcliffe?"}
	before, err := d.Ask(ctx, question)
	if err != nil || !before.Answer.Found {
		t.Fatal(before, err)
	}
	best := before.Answer.Quotes[0]
	for what, h := range map[string]archive.Hiding{
		"the cutting":     {Number: best.Version.Number},
		"its outlet":      {Outlet: strings.ToUpper(best.Version.Outlet)},
		"both, elsewhere": {Number: best.Version.Number, Scope: "another server"},
	} {
		if _, err := store.Hide(ctx, h); err != nil {
			t.Fatal(err)
		}
		gone := h.Scope == archive.Everywhere
		reply, err := d.Ask(ctx, question)
		if err != nil {
			t.Fatal(err)
		}
		shown := reply.Answer.Quotes
		if reply.Answer.Nearest != nil {
			shown = append(shown, *reply.Answer.Nearest)
		}
		seen := false
		for _, q := range shown {
			seen = seen || q.Version.Number == best.Version.Number
		}
		c, err := d.Coverage(ctx, archive.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		found, err := d.Find(ctx, desk.FindRequest{Words: "radcliffe"})
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range found.Hits {
			seen = seen || gone && hit.Quote.Version.Number == best.Version.Number
		}
		source, err := d.Source(ctx, best.Text())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range source.Result.Pieces {
			seen = seen || gone && p.Quote.Version.Number == best.Version.Number
		}
		if !gone && source.Result.Pieces[0].Quote.Version.Number != best.Version.Number {
			t.Errorf("%s hidden: the source of %q is %+v", what, best.Text(), source.Result.Pieces)
		}
		if source.Result.Scope.Coverage.Articles != c.Coverage.Articles {
			t.Errorf("%s hidden: the source was looked for in %d articles", what, source.Result.Scope.Coverage.Articles)
		}
		counted := c.Coverage.Articles == before.Answer.Scope.Coverage.Articles
		if seen == gone || counted == gone || reply.Answer.Scope.Coverage.Articles != c.Coverage.Articles {
			t.Errorf("%s hidden: shown %v, %d articles counted", what, seen, c.Coverage.Articles)
		}
		_, err = d.Cutting(ctx, desk.RefTo(best))
		var problem *desk.Problem
		if errors.As(err, &problem) != gone || gone && !strings.Contains(problem.User.String(), "is hidden and can't be shown") {
			t.Errorf("%s hidden: its button gives %v", what, err)
		}
		h.Shown = true
		if _, err := store.Hide(ctx, h); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Cutting(ctx, desk.RefTo(best)); err != nil {
		t.Error("shown again:", err)
	}
}
