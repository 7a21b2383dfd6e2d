package evaluate_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.uber.org/goleak"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/evaluate"
	"cuttings/internal/librarytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// questions about the coverage that ships.
var questions = []evaluate.Question{
	{ID: "1", Question: "How many beds does the new cancer centre have?", Answerable: true, Type: "number", Facts: []evaluate.Fact{{Text: "set by the test"}}},
	{ID: "2", Question: "How many posts must go at the John Radcliffe?", Answerable: true, Type: "number"},
	{ID: "3", Question: "Who won the FA Cup final?", Type: "none"},
	{ID: "4", Question: "😀", Type: "none"},
}

func TestAsk(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	d := desk.New(store, replica)
	reply, err := d.Ask(t.Context(), ask.Question{Text: questions[0].Question})
	if err != nil {
		t.Fatal(err)
	}
	asked := append([]evaluate.Question(nil), questions...)
	shown := reply.Answer.Quotes
	last := strings.Fields(shown[len(shown)-1].Text())
	asked[0].Facts = []evaluate.Fact{
		{Text: strings.Join(last, "\n\n ")}, {Text: "words of no article"}, {Text: strings.ToUpper(strings.Join(last, " "))},
	}
	told := 0
	s := evaluate.Settings{Words: 60, Quotes: 3, Threshold: ask.Threshold, Seed: 1}
	outcomes, err := evaluate.Ask(t.Context(), d, asked, s, func(done int) { told = done })
	if err != nil {
		t.Fatal(err)
	}
	if told != len(asked) || len(outcomes) != len(asked) {
		t.Fatalf("%d outcomes, %d told", len(outcomes), told)
	}
	if diff := cmp.Diff([]int{len(shown), 0, 0}, outcomes[0].Facts); diff != "" {
		t.Errorf("the ranks of the facts (-want +got):\n%s", diff)
	}
	var refused, unreadable []bool
	for _, o := range outcomes {
		refused, unreadable = append(refused, o.Refused), append(unreadable, o.Unreadable)
		if o.Took <= 0 {
			t.Errorf("%s took no time", o.Question.ID)
		}
	}
	if diff := cmp.Diff([]bool{false, false, true, true}, refused); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{false, false, false, true}, unreadable); diff != "" {
		t.Errorf("unreadable (-want +got):\n%s", diff)
	}
}

