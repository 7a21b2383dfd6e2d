package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/bench"
	"cuttings/internal/ingest"
)

type benchCommand struct {
	Corpus    string        `help:"Measure on the articles of this JSONL file; else on made-up ones." type:"path" placeholder:"FILE"`
	Sizes     []int         `help:"How many passages to measure with, one run each." default:"10000,100000" placeholder:"N"`
	Alone     bool          `help:"Leave the other engines out: they take long at a million passages."`
	Adding    time.Duration `help:"How long to ask while articles are added; 0s leaves that out." default:"40s" placeholder:"TIME"`
	Passages  int           `help:"Measure with so many passages only: the same as one --sizes." placeholder:"N"`
	Questions int           `help:"How many questions to ask of each engine." default:"1000" placeholder:"N"`
	Clients   []int         `help:"How many ask at once, one run each." default:"1,8" placeholder:"N"`
	Seed      uint64        `help:"Seed of the articles and the questions." default:"1" placeholder:"N"`
	Held      []int         `help:"Measure instead what one more article takes where so many are held, in growing order." placeholder:"N"`
	Articles  int           `help:"How many articles are added one by one, with --held." default:"200" placeholder:"N"`
	JSON      bool          `help:"Print a JSON object for each size."`
}

// These keep a slip of the finger from filling the disk.
const (
	mostPassages = 10_000_000
	mostClients  = 1000

	longestAdding = time.Hour
)

func (c *benchCommand) Run(s *session) error {
	if len(c.Held) > 0 {
		return c.arriving(s)
	}
	if c.Passages != 0 {
		c.Sizes = []int{c.Passages}
	}
	largest := 0
	for _, n := range c.Sizes {
		if n < 1 || n > mostPassages {
			return fmt.Errorf("%d passages: measure with 1 to %d", n, mostPassages)
		}
		largest = max(largest, n)
	}
	for _, n := range c.Clients {
		if n < 1 || n > mostClients {
			return fmt.Errorf("--clients %d: let 1 to %d ask at once", n, mostClients)
		}
	}
	if c.Adding < 0 || c.Adding > longestAdding {
		return fmt.Errorf("--adding %v: ask for 0s to %v", c.Adding, longestAdding)
	}
	if len(c.Clients) == 0 {
		return errors.New("--clients: name at least one number")
	}
	if c.Questions < 1 {
		return fmt.Errorf("--questions %d: ask at least 1", c.Questions)
	}
	articles, err := c.articles(s, largest)
	if err != nil {
		return err
	}
	stop := s.interruptible()
	defer stop()
	var results []bench.Result
	for _, size := range c.Sizes {
		result, err := c.measure(s, articles, size)
		if err != nil {
			return err
		}
		results = append(results, result)
		if c.JSON {
			err = printJSON(s.out, result)
		} else {
			err = s.page.bench(result)
		}
		if err != nil {
			return err
		}
	}
	if c.JSON {
		return nil
	}
	return s.page.growth(results)
}

// measure runs one size, and says on a terminal what it is at.
func (c *benchCommand) measure(s *session, articles []archive.Article, size int) (bench.Result, error) {
	folder, err := os.MkdirTemp("", "cuttings-bench-")
	if err != nil {
		return bench.Result{}, err
	}
	return bench.Run(s.ctx, bench.Setting{
		Articles: articles, Size: size, Alone: c.Alone, Adding: c.Adding, Clients: c.Clients, Questions: c.Questions, Seed: c.Seed, Folder: folder,
		Open: s.openAside, Progress: s.doing(),
	})
}

// arriving measures what one more article takes.
func (c *benchCommand) arriving(s *session) error {
	if c.Articles < 1 {
		return fmt.Errorf("--articles %d: add at least 1", c.Articles)
	}
	least := 1
	for _, n := range c.Held {
		if n < least || n > mostPassages {
			return fmt.Errorf("--held %d: take 1 to %d, each larger than the one before by the %d of --articles", n, mostPassages, c.Articles)
		}
		least = n + c.Articles
	}
	stop := s.interruptible()
	defer stop()
	folder, err := os.MkdirTemp("", "cuttings-bench-")
	if err != nil {
		return err
	}
	arrivals, err := bench.Arriving(s.ctx, bench.ArrivingSetting{
		Held: c.Held, Articles: c.Articles, Seed: c.Seed, Folder: folder, Open: s.openAside, Progress: s.doing(),
	})
	if err != nil {
		return err
	}
	if !c.JSON {
		return s.page.arrivals(arrivals)
	}
	for _, a := range arrivals {
		if err := printJSON(s.out, a); err != nil {
			return err
		}
	}
	return nil
}

// doing says on a terminal what is under way.
func (s *session) doing() func(string) {
	_, watched := isTerminal(s.err)
	return func(doing string) {
		if watched {
			fmt.Fprintln(s.err, doing)
		}
	}
}

// openAside opens a store without articles in a folder that is not the user's.
func (s *session) openAside(ctx context.Context, folder string) (archive.Store, func() error, error) {
	settings := s.settings
	settings.Data, settings.NoSample = folder, true
	library, err := s.rooms.Open(ctx, settings, s.log)
	if err != nil {
		return nil, nil, err
	}
	return library.Store, library.Close, nil
}

