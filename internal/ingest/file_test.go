package ingest_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
	"cuttings/internal/ingest"
	"cuttings/internal/librarytest"
)

const cow = "https://news.example/cow"

var today = time.Date(2016, 3, 20, 0, 0, 0, 0, time.UTC)

// captured is a page about cows that was captured so many days after the first.
func captured(text string, days int) ingest.Item {
	at := time.Date(2016, 3, 1+days, 8, 0, 0, 0, time.UTC)
	return ingest.Item{
		Source: fmt.Sprintf("day %d", days), Origin: ingest.FromPage, Capture: &ingest.Capture{URL: cow, At: at},
		Article: archive.Article{ID: "cow", URL: cow, Address: cow, Title: "Cows", Text: text},
	}
}

// became is what came of each item: its number, version, status and reason.
func became(receipts []archive.Receipt) (list []string) {
	for _, r := range receipts {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%d@%d %s %s", r.Number, r.Version, r.Status, r.Reason)))
	}
	return list
}

func TestFileInTheOrderOfCaptures(t *testing.T) {
	store, _ := librarytest.Open(t)
	file := func(items ...ingest.Item) []string {
		t.Helper()
		receipts, err := ingest.File(t.Context(), store, today, items...)
		if err != nil {
			t.Fatal(err)
		}
		return became(receipts)
	}
	before := "0@0 refused it was captured on 2 March 2016, before the version of cutting 1 that is held, and versions are kept in the order of their captures: add the older capture first, to another data folder"
	broken := ingest.Item{Err: errors.New("no article")}
	for _, step := range []struct {
		items []ingest.Item
		want  []string
	}{
		{[]ingest.Item{captured("One.", 0), broken, captured("Two.", 2), captured("Two.", 3)}, []string{"1@1 added", "0@0 refused no article", "1@2 changed", "1@2 unchanged"}},
		{[]ingest.Item{captured("One.", 0), captured("Two.", 2)}, []string{"1@1 unchanged", "1@2 unchanged"}}, // the same file again
		{[]ingest.Item{captured("One and a half.", 1)}, []string{before}},
		{[]ingest.Item{captured("One.", 4)}, []string{"1@3 changed"}}, // it was changed back
		{nil, nil},
	} {
		if diff := cmp.Diff(step.want, file(step.items...)); diff != "" {
			t.Error(diff)
		}
	}
	want := archive.Page{Number: 1, URL: cow, Version: 3, Seen: time.Date(2016, 3, 5, 8, 0, 0, 0, time.UTC)}
	p, known, err := store.Page(t.Context(), 1)
	if want.Next = p.Next; err != nil || !known || p != want || time.Until(p.Next) < archive.FirstLook-time.Minute {
		t.Errorf("%+v, %v", p, err)
	}
}

// A time of saving that hasn't come isn't known, and keeps nothing else out; what comes
// from the street is never older than what is held, whatever that says.
func TestFileFromTheFuture(t *testing.T) {
	store, _ := librarytest.Open(t)
	fetched := captured("From the street.", 9)
	fetched.Origin = ingest.FromStreet
	early := captured("Saved early.", 3)
	tomorrow := captured("Saved tomorrow.", 10)
	tomorrow.Capture.At = today.Add(20 * time.Hour)
	receipts, err := ingest.File(t.Context(), store, today, captured("Saved in 2099.", 83*365), early, tomorrow, fetched)
	want := []string{"1@1 added", "1@2 changed", "1@3 changed", "1@4 changed"}
	if diff := cmp.Diff(want, became(receipts)); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if p, _, err := store.Page(t.Context(), 1); err != nil || !p.Seen.Equal(fetched.Capture.At) {
		t.Errorf("%+v, %v", p, err)
	}
}

// An address of a capture that can't be kept, or is none, leaves that of the article.
func TestFileKeepsAnAddress(t *testing.T) {
	store, _ := librarytest.Open(t)
	for _, address := range []string{"", "cid:1@news.example", cow + "?\xff"} {
		item := captured("One.", 0)
		item.Capture.URL, item.Origin = address, ingest.FromStreet
		if _, err := ingest.File(t.Context(), store, today, item); err != nil {
			t.Error(err)
		}
		if p, _, err := store.Page(t.Context(), 1); err != nil || p.URL != cow {
			t.Errorf("%q: %+v, %v", address, p, err)
		}
	}
}

// A page stays in its collection, and a text has no page.
func TestFileKeepsTheCollection(t *testing.T) {
	store, _ := librarytest.Open(t)
	union, text := captured("One.", 0), captured("One.", 0)
	union.Article.Collection = "Union"
	text.Article.ID, text.Article.Address, text.Article.URL, text.Origin, text.Capture = "text", "", "", ingest.FromFile, nil
	receipts, err := ingest.File(t.Context(), store, today, union, captured("One.", 1), text)
	if diff := cmp.Diff([]string{"1@1 added", "1@1 unchanged", "2@1 added"}, became(receipts)); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if p, known, err := store.Page(t.Context(), 2); known || err != nil {
		t.Errorf("%+v, %v", p, err)
	}
}

// What the site says is unchanged isn't read again, and what it said is kept.
func TestFetchAgain(t *testing.T) {
	store, _ := librarytest.Open(t)
	etag, words, reads := `"1"`, "Two cows were seen on the bridge at Culham on Wednesday, the first for thirty years.", 0
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		reads++
		fmt.Fprintf(w, "<html><body><article><h1>Cows</h1><p>%s</p><p>%[1]s</p><p>%[1]s</p></article></body></html>", words)
	}))
	defer site.Close()
	street := fetch.New(fetch.Settings{Agent: "Cuttings/test", Allow: []string{strings.TrimPrefix(site.URL, "http://")}})
	defer street.Close()
	add := func(want string) {
		t.Helper()
		for item := range ingest.ReadAll(t.Context(), street, store, []string{site.URL + "/cows#top"}) {
			receipts, err := ingest.File(t.Context(), store, time.Now(), item)
			if diff := cmp.Diff([]string{want}, became(receipts)); err != nil || diff != "" {
				t.Error(err, diff)
			}
		}
	}
	add("1@1 added")
	add("1@1 unchanged")
	if p, _, err := store.Page(t.Context(), 1); err != nil || reads != 1 || p.ETag != etag || p.URL != site.URL+"/cows" || p.Version != 1 || p.Seen.IsZero() || p.Asked.IsZero() {
		t.Errorf("%d reads, %+v, %v", reads, p, err)
	}
	etag, words = `"2"`, strings.Replace(words, "Two", "Three", 1)
	add("1@2 changed")
	etag = strings.Repeat("x", 5000) // too long to be kept
	add("1@2 unchanged")
	if p, _, err := store.Page(t.Context(), 1); err != nil || reads != 3 || p.ETag != "" || p.Version != 2 {
		t.Errorf("%d reads, %+v, %v", reads, p, err)
	}
	// An operator's own text over it: the page is read again when it is asked for.
	v, err := store.Cutting(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	v.Text = "Mine."
	if _, err := store.Put(t.Context(), v.Article); err != nil {
		t.Fatal(err)
	}
	etag = `"2"`
	add("1@4 changed")
	if reads != 4 {
		t.Errorf("%d reads", reads)
	}
}
