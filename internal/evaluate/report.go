package evaluate

import (
	"cmp"
	"slices"
	"time"
)

// Report is what the outcomes of a set come to, at one length of quotes.
type Report struct {
	Words       int       `json:"words"`      // at most, in a quote
	Quotes      int       `json:"quotes"`     // at most, to a question
	Questions   int       `json:"questions"`  // that were asked
	Unreadable  int       `json:"unreadable"` // of them the desk could make nothing of
	Answering   []Answers `json:"answering"`  // by kind; then "all"; then "all, as answered", where what is refused shows nothing
	Refusal     Refusal   `json:"refusal"`
	Calibration []Bin     `json:"calibration"` // ten, from low confidence to high
	P50         float64   `json:"p50_ms"`      // of a question, in milliseconds
	P99         float64   `json:"p99_ms"`
}

// Answers tells how well questions whose facts are known were answered. Nothing
// is refused here but in the last line.
type Answers struct {
	Kind       string   `json:"kind"`
	Questions  int      `json:"questions"`
	Facts      int      `json:"facts"`
	FactsAt3   Estimate `json:"facts_at_3"` // share of all facts that stand in the first 3 quotes
	FactsAt10  Estimate `json:"facts_at_10"`
	HitsAt4    Estimate `json:"hits_at_4"` // share of questions with any fact in the first 4
	HitsAt10   Estimate `json:"hits_at_10"`
	MRRAt10    Estimate `json:"mrr_at_10"` // mean of 1/rank of the first quote with any fact, 0 where none of 10 has one
	WordsShown float64  `json:"words_shown"`
}

// Refusal tells what the confidence keeps apart.
type Refusal struct {
	Threshold    float64   `json:"threshold"`
	Unanswerable Share     `json:"unanswerable"` // of these, refused is right
	Answerable   Share     `json:"answerable"`   // of these, wrong
	Kinds        []KindOut `json:"kinds"`
	AUC          Estimate  `json:"auc"`
}

// Share is how many of some questions were refused.
type Share struct {
	Questions int      `json:"questions"`
	Refused   Estimate `json:"refused"`
}

// KindOut is the share refused of one kind of question.
type KindOut struct {
	Kind string `json:"kind"`
	Share
}

// Bin is the questions whose confidence lies in one tenth of 0 to 1.
type Bin struct {
	From       float64  `json:"from"`
	To         float64  `json:"to"` // excluded, but for 1
	Questions  int      `json:"questions"`
	Confidence float64  `json:"confidence"` // mean
	Answerable Estimate `json:"answerable"` // share
	WithFacts  int      `json:"with_facts"` // questions whose facts are known
	Found      Estimate `json:"found"`      // share of those with any fact in the quotes
}

// All is the name of the line over all kinds, and AsAnswered of the line in
// which what is refused shows nothing.
const (
	All        = "all"
	AsAnswered = "all, as answered"
)

// Summarize makes the report of outcomes.
func Summarize(outcomes []Outcome, s Settings) Report {
	r := Report{Words: s.Words, Quotes: s.Quotes, Questions: len(outcomes)}
	byKind := map[string][]Outcome{}
	var known, answered []Outcome
	took := make([]time.Duration, len(outcomes))
	for i, o := range outcomes {
		took[i] = o.Took
		if o.Unreadable {
			r.Unreadable++
		}
		byKind[o.Question.Type] = append(byKind[o.Question.Type], o)
		if len(o.Question.Facts) > 0 {
			known = append(known, o)
			answered = append(answered, o.asAnswered())
		}
	}
	for _, kind := range kindsOf(byKind) {
		if with := withFacts(byKind[kind]); len(with) > 0 {
			r.Answering = append(r.Answering, answers(kind, with, s.Seed))
		}
		r.Refusal.Kinds = append(r.Refusal.Kinds, KindOut{kind, refused(byKind[kind])})
	}
	r.Answering = append(r.Answering, answers(All, known, s.Seed), answers(AsAnswered, answered, s.Seed))
	r.Refusal.fill(outcomes, s.Threshold)
	r.Calibration = calibrate(outcomes)
	slices.Sort(took)
	r.P50, r.P99 = milliseconds(Quantile(took, .5)), milliseconds(Quantile(took, .99))
	return r
}

func kindsOf(byKind map[string][]Outcome) []string {
	kinds := make([]string, 0, len(byKind))
	for kind := range byKind {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, cmp.Compare[string])
	return kinds
}

func withFacts(outcomes []Outcome) []Outcome {
	return slices.DeleteFunc(slices.Clone(outcomes), func(o Outcome) bool { return len(o.Question.Facts) == 0 })
}

// asAnswered is the outcome as the asker sees it: a refusal shows no quote.
func (o Outcome) asAnswered() Outcome {
	if o.Refused {
		o.Facts, o.Words = make([]int, len(o.Facts)), nil
	}
	return o
}

// answers sums up outcomes of questions whose facts are known.
func answers(kind string, outcomes []Outcome, seed uint64) Answers {
	a := Answers{Kind: kind, Questions: len(outcomes)}
	var at3, at10, reciprocal []ratio
	hits4, hits10 := 0, 0
	for _, o := range outcomes {
		all := float64(len(o.Facts))
		a.Facts += len(o.Facts)
		at3 = append(at3, ratio{float64(o.within(3)), all})
		at10 = append(at10, ratio{float64(o.within(10)), all})
		mrr := ratio{0, 1}
		if first := o.first(); first > 0 && first <= 10 {
			mrr.found = 1 / float64(first)
		}
		reciprocal = append(reciprocal, mrr)
		hits4 += min(1, o.within(4))
		hits10 += min(1, o.within(10))
		for _, n := range o.Words {
			a.WordsShown += float64(n) / float64(len(outcomes))
		}
	}
	a.FactsAt3, a.FactsAt10, a.MRRAt10 = bootstrap(at3, seed), bootstrap(at10, seed), bootstrap(reciprocal, seed)
	a.HitsAt4, a.HitsAt10 = Wilson(hits4, len(outcomes)), Wilson(hits10, len(outcomes))
	return a
}

// within is how many facts stand in the first k quotes.
func (o Outcome) within(k int) int {
	n := 0
	for _, at := range o.Facts {
		if at > 0 && at <= k {
			n++
		}
	}
	return n
}

// first is the rank of the first quote with a fact, or 0.
func (o Outcome) first() int {
	first := 0
	for _, at := range o.Facts {
		if at > 0 && (first == 0 || at < first) {
			first = at
		}
	}
	return first
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
