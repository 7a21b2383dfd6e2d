package terminal

import (
	"fmt"
	"io"
	"strings"

	"cuttings/internal/evaluate"
)

// pages measures a set of saved pages.
func (c *evaluateCommand) pages(s *session) error {
	stop := s.interruptible()
	defer stop()
	progress := s.progress("Reading", "pages")
	report, err := evaluate.Pages(s.ctx, c.Folder, c.Seed, func(done, all int) { progress.update(int64(done), int64(all)) })
	progress.done()
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.out, report)
	}
	return s.page.pagesEvaluation(report)
}

func (p page) pagesEvaluation(r evaluate.PagesReport) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.bold(fmt.Sprintf("%d pages; 95 %% intervals", r.Pages)))
	for _, line := range []struct {
		name string
		e    evaluate.Estimate
	}{
		{"F1", r.F1},
		{"precision", r.Precision},
		{"recall", r.Recall},
		{fmt.Sprintf("%d paragraphs kept", r.Paragraphs), r.Kept},
	} {
		fmt.Fprintf(&b, "%-24s %5s %s\n", line.name, share(line.e.Value), p.dim(fmt.Sprintf("%9s", interval(line.e))))
	}
	fmt.Fprintf(&b, "\nA page takes %.1f ms (median), %.1f ms (99 of 100 take no longer).\n", r.P50, r.P99)
	if len(r.Refused) > 0 {
		fmt.Fprintf(&b, "%d pages were refused: %s\n", len(r.Refused), clean(strings.Join(r.Refused, ", ")))
	}
	_, err := io.WriteString(p.out, b.String())
	return err
}
