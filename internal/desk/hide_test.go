package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

// in is a request of somebody in that server.
func in(t *testing.T, server string) context.Context {
	return desk.By(t.Context(), desk.Asker{Server: server, User: "77"})
}

// What one server hides is hidden there, in every kind of reply, and nowhere else:
// not in another server, not in a direct message, not at the terminal.
func TestHideInOneServer(t *testing.T) {
	d, store := open(t)
	question := ask.Question{Text: "How many beds does the new cancer centre have?"}
	before, err := d.Ask(t.Context(), question)
	if err != nil || !before.Answer.Found {
		t.Fatal(before, err)
	}
	best := before.Answer.Quotes[0]
	number := best.Version.Number
	reply, err := d.Hide(in(t, "1"), desk.HideRequest{Number: number, Reason: " a complaint "})
	if err != nil || !reply.Changed || reply.Everywhere {
		t.Fatalf("%+v, %v", reply, err)
	}
	log, err := store.Hidings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []archive.Hiding{{Scope: "1", Number: number, Reason: "a complaint", By: "77"}}
	if diff := cmp.Diff(want, log, cmpopts.IgnoreFields(archive.Hiding{}, "At")); diff != "" {
		t.Errorf("the log (-want +got):\n%s", diff)
	}

	words, source, typed := "beds", best.Text(), fmt.Sprint(number)
	for name, ctx := range map[string]context.Context{
		"there": in(t, "1"), "in another server": in(t, "2"), "in a direct message": in(t, ""), "at the terminal": t.Context(),
	} {
		hidden := name == "there"
		shown := func(what string, numbers ...int64) {
			t.Helper()
			found := false
			for _, n := range numbers {
				found = found || n == number
			}
			if found == hidden {
				t.Errorf("%s, %s: shown %v", name, what, found)
			}
		}
		var numbers []int64
		asked, err := d.Ask(ctx, question)
		for _, q := range asked.Answer.Quotes {
			numbers = append(numbers, q.Version.Number)
		}
		if n := asked.Answer.Nearest; n != nil {
			numbers = append(numbers, n.Version.Number)
		}
		shown("asked", numbers...)
		found, err2 := d.Find(ctx, desk.FindRequest{Words: words})
		numbers = nil
		for _, h := range found.Hits {
			numbers = append(numbers, h.Quote.Version.Number)
		}
		shown("found", numbers...)
		from, err3 := d.Source(ctx, source)
		numbers = nil
		for _, p := range from.Result.Pieces {
			numbers = append(numbers, p.Quote.Version.Number)
		}
		shown("as the source", numbers...)
		c, err4 := d.Coverage(ctx, archive.Filter{})
		if (c.Coverage.Articles == 2) != hidden {
			t.Errorf("%s: %d articles are counted", name, c.Coverage.Articles)
		}
		if err := errors.Join(err, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		var problem *desk.Problem
		_, err = d.Cutting(ctx, desk.RefTo(best))
		if errors.As(err, &problem) != hidden {
			t.Errorf("%s: its button gives %v", name, err)
		}
		_, err = d.Cite(ctx, desk.CiteRequest{Number: "No. " + typed})
		if errors.As(err, &problem) != hidden {
			t.Errorf("%s: a citation gives %v", name, err)
		}
		list, err := d.Suggest(ctx, "cite", "number", typed)
		if err != nil || (len(list) == 0) != hidden {
			t.Errorf("%s: %v is suggested, %v", name, list, err)
		}
		if list, err = d.Suggest(ctx, "hide", "cutting", typed); err != nil || len(list) == 0 {
			t.Errorf("%s: nothing is suggested to be shown again, %v", name, err)
		}
	}
}

func TestHideAsTyped(t *testing.T) {
	d, _ := open(t)
	do := func(ctx context.Context, options ...string) (desk.HideReply, error) {
		args := map[string]string{}
		for _, o := range options {
			name, value, _ := strings.Cut(o, ":")
			args[name] = value
		}
		reply, err := d.Do(ctx, "hide", args)
		hid, _ := reply.(desk.HideReply)
		return hid, err
	}
	hid, err := do(in(t, "1"), "cutting:No. 2", "reason:x")
	if err != nil || hid.Hiding.Number != 2 || !hid.Changed {
		t.Errorf("%+v, %v", hid, err)
	}
	if hid, err = do(in(t, "1"), "cutting:2", "reason:x", "undo:"); err != nil || hid.Changed {
		t.Errorf("hidden twice: %+v, %v", hid, err)
	}
	if hid, err = do(in(t, "1"), "outlet:OXFORD mail", "reason:x"); err != nil || !hid.Changed {
		t.Errorf("an outlet: %+v, %v", hid, err)
	}
	if hid, err = do(in(t, "1"), "cutting:2", "reason:settled", "undo:yes"); err != nil || !hid.Changed || hid.Everywhere || !hid.Hiding.Shown {
		t.Errorf("shown again: %+v, %v", hid, err)
	}
	if !hid.Outlet {
		t.Error("nobody says that its outlet is hidden")
	}
	if hid, err = do(in(t, "1"), "outlet:OXFORD mail", "reason:x", "undo:yes"); err != nil || hid.Outlet || hid.Everywhere {
		t.Errorf("an outlet shown again: %+v, %v", hid, err)
	}
	if hid, err = do(in(t, "1"), "cutting:2", "reason:x", "undo:yes"); err != nil || hid.Changed || hid.Outlet {
		t.Errorf("shown, and its outlet: %+v, %v", hid, err)
	}
	// Shown again in a server, what the operator hid everywhere stays hidden.
	if _, err = d.Hide(desk.By(t.Context(), desk.Asker{User: desk.Operator}), desk.HideRequest{Number: 3, Reason: "x"}); err != nil {
		t.Fatal(err)
	}
	if hid, err = do(in(t, "1"), "cutting:3", "reason:x", "undo:yes"); err != nil || !hid.Everywhere || hid.Outlet {
		t.Errorf("hidden everywhere: %+v, %v", hid, err)
	}
	for _, c := range []struct {
		ctx     context.Context
		options []string
		want    string
	}{
		{in(t, "1"), []string{"cutting:2"}, "/hide needs reason"},
		{in(t, "1"), []string{"reason:x"}, "Name one thing to hide"},
		{in(t, "1"), []string{"reason:x", "cutting:2", "outlet:Oxford Mail"}, "Name one thing to hide"},
		{in(t, "1"), []string{"reason:x", "cutting:99"}, "There is no cutting 99 in this coverage. Look at the number on its card."},
		{in(t, "1"), []string{"reason:x", "cutting:two"}, "is no cutting's number"},
		{in(t, "1"), []string{"reason:x", "outlet:Oxfrod Mail"}, `Nothing of "Oxfrod Mail" is in the coverage`},
		{in(t, "1"), []string{"reason:x", "cutting:2", "undo:maybe"}, "Choose one of: yes"},
		{in(t, "1"), []string{"reason:" + strings.Repeat("x", desk.MaxReason+1), "cutting:2"}, "at most 400"},
		{in(t, ""), []string{"reason:x", "cutting:2"}, "Hiding is for one server"},
		{t.Context(), []string{"reason:x", "cutting:2"}, "Hiding is for one server"},
	} {
		_, err := do(c.ctx, c.options...)
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), c.want) {
			t.Errorf("%v: %v, want %q", c.options, err, c.want)
		}
	}
}

