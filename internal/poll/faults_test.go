package poll

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
)

// feed answers with the items that a function gives, under every address.
func (w *world) feed(host string, items func() []string) {
	w.sites[host] = func(rw http.ResponseWriter, r *http.Request) { sendXML(rw, r, rss(host, items()...)) }
}

// More slow hosts than there are hands keep a quick one waiting for minutes, not for
// as long as they have items.
func TestSlowHosts(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range hands + 2 {
			host := fmt.Sprintf("slow%d.test", i)
			w.sites[host] = func(rw http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/feed" {
					var items []string
					for i := range 40 {
						items = append(items, teaser(fmt.Sprintf("http://%s/%d", host, i), fmt.Sprint("Snail ", i)))
					}
					sendXML(rw, r, rss(host, items...))
					return
				}
				dribble(rw, r, "text/html")
			}
			w.subscribe("http://" + host + "/feed")
		}
		w.feed("quick.test", func() []string { return []string{whole("http://quick.test/1", "A swift")} })
		w.subscribe("http://quick.test/feed")
		w.run(10 * time.Hour)
		asked := w.times("quick.test", "/feed")
		if len(asked) < 8 || asked[0] > 2*time.Minute {
			t.Errorf("the quick feed was asked at %v", asked)
		}
		for host, n := range w.polite() {
			if strings.HasPrefix(host, "slow") && n > 50 {
				t.Errorf("%s was asked for %d things, and answered hardly any", host, n)
			}
		}
	})
}

// A feed that has failed for three days is told of once, when that succeeds, and asked all
// the same.
func TestThreeDays(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			if w.since() < 5*24*time.Hour {
				rw.WriteHeader(http.StatusBadGateway)
				return
			}
			sendXML(rw, r, rss("A", whole("http://a.test/1", "A swift")))
		}
		w.subscribe("http://a.test/feed?token=s3cret")
		w.run(70 * time.Hour)
		if f := w.feeds()[0]; !f.Told.IsZero() || w.log.Len() > 0 {
			t.Errorf("told before three days: %+v\n%s", f, w.log.String())
		}
		told := 0
		w.tell = func(f archive.Feed) error {
			told++
			return map[bool]error{true: errors.New("the line is dead")}[told == 1]
		}
		w.run(24 * time.Hour)
		if f := w.feeds()[0]; told == 0 || told == 1 && !f.Told.IsZero() {
			t.Errorf("nobody could be told: %d times, %+v", told, f)
		}
		w.run(24 * time.Hour)
		equal(t, "told", 2, told)
		if f := w.feeds()[0]; f.Told.Sub(f.Failing) < patience || f.Failing.Sub(w.began) > time.Minute || f.Failures < 5 {
			t.Errorf("%+v", f)
		}
		if log := w.log.String(); strings.Count(log, "needs somebody") != 2 || strings.Count(log, "\n") != 3 || !strings.Contains(log, "token=…") || strings.Contains(log, "s3cret") {
			t.Errorf("the log: %s", log)
		}
		if n := len(w.times("a.test", "")); n > 15 {
			t.Errorf("it was asked %d times in five days", n)
		}
		w.run(48 * time.Hour)
		if f := w.feeds()[0]; f.Error != "" || !f.Told.IsZero() || !f.Failing.IsZero() || f.Articles != 1 {
			t.Errorf("once it is well: %+v", f)
		}
	})
}

// A feed that has moved to where another is, is paused; it is read there.
func TestMovedToAnother(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.sites["old.test"] = func(rw http.ResponseWriter, r *http.Request) {
			http.Redirect(rw, r, "http://new.test/feed", http.StatusMovedPermanently)
		}
		w.feed("new.test", func() []string { return []string{whole("http://new.test/1", "A swift")} })
		w.subscribe("http://old.test/feed", "http://new.test/feed")
		w.run(3 * time.Hour)
		old, other := w.feeds()[0], w.feeds()[1]
		if old.Paused == nil || !old.Paused.Program || old.Address != "http://old.test/feed" || other.Paused != nil || old.Articles+other.Articles != 1 {
			t.Errorf("%+v\n%+v", old, other)
		}
		equal(t, "asked", 1, len(w.times("old.test", "/feed")))
	})
}

