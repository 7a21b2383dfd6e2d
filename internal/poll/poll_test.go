package poll

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func equal[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// inWorld runs a test in a world whose time passes when everybody waits.
func inWorld(t *testing.T, f func(t *testing.T, w *world)) {
	synctest.Test(t, func(t *testing.T) { f(t, newWorld(t)) })
}

// A feed is asked about once an hour, and what it brings is filed once, its page read
// where it has only its beginning.
func TestRun(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		items := []string{whole("http://a.test/1", "An otter"), teaser("http://a.test/2", "A swan")}
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				sendXML(rw, r, rss("The Post", items...))
				return
			}
			send(rw, "text/html", pageOf("A swan"))
		}
		w.subscribe("http://a.test/feed")
		w.run(12 * time.Hour)
		items = slices.Insert(items, 0, whole("http://a.test/3", "A heron"))
		w.run(12 * time.Hour)
		equal(t, "held", map[string]int{"http://a.test/1": 1, "http://a.test/2": 1, "http://a.test/3": 1}, w.held())
		equal(t, "filed", []string{"http://a.test/1 added", "http://a.test/2 added", "http://a.test/3 added"}, w.filed)
		equal(t, "pages", 1, len(w.times("a.test", "/2")))
		if n := len(w.times("a.test", "/feed")); n < 21 || n > 24 {
			t.Errorf("the feed was asked %d times in a day", n)
		}
		if backlog, err := w.store.Backlog(t.Context(), 1, 2, 3); err != nil || !slices.Equal(backlog, []int64{1, 2}) {
			t.Errorf("the backlog is %v, %v", backlog, err)
		}
		for number, url := range map[int64]string{1: "", 2: "http://a.test/2", 3: ""} { // what was read there is looked at again
			if p, _, err := w.store.Page(t.Context(), number); err != nil || p.URL != url || (p.Version == 1) != (url != "") {
				t.Errorf("of the page of No. %d: %+v, %v", number, p, err)
			}
		}
		w.polite()
		equal(t, "log", "", w.log.String())
	})
}