// Where a filter lets nothing pass, every reply says what is there without it, and
// counts nothing that is hidden.
func TestFilteredMiss(t *testing.T) {
	d, _ := open(t)
	if _, err := d.Hide(in(t, "1"), desk.HideRequest{Number: 2, Reason: "a complaint"}); err != nil {
		t.Fatal(err)
	}
	f := archive.Filter{Outlet: "Nobody"}
	for server, want := range map[string]int{"1": 2, "2": 3} {
		ctx := in(t, server)
		asked, err := d.Ask(ctx, ask.Question{Text: "How many beds does the new cancer centre have?", Filter: f})
		found, err2 := d.Find(ctx, desk.FindRequest{Words: "beds", Filter: f})
		said, err3 := d.Said(ctx, desk.SaidRequest{Who: "Hill", Filter: f})
		figures, err4 := d.Figures(ctx, desk.FiguresRequest{What: "beds", Filter: f})
		latest, err5 := d.Latest(ctx, desk.LatestRequest{Filter: f})
		coverage, err6 := d.Coverage(ctx, f)
		if err := errors.Join(err, err2, err3, err4, err5, err6); err != nil {
			t.Fatal(err)
		}
		for name, s := range map[string]ask.Scope{
			"ask": asked.Answer.Scope, "find": found.Scope, "said": said.Scope, "figures": figures.Result.Scope, "latest": latest.Scope, "coverage": coverage.Scope(),
		} {
			if s.Coverage.Articles != 0 || s.Whole.Articles != want || s.Whole.NamedOutlets() != 1 || len(s.Filters) != 1 {
				t.Errorf("%s in server %s: none of %+v passes %v, want %d articles", name, server, s.Whole, s.Filters, want)
			}
		}
	}
}
