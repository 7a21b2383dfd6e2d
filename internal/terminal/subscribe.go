package terminal

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/feed"
	"cuttings/internal/fetch"
	"cuttings/internal/poll"
)

// feeds parts the paths that name feeds (lists of them and, with --feed, pages)
// from the others.
func (c *addCommand) feeds() (feeds, others []string) {
	for _, path := range c.Paths {
		if c.Feed || strings.EqualFold(filepath.Ext(path), ".opml") {
			feeds = append(feeds, path)
		} else {
			others = append(others, path)
		}
	}
	return feeds, others
}

// subscribe adds the feeds at these addresses, or in these files, and reads each that
// isn't from a list: many at once would keep people waiting, and their sites busy.
func (a *adding) subscribe(paths []string, collection string) error {
	if len(paths) == 0 {
		return nil
	}
	client := a.street()
	defer client.Close()
	street := &answered{Street: client}
	p := a.poller(a.store, street)
	p.Filed = a.filed
	for _, path := range paths {
		found, list, err := a.find(street, path)
		if err != nil {
			if a.ctx.Err() != nil {
				return a.ctx.Err()
			}
			a.failed = true
			fmt.Fprintf(a.err, "%s: refused: %s\n", clean(shown(path)), clean(err.Error()))
			var several severalFeeds
			errors.As(err, &several)
			for _, o := range several {
				fmt.Fprintf(a.err, "%s%s (%s)\n", indent, clean(shown(o.URL)), clean(orDash(o.Title)))
			}
			continue
		}
		var all []kept
		for _, outline := range found {
			var one kept
			if one, err = a.keep(p, outline, collection, !list); err != nil {
				break // those before it are there
			}
			all = append(all, one)
		}
		if err := errors.Join(err, a.printFeeds(all, !list)); err != nil {
			return err
		}
	}
	return archive.Listen(a.ctx, a.store, nil)
}

// kept is a feed that is there now, and whether it wasn't before.
type kept struct {
	number int64
	added  bool
}

// keep adds a feed and, when it was named alone, reads it.
func (a *adding) keep(p *poll.Poller, o feed.Outline, collection string, alone bool) (kept, error) {
	f := archive.Feed{Address: o.URL, Title: o.Title, Collection: collection, Next: p.Now()}
	if !alone {
		f.Next = f.Next.Add(poll.Spread(o.URL, time.Hour))
	}
	f, added, err := a.store.Subscribe(a.ctx, f)
	if err == nil && alone {
		_, err = p.Read(a.ctx, f.Number)
	}
	return kept{f.Number, added}, err
}

// printFeeds says how the feeds are that were added.
func (a *adding) printFeeds(list []kept, alone bool) error {
	all, err := a.store.Feeds(a.ctx)
	if err != nil {
		return err
	}
	feeds := map[int64]archive.FeedCount{}
	for _, f := range all {
		feeds[f.Number] = f
	}
	for _, k := range list {
		f, ok := feeds[k.number]
		if !ok {
			continue // removed meanwhile
		}
		a.failed = a.failed || alone && f.Error != ""
		if a.json {
			err = printJSON(a.out, feedJSON(f))
		} else {
			if !k.added {
				fmt.Fprintf(a.out, "Feed %d was there already.\n", f.Number)
			}
			err = a.page.feed(f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// filed says what became of an article that a feed brought.
func (a *adding) filed(source string, r archive.Receipt) {
	a.total[r.Status]++
	a.seen++
	a.progress.update(a.seen, 0)
	if err := a.print(shown(source), r); err != nil {
		a.log.Error("what was added can't be printed", "error", err)
	}
}

// find is the feed at an address or the one that a page names; or all of a list.
func (a *adding) find(street *answered, path string) (found []feed.Outline, list bool, err error) {
	if !strings.Contains(path, "://") {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, true, err
		}
		found, err = feed.ReadOPML(b)
		return found, true, err
	}
	answer, err := street.Get(a.ctx, fetch.Request{URL: path, Types: poll.Types, MaxBytes: feed.MaxBytes})
	if err != nil {
		return nil, false, errors.New(poll.Reason(err))
	}
	switch feed.KindOf(answer.Body, answer.Type) {
	case feed.OPML:
		found, err = feed.ReadOPML(answer.Body)
		return found, true, err
	case feed.None:
		base, err := url.Parse(answer.URL)
		if err != nil {
			return nil, false, err
		}
		found, err = named(feed.Discover(answer.Body, answer.Type, base))
		return found, false, err
	}
	if answer.Moved {
		path = answer.URL
	}
	street.url, street.answer = path, answer
	return []feed.Outline{{URL: path}}, false, nil
}

// answered is a street that has answered already: whoever asks for the same gets that
// answer.
type answered struct {
	poll.Street
	url    string // empty when there is none
	answer fetch.Response
}

func (a *answered) Get(ctx context.Context, r fetch.Request) (fetch.Response, error) {
	if r.URL == a.url {
		a.url = ""
		return a.answer, nil
	}
	return a.Street.Get(ctx, r)
}

// named is the one feed that a page names.
func named(found []feed.Outline) ([]feed.Outline, error) {
	switch len(found) {
	case 0:
		return nil, errors.New("the page names no feed: look for one on the site, and add its own address")
	case 1:
		return found, nil
	}
	return nil, severalFeeds(found)
}

// severalFeeds are the feeds that a page names, where one is looked for.
type severalFeeds []feed.Outline

func (s severalFeeds) Error() string {
	return fmt.Sprintf("the page names %d feeds; add one of them by its own address:", len(s))
}

// poller reads feeds for a command.
func (s *session) poller(store archive.Store, street poll.Street) *poll.Poller {
	return &poll.Poller{Store: store, Street: street, Now: time.Now, Jitter: rand.Float64, Log: s.log}
}

// shown is a path or an address as it may be printed.
func shown(path string) string {
	if strings.Contains(path, "://") {
		return fetch.Redact(path)
	}
	return path
}
