package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
)

var kills = flag.Int("kills", 5, "how often the bot is killed while it reads feeds")

// items is how many items a feed has in the test: every second one has only the
// beginning of its article.
const items = 12

// paper is a site with a feed, and pages that take a moment.
type paper struct {
	*httptest.Server
	asked chan struct{} // closed when it is asked for the first time
	once  sync.Once
}

func newPaper(t *testing.T) *paper {
	p := &paper{asked: make(chan struct{})}
	p.Server = httptest.NewServer(http.HandlerFunc(p.answer))
	t.Cleanup(p.Close)
	return p
}

func (p *paper) answer(w http.ResponseWriter, r *http.Request) {
	p.once.Do(func() { close(p.asked) })
	time.Sleep(3 * time.Millisecond)
	switch {
	case r.URL.Path == "/robots.txt":
		http.NotFound(w, r)
	case r.URL.Path == "/feed":
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A paper</title>`)
		for i := range items {
			words := ""
			if i%2 == 0 {
				words = "<content:encoded><![CDATA[" + articleOn(i) + "]]></content:encoded>"
			}
			fmt.Fprintf(w, "<item><title>Otter %d</title><link>/%d</link><guid>%d</guid><description>It was seen …</description>%s</item>", i, i, i, words)
		}
		fmt.Fprint(w, "</channel></rss>")
	default:
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<html><body><article><h1>Otter</h1>%s</article></body></html>", articleOn(r.URL.Path))
	}
}

func articleOn(what any) string {
	return strings.Repeat(fmt.Sprintf("<p>Otter %v was seen at the lock on Wednesday, for the first time in thirty years, as the lock-keeper says who has seen it.</p>", what), 8)
}

// The bot is killed while it reads feeds, at moments taken at random; what it
// couldn't finish is finished by others. Nothing is lost and nothing comes twice.
// The long form is go test -run TestKilledWhileReading -kills 50 .
func TestKilledWhileReading(t *testing.T) {
	folder := t.TempDir()
	discord := discordtest.New(discordtest.Config{IdentifyWindow: -1, RequireAllowedMentions: true})
	defer discord.Close()
	want := map[string]bool{}
	var papers []*paper
	for range *kills {
		p := newPaper(t)
		papers = append(papers, p)
		for i := range items {
			want[fmt.Sprintf("%s/%d", p.URL, i)] = true
		}
	}
	cuttings := func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), "cuttings", args...)
		cmd.Env = append(os.Environ(), "CUTTINGS_DATA="+folder, "CUTTINGS_NO_SAMPLE=1", "CUTTINGS_CONTACT=mailto:desk@paper.example",
			"CUTTINGS_ALLOW_HOSTS=127.0.0.1", "DISCORD_TOKEN="+discordtest.TestToken, "DISCORD_API="+discord.URL())
		return cmd
	}
	for i, p := range papers {
		subscribeTo(t, folder, p.URL+"/feed")
		bot := cuttings("serve")
		if err := bot.Start(); err != nil {
			t.Fatal(err)
		}
		select {
		case <-p.asked:
		case <-time.After(30 * time.Second):
			t.Errorf("feed %d was never asked", i+1)
		}
		time.Sleep(time.Duration(rand.IntN(int(120 * time.Millisecond)))) // the moment taken at random
		if err := bot.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = bot.Wait() // it was killed
	}
	unfinished := 0
	for _, f := range feedsIn(t, folder) {
		if f.Articles < items {
			unfinished++
			if out, err := cuttings("feeds", "read-now", fmt.Sprint(f.Number)).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		}
	}
	t.Logf("%d kills, %d of them before the feed was read to its end", *kills, unfinished)
	heldOnce(t, folder, want)
}

// stored opens the store for a moment.
func stored(t *testing.T, folder string, f func(context.Context, archive.Store) error) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(folder, "cuttings.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := f(t.Context(), s); err != nil {
		t.Fatal(err)
	}
}

func subscribeTo(t *testing.T, folder, address string) {
	t.Helper()
	stored(t, folder, func(ctx context.Context, s archive.Store) error {
		_, _, err := s.Subscribe(ctx, archive.Feed{Address: address})
		return err
	})
}

func feedsIn(t *testing.T, folder string) (list []archive.FeedCount) {
	t.Helper()
	stored(t, folder, func(ctx context.Context, s archive.Store) (err error) {
		list, err = s.Feeds(ctx)
		return err
	})
	return list
}

// heldOnce fails when not all articles are held, or one of them ever changed.
func heldOnce(t *testing.T, folder string, want map[string]bool) {
	t.Helper()
	stored(t, folder, func(ctx context.Context, s archive.Store) error {
		changes, err := s.Changes(ctx, 0, 2*len(want))
		if err != nil {
			return err
		}
		lost := maps.Clone(want)
		for _, c := range changes {
			if c.Current == nil || !want[c.Current.URL] || c.Current.Version != 1 {
				t.Errorf("cutting %d is none of the articles, or has changed: %+v", c.Number, c.Current)
				continue
			}
			delete(lost, c.Current.URL)
		}
		if len(lost) > 0 || len(changes) != len(want) {
			t.Errorf("%d of %d articles are lost, %d are held: %v", len(lost), len(want), len(changes), slices.Sorted(maps.Keys(lost)))
		}
		if seq, err := s.Seq(ctx); err != nil || seq != int64(len(want)) {
			t.Errorf("%d changes for %d articles, %v", seq, len(want), err)
		}
		return s.Check(ctx)
	})
	for _, f := range feedsIn(t, folder) {
		if f.Articles != items || f.Waiting+f.Held+f.Refused > 0 || f.Error != "" {
			t.Errorf("feed %d: %+v", f.Number, f)
		}
	}
}