// What was removed is neither brought back nor fetched again.
func TestRemovedStaysOut(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		about := "A swift"
		w.feed("a.test", func() []string {
			return []string{whole("http://a.test/1", about), teaser("http://a.test/2", about)}
		})
		w.sites["a.test"] = func(feed http.HandlerFunc) http.HandlerFunc {
			return func(rw http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/feed" {
					feed(rw, r)
					return
				}
				send(rw, "text/html", pageOf(about))
			}
		}(w.sites["a.test"])
		w.subscribe("http://a.test/feed")
		w.run(time.Hour)
		equal(t, "held", map[string]int{"http://a.test/1": 1, "http://a.test/2": 1}, w.held())
		for _, number := range []int64{1, 2} {
			v, err := w.store.Cutting(t.Context(), number, 0)
			if err == nil {
				err = w.store.Remove(t.Context(), v.ID, "the court says so")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		about = "A swallow"
		w.run(3 * time.Hour)
		equal(t, "held", map[string]int{}, w.held())
		equal(t, "pages fetched", 1, len(w.times("a.test", "/2")))
	})
}

// A headline that changes has its page read again; when that fails, the article
// stays as it was.
func TestChangedBeginning(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		about, broken := "A swift", false
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/feed":
				sendXML(rw, r, rss("A", teaser("http://a.test/1", about)))
			case broken:
				send(rw, "text/html", "<p>Nothing.</p>")
			default:
				send(rw, "text/html", pageOf(about))
			}
		}
		w.subscribe("http://a.test/feed")
		w.run(2 * time.Hour)
		about = "A swallow"
		w.run(2 * time.Hour)
		equal(t, "held", map[string]int{"http://a.test/1": 2}, w.held())
		about, broken = "A martin", true
		w.run(2 * time.Hour)
		equal(t, "held", map[string]int{"http://a.test/1": 2}, w.held())
		if f := w.feeds()[0]; f.Articles != 1 || f.Refused+f.Waiting > 0 || f.Reason == "" {
			t.Errorf("%+v", f)
		}
	})
}

// Two programs on one store share the feeds.
func TestTwoPollers(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		want := map[string]int{}
		for i := range 6 {
			host := fmt.Sprintf("site%d.test", i)
			w.sites[host] = func(rw http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/feed" {
					var items []string
					for i := range 3 + int(w.since()/time.Hour) {
						items = append(items, teaser(fmt.Sprintf("http://%s/%d", host, i), fmt.Sprint("Swift ", i)), whole(fmt.Sprintf("http://%s/whole/%d", host, i), fmt.Sprint("Martin ", i)))
					}
					sendXML(rw, r, rss(host, items...))
					return
				}
				send(rw, "text/html", pageOf("Swift "+r.URL.Path))
			}
			w.subscribe("http://" + host + "/feed")
			for i := range 3 + 6 - 1 {
				want[fmt.Sprintf("http://%s/%d", host, i)], want[fmt.Sprintf("http://%s/whole/%d", host, i)] = 1, 1
			}
		}
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() { w.run(6*time.Hour + 30*time.Minute) })
		}
		both.Wait()
		held := w.held()
		for name := range want {
			if held[name] != 1 {
				t.Errorf("%s is held %d times", name, held[name])
			}
			if strings.Contains(name, "whole") {
				continue
			}
			host, path, _ := strings.Cut(strings.TrimPrefix(name, "http://"), "/")
			if n := len(w.times(host, "/"+path)); n != 1 {
				t.Errorf("%s was fetched %d times", name, n)
			}
		}
		for i := range 6 {
			times := w.times(fmt.Sprintf("site%d.test", i), "/feed")
			for j := 1; j < len(times); j++ {
				if times[j]-times[j-1] < oftenest {
					t.Errorf("a feed was asked at %v and %v", times[j-1], times[j])
				}
			}
		}
	})
}

