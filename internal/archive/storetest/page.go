package storetest

import (
	"sync"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// pageTests: what is known of the articles' pages.
var pageTests = map[string]func(*testing.T, Open){
	"what is known of a page is kept and replaced":  pageKept,
	"a page goes with its article":                  pageOfRemoved,
	"what can't be stored of a page":                pageRefused,
	"a page is handed out when it is due":           pageDue,
	"a page of a named cutting is handed out":       pageNamed,
	"of eight that claim pages none gets another's": pageClaims,
	"which pages are gone":                          pagesGone,
}

func keepPage(t *testing.T, s archive.Store, p archive.Page) {
	t.Helper()
	if err := s.KeepPages(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

func pageOf(t *testing.T, s archive.Store, number int64) (archive.Page, bool) {
	t.Helper()
	p, known, err := s.Page(t.Context(), number)
	return must(t, "Page", p, err), known
}

// claimPage claims a page for an hour, and returns its number or 0.
func claimPage(t *testing.T, s archive.Store, numbers ...int64) int64 {
	t.Helper()
	p, ok, err := s.ClaimPage(t.Context(), time.Hour, numbers...)
	if err != nil || ok != (p.Number != 0) {
		t.Fatalf("ClaimPage: %+v, %v, %v", p, ok, err)
	}
	return p.Number
}

// at is an article with that address.
func at(id, url string) archive.Article {
	a := article(id)
	a.URL, a.Address = url, url
	return a
}

func pageKept(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, at("a", "https://a.test/"), article("b"))
	before := seq(t, s)
	if p, known := pageOf(t, s, 1); known || p != (archive.Page{}) {
		t.Errorf("at first: %+v", p)
	}
	p := archive.Page{
		Number: 1, URL: "https://a.test/x", Version: 1, ETag: `W/"1"`, LastModified: "Sun", Seen: stored, Asked: stored.Add(time.Hour), Failures: 3,
		Missing: stored.Add(time.Minute), Gone: stored.Add(2 * time.Minute), Error: "not there", Next: stored.Add(48 * time.Hour),
	}
	keepPage(t, s, archive.Page{Number: 1, URL: "https://a.test/old", ETag: "old"})
	keepPage(t, s, p)
	keepPage(t, s, archive.Page{Number: 2, URL: p.URL})
	for _, handle := range []archive.Store{s, open.handle(t)} {
		got, known := pageOf(t, handle, 1)
		equal(t, "Page", p, got)
		there, found, err := handle.PageAt(t.Context(), p.URL)
		if err != nil || !known || !found || there != p {
			t.Errorf("PageAt: %+v, %v, %v", there, found, err)
		}
		if there, found, err = handle.PageAt(t.Context(), "https://a.test/old"); err != nil || found {
			t.Errorf("at its old address: %+v, %v", there, err)
		}
	}
	if p, _ = pageOf(t, s, 2); !p.Next.Equal(stored.Add(archive.FirstLook)) {
		t.Errorf("without Next it is due at %v", p.Next)
	}
	if seq(t, s) != before {
		t.Error("keeping a page moved the sequence")
	}
	sound(t, s)
}

func pageOfRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, at("a", "https://a.test/"))
	p := archive.Page{Number: 1, URL: "https://a.test/", Gone: stored}
	keepPage(t, s, p)
	remove(t, s, "a", "")
	keepPage(t, s, p)
	keepPage(t, s, archive.Page{Number: 9, URL: "https://a.test/"})
	for _, number := range []int64{1, 9} {
		if p, known := pageOf(t, s, number); known {
			t.Errorf("of cutting %d it keeps %+v", number, p)
		}
	}
	put(t, s, at("a", "https://a.test/"))
	if p, known := pageOf(t, s, 1); known {
		t.Errorf("added again it has %+v", p)
	}
	sound(t, s)
}

