package recheck

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A page is looked at 1, 3, 7, 30 and 90 days after its capture and every 90 days,
// and not read while it doesn't change; a change begins anew.
func TestWhen(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.look(0, "")
	for _, days := range []int{1, 2, 4, 23, 60, 90, 90} {
		w.look(days*day-1, "")
		w.look(1, Unchanged)
	}
	if diff := cmp.Diff([]int{200, 304, 304, 304, 304, 304, 304, 304}, w.status); diff != "" {
		t.Error(diff)
	}
	w.serves(article("Cows", strings.Replace(words, "Two", "Three", 1), words))
	look := w.look(90*day, Changed)
	if look.Version.Version != 2 || look.Before.Version != 1 || !cmp.Equal(look.Fields(), []string{"text"}) || look.Page.Version != 2 {
		t.Errorf("%+v", look)
	}
	w.look(day-1, "")
	w.look(1, Unchanged)
	if diff := cmp.Diff([]int{200, 304}, w.status); diff != "" {
		t.Error(diff)
	}
}

// What changed is named, and a page that lost most of its words is a version all
// the same.
func TestChanges(t *testing.T) {
	w := open(t)
	long := []string{words, words, words, words, words, words}
	w.serves(article("Cows", long...))
	w.add()
	w.serves(article("Cows on a bridge", long...))
	look := w.look(day, Changed)
	if _, _, ok := look.Shrunk(); ok || !cmp.Equal(look.Fields(), []string{"headline"}) {
		t.Errorf("%v", look.Fields())
	}
	w.serves(article("Cows on a bridge", words, words))
	look = w.look(day, Changed)
	if had, has, ok := look.Shrunk(); !ok || had != 3*has || has != 32 {
		t.Errorf("%d words of %d, %v", has, had, ok)
	}
	if v, err := w.held.Cutting(t.Context(), 1, 0); err != nil || v.Version != 3 {
		t.Errorf("version %d, %v", v.Version, err)
	}
	stamped := article("Cows on a bridge", words, words)
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		r.Header.Del("If-None-Match")
		out.Header().Set("Last-Modified", "Tue, 01 Mar 2016 09:00:00 GMT")
		stamped(out, r)
	})
	if look = w.look(day, Unchanged); look.Fields() != nil || look.Page.LastModified == "" {
		t.Errorf("%+v", look)
	}
}

// A 404 counts when it is still so a day later, a 410 at once; what comes back is
// marked no more. What lies between doesn't matter.
func TestGone(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	gone := func() int {
		m, err := w.held.Gone(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		return len(m)
	}
	w.serves(status(404))
	first := w.look(day, Missing)
	if gone() != 0 || !strings.Contains(first.Reason, "404") {
		t.Errorf("gone after one look: %+v", first)
	}
	w.serves(article("Cows", words, words))
	w.look(day, Unchanged)
	w.serves(status(404))
	w.look(day, Missing)
	missed := w.now
	w.serves(status(503))
	w.look(day, Unreachable)
	w.serves(status(404))
	look := w.look(3*day, Gone)
	if gone() != 1 || !look.Page.Gone.Equal(missed) || look.Page.Next.Sub(missed) != 7*24*time.Hour {
		t.Errorf("%+v", look.Page)
	}
	w.serves(status(500)) // no reason to think that it is back
	w.look(3*day, Unreachable)
	if gone() != 1 {
		t.Error("an error took the mark away")
	}
	w.serves(article("Cows", words, words))
	w.look(30*day, Back)
	if gone() != 0 {
		t.Error("it is back and still marked")
	}
	w.serves(status(410))
	if look = w.look(90*day, Gone); gone() != 1 || !look.Page.Gone.Equal(w.now) {
		t.Errorf("%+v", look.Page)
	}
	if v, err := w.held.Cutting(t.Context(), 1, 0); err != nil || v.Version != 1 {
		t.Errorf("version %d, %v", v.Version, err)
	}
}

// What is no article, or another one, is no change and loses nothing; it is tried
// again ever more seldom, and not before the site wants.
func TestUnreachable(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	consent := func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Content-Type", "text/html")
		fmt.Fprint(out, "<html><body><h1>Before you continue</h1><p>We value your privacy.</p><button>Accept all cookies</button></body></html>")
	}
	other := func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cows" {
			http.Redirect(out, r, "/", http.StatusFound)
			return
		}
		article("Today", strings.ReplaceAll(words, "cows", "geese"), words)(out, r)
	}
	for i, c := range []struct {
		serve http.HandlerFunc
		want  string
		hours int // to the next look
	}{
		{consent, "asks for consent to cookies", day},
		{other, "leads to another article now", 3 * day},
		{status(403), "doesn't show the page to programs", 7 * day},
		{func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Retry-After", fmt.Sprint(40*day*3600))
			out.WriteHeader(503)
		}, "asks to be left alone", 30 * day},
		{status(500), "a fault of its own", 90 * day},
		{status(500), "a fault of its own", 90 * day},
	} {
		w.serves(c.serve)
		hours := day
		if i > 0 {
			hours = 0
		}
		look := w.look(hours, Unreachable)
		if !strings.Contains(look.Reason, c.want) || look.Page.Next.Sub(w.now) != time.Duration(c.hours)*time.Hour || look.Page.Failures != i+1 {
			t.Errorf("%d: %s, next in %v", i, look.Reason, look.Page.Next.Sub(w.now))
		}
		w.now = look.Page.Next
	}
	w.serves(article("Cows", words, words))
	look := w.look(0, Unchanged)
	if look.Page.Failures != 0 || look.Page.Error != "" || look.Version.Version != 1 {
		t.Errorf("%+v", look.Page)
	}
	if diff := cmp.Diff([]int{304}, w.status); diff != "" {
		t.Error("it was read again:", diff)
	}
}
