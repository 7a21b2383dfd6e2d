package terminal

import (
	"errors"
	"fmt"
	"strconv"

	"cuttings/internal/archive"
	"cuttings/internal/feed"
	"cuttings/internal/fetch"
)

type feedsCommand struct {
	List    feedsListCommand   `cmd:"" default:"withargs" help:"List the feeds: how reading each has gone, and when it is read next."`
	Pause   feedsPauseCommand  `cmd:"" help:"Read feeds no more until they are resumed."`
	Resume  feedsResumeCommand `cmd:"" help:"Read paused feeds again."`
	Remove  feedsRemoveCommand `cmd:"" help:"Forget feeds; their articles stay."`
	ReadNow feedsReadCommand   `cmd:"" help:"Read feeds now; without a name, those that are due."`
	Export  feedsExportCommand `cmd:"" help:"Write the list of feeds as OPML, with their whole addresses."`
}

type feedsListCommand struct {
	JSON bool `help:"Print a JSON object for each feed."`
}

// feedNames are feeds as they are named on the command line.
type feedNames struct {
	Feeds []string `arg:"" name:"feed" help:"A feed's number or address."`
}

type feedsPauseCommand struct {
	feedNames
	Reason string `help:"Why; it is kept." default:"paused by the operator"`
}

type feedsResumeCommand struct{ feedNames }

type feedsRemoveCommand struct{ feedNames }

type feedsReadCommand struct {
	Feeds []string `arg:"" optional:"" name:"feed" help:"A feed's number or address."`
	JSON  bool     `help:"Print a JSON object for each article and each feed."`
}

type feedsExportCommand struct{}

func (c *feedsListCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	feeds, err := library.Store.Feeds(s.ctx)
	if err != nil {
		return err
	}
	return list(s, feeds, c.JSON, feedJSON, s.page.feed, "There are no feeds: cuttings add ADDRESS adds one.")
}

func (c *feedsPauseCommand) Run(s *session) error {
	return c.each(s, "paused", func(store archive.Store, number int64) error {
		return store.PauseFeed(s.ctx, number, &archive.Pause{Why: c.Reason})
	})
}

func (c *feedsResumeCommand) Run(s *session) error {
	return c.each(s, "is read again", func(store archive.Store, number int64) error {
		return store.PauseFeed(s.ctx, number, nil)
	})
}

func (c *feedsRemoveCommand) Run(s *session) error {
	return c.each(s, "removed", func(store archive.Store, number int64) error {
		return store.Unsubscribe(s.ctx, number)
	})
}

// each does something to each feed that is named, and says so.
func (n feedNames) each(s *session, done string, do func(archive.Store, int64) error) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	failed := false
	for _, name := range n.Feeds {
		f, err := feedNamed(s, library.Store, name)
		if err == nil {
			err = do(library.Store, f.Number)
		}
		switch {
		case errors.Is(err, archive.ErrNotFound):
			fmt.Fprintf(s.err, "%s: there is no such feed: cuttings feeds lists them\n", clean(shown(name)))
			failed = true
		case err != nil:
			return err
		default:
			fmt.Fprintf(s.out, "Feed %d %s: %s\n", f.Number, done, clean(titleOfFeed(f.Feed)))
		}
	}
	return failure(failed)
}

// feedNamed is the feed that a number or an address names.
func feedNamed(s *session, store archive.Store, name string) (archive.FeedCount, error) {
	list, err := store.Feeds(s.ctx)
	if err != nil {
		return archive.FeedCount{}, err
	}
	number, _ := strconv.ParseInt(name, 10, 64)
	for _, f := range list {
		if f.Number == number || f.Address == name || fetch.Redact(f.Address) == name {
			return f, nil
		}
	}
	return archive.FeedCount{}, archive.ErrNotFound
}

func (c *feedsReadCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	a := adding{session: s, store: library.Store, json: c.JSON, total: map[archive.Status]int{}}
	a.progress = s.progress("Reading", "articles")
	err = c.read(&a)
	a.progress.done()
	if err := s.settle(library, err); err != nil {
		return err
	}
	return failure(a.failed)
}

func (c *feedsReadCommand) read(a *adding) error {
	street := a.street()
	defer street.Close()
	p := a.poller(a.store, street)
	p.Filed = a.filed
	if len(c.Feeds) == 0 {
		p.ReadDue(a.ctx)
		return a.ctx.Err()
	}
	for _, name := range c.Feeds {
		f, err := feedNamed(a.session, a.store, name)
		switch {
		case errors.Is(err, archive.ErrNotFound):
			fmt.Fprintf(a.err, "%s: there is no such feed: cuttings feeds lists them\n", clean(shown(name)))
			a.failed = true
			continue
		case err == nil && f.Paused != nil:
			fmt.Fprintf(a.err, "%s: it is paused: cuttings feeds resume %d\n", clean(shown(name)), f.Number)
			a.failed = true
			continue
		case err == nil:
			_, err = p.Read(a.ctx, f.Number)
		}
		if err == nil {
			f, err = feedNamed(a.session, a.store, strconv.FormatInt(f.Number, 10))
		}
		if err != nil {
			return err
		}
		a.failed = a.failed || f.Error != ""
		if err := show(a.session, f, c.JSON, feedJSON, a.page.feed); err != nil {
			return err
		}
	}
	return nil
}

func (c *feedsExportCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	list, err := library.Store.Feeds(s.ctx)
	if err != nil {
		return err
	}
	var outlines []feed.Outline
	for _, f := range list {
		outlines = append(outlines, feed.Outline{Title: titleOfFeed(f.Feed), URL: f.Address})
	}
	return feed.WriteOPML(s.out, "Feeds of Cuttings", outlines)
}
