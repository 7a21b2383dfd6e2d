package poll

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// What a reading decided is told, and nothing that an earlier one did.
func TestToldOnce(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		items := []string{
			"<item><title>No link and no words</title><description>It was seen.</description></item>",
			whole("http://a.test/1", "An otter"),
		}
		w.feed("a.test", func() []string { return items })
		w.subscribe("http://a.test/feed")
		w.run(time.Hour)
		items = append(items, whole("http://a.test/2", "A swan"))
		w.run(3 * time.Hour)
		equal(t, "filed", []string{" refused", "http://a.test/1 added", "http://a.test/2 added"}, w.filed)
	})
}

// An article that changes stays in the collection that it was moved to.
func TestStaysInItsCollection(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		about := "An otter"
		w.feed("a.test", func() []string { return []string{whole("http://a.test/1", about)} })
		if _, _, err := w.store.Subscribe(t.Context(), archive.Feed{Address: "http://a.test/feed", Collection: "River"}); err != nil {
			t.Fatal(err)
		}
		w.run(time.Hour)
		v, err := w.store.Cutting(t.Context(), 1, 0)
		equal(t, "at first", "River", v.Collection)
		v.Collection = "Wildlife"
		if _, putting := w.store.Put(t.Context(), v.Article); err != nil || putting != nil {
			t.Fatal(err, putting)
		}
		about = "A swan"
		w.run(3 * time.Hour)
		v, err = w.store.Cutting(t.Context(), 1, 0)
		if err != nil || v.Version != 3 || v.Title != "A swan" || v.Collection != "Wildlife" {
			t.Errorf("%+v, %v", v, err)
		}
	})
}

// What keeps a feed from being read is told in a feed's words: nobody can save it from
// a browser.
func TestReasons(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for host, h := range map[string]http.HandlerFunc{
			"picture.test": func(rw http.ResponseWriter, _ *http.Request) { send(rw, "image/png", "x") },
			"packed.test": func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("Content-Encoding", "br")
				send(rw, "text/xml", "x")
			},
			"large.test":   func(rw http.ResponseWriter, _ *http.Request) { send(rw, "text/xml", strings.Repeat(" ", 11<<20)) },
			"shut.test":    func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusForbidden) },
			"private.test": func(rw http.ResponseWriter, _ *http.Request) {},
		} {
			w.sites[host] = h
			w.subscribe("http://" + host + "/feed")
		}
		w.robots["private.test"] = "User-agent: *\nDisallow: /feed\n"
		w.run(10 * time.Minute)
		w.states(map[string]string{
			"http://picture.test/feed": `what is there is "image/png", not a feed: give a feed's own address`,
			"http://packed.test/feed":  "what is there can't be unpacked: ask the site",
			"http://large.test/feed":   "what is there is larger than 10 MB, and a feed may have no more: ask the site for a shorter one",
			"http://shut.test/feed":    "the site doesn't show the feed to programs (403): ask the site",
			"http://private.test/feed": "the site's robots.txt asks programs not to read the feed: ask the site",
		})
	})
}

// A page that leads on to an address that can't be kept is looked at again at the
// article's own.
func TestAddressThatCannotBeKept(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/feed":
				sendXML(rw, r, rss("A", teaser("http://a.test/1", "A swift"), teaser("http://a.test/2", "A swan")))
			case r.URL.RawQuery == "":
				rw.Header().Set("Location", r.URL.Path+"?\xff")
				rw.WriteHeader(http.StatusFound)
			default:
				page := strings.Replace(pageOf("A bird"+r.URL.Path), "<head>", fmt.Sprintf(`<head><link rel="canonical" href="http://a.test%s">`, r.URL.Path), 1)
				send(rw, "text/html", page)
			}
		}
		w.subscribe("http://a.test/feed")
		w.run(time.Hour)
		equal(t, "held", map[string]int{"http://a.test/1": 1, "http://a.test/2": 1}, w.held())
		for _, address := range []string{"http://a.test/1", "http://a.test/2"} {
			if p, known, err := w.store.PageAt(t.Context(), address); err != nil || !known || p.Version != 1 {
				t.Errorf("of the page at %s: %+v, %v", address, p, err)
			}
		}
		equal(t, "log", "", w.log.String())
	})
}

// A site that asks to be left alone for three days is.
func TestLeftAlone(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.sites["a.test"] = func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Retry-After", fmt.Sprint(3*24*3600))
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
		w.subscribe("http://a.test/feed")
		w.run(80 * time.Hour)
		if asked := w.times("a.test", "/feed"); len(asked) != 2 || asked[1] < 72*time.Hour {
			t.Errorf("it was asked at %v", asked)
		}
	})
}
