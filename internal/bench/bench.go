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
	Clients   []int             // how many ask at once: each number is a run of its own
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
	Terms     float64  `json:"terms"` // of a passage, mean
	Questions int      `json:"questions"`
	Engines   []Engine `json:"engines"` // ours first; then the others
	Ask       []Timing `json:"ask"`     // a whole question at the desk
}

// Engine is what one engine takes. Ratios are to ours: 2 is twice as much.
type Engine struct {
	Name      string   `json:"name"`
	Added     float64  `json:"passages_per_second"`
	Disk      int64    `json:"disk_bytes"`
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
func contestants(replica *index.Replica) []contestant {
	return []contestant{
		{oursName, func(string) (engine, error) { return ours{replica}, nil }},
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
	replica, err := index.OpenReplica(ctx, filepath.Join(s.Folder, oursName), store, index.Options{})
	if err != nil {
		return r, err
	}
	return s.compare(ctx, c, replica, desk.New(store, replica)) // closes it, with the other engines
}

// compare fills all engines one after another, then asks them in turns.
func (s Setting) compare(ctx context.Context, c coverage, replica *index.Replica, d *desk.Desk) (r Result, err error) {
	questions := c.questions(s.Seed, s.Questions)
	r = Result{Passages: len(c.passages), Terms: c.meanTerms(), Questions: len(questions)}
	var searches []searchFunc
	for _, who := range contestants(replica) {
		s.doing("%d passages: adding to %s", r.Passages, who.name)
		e, measured, fillErr := fill(ctx, who, filepath.Join(s.Folder, who.name), c.passages, questions)
		if fillErr != nil {
			return r, fmt.Errorf("%s: %w", who.name, fillErr)
		}
		defer func() { err = errors.Join(err, e.Close()) }()
		r.Engines = append(r.Engines, measured)
		searches = append(searches, e.Search)
	}
	searches = append(searches, asking(d))
	for _, clients := range s.Clients {
		s.doing("%d passages: asking, clients: %d", r.Passages, clients)
		runs, err := race(ctx, searches, questions, clients)
		if err != nil {
			return r, err
		}
		r.take(clients, runs)
	}
	return r, nil
}

// fill makes an engine, adds the passages, and measures what that takes.
func fill(ctx context.Context, who contestant, folder string, passages []passage, questions [][]string) (engine, Engine, error) {
	before := resident()
	e, err := who.open(folder)
	if err != nil {
		return nil, Engine{}, err
	}
	start := time.Now()
	err = e.Add(ctx, passages)
	took := time.Since(start)
	for _, q := range questions[:min(len(questions), warming)] {
		if err == nil {
			_, err = e.Search(ctx, q)
		}
	}
	if err != nil {
		return nil, Engine{}, errors.Join(err, e.Close())
	}
	m := Engine{Name: who.name, Added: float64(len(passages)) / took.Seconds(), Resident: growth(before, resident())}
	if m.Disk, err = diskUse(folder); err != nil {
		return nil, Engine{}, errors.Join(err, e.Close())
	}
	return e, m, nil
}

func (s Setting) doing(format string, args ...any) {
	if s.Progress != nil {
		s.Progress(fmt.Sprintf(format, args...))
	}
}
