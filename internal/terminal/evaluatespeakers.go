package terminal

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"cuttings/internal/evaluate"
)

// speakers measures who said what on files of marked articles.
func (c *evaluateCommand) speakers(s *session, files []string) error {
	for _, file := range files {
		articles, err := evaluate.MarkedArticles(file)
		if err != nil {
			return err
		}
		progress := s.progress("Reading", "articles")
		report := evaluate.Speakers(articles, func(done int) { progress.update(int64(done), int64(len(articles))) })
		progress.done()
		report.File = filepath.Base(file)
		if c.JSON {
			err = printJSON(s.out, report)
		} else {
			err = s.page.speakers(report)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// speakers writes a report as a table of at most 80 columns.
func (p page) speakers(r evaluate.SpeechReport) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.bold(fmt.Sprintf("%s: %d articles; 95 %% intervals", clip(clean(r.File), 40), r.Articles)))
	fmt.Fprintf(&b, "%-28s %6s %9s %9s %9s %9s\n", "quoted speech", "", "found", "right", "asserted", "precision")
	for _, q := range r.Quoted {
		p.estimates(&b, q.Kind, q.Quotes, q.Found, q.Right, q.Asserted, q.Precision)
	}
	fmt.Fprintf(&b, "\n%-28s %6s %9s %9s %9s\n", "reported speech", "", "recall", "precision", "right")
	p.estimates(&b, "indirect", r.Indirect.Marked, r.Indirect.Recall, r.Indirect.Precision, r.Indirect.Right)
	fmt.Fprintf(&b, "\nAn article takes %.2f ms (median), %.2f ms (99 of 100 take no longer).\n\n", r.P50, r.P99)
	_, err := io.WriteString(p.out, b.String())
	return err
}

// estimates writes a line of shares, and their intervals under it.
func (p page) estimates(b *strings.Builder, name string, n int, figures ...evaluate.Estimate) {
	fmt.Fprintf(b, "%-28s %6d", clip(name, 28), n)
	for _, e := range figures {
		fmt.Fprintf(b, " %9s", measured(n, share(e.Value)))
	}
	fmt.Fprintf(b, "\n%35s", "")
	for _, e := range figures {
		b.WriteString(p.dim(fmt.Sprintf(" %9s", measured(n, interval(e)))))
	}
	b.WriteString("\n")
}
