package desk_test

import (
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
)

func TestStories(t *testing.T) {
	report := func(id, outlet string, day int) archive.Article {
		return archive.Article{
			ID: id, Title: "Mill burns, " + id, Outlet: outlet, Published: archive.Date{Year: 2021, Month: 5, Day: day},
			Text: "A blaze destroyed the old mill at Tarnbeck on Tuesday, our reporter " + outlet + " saw. Crews under Rolf Ebert fought it for nine hours until dawn.",
		}
	}
	copied := report("d", "The Bugle", 6)
	copied.Outlet = "The Herald"
	own := report("b", "The Gazette", 5)
	own.Text = "Rolf Ebert hadn't slept when we met him beside the old mill at Tarnbeck. The blaze took nine hours to put out, he said on Tuesday."
	other := archive.Article{ID: "c", Title: "Fair opens", Text: "The fair opened with 4,000 visitors on the green."}
	store, idx := librarytest.Open(t, own, report("a", "The Bugle", 4), other, copied)
	if err := story.CatchUp(t.Context(), store, idx, nil); err != nil {
		t.Fatal(err)
	}
	d := desk.New(store, idx)
	list := func(after int64, limit int) ([]desk.Story, int64) {
		t.Helper()
		stories, next, err := d.Stories(t.Context(), after, limit)
		if err != nil {
			t.Fatal(err)
		}
		return stories, next
	}
	stories, next := list(0, 1)
	if len(stories) != 1 || next != 1 {
		t.Fatalf("the first page: %d stories, then %d", len(stories), next)
	}
	one := stories[0]
	if one.Title() != "Mill burns, a" || one.Told.First.Day != 4 || one.Told.Last.Day != 6 || len(one.Reports) != 3 {
		t.Errorf("story %q of %d reports, %+v", one.Title(), len(one.Reports), one.Told)
	}
	if one.Told.Newsrooms != 2 || one.Told.Reprints != 1 || one.Reports[2].ReprintOf != 2 {
		t.Errorf("%+v: %+v", one.Told, one.Reports)
	}
	if stories, next = list(1, 5); len(stories) != 1 || stories[0].Title() != "Fair opens" {
		t.Errorf("the second page: %+v", stories)
	}
	if told := stories[0].Told; !told.First.IsZero() || !told.Last.IsZero() {
		t.Errorf("a story without dates: %+v", told)
	}
	if stories, next = list(next, 5); len(stories) != 0 || next != 0 {
		t.Errorf("after the end: %d stories, then %d", len(stories), next)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 3, Reason: "a test", By: "test"}); err != nil {
		t.Fatal(err)
	}
	if stories, next = list(1, 5); len(stories) != 0 || next != 2 {
		t.Errorf("a hidden story: %d stories, then %d", len(stories), next)
	}
}
