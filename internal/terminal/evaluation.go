package terminal

import (
	"fmt"
	"io"
	"strings"

	"cuttings/internal/evaluate"
)

// evaluation writes a report as tables of at most 80 columns.
func (p page) evaluation(r evaluate.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.bold(fmt.Sprintf("Quotes up to %d words, %d to a question; %d questions; 95 %% intervals",
		r.Words, r.Quotes, r.Questions)))
	fmt.Fprintf(&b, "%-17s %5s %9s %9s %9s %9s %9s %6s\n", "answering", "", "facts@3", "facts@10", "Hits@4", "Hits@10", "MRR@10", "words")
	for _, a := range r.Answering {
		figures := []evaluate.Estimate{a.FactsAt3, a.FactsAt10, a.HitsAt4, a.HitsAt10, a.MRRAt10}
		fmt.Fprintf(&b, "%-17s %5d", clip(clean(a.Kind), 17), a.Questions)
		for _, e := range figures {
			fmt.Fprintf(&b, " %9s", share(e.Value))
		}
		fmt.Fprintf(&b, " %6.0f\n%23s", a.WordsShown, "")
		for _, e := range figures {
			b.WriteString(p.dim(fmt.Sprintf(" %9s", interval(e))))
		}
		b.WriteString("\n")
	}
	p.refusal(&b, r.Refusal)
	fmt.Fprintf(&b, "\n%-12s %6s %7s %10s %9s %10s\n", "confidence", "", "mean", "answerable", "", "fact found")
	for _, bin := range r.Calibration {
		fmt.Fprintf(&b, "%-12s %6d %7s %10s %9s %10s %9s of %d\n", fmt.Sprintf("%.1f to %.1f", bin.From, bin.To), bin.Questions,
			measured(bin.Questions, share(bin.Confidence)), measured(bin.Questions, share(bin.Answerable.Value)),
			measured(bin.Questions, interval(bin.Answerable)), measured(bin.WithFacts, share(bin.Found.Value)),
			measured(bin.WithFacts, interval(bin.Found)), bin.WithFacts)
	}
	fmt.Fprintf(&b, "\nA question takes %.1f ms (median), %.1f ms (99 of 100 take no longer).\n", r.P50, r.P99)
	if r.Unreadable > 0 {
		fmt.Fprintf(&b, "%d questions could not be understood and count as refused.\n", r.Unreadable)
	}
	b.WriteString("\n")
	_, err := io.WriteString(p.out, b.String())
	return err
}

func (p page) refusal(b *strings.Builder, r evaluate.Refusal) {
	fmt.Fprintf(b, "\nrefused below %.3f\n", r.Threshold)
	line := func(name string, s evaluate.Share) {
		fmt.Fprintf(b, "%-17s %5d %9s %s\n", clip(clean(name), 17), s.Questions,
			measured(s.Questions, share(s.Refused.Value)), p.dim(fmt.Sprintf("%9s", measured(s.Questions, interval(s.Refused)))))
	}
	line("unanswerable", r.Unanswerable)
	line("answerable", r.Answerable)
	for _, k := range r.Kinds {
		line(" "+k.Kind, k.Share)
	}
	fmt.Fprintf(b, "%-17s %5s %9s %s\n", "area under ROC", "", share(r.AUC.Value), p.dim(fmt.Sprintf("%9s", interval(r.AUC))))
}

// share is a number between 0 and 1 with three places: .239, 1.00.
func share(x float64) string {
	if s := fmt.Sprintf("%.3f", x); s[0] == '0' {
		return s[1:]
	}
	return fmt.Sprintf("%.2f", x)
}

// interval is the ends of an estimate's interval: .18–.30.
func interval(e evaluate.Estimate) string {
	return strings.TrimPrefix(fmt.Sprintf("%.2f", e.Low), "0") + "–" + strings.TrimPrefix(fmt.Sprintf("%.2f", e.High), "0")
}

// measured is the figure, or a dash where there was nothing to measure.
func measured(n int, figure string) string {
	if n == 0 {
		return "–"
	}
	return figure
}

// clip is s with at most n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