// deadly is a street of which the program dies, whatever it asks for that is on it.
type deadly struct {
	Street
	on    string
	asked int
	die   context.CancelFunc
}

func (d *deadly) Get(ctx context.Context, r fetch.Request) (fetch.Response, error) {
	if !strings.HasSuffix(r.URL, d.on) {
		return d.Street.Get(ctx, r)
	}
	d.asked++
	d.die()
	<-ctx.Done()
	return fetch.Response{}, ctx.Err()
}

// A program that dies of an answer and is started again every minute doesn't ask for
// it every minute; a page of which it dies is given up.
func TestDeadlyAnswers(t *testing.T) {
	for on, most := range map[string]int{"/feed": 2*24*4 + 1, "/1": tries} {
		inWorld(t, func(t *testing.T, w *world) {
			w.feed("a.test", func() []string { return []string{teaser("http://a.test/1", "A basilisk")} })
			w.subscribe("http://a.test/feed")
			d := &deadly{on: on}
			for w.since() < 48*time.Hour {
				p, done := w.poller()
				d.Street, p.Street = p.Street, d
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				d.die = cancel
				p.Run(ctx)
				cancel()
				done()
				time.Sleep(time.Minute)
			}
			if d.asked == 0 || d.asked > most {
				t.Errorf("%s was asked for %d times in two days, and may be %d times", on, d.asked, most)
			}
			if f := w.feeds()[0]; on == "/1" && (f.Refused != 1 || f.Reason == "") {
				t.Errorf("%+v", f)
			}
		})
	}
}

// A feed is taken over from whoever reads it: their work ends, and what they had not
// filed they don't file.
func TestTakenOver(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var mended atomic.Bool
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/feed":
				sendXML(rw, r, rss("A", teaser("http://a.test/1", "A snail")))
			case !mended.Load():
				dribble(rw, r, "text/html")
			default:
				send(rw, "text/html", pageOf("A snail"))
			}
		}
		w.subscribe("http://a.test/feed")
		var both sync.WaitGroup
		both.Go(func() { w.run(time.Minute) })
		time.Sleep(5 * time.Second) // the page is dribbling
		mended.Store(true)
		p, done := w.poller()
		defer done()
		f, err := p.Read(t.Context(), 1)
		if err != nil || f.Error != "" {
			t.Errorf("%+v, %v", f, err)
		}
		both.Wait()
		equal(t, "held", map[string]int{"http://a.test/1": 1}, w.held())
		equal(t, "filed", []string{"http://a.test/1 added"}, w.filed)
		if _, err := p.Read(t.Context(), 7); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("a feed that isn't there: %v", err)
		}
	})
}

// A feed that is paused while it is read is read no further.
func TestPausedMeanwhile(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				var items []string
				for i := range 60 {
					items = append(items, teaser(fmt.Sprintf("http://a.test/%d", i), "A snail"))
				}
				sendXML(rw, r, rss("A", items...))
				return
			}
			send(rw, "text/html", pageOf("A snail "+r.URL.Path))
		}
		w.subscribe("http://a.test/feed")
		var reading sync.WaitGroup
		reading.Go(func() { w.run(5 * time.Minute) })
		time.Sleep(10*time.Second + time.Second/2)
		if err := w.store.PauseFeed(t.Context(), 1, &archive.Pause{Why: "too much"}); err != nil {
			t.Fatal(err)
		}
		reading.Wait()
		if n := len(w.held()); n < 5 || n > 12 {
			t.Errorf("%d articles were filed of a feed that was paused after ten seconds", n)
		}
		if err := w.store.PauseFeed(t.Context(), 1, nil); err != nil {
			t.Fatal(err)
		}
		w.run(time.Hour)
		equal(t, "articles, once it goes on", 60, len(w.held()))
		w.polite()
	})
}
