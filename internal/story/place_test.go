package story_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
)

// strike and fire are reports of two events.
func report(id, text string) archive.Article {
	return archive.Article{ID: id, Title: id, Text: text, Published: archive.Date{Year: 2021, Month: 5, Day: 3}}
}

func strike(id string) archive.Article {
	return report(id, "Nurses at Saltmarsh General walked out on Monday over rosters, report "+id+" says. Ada Brandt of the Care Union counted 120 at the gate.")
}

func fire(id string) archive.Article {
	return report(id, "A blaze destroyed the old mill at Tarnbeck, report "+id+" says. Crews under Rolf Ebert fought it for nine hours.")
}

// stories are the stories told, each by the numbers of its articles, in order.
func stories(t *testing.T, store archive.Store) [][]int64 {
	t.Helper()
	placements, err := store.Stories(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]int64
	last := int64(-1)
	for _, p := range placements {
		if p.Story != last {
			list = append(list, nil)
			last = p.Story
		}
		list[len(list)-1] = append(list[len(list)-1], p.Number)
	}
	return list
}

func put(t *testing.T, store archive.Store, idx *index.Replica, articles ...archive.Article) {
	t.Helper()
	if _, err := store.Put(t.Context(), articles...); err != nil {
		t.Fatal(err)
	}
	if err := idx.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func catchUp(t *testing.T, store archive.Store, idx *index.Replica) {
	t.Helper()
	if err := story.CatchUp(t.Context(), store, idx, nil); err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, store archive.Store, want ...[]int64) {
	t.Helper()
	if got := stories(t, store); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("stories %v, want %v", got, want)
	}
}

func TestArticlesFindTheirStory(t *testing.T) {
	store, idx := librarytest.Open(t, strike("a"), fire("b"), strike("c"))
	catchUp(t, store, idx)
	check(t, store, []int64{1, 3}, []int64{2})
	put(t, store, idx, fire("d"), strike("e"))
	catchUp(t, store, idx)
	check(t, store, []int64{1, 3, 5}, []int64{2, 4})

	changed := fire("c") // it turns out to be of the other event
	put(t, store, idx, changed)
	catchUp(t, store, idx)
	check(t, store, []int64{1, 5}, []int64{2, 3, 4})

	if err := store.Remove(t.Context(), "b", ""); err != nil {
		t.Fatal(err)
	}
	put(t, store, idx)
	catchUp(t, store, idx)
	check(t, store, []int64{1, 5}, []int64{3, 4})
}

// Collections are kept apart.
func TestStoriesStayInTheirCollection(t *testing.T) {
	other := strike("b")
	other.Collection = "branch"
	store, idx := librarytest.Open(t, strike("a"), other, strike("c"))
	catchUp(t, store, idx)
	check(t, store, []int64{1, 3}, []int64{2})
}

// What hasn't reached the index yet is placed when it has.
func TestPlacingWaitsForTheIndex(t *testing.T) {
	store, idx := librarytest.Open(t, strike("a"))
	if _, err := store.Put(t.Context(), strike("b")); err != nil {
		t.Fatal(err)
	}
	catchUp(t, store, idx)
	check(t, store, []int64{1})
	put(t, store, idx)
	catchUp(t, store, idx)
	check(t, store, []int64{1, 2})
}

// Several processes tell the same stories: each article is placed once.
func TestPlacingSideBySide(t *testing.T) {
	var articles []archive.Article
	for i := range 40 {
		articles = append(articles, strike(fmt.Sprint("s", i)), fire(fmt.Sprint("f", i)))
	}
	articles = articles[:70]
	store, idx := librarytest.Open(t, articles...)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := story.CatchUp(t.Context(), store, idx, nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	at, err := store.Placed(t.Context())
	if err != nil || at.Seq != 70 {
		t.Fatalf("placed up to %+v, %v", at, err)
	}
	n := 0
	for _, members := range stories(t, store) {
		n += len(members)
	}
	if n != 70 {
		t.Errorf("%d articles are placed, want 70", n)
	}
}

// Articles placed by other rules are placed anew.
func TestPlacingByNewRules(t *testing.T) {
	store, idx := librarytest.Open(t, strike("a"), strike("b"))
	old := archive.Placed{Rules: story.Rules + 1, Seq: 2, Stories: 7}
	done, err := store.Place(t.Context(), archive.Placed{}, old, archive.Placement{Number: 1, Story: 6}, archive.Placement{Number: 2, Story: 7})
	if err != nil || !done {
		t.Fatal(done, err)
	}
	catchUp(t, store, idx)
	got, err := store.Placements(t.Context(), 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if want := []archive.Placement{{Number: 1, Story: 8}, {Number: 2, Story: 8, ReprintOf: 1}}; !slices.Equal(got, want) {
		t.Errorf("placements %v, want %v", got, want)
	}
}
