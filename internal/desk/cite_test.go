package desk_test

import (
	"errors"
	"strings"
	"testing"

	"cuttings/internal/ask"
	"cuttings/internal/cite"
	"cuttings/internal/desk"
)

func TestCite(t *testing.T) {
	d, store := open(t)
	for _, number := range []string{"2", " No. 2", "no 2", "#2", "Cutting 2"} {
		r, err := d.Cite(t.Context(), desk.CiteRequest{Number: number, Style: cite.Short})
		if err != nil || r.Citation != "Oxford Mail, April 2009, No. 2" || r.Quote != nil || r.Newest != 1 || !strings.Contains(r.Archived, "/200904/") {
			t.Errorf("%q: %+v, %v", number, r.Citation, err)
		}
	}
	answer, err := d.Ask(t.Context(), ask.Question{Text: "How many beds does the new cancer centre have?", MinConfidence: -1})
	if err != nil {
		t.Fatal(err)
	}
	shown := answer.Answer.Quotes[0]
	name := desk.RefTo(shown).String()
	r, err := d.Cite(t.Context(), desk.CiteRequest{Number: name, Style: cite.Plain})
	if err != nil || r.Quote == nil || !strings.HasPrefix(r.Citation, "“"+shown.Text()+"” — ") {
		t.Errorf("%s: %q, %v", name, r.Citation, err)
	}

	// An article that changed: the quote keeps to its version, the article is the newest.
	edited := shown.Version.Article
	edited.Text, edited.Title = "All of it was rewritten.", "Another headline"
	if _, err := store.Put(t.Context(), edited); err != nil {
		t.Fatal(err)
	}
	if r, err = d.Cite(t.Context(), desk.CiteRequest{Number: name}); err != nil || r.Version.Version != 1 || r.Newest != 2 || !strings.Contains(r.Citation, shown.Text()) {
		t.Errorf("the quote of an article that changed: %+v, %v", r.Citation, err)
	}
	if r, err = d.Cite(t.Context(), desk.CiteRequest{Number: "2"}); err != nil || r.Version.Version != 2 || !strings.Contains(r.Citation, "Another headline") {
		t.Errorf("an article that changed: %+v, %v", r.Citation, err)
	}
	if err := store.Remove(t.Context(), edited.ID, "test"); err != nil {
		t.Fatal(err)
	}
	for number, want := range map[string]string{
		"2": "was removed", name: "was removed", "9": "no cutting 9", "": "is no cutting's number", "two": "is no cutting's number",
		"1.5": "is no cutting's number", "-1": "is no cutting's number", "99999999999999999999": "is no cutting's number",
	} {
		_, err := d.Cite(t.Context(), desk.CiteRequest{Number: number})
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), want) {
			t.Errorf("%q: %v, want %q", number, err, want)
		}
	}
	if _, err := desk.ParseStyle("APA"); err == nil || !strings.Contains(err.Error(), "full, short, markdown or plain") {
		t.Error(err)
	}
}

func TestSuggestCuttings(t *testing.T) {
	d, _ := open(t)
	newest := "3 · Health managers face job losses in merger plans"
	for typed, want := range map[string]string{
		"2": "2 · Meeting held over hospital job cut fears", "meeting": "2 · Meeting held over hospital job cut fears",
		"9": "", "": newest, " ": newest, "zebra": "", `"`: "", "NOT": "",
	} {
		list, err := d.Suggest(t.Context(), "cite", "number", typed)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
		}
		got := ""
		if len(list) > 0 {
			got = list[0].Shown
		}
		if got != want {
			t.Errorf("%q suggests %q, want %q", typed, got, want)
		}
	}
	if _, err := d.Hide(in(t, "1"), desk.HideRequest{Number: 3, Reason: "a complaint"}); err != nil {
		t.Fatal(err)
	}
	for command, want := range map[string]string{"cite number": "2 1", "digest why cutting": "2 1", "hide cutting": "3 2 1"} { // hide also takes it back
		at := strings.LastIndexByte(command, ' ')
		list, err := d.Suggest(in(t, "1"), command[:at], command[at+1:], "")
		var got []string
		for _, s := range list {
			got = append(got, s.Value)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("/%s suggests %v, %v, want %s", command, got, err, want)
		}
	}
}
