package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
)

// mill is the story of a fire: two reports, a reprint of the first, and a third
// report with another figure; and two articles beside it.
func mill(t testing.TB) (*desk.Desk, archive.Store) {
	t.Helper()
	day := func(d int) archive.Date { return archive.Date{Year: 2021, Month: 5, Day: d} }
	const first = "A blaze destroyed the old mill at Tarnbeck on Tuesday. Crews under Rolf Ebert fought it for nine hours until dawn. Some 40 neighbours left their homes near the mill."
	store, idx := librarytest.Open(t,
		archive.Article{ID: "a", Title: "Mill burns at Tarnbeck", Outlet: "The Bugle", Published: day(4), Text: first},
		archive.Article{ID: "b", Title: "Tarnbeck mill fire", Outlet: "The Herald", Published: day(4), Text: "Fire! " + first},
		archive.Article{
			ID: "c", Title: "After the Tarnbeck mill fire", Outlet: "The Gazette", Published: day(5),
			Text: "A blaze destroyed the old mill at Tarnbeck on Tuesday. “We could not save the old mill at Tarnbeck,” said Rolf Ebert, the fire chief. The baker gave away his bread.",
		},
		archive.Article{
			ID: "d", Title: "More flee Tarnbeck mill", Outlet: "THE BUGLE", Published: day(8),
			Text: "At Tarnbeck, 55 neighbours have now left their homes near the burnt mill, the council under Rolf Ebert found on Friday after the blaze.",
		},
		archive.Article{ID: "e", Title: "Fair opens", Text: "The fair opened with 4,000 visitors on the green. Nobody spoke of the weather."},
		archive.Article{ID: "f", Text: "It rained in Abingdon."})
	if err := story.CatchUp(t.Context(), store, idx, nil); err != nil {
		t.Fatal(err)
	}
	return desk.New(store, idx), store
}