func pageRefused(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	for _, p := range []archive.Page{{Number: 1}, {Number: 1, URL: "\xff"}, {Number: 1, URL: "x", ETag: "\x00"}, {Number: 1, URL: "x", LastModified: "\xff"}, {Number: 1, URL: "x", Error: "\x00"}} {
		if err := s.KeepPages(t.Context(), archive.Page{Number: 1, URL: "x"}, p); err == nil {
			t.Errorf("%+v is kept", p)
		}
	}
	if _, known := pageOf(t, s, 1); known {
		t.Error("something was kept")
	}
}

func pageDue(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	put(t, s, article("no address"), at("b", "https://b.test/"), at("c", "https://c.test/"), at("d", "https://d.test/"))
	keepPage(t, s, archive.Page{Number: 3, URL: "https://c.test/", Next: stored.Add(3 * time.Hour)})
	keepPage(t, s, archive.Page{Number: 4, URL: "https://d.test/", Next: stored.Add(2 * time.Hour)})
	want := func(what string, numbers ...int64) {
		t.Helper()
		for _, n := range append(numbers, 0) {
			if got := claimPage(t, s); got != n {
				t.Errorf("%s: %d is handed out, want %d", what, got, n)
			}
		}
	}
	want("at once")
	clock = noon.Add(2 * time.Hour)
	want("two hours later", 4)
	clock = noon.Add(4 * time.Hour) // nobody gave 4 back, and its lease has ended
	want("four hours later", 4, 3)
	keepPage(t, s, archive.Page{Number: 4, URL: "https://d.test/", Next: stored.Add(100 * time.Hour)})
	want("given back, until later")
	clock = noon.Add(24 * time.Hour)
	want("a day later", 3, 2)
	if p, known := pageOf(t, s, 2); !known || p.URL != "https://b.test/" || p.Version != 0 {
		t.Errorf("of the page that nothing was known of: %+v", p)
	}
	remove(t, s, "c", "")
	clock = noon.Add(26 * time.Hour)
	want("two hours more", 2)
	sound(t, s)
}

func pageNamed(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("no address"), at("b", "https://b.test/"), at("c", "https://c.test/"), at("d", "https://d.test/"))
	keepPage(t, s, archive.Page{Number: 3, URL: "https://c.test/", Next: stored.Add(time.Hour)})
	remove(t, s, "d", "")
	for _, want := range []int64{3, 2, 0} {
		if got := claimPage(t, s, 9, 4, 1, 3, 2); got != want {
			t.Errorf("%d is handed out, want %d", got, want)
		}
	}
}

func pageClaims(t *testing.T, open Open) {
	clock := noon
	now := func() time.Time { return clock }
	s := open.at(t, now)
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		put(t, s, at(id, "https://"+id+".test/"))
	}
	keepPage(t, s, archive.Page{Number: 5, URL: "https://e.test/"})
	keepPage(t, s, archive.Page{Number: 6, URL: "https://f.test/"})
	clock = noon.Add(archive.FirstLook)
	handles := []archive.Store{s, open.at(t, now)}
	var mu sync.Mutex
	var all sync.WaitGroup
	got := map[int64]int{}
	for i := range 8 {
		all.Go(func() {
			p, _, err := handles[i%2].ClaimPage(t.Context(), time.Hour)
			mu.Lock()
			defer mu.Unlock()
			got[p.Number]++
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	equal(t, "who got what", map[int64]int{1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 0: 2}, got)
}

func pagesGone(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, at("a", "https://a.test/"), at("b", "https://b.test/"), at("c", "https://c.test/"))
	keepPage(t, s, archive.Page{Number: 1, URL: "x", Gone: stored})
	keepPage(t, s, archive.Page{Number: 2, URL: "x", Missing: stored})
	for _, c := range []struct {
		numbers []int64
		want    map[int64]time.Time
	}{
		{[]int64{3, 2, 1, 1, 9}, map[int64]time.Time{1: stored}},
		{[]int64{2, 3}, map[int64]time.Time{}},
		{nil, map[int64]time.Time{}},
	} {
		got, err := s.Gone(t.Context(), c.numbers...)
		equal(t, "Gone", c.want, must(t, "Gone", got, err))
	}
}
