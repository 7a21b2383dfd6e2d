package terminal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/evaluate"
	"cuttings/internal/ingest"
)

type evaluateCommand struct {
	Folder        string  `arg:"" help:"The set: a folder with corpus.jsonl and questions.jsonl, with ground-truth.json and html, or with train.jsonl and dev.jsonl (docs/measuring.md)." type:"path"`
	Words         []int   `help:"At most so many words in a quote; the set is asked at each of these lengths." default:"60,190" placeholder:"N"`
	Quotes        int     `help:"At most so many quotes to a question." default:"10" placeholder:"N"`
	MinConfidence float64 `help:"What counts as refused, 0 to 1. -1 takes the threshold in use." default:"-1" placeholder:"X"`
	Half          string  `help:"Only this half of the questions, by a hash of their ids: a to find weights, b to report." enum:"a,b,all" default:"all" placeholder:"a|b"`
	Seed          uint64  `help:"Seed of the bootstrap intervals." default:"1" placeholder:"N"`
	Library       string  `help:"Keep the set's library in this folder, to be used again; else it is made and thrown away." type:"path" placeholder:"FOLDER"`
	JSON          bool    `help:"Print a JSON object for each length."`
}

func (c *evaluateCommand) Run(s *session) error {
	if err := c.validate(s); err != nil {
		return err
	}
	if evaluate.HoldsPages(c.Folder) {
		return c.pages(s)
	}
	if files := evaluate.MarkedFiles(c.Folder); len(files) > 0 {
		return c.speakers(s, files)
	}
	questions, err := evaluate.Questions(c.Folder)
	if err != nil {
		return err
	}
	questions = c.half(questions)
	stop := s.interruptible()
	defer stop()
	library, err := c.library(s)
	if err != nil {
		return err
	}
	for _, words := range c.Words {
		if err = c.report(s, library, questions, words); err != nil {
			break
		}
	}
	return errors.Join(err, library.Close())
}

// interruptible lets a signal end the work instead of the process, so that what
// was made for it is removed; stop lets go of the signals.
func (s *session) interruptible() (stop func()) {
	s.ctx, stop = signal.NotifyContext(s.ctx, syscall.SIGINT, syscall.SIGTERM)
	return stop
}

func (c *evaluateCommand) validate(s *session) error {
	for _, words := range c.Words {
		if words < 1 {
			return fmt.Errorf("--words %d: a quote needs at least 1 word", words)
		}
	}
	switch {
	case c.Quotes < 1 || c.Quotes > 100:
		return fmt.Errorf("--quotes %d: ask for 1 to 100 quotes", c.Quotes)
	case c.MinConfidence > 1:
		return fmt.Errorf("--min-confidence %v: write a number from 0 to 1", c.MinConfidence)
	case c.Library != "" && c.Library == s.settings.Data:
		return fmt.Errorf("--library %s: that is the data folder; name one of the set's own", c.Library)
	}
	return nil
}

// half is the questions that are asked.
func (c *evaluateCommand) half(all []evaluate.Question) []evaluate.Question {
	var list []evaluate.Question
	for _, q := range all {
		if c.Half == "all" || evaluate.Half(q.ID) == c.Half {
			list = append(list, q)
		}
	}
	return list
}

// library is a library of the set's articles and no others, with its index up
// to date.
func (c *evaluateCommand) library(s *session) (*Library, error) {
	folder, remove, err := c.folder()
	if err != nil {
		return nil, err
	}
	own := *s
	own.settings.Data, own.settings.NoSample = folder, true
	library, err := own.openStore()
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	closeFiles := library.Close
	library.Close = func() error { return errors.Join(closeFiles(), remove()) }
	if err := c.file(own, library); err != nil {
		return nil, errors.Join(err, library.Close())
	}
	return library, nil
}

// evalMark is the file that tells a library of a set from one that people use.
const evalMark = "made-by-eval"

// folder is where the library goes, and what to do when it isn't needed any
// more. One that is kept must be new, or made by eval: a library in use would
// be spoilt.
func (c *evaluateCommand) folder() (folder string, remove func() error, err error) {
	if c.Library == "" {
		folder, err = os.MkdirTemp("", "cuttings-eval-")
		return folder, func() error { return os.RemoveAll(folder) }, err
	}
	entries, err := os.ReadDir(c.Library)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", nil, err
	}
	mark := filepath.Join(c.Library, evalMark)
	if len(entries) > 0 {
		if _, err := os.Stat(mark); err != nil {
			return "", nil, fmt.Errorf("--library %s: eval didn't make what is in there; name a folder that is empty or new", c.Library)
		}
	}
	if err := os.MkdirAll(c.Library, 0o755); err != nil {
		return "", nil, err
	}
	return c.Library, func() error { return nil }, os.WriteFile(mark, nil, 0o644)
}

// file adds the set's articles; each must be held, and nothing else.
func (c *evaluateCommand) file(s session, library *Library) error {
	s.out = io.Discard
	corpus := filepath.Join(c.Folder, evaluate.CorpusFile)
	a := adding{session: &s, store: library.Store, total: map[archive.Status]int{}, progress: s.progress("Adding", "articles")}
	err := a.all(ingest.Read(s.ctx, []string{corpus}))
	a.progress.done()
	if err != nil {
		return err
	}
	if n := a.total[archive.Refused]; n > 0 {
		return fmt.Errorf("%s: %d articles can't be added, so nothing was measured: mend or take out what is named above", corpus, n)
	}
	held, err := library.Store.Coverage(s.ctx, archive.Filter{})
	if err != nil {
		return err
	}
	if held.Articles == 0 {
		return fmt.Errorf("%s: there is no article in it", corpus)
	}
	if added := a.total[archive.Added] + a.total[archive.Changed] + a.total[archive.Unchanged]; held.Articles > added {
		return fmt.Errorf("--library %s: it holds %d articles, the set %d: name a new folder", c.Library, held.Articles, added)
	}
	return s.index(library)
}

// report asks the questions at one length and prints what came of it.
func (c *evaluateCommand) report(s *session, library *Library, questions []evaluate.Question, words int) error {
	settings := evaluate.Settings{Words: words, Quotes: c.Quotes, Threshold: c.MinConfidence, Seed: c.Seed}
	if settings.Threshold < 0 {
		settings.Threshold = ask.Threshold
	}
	progress := s.progress("Asking", "questions")
	outcomes, err := evaluate.Ask(s.ctx, library.Desk, questions, settings, func(done int) {
		progress.update(int64(done), int64(len(questions)))
	})
	progress.done()
	if err != nil {
		return err
	}
	report := evaluate.Summarize(outcomes, settings)
	if c.JSON {
		return printJSON(s.out, report)
	}
	return s.page.evaluation(report)
}
