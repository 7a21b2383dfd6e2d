package poll

import (
	"crypto/tls"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// since is how long the world has been.
func (w *world) since() time.Duration { return time.Since(w.began) }

// dribble sends a byte a second for as long as anybody listens.
func dribble(rw http.ResponseWriter, r *http.Request, kind string) {
	rw.Header().Set("Content-Type", kind)
	flusher := http.NewResponseController(rw)
	for r.Context().Err() == nil {
		_, _ = io.WriteString(rw, "<")
		_ = flusher.Flush()
		time.Sleep(time.Second)
	}
}

// post is a paper's feed: every second hour it has another article. At five the
// words of one change, at seven only the time of another.
func (w *world) post(host string) []string {
	var items []string
	for i := range 10 + int(w.since()/(2*time.Hour)) {
		about := fmt.Sprint("Otter number ", i)
		if i == 1 && w.since() > 5*time.Hour {
			about = "A swan in the place of an otter"
		}
		item := whole(fmt.Sprintf("http://%s/%d", host, i), about)
		if i == 2 && w.since() > 7*time.Hour {
			item = strings.Replace(item, "</item>", "<pubDate>Sat, 01 Jan 2000 07:00:00 GMT</pubDate></item>", 1)
		}
		items = slices.Insert(items, 0, item)
	}
	return items
}

// ten feeds and some more, each with a fault of its own. It returns the articles that
// should be held in the end, with the number of their versions.
func (w *world) faults() map[string]int {
	held := map[string]int{}
	feeds := map[string]http.HandlerFunc{}

	// A good paper, and another feed with the same articles.
	feeds["post.test"] = func(rw http.ResponseWriter, r *http.Request) { sendXML(rw, r, rss("The Post", w.post("post.test")...)) }
	feeds["twin.test"] = func(rw http.ResponseWriter, r *http.Request) { sendXML(rw, r, rss("The Twin", w.post("post.test")...)) }
	for i := range 10 + 11 {
		held[fmt.Sprintf("http://post.test/%d", i)] = 1
	}
	held["http://post.test/1"] = 2

	// A wrong encoding, entities that nobody declared, no ids, dates in no form, HTML
	// in titles.
	feeds["odd.test"] = func(rw http.ResponseWriter, _ *http.Request) {
		items := []string{
			"<item><title>The caf\xe9 &amp;amp; the &lt;b&gt;fire&lt;/b&gt;</title><link>http://odd.test/cafe</link><pubDate>the day before yesterday</pubDate><description>It burned.</description><content:encoded><![CDATA[" + words("A caf\xe9") + "]]></content:encoded></item>",
			"<item><title>No link &nbsp; at all</title><description>Nobody&rsquo;s boat has been found by the bridge, and the lock-keeper asks whose it may be, for it is in the way.</description></item>",
		}
		send(rw, "text/xml; charset=utf-8", rss("Odd &eacute; news", items...))
	}
	held["http://odd.test/cafe"], held["No link at all"] = 1, 1

	// Ten thousand items: the first thousand are taken.
	var many []string
	for i := range 10_000 {
		link := fmt.Sprintf("http://big.test/%d", i)
		if i < 1000 {
			many, held[link] = append(many, whole(link, fmt.Sprint("Heron number ", i))), 1
		} else {
			many = append(many, teaser(link, fmt.Sprint("Heron number ", i)))
		}
	}
	big := rss("Big", many...)
	feeds["big.test"] = func(rw http.ResponseWriter, r *http.Request) { sendXML(rw, r, big) }

	// What never is a feed.
	feeds["page.test"] = func(rw http.ResponseWriter, _ *http.Request) { send(rw, "text/html", pageOf("An otter")) }
	bomb := zipped(64)
	feeds["bomb.test"] = func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Encoding", "gzip")
		send(rw, "application/rss+xml", string(bomb))
	}
	feeds["dribble.test"] = func(rw http.ResponseWriter, r *http.Request) { dribble(rw, r, "application/rss+xml") }

	// What becomes one: after endless redirects, an expired certificate, and a site
	// that asks to be left alone and then breaks.
	feeds["loop.test"] = func(rw http.ResponseWriter, r *http.Request) {
		if w.since() < 12*time.Hour {
			http.Redirect(rw, r, "/feed?again", http.StatusFound)
			return
		}
		sendXML(rw, r, rss("Loop", whole("http://loop.test/1", "A loop")))
	}
	feeds["expired.test"] = func(rw http.ResponseWriter, r *http.Request) {
		sendXML(rw, r, rss("Expired", whole("https://expired.test/1", "A certificate")))
	}
	old, fresh := w.certificate("expired.test", w.began.Add(-time.Minute)), w.certificate("expired.test", w.began.Add(100*time.Hour))
	w.certs["expired.test"] = func() tls.Certificate {
		if w.since() < 6*time.Hour {
			return old
		}
		return fresh
	}
	feeds["busy.test"] = func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case w.since() < 2*time.Hour:
			rw.Header().Set("Retry-After", fmt.Sprint(int((2*time.Hour - w.since()).Seconds())))
			rw.WriteHeader([]int{http.StatusTooManyRequests, http.StatusServiceUnavailable}[int(w.since().Minutes())%2])
		case w.since() < 9*time.Hour:
			rw.WriteHeader(http.StatusBadGateway)
		default:
			sendXML(rw, r, rss("Busy", whole("http://busy.test/1", "A bee")))
		}
	}
	held["http://loop.test/1"], held["https://expired.test/1"], held["http://busy.test/1"] = 1, 1, 1

	// One that has moved, and one that is gone.
	feeds["moved.test"] = func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "http://home.test/feed", http.StatusMovedPermanently)
	}
	feeds["home.test"] = func(rw http.ResponseWriter, r *http.Request) {
		sendXML(rw, r, rss("Home", whole("http://home.test/1", "A removal van")))
	}
	feeds["gone.test"] = func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusGone) }
	held["http://home.test/1"] = 1

	// Beginnings of articles, of which some have pages that are of use.
	names := []string{"good", "large", "none", "stub", "consent", "syndicated", "missing", "busy", "slow", "late", "private"}
	feeds["teasers.test"] = func(rw http.ResponseWriter, r *http.Request) {
		var items []string
		for _, name := range names {
			items = append(items, teaser("http://teasers.test/"+name, "The "+name+" one"))
		}
		sendXML(rw, r, rss("Teasers", items...))
	}
	for _, name := range []string{"good", "busy", "slow", "late"} {
		held["http://teasers.test/"+name] = 1
	}

	for host, feed := range feeds {
		w.sites[host] = func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				feed(rw, r)
				return
			}
			w.page(rw, r)
		}
		if scheme := "http"; host != "home.test" {
			if host == "expired.test" {
				scheme = "https"
			}
			w.subscribe(scheme + "://" + host + "/feed")
		}
	}
	return held
}

