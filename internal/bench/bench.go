// Package bench measures how fast passages are added and found: the program's
// engine side by side with what could be taken instead (bleve's own query,
// SQLite's FTS5) and with the least that it could cost (an index in memory), on
// the same passages and questions in one run.
package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// Setting is what is measured.
type Setting struct {
	Articles  []archive.Article // their passages are what is searched
	Size      int               // in passages: so many of the first are taken
	Alone     bool              // without the other engines
	Clients   []int             // how many ask at once: each number is a run of its own
	Adding    time.Duration     // how long to ask while articles are added; 0 leaves that out
	Questions int
	Seed      uint64
	Folder    string // for everybody's files; removed at the end
	// Open opens a store without articles in a folder; close lets go of it.
	Open func(ctx context.Context, folder string) (store archive.Store, close func() error, err error)
	// Progress, when not nil, is told what is under way.
	Progress func(doing string)
}

// Result is what was measured at one size.
type Result struct {
	Passages  int      `json:"passages"`
	Text      int64    `json:"text_bytes"` // of all passages
	Terms     float64  `json:"terms"`      // of a passage, mean
	Questions int      `json:"questions"`
	Opening   float64  `json:"opening_ms"` // our index, checksums and all
	Engines   []Engine `json:"engines"`    // ours first; then the others
	Ask       []Timing `json:"ask"`        // a whole question at the desk
	Adding    []Adding `json:"adding"`     // our search and a whole question, while articles are added
}

// Engine is what one engine takes. Ratios are to ours: 2 is twice as much.
type Engine struct {
	Name      string   `json:"name"`
	Added     float64  `json:"passages_per_second"`
	Disk      int64    `json:"disk_bytes"`
	DiskShare float64  `json:"disk_to_text"`   // Disk over the text's bytes
	Heap      int64    `json:"heap_bytes"`     // what Go's heap grew by, after some questions
	Resident  *int64   `json:"resident_bytes"` // what the process grew by, after some questions; null where it can't be told
	SameFirst float64  `json:"same_first"`     // share of questions whose best passage is ours
	Searches  []Timing `json:"searches"`
}

// Timing is how long a question takes while so many clients ask.
type Timing struct {
	Clients  int     `json:"clients"`
	P50      float64 `json:"p50_ms"`
	P99      float64 `json:"p99_ms"`
	P50Ratio float64 `json:"p50_ratio"`
	P99Ratio float64 `json:"p99_ratio"`
}

// place names a passage.
type place struct {
	number int64 // the article's cutting number
	start  int   // in bytes of its text
}

// passage is what the other engines are given: the same words at the same
// places as ours finds.
type passage struct {
	place
	text string
}

// limit is how many passages are asked for.
const limit = 10

// engine finds passages. Search is safe for concurrent use once Add is done.
type engine interface {
	// Add takes over all passages, once, and is done when they can be found.
	Add(ctx context.Context, passages []passage) error
	// Search returns the best passages for any of the words, best first.
	Search(ctx context.Context, words []string) ([]place, error)
	Close() error
}

// contestant is an engine by its name, and how to open it in a folder, which
// need not be there.
type contestant struct {
	name string
	open func(folder string) (engine, error)
}

// contestants are the engines, ours first.
func contestants(ctx context.Context, source index.Source) []contestant {
	return []contestant{
		{oursName, func(folder string) (engine, error) { return newOurs(ctx, folder, source) }},
		{"bleve match", newBleve},
		{"SQLite FTS5", newFTS5},
		{"in memory", func(string) (engine, error) { return &floor{}, nil }},
	}
}

const oursName = "cuttings"

// Run measures at one size.
func Run(ctx context.Context, s Setting) (r Result, err error) {
	defer func() { err = errors.Join(err, os.RemoveAll(s.Folder)) }()
	store, closeStore, err := s.Open(ctx, filepath.Join(s.Folder, "store"))
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	s.doing("%d passages: filing", s.Size)
	c, err := shelve(ctx, store, s.Articles, s.Size)
	if err != nil {
		return r, err
	}
	return s.compare(ctx, c, store)
}

// compare fills all engines one after another, then asks them in turns.
func (s Setting) compare(ctx context.Context, c coverage, store archive.Store) (r Result, err error) {
	questions := c.questions(s.Seed, s.Questions)
	r = Result{Passages: len(c.passages), Text: c.bytes, Terms: c.meanTerms(), Questions: len(questions)}
	us := &ours{}
	var searches []searchFunc
	for _, who := range contestants(ctx, store) {
		if s.Alone && who.name != oursName {
			continue
		}
		s.doing("%d passages: adding to %s", r.Passages, who.name)
		folder := filepath.Join(s.Folder, who.name)
		e, measured, fillErr := fill(ctx, who, folder, c, questions)
		if fillErr != nil {
			return r, fmt.Errorf("%s: %w", who.name, fillErr)
		}
		if who.name == oursName {
			if e, r.Opening, err = openAgain(e, who, folder); err != nil {
				return r, err
			}
			us = e.(*ours)
		}
		defer func() { err = errors.Join(err, e.Close()) }()
		r.Engines = append(r.Engines, measured)
		searches = append(searches, e.Search)
	}
	searches = append(searches, asking(desk.New(store, us.replica)))
	for _, clients := range s.Clients {
		s.doing("%d passages: asking, clients: %d", r.Passages, clients)
		runs, err := race(ctx, searches, questions, clients)
		if err != nil {
			return r, err
		}
		r.take(clients, runs)
	}
	if err := r.Engines[0].weigh(filepath.Join(s.Folder, oursName), c); err != nil { // by now without what a merge left
		return r, err
	}
	if s.Adding > 0 {
		w := world{store: store, replica: us.replica, held: s.Articles, questions: questions, doing: s.doing}
		r.Adding, err = w.measure(ctx, s.Clients[len(s.Clients)-1], s.Adding, us.Search, searches[len(searches)-1])
	}
	return r, err
}

// openAgain closes an engine and opens it again, and says how many milliseconds
// the opening took.
func openAgain(e engine, who contestant, folder string) (engine, float64, error) {
	if err := e.Close(); err != nil {
		return nil, 0, err
	}
	start := time.Now()
	e, err := who.open(folder)
	return e, milliseconds(time.Since(start)), err
}

// fill makes an engine, adds the passages, and measures what that takes.
func fill(ctx context.Context, who contestant, folder string, c coverage, questions [][]string) (engine, Engine, error) {
	before, heapBefore := resident(), heap()
	e, err := who.open(folder)
	if err != nil {
		return nil, Engine{}, err
	}
	start := time.Now()
	err = e.Add(ctx, c.passages)
	took := time.Since(start)
	for _, q := range questions[:min(len(questions), warming)] {
		if err == nil {
			_, err = e.Search(ctx, q)
		}
	}
	if err != nil {
		return nil, Engine{}, errors.Join(err, e.Close())
	}
	m := Engine{Name: who.name, Added: float64(len(c.passages)) / took.Seconds(), Resident: growth(before, resident())}
	m.Heap = max(0, heap()-heapBefore) // after resident has collected the garbage
	if err := m.weigh(folder, c); err != nil {
		return nil, Engine{}, errors.Join(err, e.Close())
	}
	return e, m, nil
}

// weigh measures the engine's files.
func (e *Engine) weigh(folder string, c coverage) (err error) {
	e.Disk, err = diskUse(folder)
	e.DiskShare = over(float64(e.Disk), float64(c.bytes))
	return err
}

func (s Setting) doing(format string, args ...any) {
	if s.Progress != nil {
		s.Progress(fmt.Sprintf(format, args...))
	}
}
