// Package timeline chooses the sentence that says most of a report: for lists of
// stories, and for a story told report by report. It says nothing itself.
package timeline

import (
	"context"
	"math"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// Index is the part of an index that weighs words.
type Index interface {
	Frequencies(ctx context.Context, terms []string) (index.Frequencies, error)
}

// What a sentence is chosen by. Its words count by their rarity, the more the
// oftener they stand in the article, twice besides where they stand in the
// headline; the sum is divided by the length with so many words added, so that
// neither the longest nor the shortest sentence wins for its length. The first
// sentence counts for more, for news says what happened first; so does one in which
// somebody who is named is quoted, where that is wished; one that is long to read
// counts for less.
const (
	added       = 20
	first       = 1.2
	spoken      = 1.5
	tooLong     = 0.5
	longest     = 60 // words
	fewest      = 5  // words
	tooShort    = 0.5
	toldAlready = 0.001 // an earlier report has the same sentence
	once        = 0.3   // what a word counts that stands there once
	examined    = 60    // sentences of an article
)

// Line is the sentence that says most of a version.
func Line(ctx context.Context, idx Index, v archive.Version) (quote.Quote, error) {
	return best(ctx, idx, v, nil, nil)
}

// Key is the sentence that says most of a version, one with direct speech if
// there is one about as good, and none that stands word for word in one of the
// earlier reports, unless all do; said is the speech of the version.
func Key(ctx context.Context, idx Index, v archive.Version, said []speech.Speech, earlier []archive.Version) (quote.Quote, error) {
	known := map[string]bool{}
	for _, e := range earlier {
		for _, span := range text.Sentences(e.Text) {
			known[text.Fold(span.Of(e.Text)).Text] = true
		}
	}
	return best(ctx, idx, v, said, known)
}

func best(ctx context.Context, idx Index, v archive.Version, said []speech.Speech, known map[string]bool) (quote.Quote, error) {
	sentences := text.Sentences(v.Text)
	sentences = sentences[:min(len(sentences), examined)]
	weights, terms, err := weigh(ctx, idx, v, sentences)
	if err != nil {
		return quote.Quote{}, err
	}
	chosen, most := 0, 0.0
	for i, span := range sentences {
		words := text.Words(span.Of(v.Text))
		score := 0.0
		for _, t := range terms[i] { // always in one order: so is the sum
			score += weights[t]
		}
		score /= float64(added + words)
		switch {
		case words > longest:
			score *= tooLong
		case words < fewest:
			score *= tooShort
		}
		if i == 0 {
			score *= first
		}
		if quotes(span, said) {
			score *= spoken
		}
		if known[text.Fold(span.Of(v.Text)).Text] {
			score *= toldAlready
		}
		if score > most {
			chosen, most = i, score
		}
	}
	if len(sentences) == 0 {
		return quote.New(v, text.Span{})
	}
	return quote.New(v, sentences[chosen])
}

// weigh is what each term of the sentences counts, and the terms of each, each
// once, in order.
func weigh(ctx context.Context, idx Index, v archive.Version, sentences []text.Span) (weights map[string]float64, of [][]string, err error) {
	times := map[string]int{}
	for _, t := range index.Analyze(v.Title) {
		times[t.Text] = 2
	}
	var terms []string
	met := map[string]bool{}
	for _, span := range sentences {
		var own []string
		for _, t := range index.Analyze(span.Of(v.Text)) {
			if index.IsStopWord(t.Text) {
				continue
			}
			own = append(own, t.Text)
			times[t.Text]++
			if !met[t.Text] {
				met[t.Text] = true
				terms = append(terms, t.Text)
			}
		}
		slices.Sort(own)
		of = append(of, slices.Compact(own))
	}
	f, err := idx.Frequencies(ctx, terms)
	if err != nil {
		return nil, nil, err
	}
	weights = map[string]float64{}
	for i, t := range terms {
		idf := math.Log(1 + (float64(f.Passages)+1)/(float64(f.With[i])+0.5))
		weights[t] = idf * (once + float64(min(times[t]-1, 2)))
	}
	return weights, of, nil
}

// quotes reports whether a named speaker is quoted directly in the sentence, all
// of it there with its cue.
func quotes(sentence text.Span, said []speech.Speech) bool {
	inside := func(s text.Span) bool { return sentence.Start <= s.Start && s.End <= sentence.End }
	for _, s := range said {
		if s.Kind == speech.Indirect || s.Speaker == nil || s.Speaker.Name == "" || s.Cue.Len() == 0 || !inside(s.Cue) {
			continue
		}
		whole := true
		for _, q := range s.Quote {
			whole = whole && inside(q)
		}
		if whole {
			return true
		}
	}
	return false
}
