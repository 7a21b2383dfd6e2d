package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// coverage is what is searched at one size.
type coverage struct {
	passages []passage
	terms    [][]string // words to ask for, as they stand in one passage, each once; none is empty
	total    int        // terms of all passages
	bytes    int64      // of all passages
}

// filing is how many articles are stored at once.
const filing = 200

// shelve stores as many of the articles as have that many passages together;
// the last one is cut short, so that the number is met.
func shelve(ctx context.Context, store archive.Store, articles []archive.Article, size int) (coverage, error) {
	var c coverage
	for len(c.passages) < size && len(articles) > 0 {
		var batch []archive.Article
		var spans [][]text.Span
		for room := size - len(c.passages); room > 0 && len(batch) < filing && len(articles) > 0; articles = articles[1:] {
			a := articles[0]
			passages := index.Passages(a.Text)
			if len(passages) > room {
				a.Text = a.Text[:passages[room-1].End]
				passages = index.Passages(a.Text)
			}
			batch, spans = append(batch, a), append(spans, passages)
			room -= len(passages)
		}
		receipts, err := store.Put(ctx, batch...)
		if err != nil {
			return c, err
		}
		for i, r := range receipts {
			if r.Status != archive.Added {
				return c, fmt.Errorf("the article %s is %s (%s): take it out of the corpus", r.ID, r.Status, r.Reason)
			}
			for _, span := range spans[i] {
				c.add(passage{place{r.Number, span.Start}, span.Of(batch[i].Text)})
			}
		}
	}
	if len(c.passages) < size {
		return c, fmt.Errorf("the corpus has %d passages only: ask for a smaller size", len(c.passages))
	}
	if len(c.terms) == 0 {
		return c, errors.New("the corpus has no words to ask for, stop words aside")
	}
	return c, nil
}

func (c *coverage) add(p passage) {
	var words []string
	seen := map[string]bool{}
	for _, t := range index.Analyze(p.text) {
		c.total++
		if !seen[t.Text] && !index.IsStopWord(t.Text) {
			words = append(words, t.Span.Of(p.text))
		}
		seen[t.Text] = true
	}
	c.passages = append(c.passages, p)
	c.bytes += int64(len(p.text))
	if len(words) > 0 {
		c.terms = append(c.terms, words)
	}
}

// meanTerms is how many terms a passage has on average.
func (c *coverage) meanTerms() float64 { return over(float64(c.total), float64(len(c.passages))) }

// Questions have as many words as those that people type, stop words aside.
const shortest, longest = 3, 12

// questions are made of words of one passage each, in their order, drawn at
// random. The same coverage and seed give the same questions.
func (c *coverage) questions(seed uint64, n int) [][]string {
	random := rand.New(rand.NewPCG(seed, uint64(len(c.passages))))
	list := make([][]string, n)
	for i := range list {
		words := c.terms[random.IntN(len(c.terms))]
		picked := random.Perm(len(words))
		picked = picked[:min(len(picked), shortest+random.IntN(longest-shortest+1))]
		slices.Sort(picked)
		for _, at := range picked {
			list[i] = append(list[i], words[at])
		}
	}
	return list
}
