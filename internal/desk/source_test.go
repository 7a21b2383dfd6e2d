package desk_test

import (
	"errors"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/source"
)

const (
	misquoted = "An estimated 600 jobs out of 10,000 at the trust could be affected."
	verbatim  = "Health officials have raised fears the move could adversely affect services."
)

func TestSourceAndCheckText(t *testing.T) {
	d, store := open(t)
	r, err := d.Source(t.Context(), misquoted)
	if err != nil || r.Result.Pieces[0].Match != source.Nearly || len(r.Result.Pieces[0].Quote.Speech) == 0 {
		t.Errorf("%+v, %v", r, err)
	}
	c, err := d.CheckText(t.Context(), misquoted+" "+verbatim)
	if err != nil || c.Checked.Claims[0].Finding != source.Different || c.Checked.Claims[1].Finding != source.Same {
		t.Errorf("%+v, %v", c, err)
	}
	if len(c.Checked.Claims[0].Figures[0].Quote.Speech) == 0 {
		t.Error("the figure has no speaker")
	}

	// What is hidden is nowhere.
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 2, Reason: "a test", By: "test"}); err != nil {
		t.Fatal(err)
	}
	r, err = d.Source(t.Context(), verbatim)
	if err != nil || r.Result.Pieces[0].Match != source.None || r.Result.Scope.Coverage.Articles != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	c, err = d.CheckText(t.Context(), misquoted+" "+verbatim)
	if err != nil || c.Checked.Claims[0].Finding != source.Nothing || c.Checked.Claims[1].Finding != source.Nothing {
		t.Errorf("%+v, %v", c, err)
	}
}

// Whatever a message holds, each command answers or says kindly why not.
func TestAbout(t *testing.T) {
	d, _ := open(t)
	for _, name := range d.MessageCommands() {
		if len(name) == 0 || len(name) > 32 {
			t.Errorf("%q can't be registered", name)
		}
		for message, says := range map[string]string{
			"":                                     "only a picture, a file or a card",
			" \n":                                  "only a picture, a file or a card",
			"😀 <@80351110224678912>!":              "no words in that",
			strings.Repeat("x", 20_001):            "at most 20,000 can be read",
			strings.Repeat("What on earth? ", 260): "",
			strings.Repeat(verbatim+" "+misquoted+" ", 25): "",
			"\xff\xfe " + misquoted:                        "",
		} {
			reply, err := d.About(t.Context(), name, message)
			var problem *desk.Problem
			switch {
			case errors.As(err, &problem):
				if says == "" && !strings.Contains(problem.User.String(), "no words") || !strings.Contains(problem.User.String(), says) {
					t.Errorf("%s, %.20q: %v", name, message, err)
				}
			case err != nil || reply == nil || says != "":
				t.Errorf("%s, %.20q: %v, %v", name, message, reply, err)
			}
		}
	}
	if _, err := d.About(t.Context(), "Frobnicate", "this"); err == nil {
		t.Error("an unknown command was carried out")
	}
}

func TestQuotesOn(t *testing.T) {
	d, _ := open(t)
	long := "so I was talking to my neighbour the other day about this and that, her cat, the weather, our holidays in Wales, " +
		"the price of eggs, and she tells me the new cancer centre at the Churchill has many beds and operating theatres, can you believe it"
	for message, want := range map[string]string{
		"> **How many** beds has the cancer centre? <@80351110224678912>": "217 beds",
		long: "217 beds",
	} {
		r, err := d.QuotesOn(t.Context(), message)
		if err != nil {
			t.Fatal(err)
		}
		if r.Question != "" {
			t.Errorf("the message is repeated: %q", r.Question)
		}
		shown := r.Answer.Quotes
		if r.Answer.Nearest != nil {
			shown = append(shown, *r.Answer.Nearest)
		}
		if len(shown) == 0 || !strings.Contains(shown[0].Text(), want) {
			t.Errorf("%.40q: %+v", message, shown)
		}
	}
}