// timelineOf is a story in a few words: of each report its number, its key quote
// and, in brackets, the numbers of its reprints.
func timelineOf(r desk.StoryReply) string {
	var b strings.Builder
	for _, s := range r.Steps {
		fmt.Fprintf(&b, "%d %s", s.Key.Version.Number, s.Key.Text())
		for _, t := range s.Reprints {
			fmt.Fprintf(&b, " [%d]", t.Number)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestStory(t *testing.T) {
	d, store := mill(t)
	r, err := d.Story(t.Context(), desk.StoryRequest{Name: "mill fire at Tarnbeck"})
	if err != nil {
		t.Fatal(err)
	}
	want := "1 A blaze destroyed the old mill at Tarnbeck on Tuesday. [2]\n" +
		"3 “We could not save the old mill at Tarnbeck,” said Rolf Ebert, the fire chief.\n" +
		"4 At Tarnbeck, 55 neighbours have now left their homes near the burnt mill, the council under Rolf Ebert found on Friday after the blaze.\n"
	if got := timelineOf(r); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if r.First.Number != 1 || r.Told.Articles != 4 || r.Told.Newsrooms != 2 || r.Told.Reprints != 1 || r.Pages != 1 || !r.Steps[0].First || r.Steps[1].First {
		t.Errorf("%+v", r.Told)
	}
	if len(r.Outlets) != 3 || r.Outlets[0] != (archive.OutletCount{Outlet: "The Bugle", Articles: 2}) {
		t.Errorf("outlets %+v", r.Outlets)
	}
	if s, ok := r.Steps[1].Key.Said(); !ok || s.Speaker.Name != "Rolf Ebert" {
		t.Errorf("it is said by %+v", s.Speaker)
	}
	if len(r.Steps[0].Revised) != 0 || len(r.Steps[2].Revised) != 1 {
		t.Fatalf("revised: %+v", r.Steps)
	}
	f := r.Steps[2].Revised[0]
	if f.Was.Version.Number != 1 || f.Was.Answer[0].Of(f.Was.Version.Text) != "40" || f.Is.Answer[0].Of(f.Is.Version.Text) != "55" {
		t.Errorf("%q, now %q", f.Was.Text(), f.Is.Text())
	}
	// The quotes of other answers know of the story.
	for _, text := range []string{"rolf ebert bread", "visitors"} {
		found, err := d.Find(t.Context(), desk.FindRequest{Words: text})
		if err != nil || len(found.Hits) != 1 {
			t.Fatal(found, err)
		}
		if told := found.Hits[0].Quote.Told; (told.Articles == 4) != (text != "visitors") || told.Articles == 0 {
			t.Errorf("%s: %+v", text, told)
		}
	}
	// Without the first publisher the reprint is the first report.
	if _, err := store.Hide(t.Context(), archive.Hiding{Outlet: "The Bugle", Reason: "a test", By: "test"}); err != nil {
		t.Fatal(err)
	}
	if r, err = d.Story(t.Context(), desk.StoryRequest{Name: "#3"}); err != nil || r.First.Number != 2 || r.Told.Articles != 2 || r.Told.Reprints != 0 {
		t.Errorf("with one paper hidden: %+v, %v", r.Told, err)
	}
}

func TestStoryNames(t *testing.T) {
	d, _ := mill(t)
	for name, want := range map[string]int64{
		"tarnbeck": 1, "TARN": 1, "#2": 1, "No. 4": 1, "more flee": 1, "nine hours until dawn": 1, "fair": 5, "6": 6, "rained in Abingdon": 6,
		"After the “Tarnbeck” mill fire": 1,
	} {
		r, err := d.Story(t.Context(), desk.StoryRequest{Name: name})
		if err != nil || r.First.Number != want || len(r.Steps) == 0 {
			t.Errorf("%s: %d, %v; want %d", name, r.First.Number, err, want)
		}
	}
	for name, nearest := range map[string]int64{"a parade of zebras at Tarnbeck with elephants": 1, "zebras": 0, "the of and": 0} {
		r, err := d.Story(t.Context(), desk.StoryRequest{Name: name})
		if err != nil || len(r.Steps) != 0 || (r.Nearest == nil) != (nearest == 0) || r.Scope.Coverage.Articles != 6 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	for name, want := range map[string]string{
		"": "/story needs name", "...": "There is no name in that", "99": "There is no cutting 99 in this coverage. Look at the number on its card.", strings.Repeat("mill ", 99): "at most 200",
	} {
		_, err := d.Do(t.Context(), "story", map[string]string{"name": name})
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), want) {
			t.Errorf("%.20q: %v, want %q", name, err, want)
		}
	}
	if _, err := d.Story(t.Context(), desk.StoryRequest{Name: "mill", Page: 2}); err == nil || !strings.Contains(err.Error(), "the last is 1") {
		t.Error(err)
	}
}

func TestSuggestStories(t *testing.T) {
	d, store := mill(t)
	for typed, want := range map[string]string{
		"":         "Mill burns at Tarnbeck · 4 May 2021=#1; Fair opens · date unknown=#5",
		"tarnb":    "Mill burns at Tarnbeck · 4 May 2021=#1",
		"burns ta": "Mill burns at Tarnbeck · 4 May 2021=#1",
		"4":        "Mill burns at Tarnbeck · 4 May 2021=#1",
		"fair":     "Fair opens · date unknown=#5",
		"zebra":    "", "99": "", `"`: "Mill burns at Tarnbeck · 4 May 2021=#1; Fair opens · date unknown=#5", "AND": "",
	} {
		list, err := d.Suggest(t.Context(), "story", "name", typed)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
		}
		var got []string
		for _, s := range list {
			got = append(got, s.Shown+"="+s.Value)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q suggests %q, want %q", typed, got, want)
		}
	}
	german, err := d.Suggest(desk.By(t.Context(), desk.Asker{Locale: "de"}), "story", "name", "")
	if err != nil || len(german) != 2 || german[0].Shown != "Mill burns at Tarnbeck · 4. Mai 2021" || german[1].Shown != "Fair opens · Datum unbekannt" {
		t.Errorf("to a German reader: %+v, %v", german, err)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 5, Reason: "a test", By: "test"}); err != nil {
		t.Fatal(err)
	}
	if list, err := d.Suggest(t.Context(), "story", "name", "fair"); err != nil || len(list) != 0 {
		t.Errorf("a hidden story is suggested: %v, %v", list, err)
	}
}
