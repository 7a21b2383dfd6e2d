package terminal

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ingest"
	"cuttings/internal/speech"
)

// batchSize is how many articles are stored in one transaction: what was
// printed is kept, and a transaction costs a write to the disk.
const batchSize = 64

type addCommand struct {
	Paths  []string `arg:"" name:"path" help:"Text (.txt), Markdown (.md), JSONL files, saved pages (.html, .mhtml, .warc), folders of them, addresses of pages and feeds, lists of feeds (.opml)."`
	DryRun bool     `help:"Store nothing; show what would be stored."`
	JSON   bool     `help:"Print a JSON object for each article."`

	Feed       bool   `help:"Take addresses for pages that name a feed, and add that."`
	Collection string `help:"Put those that name no collection into this one." placeholder:"NAME"`
}

type receiptObject struct {
	File    string         `json:"file"`
	ID      string         `json:"id"`
	Number  *int64         `json:"number"`
	Version *int           `json:"version"`
	Status  archive.Status `json:"status"`
	Reason  *string        `json:"reason"`
}

type storedObject struct {
	File       string         `json:"file"`
	ID         string         `json:"id"`
	Status     archive.Status `json:"status,omitempty"`
	Reason     *string        `json:"reason,omitempty"`
	URL        *string        `json:"url"`
	Title      string         `json:"title"`
	Outlet     *string        `json:"outlet"`
	Author     *string        `json:"author"`
	Published  archive.Date   `json:"published"`
	Language   *string        `json:"language"`
	Collection *string        `json:"collection"`
	Hash       string         `json:"hash"`
	Text       string         `json:"text"`
	Speech     []speechObject `json:"speech"`
}

func (c *addCommand) Run(s *session) error {
	if c.DryRun {
		return c.dryRun(s)
	}
	library, err := s.openStore()
	if err != nil {
		return err
	}
	if err := s.listen(library); err != nil { // to what was there before
		return errors.Join(err, library.Close())
	}
	a := adding{session: s, store: library.Store, json: c.JSON, total: map[archive.Status]int{}}
	if err := s.settle(library, c.add(&a)); err != nil {
		return err
	}
	if !c.JSON {
		fmt.Fprintf(s.out, "%d added, %d changed, %d unchanged, %d refused\n",
			a.total[archive.Added], a.total[archive.Changed], a.total[archive.Unchanged], a.total[archive.Refused])
	}
	return failure(a.total[archive.Refused] > 0 || a.failed)
}

// add adds the articles, then the feeds among what was named.
func (c *addCommand) add(a *adding) error {
	a.progress = a.session.progress("Adding", "articles")
	defer a.progress.done()
	feeds, paths := c.feeds()
	if err := a.all(c.read(a.session, a.store, paths)); err != nil {
		return err
	}
	return a.subscribe(append(feeds, a.feeds...), c.collection())
}

func (c *addCommand) collection() string {
	if name := strings.Join(strings.Fields(c.Collection), " "); archive.CollectionKey(name) != archive.DefaultCollection {
		return name
	}
	return ""
}

// read reads the articles, each with its collection; held says what needn't be
// read again.
func (c *addCommand) read(s *session, held ingest.Held, paths []string) iter.Seq[ingest.Item] {
	collection := c.collection()
	return func(yield func(ingest.Item) bool) {
		street := s.street()
		defer street.Close()
		for item := range ingest.ReadAll(s.ctx, street, held, paths) {
			if item.Err == nil && item.Article.Collection == "" {
				item.Article.Collection = collection
			}
			if !yield(item) {
				return
			}
		}
	}
}

// adding files what is read, a batch at a time, and says what became of it.
type adding struct {
	*session
	store    archive.Store
	json     bool
	progress *progress
	pending  []ingest.Item
	seen     int64
	total    map[archive.Status]int
	feeds    []string // addresses at which there was a feed
	failed   bool     // a feed
}

func (a *adding) all(items iter.Seq[ingest.Item]) error {
	for item := range items {
		if item.Address != "" && errors.Is(item.Err, ingest.ErrFeed) {
			a.feeds = append(a.feeds, item.Address)
			continue
		}
		a.pending = append(a.pending, item)
		if len(a.pending) == batchSize || item.Origin == ingest.FromStreet { // the next may take a while
			if err := a.file(); err != nil {
				return err
			}
		}
	}
	if err := a.ctx.Err(); err != nil {
		return errors.Join(a.file(), fmt.Errorf("stopped; what was listed is stored: %w", err))
	}
	return a.file()
}

