package ask_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/index/indextest"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/librarytest"
	"cuttings/internal/text"
)

// words are asked about random articles, which are made of some of them, and
// what shapes a question.
var words = strings.Fields("how many who when where how much what the and while " +
	"trust hospital jobs nurses union meeting money council report staff of Oxford , ? ' \" 12 £44m rarity7 unheard \xff")

// Whatever is asked of whatever coverage: quotes are the article's own words
// within the bound, no two of them share any, and the same question gets the
// same answer.
func TestAskProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var articles []archive.Article
	for i := range 40 {
		articles = append(articles, indextest.Article(r, int64(i+1), 1, 1+r.IntN(12)).Article)
	}
	store, searcher := librarytest.Open(t, articles...)
	rapid.Check(t, func(t *rapid.T) {
		q := ask.Question{
			Text:   strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 25).Draw(t, "words"), " "),
			Quotes: rapid.IntRange(0, 12).Draw(t, "quotes"),
			Words:  rapid.SampledFrom([]int{0, 1, 9, 20, 60, 61, 190, 5000}).Draw(t, "bound"),
		}
		a, err := ask.Ask(context.Background(), store, searcher, q)
		if errors.Is(err, ask.ErrNoWords) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		again, err := ask.Ask(context.Background(), store, searcher, q)
		if diff := cmp.Diff(a, again); err != nil || diff != "" {
			t.Fatalf("%q: another answer (%v):\n%s", q.Text, err, diff)
		}
		checkAnswer(t, q, a)
	})
}

func checkAnswer(t *rapid.T, q ask.Question, a ask.Answer) {
	bound, most := q.Words, q.Quotes
	if bound == 0 {
		bound = ask.DefaultWords
	}
	if most == 0 {
		most = ask.DefaultQuotes
	}
	if a.Confidence < 0 || a.Confidence > 1 || len(a.Quotes) > most || a.Found != (len(a.Quotes) > 0) {
		t.Fatalf("%q: found %v, %d quotes, confidence %v", q.Text, a.Found, len(a.Quotes), a.Confidence)
	}
	for i, one := range a.Quotes {
		if err := one.Verify(); err != nil {
			t.Fatalf("%q: %v", q.Text, err)
		}
		if n := text.Words(one.Text()); n > bound {
			t.Fatalf("%q: %d words where %d are allowed: %s", q.Text, n, bound, one.Text())
		}
		for _, other := range a.Quotes[:i] {
			same := other.Version.Number == one.Version.Number
			if same && one.Span.Start < other.Span.End && other.Span.Start < one.Span.End {
				t.Fatalf("%q: %v and %v of cutting %d", q.Text, other.Span, one.Span, one.Version.Number)
			}
		}
	}
}

func article(id, outlet, words string) archive.Article {
	return archive.Article{ID: id, Title: "Cuttings " + id, Outlet: outlet, Text: words}
}

// What is below the confidence asked for is a miss that shows the nearest
// passage; 0 never refuses.
func TestMiss(t *testing.T) {
	store, searcher := librarytest.Open(t, article("1", "", "The hospital will close. It rained."))
	const question = "Which teachers taught chemistry at the hospital?"
	refused, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: question, MinConfidence: -1})
	if err != nil {
		t.Fatal(err)
	}
	if refused.Found || len(refused.Quotes) > 0 || refused.Nearest == nil || refused.Nearest.Text() != "The hospital will close." {
		t.Errorf("%+v", refused)
	}
	open, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	if !open.Found || len(open.Quotes) != 1 || open.Nearest != nil || open.Confidence != refused.Confidence {
		t.Errorf("%+v", open)
	}
	nothing, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: "unheard of"})
	if err != nil || nothing.Found || nothing.Nearest != nil || nothing.Confidence != 0 || nothing.Scope.Coverage.Articles != 1 {
		t.Errorf("%+v, %v", nothing, err)
	}
	if _, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: "what of it?"}); !errors.Is(err, ask.ErrNoWords) {
		t.Errorf("%v, want ErrNoWords", err)
	}
}

// A filter narrows the quotes and the coverage that a miss is about.
func TestFilter(t *testing.T) {
	store, searcher := librarytest.Open(t,
		article("1", "Mail", "The hospital will close its wards."), article("2", "Times", "The hospital may close its wards soon."))
	a, err := ask.Ask(t.Context(), store, searcher, ask.Question{
		Text: "Will the hospital close its wards?", Filter: archive.Filter{Outlet: "Times"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range a.Quotes {
		got = append(got, q.Text())
	}
	if diff := cmp.Diff([]string{"The hospital may close its wards soon."}, got); diff != "" {
		t.Error(diff)
	}
	want := []ask.Filter{{Field: "outlet", Value: "Times"}}
	if diff := cmp.Diff(want, a.Scope.Filters); diff != "" || a.Scope.Coverage.Articles != 1 {
		t.Errorf("%d articles, %s", a.Scope.Coverage.Articles, diff)
	}
}

// How sure an answer is doesn't hang on how many articles there are that say
// nothing of it.
func TestConfidenceScales(t *testing.T) {
	const question = "How many wards will the county hospital close in Abingdon?"
	answer := article("answer", "", "The county hospital will close 3 wards in Abingdon. It rained.")
	r := rand.New(rand.NewPCG(3, 4))
	articles := []archive.Article{answer}
	for _, n := range []int{1, 30, 300} {
		for i := len(articles); i < n; i++ {
			articles = append(articles, indextest.Article(r, int64(i), 1, 4).Article)
		}
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			store, searcher := librarytest.Open(t, articles...)
			for text, sure := range map[string]bool{question: true, "Who won the county chess championship in Leipzig?": false} {
				a, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: text, MinConfidence: -1})
				if err != nil || a.Found != sure {
					t.Errorf("%s: found %v, confidence %.2f (%v)", text, a.Found, a.Confidence, err)
				}
			}
		})
	}
}
