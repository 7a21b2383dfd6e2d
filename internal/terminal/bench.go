package terminal

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/bench"
	"cuttings/internal/ingest"
)

type benchCommand struct {
	Corpus    string `help:"Measure on the articles of this JSONL file; else on made-up ones." type:"path" placeholder:"FILE"`
	Sizes     []int  `help:"How many passages to measure with, one run each." default:"10000,100000" placeholder:"N"`
	Passages  int    `help:"Measure with so many passages only: the same as one --sizes." placeholder:"N"`
	Questions int    `help:"How many questions to ask of each engine." default:"1000" placeholder:"N"`
	Clients   []int  `help:"How many ask at once, one run each." default:"1,8" placeholder:"N"`
	Seed      uint64 `help:"Seed of the articles and the questions." default:"1" placeholder:"N"`
	JSON      bool   `help:"Print a JSON object for each size."`
}

// mostPassages and mostClients keep a slip of the finger from filling the disk.
const (
	mostPassages = 10_000_000
	mostClients  = 1000
)

func (c *benchCommand) Run(s *session) error {
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
	if c.Questions < 1 {
		return fmt.Errorf("--questions %d: ask at least 1", c.Questions)
	}
	articles, err := c.articles(s, largest)
	if err != nil {
		return err
	}
	stop := s.interruptible()
	defer stop()
	for _, size := range c.Sizes {
		result, err := c.measure(s, articles, size)
		if err != nil {
			return err
		}
		if c.JSON {
			err = printJSON(s.out, result)
		} else {
			err = s.page.bench(result)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// measure runs one size, and says on a terminal what it is at.
func (c *benchCommand) measure(s *session, articles []archive.Article, size int) (bench.Result, error) {
	folder, err := os.MkdirTemp("", "cuttings-bench-")
	if err != nil {
		return bench.Result{}, err
	}
	_, watched := isTerminal(s.err)
	return bench.Run(s.ctx, bench.Setting{
		Articles: articles, Size: size, Clients: c.Clients, Questions: c.Questions, Seed: c.Seed, Folder: folder,
		Open: s.openAside,
		Progress: func(doing string) {
			if watched {
				fmt.Fprintln(s.err, doing)
			}
		},
	})
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
	fmt.Fprintf(&b, "%s\n\n", p.bold(fmt.Sprintf("%d passages of %.0f terms; %d questions, the ten best asked for", r.Passages, r.Terms, r.Questions)))
	fmt.Fprintf(&b, "%-14s %12s %10s %12s %13s\n", "", "added/s", "disk MiB", "memory MiB", "same first")
	for _, e := range r.Engines {
		memory := "–"
		if e.Resident != nil {
			memory = fmt.Sprintf("%.0f", float64(*e.Resident)/mebibyte)
		}
		fmt.Fprintf(&b, "%-14s %12.0f %10.1f %12s %13s\n", e.Name, e.Added, float64(e.Disk)/mebibyte, memory, share(e.SameFirst))
	}
	for i, at := range r.Ask {
		fmt.Fprintf(&b, "\n%-14s %12s %10s %12s %13s\n", fmt.Sprintf("clients: %d", at.Clients), "p50 ms", "p99 ms", "p50 to ours", "p99 to ours")
		line := func(name string, t bench.Timing) {
			fmt.Fprintf(&b, "%-14s %12.2f %10.2f %12.2f %13.2f\n", name, t.P50, t.P99, t.P50Ratio, t.P99Ratio)
		}
		for _, e := range r.Engines {
			line(e.Name, e.Searches[i])
		}
		line("a whole ask", at)
	}
	b.WriteString("\n")
	_, err := io.WriteString(p.out, b.String())
	return err
}