// file stores what is pending and prints the receipts.
func (a *adding) file() error {
	receipts, err := ingest.File(a.ctx, a.store, time.Now(), a.pending...)
	if err == nil {
		err = archive.Listen(a.ctx, a.store, nil)
	}
	if err != nil {
		return err
	}
	for i, r := range receipts {
		a.total[r.Status]++
		if err := a.print(a.pending[i].Source, r); err != nil {
			return err
		}
	}
	a.seen += int64(len(a.pending))
	a.progress.update(a.seen, 0)
	a.pending = a.pending[:0]
	return nil
}

func (a *adding) print(source string, r archive.Receipt) error {
	if a.json {
		o := receiptObject{File: source, ID: r.ID, Status: r.Status, Reason: orNull(r.Reason)}
		if r.Status != archive.Refused {
			o.Number, o.Version = &r.Number, &r.Version
		}
		return printJSON(a.out, o)
	}
	if r.Status == archive.Refused {
		_, err := fmt.Fprintf(a.err, "%s: refused: %s\n", clean(source), clean(r.Reason))
		return err
	}
	if r.Status == archive.Unchanged {
		return nil // a folder added again would say nothing else
	}
	_, err := fmt.Fprintf(a.out, "%s: %s as No. %d\n", clean(source), r.Status, r.Number)
	return err
}

// dryRun shows each article as it would be stored, and touches no data folder.
func (c *addCommand) dryRun(s *session) error {
	failed := false
	for item := range c.read(s, nil, c.Paths) {
		if item.Address != "" && errors.Is(item.Err, ingest.ErrFeed) {
			item.Err = errors.New("it is a feed, and a dry run shows articles only: add it without --dry-run, and remove it when it isn't what you want")
		}
		failed = failed || item.Err != nil
		if err := c.show(s, item); err != nil {
			return err
		}
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	return failure(failed)
}

func (c *addCommand) show(s *session, item ingest.Item) error {
	a := item.Article
	switch {
	case c.JSON:
		o := storedObject{
			File: item.Source, ID: a.ID, URL: orNull(a.URL), Title: a.Title, Outlet: orNull(a.Outlet), Author: orNull(a.Author),
			Published: a.Published, Language: orNull(a.Language), Collection: orNull(a.Collection), Hash: archive.Hash(a.Text), Text: a.Text,
			Speech: speechJSON(a.Text, speech.Read(a.Text)),
		}
		if item.Err != nil {
			o.Status, o.Reason = archive.Refused, orNull(item.Err.Error())
		}
		return printJSON(s.out, o)
	case item.Err != nil:
		_, err := fmt.Fprintf(s.err, "%s: refused: %s\n", clean(item.Source), clean(item.Err.Error()))
		return err
	}
	return s.page.article(item.Source, a)
}

type removeCommand struct {
	Cuttings []string `arg:"" name:"cutting" help:"A cutting's number, or an article's id (id:… where the id is a number)."`
	Reason   string   `help:"Why; it is kept." default:"removed by the operator"`
}

func (c *removeCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	failed := false
	for _, cutting := range c.Cuttings {
		v, err := cuttingNamed(s, library.Store, cutting)
		if err == nil {
			err = library.Store.Remove(s.ctx, v.ID, c.Reason)
		}
		switch {
		case archive.Absent(err):
			fmt.Fprintf(s.err, "%s: %v\n", clean(cutting), err)
			failed = true
		case err != nil:
			return err
		default:
			fmt.Fprintf(s.out, "No. %d removed: %s\n", v.Number, clean(v.Title))
		}
	}
	if err := library.Index.CatchUp(s.ctx, nil); err != nil {
		return err
	}
	return failure(failed)
}

// cuttingNamed is the article that a number or an id names.
func cuttingNamed(s *session, store archive.Store, name string) (archive.Version, error) {
	if id, ok := strings.CutPrefix(name, "id:"); ok {
		return store.Current(s.ctx, id)
	}
	if n, err := strconv.ParseInt(name, 10, 64); err == nil {
		return store.Cutting(s.ctx, n, 0)
	}
	return store.Current(s.ctx, name)
}

type reindexCommand struct{}

func (c *reindexCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	progress := s.progress("Indexing", "articles")
	err = library.Index.Rebuild(s.ctx, progress.update)
	progress.done()
	if err = errors.Join(err, library.Close()); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "The index is built anew.")
	return nil
}
