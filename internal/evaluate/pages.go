package evaluate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cuttings/internal/capture"
	"cuttings/internal/ingest"
	"cuttings/internal/page"
)

// The files of a set of pages, in its folder: what each page's article says, by
// the page's name, and the pages. It is the form of Zyte's
// article-extraction-benchmark.
const (
	TruthFile  = "ground-truth.json"
	PageFolder = "html" // NAME.html.gz in it
)

// PagesReport says how well articles are found on saved pages.
type PagesReport struct {
	Pages      int      `json:"pages"`
	F1         Estimate `json:"f1"` // of precision and recall
	Precision  Estimate `json:"precision"`
	Recall     Estimate `json:"recall"`
	Paragraphs int      `json:"paragraphs"` // of 60 characters or more that the articles have
	Kept       Estimate `json:"kept"`       // the share of them that is stored character for character
	Refused    []string `json:"refused"`    // the pages that were refused, by name
	P50        float64  `json:"p50_ms"`     // of a page, in milliseconds
	P99        float64  `json:"p99_ms"`
}

// HoldsPages reports whether a folder is a set of pages.
func HoldsPages(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, TruthFile))
	return err == nil
}

// truth is what a set knows of one page.
type truth struct {
	Body string `json:"articleBody"`
	URL  string `json:"url"`
}

// Pages reads the pages of a set as `cuttings add` does and compares the texts
// that would be stored with the articles' own. Progress is told after each.
func Pages(ctx context.Context, folder string, seed uint64, progress func(done, all int)) (PagesReport, error) {
	b, err := os.ReadFile(filepath.Join(folder, TruthFile))
	if err != nil {
		return PagesReport{}, err
	}
	var set map[string]truth
	if err := json.Unmarshal(b, &set); err != nil {
		return PagesReport{}, fmt.Errorf("%s: %w", TruthFile, err)
	}
	if len(set) == 0 {
		return PagesReport{}, fmt.Errorf("%s: there is no page in it", TruthFile)
	}
	var m pagesMeter
	for i, name := range slices.Sorted(maps.Keys(set)) {
		if err := ctx.Err(); err != nil {
			return PagesReport{}, err
		}
		b, err := os.ReadFile(filepath.Join(folder, PageFolder, name+".html.gz"))
		if err != nil {
			return PagesReport{}, err
		}
		body, err := capture.Gunzip(bytes.NewReader(b))
		if err != nil {
			return PagesReport{}, fmt.Errorf("%s: %w", name, err)
		}
		m.measure(name, body, set[name])
		progress(i+1, len(set))
	}
	return m.report(seed), nil
}

// pagesMeter gathers the figures of each page.
type pagesMeter struct {
	precision, recall, kept []ratio
	refused                 []string
	took                    []time.Duration
}

func (m *pagesMeter) measure(name string, body []byte, want truth) {
	start := time.Now()
	a, err := ingest.Page(name, page.Source{URL: want.URL, Body: body})
	m.took = append(m.took, time.Since(start))
	if err != nil {
		m.refused = append(m.refused, name)
	}
	p, r := shingles(a.Text).against(shingles(want.Body))
	if p.wanted > 0 {
		m.precision = append(m.precision, p)
	}
	if r.wanted > 0 {
		m.recall = append(m.recall, r)
	}
	m.kept = append(m.kept, keptParagraphs(a.Text, want.Body))
}

func (m *pagesMeter) report(seed uint64) PagesReport {
	slices.Sort(m.took)
	r := PagesReport{
		Pages: len(m.took), Refused: m.refused,
		Precision: bootstrap(m.precision, seed), Recall: bootstrap(m.recall, seed), Kept: bootstrap(m.kept, seed),
		P50: milliseconds(Quantile(m.took, .5)), P99: milliseconds(Quantile(m.took, .99)),
	}
	for _, k := range m.kept {
		r.Paragraphs += int(k.wanted)
	}
	harmonic := func(p, r float64) float64 {
		if p+r == 0 {
			return 0
		}
		return 2 * p * r / (p + r)
	}
	r.F1 = Estimate{
		Value: harmonic(r.Precision.Value, r.Recall.Value),
		Low:   harmonic(r.Precision.Low, r.Recall.Low), High: harmonic(r.Precision.High, r.Recall.High),
	}
	return r
}

// bag counts the runs of four tokens of a text; a shorter text is one run.
type bag map[string]int

var token = regexp.MustCompile(`[\p{L}\p{N}_]+`) // Python's \w, as the benchmark has it

const inShingle = 4

func shingles(text string) bag {
	tokens, b := token.FindAllString(text, -1), bag{}
	for i := 0; i < max(1, len(tokens)-inShingle+1); i++ {
		if s := strings.Join(tokens[i:min(len(tokens), i+inShingle)], " "); s != "" {
			b[s]++
		}
	}
	return b
}

// against is the precision and the recall of a text against the true one, each
// page counting the same; as ratios, of which none is wanted where there is
// nothing to be right or wrong about.
func (b bag) against(true bag) (precision, recall ratio) {
	both, mine, theirs := 0, 0, 0
	for s, n := range b {
		mine += n
		both += min(n, true[s])
	}
	for _, n := range true {
		theirs += n
	}
	if mine > 0 {
		precision = ratio{float64(both) / float64(mine), 1}
	}
	if theirs > 0 {
		recall = ratio{float64(both) / float64(theirs), 1}
	}
	return precision, recall
}

// longParagraph is how many characters make a paragraph one that is counted.
const longParagraph = 60

// keptParagraphs counts the lines of the true text that stand in the stored one
// character for character, runs of white space aside.
func keptParagraphs(stored, true string) (kept ratio) {
	flat := strings.Join(strings.Fields(stored), " ")
	for line := range strings.Lines(true) {
		line = strings.Join(strings.Fields(line), " ")
		if utf8.RuneCountInString(line) < longParagraph {
			continue
		}
		kept.wanted++
		if strings.Contains(flat, line) {
			kept.found++
		}
	}
	return kept
}
