// Package story groups articles that report one event, and tells reprints from
// reports. An article is placed when it arrives: it and the articles around it
// are grouped anew, so that an early mistake is mended when more is known, and
// everything farther away stays as it was. What it costs depends on how many
// articles are near, not on how many are held.
package story

import (
	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// Rules is the version of what Group and Reprint decide; it grows with every
// change of them.
const Rules = 1

// lead is how many terms of an article's text, stop words counted, speak of its
// event: news says what happened first, and what comes later is background that
// articles of other events share.
const lead = 120

// Article is what grouping looks at of one article.
type Article struct {
	Number      int64
	collection  string
	first, last int // the days its date may mean
	dated       bool
	counts      map[string]count
	shingles    map[uint64]bool
}

// count is how often a term stands in the headline and the lead, and what it is.
type count struct {
	times  int
	word   string // as it was written first
	name   bool   // written with a capital
	figure bool   // holds a digit
}

// New reads an article for grouping.
func New(v archive.Version) Article {
	a := Article{Number: v.Number, collection: archive.CollectionKey(v.Collection), counts: map[string]count{}, shingles: shingles(v.Text)}
	a.first, a.last, a.dated = v.Published.Days()
	a.read(v.Title, lead)
	a.read(v.Text, lead)
	return a
}

// read counts the first terms of s, at most limit.
func (a *Article) read(s string, limit int) {
	terms := index.Analyze(opening(s, limit))
	for _, t := range terms[:min(limit, len(terms))] {
		if index.IsStopWord(t.Text) {
			continue
		}
		word := t.Span.Of(s)
		c, seen := a.counts[t.Text]
		if !seen {
			c.word = word
		}
		c.times++
		c.name = c.name || capital(word)
		c.figure = c.figure || digit(word)
		a.counts[t.Text] = c
	}
}

// opening is the beginning of s that holds so many words, at the most.
func opening(s string, words int) string {
	for _, span := range text.Sentences(s) {
		if words -= text.Words(span.Of(s)); words <= 0 {
			return s[:span.End]
		}
	}
	return s
}