// page is the page of an item.
func (w *world) page(rw http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case name == "large":
		rw.Header().Set("Content-Type", "text/html")
		for range 20 {
			_, _ = rw.Write(make([]byte, 1<<20))
		}
	case name == "none":
		send(rw, "text/html", "<ul><li><a href=/1>One</a></li></ul>")
	case name == "stub":
		send(rw, "text/html", `<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"The stub one","isAccessibleForFree":false}</script></head>
			<body><article><h1>The stub one</h1><p>It was seen at the lock on Wednesday …</p><div class="paywall"><p>Subscribe to read on.</p></div></article></body></html>`)
	case name == "consent":
		send(rw, "text/html", `<html><head><title>Before you continue</title></head><body><form><h1>Before you continue</h1><p>We use cookies and data to show adverts.</p><button>Accept all</button><button>Reject all</button></form></body></html>`)
	case name == "syndicated":
		send(rw, "application/rss+xml", rss("No page"))
	case name == "missing", name == "late" && w.since() < time.Hour/2:
		rw.WriteHeader(http.StatusNotFound)
	case name == "busy" && w.since() < time.Hour:
		rw.Header().Set("Retry-After", "3600")
		rw.WriteHeader(http.StatusServiceUnavailable)
	case name == "slow" && w.since() < 3*time.Hour:
		dribble(rw, r, "text/html")
	default:
		send(rw, "text/html", pageOf("The "+name+" one"))
	}
}

// A day with ten feeds and more, in which everything goes wrong that can, and the
// program is started anew five times: every article comes once, and no host is asked
// for more than is polite.
func TestDayOfFaults(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.robots["teasers.test"] = "User-agent: *\nDisallow: /private\n"
		held := w.faults()
		for _, hours := range []float64{.01, 1.3, 5, 6.7, 11} {
			w.run(time.Duration(hours * float64(time.Hour)))
			time.Sleep(time.Minute)
		}
		equal(t, "held", held, w.held())
		w.states(map[string]string{
			"http://page.test/feed":    "it is not a feed but a web page",
			"http://bomb.test/feed":    "larger than",
			"http://dribble.test/feed": "took longer than",
			"http://gone.test/feed":    "nothing at the address any more (410)",
		})
		teasers := w.feedAt("http://teasers.test/feed")
		equal(t, "given up", 6, teasers.Refused)
		equal(t, "waiting", 1, teasers.Waiting) // for the fifth look at what is missing
		if gone := w.feedAt("http://gone.test/feed"); gone.Paused == nil || !gone.Paused.Program || gone.Told.IsZero() {
			t.Errorf("what is gone is not paused: %+v", gone)
		}
		if err := w.store.Check(t.Context()); err != nil {
			t.Error(err)
		}
		w.count(held)
	})
}

// states fails when feeds fail that shouldn't, or not for the reason given.
func (w *world) states(failing map[string]string) {
	w.t.Helper()
	for _, f := range w.feeds() {
		if want := failing[f.Address]; !strings.Contains(f.Error, want) || (want == "") != (f.Error == "") {
			w.t.Errorf("%s: %q, want %q", f.Address, f.Error, want)
		}
	}
}

func (w *world) feedAt(address string) archive.FeedCount {
	w.t.Helper()
	for _, f := range w.feeds() {
		if f.Address == address {
			return f
		}
	}
	w.t.Fatalf("there is no feed at %s", address)
	return archive.FeedCount{}
}

// count says how often each host was asked, and fails where that was too often: a
// feed more than once in a quarter of an hour, or for a day's failures more often
// than a feed that goes well is.
func (w *world) count(held map[string]int) {
	w.t.Helper()
	total := 0
	counts := w.polite()
	for _, host := range slices.Sorted(maps.Keys(counts)) {
		feeds := w.times(host, "/feed")
		for i := 1; i < len(feeds); i++ {
			if gap := feeds[i] - feeds[i-1]; gap < oftenest {
				w.t.Errorf("the feed of %s was asked again after %v", host, gap)
			}
		}
		if len(feeds) > 25 {
			w.t.Errorf("the feed of %s was asked %d times in a day", host, len(feeds))
		}
		w.t.Logf("%-14s %3d requests, %2d of them for the feed", host, counts[host], len(feeds))
		total += counts[host]
	}
	w.t.Logf("%d requests in a day, %d articles of %d feeds held", total, len(held), len(w.feeds()))
}
