package ask_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/ingest"
	"cuttings/internal/librarytest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// example is a question and words that its right quote holds; none where the
// coverage has no answer.
type example struct{ question, words string }

func examples(t *testing.T, file string) []example {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []example
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if question, words, ok := strings.Cut(lines.Text(), " | "); ok {
			list = append(list, example{question, strings.TrimPrefix(words, "-")})
		}
	}
	return list
}

// What is asked of the coverage that ships and of three hand-written articles,
// and what comes of it. The golden files are the judge of every change to the
// ranking: read their difference.
func TestQuestions(t *testing.T) {
	for name, open := range map[string]func(testing.TB) (archive.Store, *index.Replica){
		"seeds": librarytest.Seeds, "forty": librarytest.Seeds, "written": written,
	} {
		t.Run(name, func(t *testing.T) {
			store, searcher := open(t)
			r := report{store: store, searcher: searcher}
			for _, e := range examples(t, "testdata/"+name+".txt") {
				r.ask(t, e)
			}
			fmt.Fprintf(&r, "\n%s\n", r.sum())
			t.Log(r.sum())
			compare(t, "testdata/"+name+".golden", r.String())
		})
	}
}

// written is a library of the articles in testdata.
func written(t testing.TB) (archive.Store, *index.Replica) {
	t.Helper()
	var articles []archive.Article
	for item := range ingest.Read(t.Context(), []string{"testdata/articles"}) {
		if item.Err != nil {
			t.Fatalf("%s: %v", item.Source, item.Err)
		}
		articles = append(articles, item.Article)
	}
	return librarytest.Open(t, articles...)
}

// report is what comes of a list of questions.
type report struct {
	strings.Builder
	store    ask.Spoken
	searcher index.Searcher

	answerable, first, three, wrongly int
	reciprocal                        float64 // sum of 1/rank of the right quote
	refusable, refused                int
}

func (r *report) ask(t *testing.T, e example) {
	t.Helper()
	decided, err := ask.Ask(t.Context(), r.store, r.searcher, ask.Question{Text: e.question, MinConfidence: -1})
	if err != nil {
		t.Fatalf("%s: %v", e.question, err)
	}
	open, err := ask.Ask(t.Context(), r.store, r.searcher, ask.Question{Text: e.question})
	if err != nil {
		t.Fatalf("%s: %v", e.question, err)
	}
	var verdict string
	if e.words == "" {
		verdict = r.refusal(decided)
	} else {
		verdict = r.rank(decided, open, e.words)
	}
	fmt.Fprintf(r, "%s\n  %s, confidence %.2f, %d quotes\n", e.question, verdict, decided.Confidence, len(open.Quotes))
	if len(open.Quotes) > 0 {
		q := open.Quotes[0]
		var answers []string
		for _, span := range q.Answer {
			answers = append(answers, span.Of(q.Version.Text))
		}
		fmt.Fprintf(r, "  %s\n  answer: %q\n", strings.ReplaceAll(q.Text(), "\n", " / "), answers)
	}
}

// refusal judges the answer to a question that has none.
func (r *report) refusal(a ask.Answer) string {
	r.refusable++
	if a.Found {
		return "NOT REFUSED"
	}
	r.refused++
	return "refused, rightly"
}

// rank judges the answer to a question that has one: decided as it is given,
// open as it would be given if nothing were refused.
func (r *report) rank(decided, open ask.Answer, words string) string {
	r.answerable++
	verdict := "NOT SHOWN"
	for i, q := range open.Quotes {
		if !strings.Contains(q.Text(), words) {
			continue
		}
		r.three++
		r.reciprocal += 1 / float64(i+1)
		verdict = fmt.Sprintf("QUOTE %d", i+1)
		if i == 0 {
			r.first++
			verdict = "first quote"
		}
		break
	}
	if !decided.Found {
		r.wrongly++
		verdict += ", REFUSED"
	}
	return verdict
}

func (r *report) sum() string {
	return fmt.Sprintf("first quote right %d of %d, in the first three %d, MRR %.3f; refused %d of %d without an answer, and %d with one",
		r.first, r.answerable, r.three, r.reciprocal/float64(r.answerable), r.refused, r.refusable, r.wrongly)
}

// compare holds text against a golden file, which -update rewrites.
func compare(t *testing.T, golden, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("the answers changed; -update writes the new ones (-old +new):\n%s", diff)
	}
}