// articles are those of the file, or made up. One that can't be added stops the
// run.
func (c *benchCommand) articles(s *session, passages int) ([]archive.Article, error) {
	if c.Corpus == "" {
		return bench.Generate(passages, c.Seed), nil
	}
	if ext := filepath.Ext(c.Corpus); ext != ".jsonl" {
		return nil, fmt.Errorf("--corpus %s: that must be a .jsonl file, an article a line", c.Corpus)
	}
	var articles []archive.Article
	for item := range ingest.Read(s.ctx, []string{c.Corpus}) {
		if item.Err != nil {
			return nil, fmt.Errorf("%s: %w", item.Source, item.Err)
		}
		articles = append(articles, item.Article)
	}
	return articles, s.ctx.Err()
}

const mebibyte = 1 << 20

// bench writes one size's figures as tables of at most 80 columns.
func (p page) bench(r bench.Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.bold(fmt.Sprintf("%d passages of %.0f terms; %d questions, the ten best asked for",
		r.Passages, r.Terms, r.Questions)))
	fmt.Fprintf(&b, "%.1f MiB of text; our index opens in %.0f ms\n\n", float64(r.Text)/mebibyte, r.Opening)
	fmt.Fprintf(&b, "%-14s %9s %9s %10s %10s %11s %11s\n", "", "added/s", "disk MiB", "disk/text", "heap MiB", "memory MiB", "same first")
	for _, e := range r.Engines {
		memory := "–"
		if e.Resident != nil {
			memory = fmt.Sprintf("%.0f", float64(*e.Resident)/mebibyte)
		}
		fmt.Fprintf(&b, "%-14s %9.0f %9.1f %10.2f %10.1f %11s %11s\n",
			e.Name, e.Added, float64(e.Disk)/mebibyte, e.DiskShare, float64(e.Heap)/mebibyte, memory, share(e.SameFirst))
	}
	for i, at := range r.Ask {
		fmt.Fprintf(&b, "\n%-14s %12s %10s %12s %13s\n", fmt.Sprintf("clients: %d", at.Clients), "p50 ms", "p99 ms", "p50 to ours", "p99 to ours")
		line := func(name string, t bench.Timing) {
			fmt.Fprintf(&b, "%-14s %12.2f %10.2f %12.2f %13.2f\n", name, t.P50, t.P99, t.P50Ratio, t.P99Ratio)
		}
		for _, e := range r.Engines {
			line(e.Name, e.Searches[i])
		}
		line(wholeAsk, at)
	}
	if len(r.Adding) > 0 {
		fmt.Fprintf(&b, "\n%-28s %10s %10s %10s %10s %7s\n", "", "quiet p50", "quiet p99", "p50 ms", "p99 ms", "ratio")
	}
	for _, a := range r.Adding {
		fmt.Fprintf(&b, "%-28s %10.2f %10.2f %10.2f %10.2f %7.2f\n",
			fmt.Sprintf("%s, clients: %d", a.Name, a.Clients), a.QuietP50, a.QuietP99, a.P50, a.P99, a.P99Ratio)
		fmt.Fprintf(&b, "%s\n", p.dim(fmt.Sprintf("%swhile %d articles are added", indent, a.Articles)))
	}
	b.WriteString("\n")
	_, err := io.WriteString(p.out, b.String())
	return err
}

const wholeAsk = "a whole ask"

// arrivals writes what one more article takes, in at most 80 columns.
func (p page) arrivals(arrivals []bench.Arrival) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.bold("One more article, in milliseconds"))
	fmt.Fprintf(&b, "%9s %7s %8s %9s %8s %7s %7s %8s %6s\n", "held", "filing", "hearing", "indexing", "telling", "mean", "p50", "p99", "ratio")
	for _, a := range arrivals {
		fmt.Fprintf(&b, "%9d %7.2f %8.2f %9.2f %8.2f %7.2f %7.2f %8.2f %6.2f\n",
			a.Held, a.Filing, a.Hearing, a.Indexing, a.Telling, a.Mean, a.P50, a.P99, a.Ratio)
	}
	_, err := io.WriteString(p.out, b.String())
	return err
}

// growth writes how much longer questions take at the larger sizes than at the
// first.
func (p page) growth(results []bench.Result) error {
	if len(results) < 2 {
		return nil
	}
	var b strings.Builder
	first := results[0]
	for _, r := range results[1:] {
		fmt.Fprintf(&b, "%s\n", p.bold(fmt.Sprintf("%d passages to %d: a question takes so many times as long", r.Passages, first.Passages)))
		for i, at := range r.Ask {
			fmt.Fprintf(&b, "\n%-14s %12s %10s\n", fmt.Sprintf("clients: %d", at.Clients), "p50", "p99")
			line := func(name string, large, small bench.Timing) {
				fmt.Fprintf(&b, "%-14s %12.1f %10.1f\n", name, large.P50/small.P50, large.P99/small.P99)
			}
			for e := range r.Engines {
				line(r.Engines[e].Name, r.Engines[e].Searches[i], first.Engines[e].Searches[i])
			}
			line(wholeAsk, at, first.Ask[i])
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(p.out, b.String())
	return err
}
