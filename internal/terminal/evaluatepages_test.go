package terminal

import (
	"strings"
	"testing"

	"cuttings/internal/evaluate"
)

func TestPagesEvaluation(t *testing.T) {
	var b strings.Builder
	e := evaluate.Estimate{Value: .9787, Low: .96, High: 1}
	r := evaluate.PagesReport{Pages: 79, F1: e, Precision: e, Recall: e, Kept: e, Paragraphs: 1196, P50: 25.24, P99: 120, Refused: []string{"a", "b\x1b"}}
	if err := (page{out: &b, columns: 80}).pagesEvaluation(r); err != nil {
		t.Fatal(err)
	}
	want := `79 pages; 95 % intervals

F1                        .979  .96–1.00
precision                 .979  .96–1.00
recall                    .979  .96–1.00
1196 paragraphs kept      .979  .96–1.00

A page takes 25.2 ms (median), 120.0 ms (99 of 100 take no longer).
2 pages were refused: a, b` + "\uFFFD\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
