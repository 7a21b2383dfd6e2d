package terminal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"cuttings/internal/bench"
	"cuttings/internal/evaluate"
)

// Whatever is measured, the tables keep to 80 columns, and colours don't move
// them.
func TestTablesFit(t *testing.T) {
	var outcomes []evaluate.Outcome
	for i := range 300 {
		outcomes = append(outcomes, evaluate.Outcome{
			Question:   evaluate.Question{Type: "a-kind-with-a-long-name", Answerable: i%3 > 0, Facts: make([]evaluate.Fact, i%3)},
			Confidence: float64(i) / 299, Facts: make([]int, i%3), Words: []int{99_999}, Unreadable: i == 0,
		})
	}
	report := evaluate.Summarize(outcomes, evaluate.Settings{Words: 190, Quotes: 10, Threshold: .5})
	for i := range report.Calibration {
		report.Calibration[i].Questions, report.Calibration[i].WithFacts = 99_999, 99_999
	}
	resident := int64(99_999) * mebibyte
	timing := bench.Timing{Clients: 1000, P50: 99_999.99, P99: 99_999.99, P50Ratio: 9999.99, P99Ratio: 9999.99}
	result := bench.Result{
		Passages: mostPassages, Text: resident, Terms: 49, Questions: 99_999, Opening: 99_999, Ask: []bench.Timing{timing},
		Adding: []bench.Adding{{
			Name: wholeAsk, Clients: 1000, Articles: 99_999, QuietP50: 9999.99, QuietP99: 9999.99, P50: 9999.99, P99: 9999.99, P99Ratio: 99.99,
		}},
		Engines: []bench.Engine{{Name: "SQLite FTS5", Added: 999_999, Disk: resident, DiskShare: 99.99, Heap: resident, Resident: &resident, SameFirst: 1, Searches: []bench.Timing{timing}}, {Searches: []bench.Timing{timing}}},
	}
	var plain string
	for _, styled := range []bool{false, true} {
		var b strings.Builder
		p := page{out: &b, columns: 80, styled: styled}
		if err := p.evaluation(report); err != nil {
			t.Fatal(err)
		}
		if err := p.bench(result); err != nil {
			t.Fatal(err)
		}
		if err := p.growth([]bench.Result{result, result, result}); err != nil {
			t.Fatal(err)
		}
		if err := p.arrivals([]bench.Arrival{{
			Held: mostPassages, Filing: 999.99, Hearing: 999.99, Indexing: 999.99, Telling: 999.99, Mean: 9999.99, P50: 9999.99, P99: 9999.99, Ratio: 99.99,
		}}); err != nil {
			t.Fatal(err)
		}
		got := strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[0m", "").Replace(b.String())
		if styled && (got != plain || b.String() == got) {
			t.Errorf("styled:\n%s\nplain:\n%s", b.String(), plain)
		}
		plain = got
	}
	for line := range strings.Lines(plain) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if !strings.Contains(plain, "1 questions could not be understood") || !strings.Contains(plain, "clients: 1000") {
		t.Error(plain)
	}
}

func TestShare(t *testing.T) {
	for x, want := range map[float64]string{0: ".000", .2394: ".239", .9996: "1.00", 1: "1.00"} {
		if got := share(x); got != want {
			t.Errorf("%v is written %s, want %s", x, got, want)
		}
	}
	if got := interval(evaluate.Estimate{Low: .055, High: 1}); got != ".06–1.00" && got != ".05–1.00" {
		t.Errorf("interval %s", got)
	}
	if got := clip("comparison", 5); got != "comp…" {
		t.Errorf("clip %s", got)
	}
}