// What goes wrong with the desk is not taken for an answer.
func TestAskFails(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := evaluate.Ask(ctx, desk.New(store, replica), questions, evaluate.Settings{}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// outcome is one with facts at these ranks.
func outcome(kind string, confidence float64, answerable bool, facts ...int) evaluate.Outcome {
	return evaluate.Outcome{
		Question:   evaluate.Question{Type: kind, Answerable: answerable, Facts: make([]evaluate.Fact, len(facts))},
		Confidence: confidence, Refused: confidence < .5, Facts: facts, Words: []int{10, 20}, Took: 1e6,
	}
}

func TestSummarize(t *testing.T) {
	r := evaluate.Summarize([]evaluate.Outcome{
		outcome("a", .95, true, 1, 5),
		outcome("a", .15, true, 0, 2, 3),
		outcome("b", 1, true, 12),
		outcome("b", .55, true),
		outcome("none", .05, false),
		outcome("none", .75, false),
	}, evaluate.Settings{Words: 60, Quotes: 10, Threshold: .5})

	values := cmp.Transformer("value", func(e evaluate.Estimate) string { return fmt.Sprintf("%.3f", e.Value) })
	share := func(x float64) evaluate.Estimate { return evaluate.Estimate{Value: x} }
	want := []evaluate.Answers{
		{Kind: "a", Questions: 2, Facts: 5, FactsAt3: share(3. / 5), FactsAt10: share(4. / 5), HitsAt4: share(1), HitsAt10: share(1), MRRAt10: share(.75), WordsShown: 30},
		{Kind: "b", Questions: 1, Facts: 1, WordsShown: 30},
		{Kind: evaluate.All, Questions: 3, Facts: 6, FactsAt3: share(.5), FactsAt10: share(4. / 6), HitsAt4: share(2. / 3), HitsAt10: share(2. / 3), MRRAt10: share(.5), WordsShown: 30},
		{Kind: evaluate.AsAnswered, Questions: 3, Facts: 6, FactsAt3: share(1. / 6), FactsAt10: share(2. / 6), HitsAt4: share(1. / 3), HitsAt10: share(1. / 3), MRRAt10: share(1. / 3), WordsShown: 20},
	}
	if diff := cmp.Diff(want, r.Answering, values, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("answering (-want +got):\n%s", diff)
	}
	if got := r.Refusal; got.Answerable.Refused.Value != .25 || got.Unanswerable.Refused.Value != .5 || got.AUC.Value != .75 {
		t.Errorf("refusal: %+v", got)
	}
	if len(r.Calibration) != 10 || r.Calibration[9].Questions != 2 || r.Calibration[9].Found.Value != 1 || r.Calibration[0].Answerable.Value != 0 ||
		r.Calibration[1].WithFacts != 1 || r.Calibration[3].Questions != 0 {
		t.Errorf("calibration: %+v", r.Calibration)
	}
	if r.P50 != 1 || r.P99 != 1 {
		t.Errorf("a question takes %v and %v ms", r.P50, r.P99)
	}
}

func TestQuestionsSaysWhatIsWrong(t *testing.T) {
	const good = `{"id":"1","question":"Why?","answerable":true,"type":"x","facts":[{"article":"a","text":"So."}]}` + "\n\n"
	for line, want := range map[string]string{
		`{`:                                     "not an object with id",
		`[]`:                                    "not an object with id",
		`{"question":"Why?","answerable":true}`: "the question has no id",
		`{"id":"1","question":"Why?","answerable":true}`:                           `the id "1" stands in line 1 already`,
		`{"id":"2","question":" ","answerable":true}`:                              "there is no question",
		`{"id":"2","question":"Why?"}`:                                             "answerable must be true or false",
		`{"id":"2","question":"Why?","answerable":false,"facts":[{"text":"So."}]}`: "has no facts",
		`{"id":"2","question":"Why?","answerable":true,"facts":[{"text":" \n "}]}`: "fact 1 has no text",
		strings.Repeat("x", 2<<20):                                                 "token too long",
	} {
		_, err := evaluate.Questions(set(t, good+line))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "questions.jsonl:3: ") {
			t.Errorf("%.80s: %v, want %q", line, err, want)
		}
	}
	if _, err := evaluate.Questions(set(t, "\n")); err == nil || !strings.Contains(err.Error(), "there is no question in it") {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := evaluate.Questions(t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no files: %v", err)
	}
	list, err := evaluate.Questions(set(t, good))
	if err != nil || len(list) != 1 || list[0].Facts[0].Text != "So." {
		t.Errorf("%+v, %v", list, err)
	}
}

// set is a folder with these questions.
func set(t *testing.T, lines string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{evaluate.CorpusFile: "", evaluate.QuestionsFile: lines} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The halves are of one size, whatever the ids look like, and stay what they
// are.
func TestHalf(t *testing.T) {
	for _, form := range []string{"q%d", "%d", "question-%06d", "%d-x"} {
		a, alternating := 0, 0
		for i := range 1000 {
			half := evaluate.Half(fmt.Sprintf(form, i))
			if half == "a" {
				a++
			}
			if half != evaluate.Half(fmt.Sprintf(form, i+1)) {
				alternating++
			}
		}
		if a < 420 || a > 580 || alternating < 300 || alternating > 700 {
			t.Errorf("%s: %d of 1000 in a, %d times another than the next", form, a, alternating)
		}
	}
}

func FuzzQuestions(f *testing.F) {
	f.Add(`{"id":"1","question":"Why?","answerable":true,"facts":[{"text":"So."}]}`)
	f.Add("{\xff}\n[]")
	f.Fuzz(func(t *testing.T, lines string) {
		list, err := evaluate.Questions(set(t, lines))
		if (err == nil) != (len(list) > 0) {
			t.Errorf("%d questions and %v", len(list), err)
		}
	})
}
