package indextest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
)

// The world that articles are made of. Two of the outlets are one, written in
// two ways.
var (
	outlets = []string{"Oxford Mail", "OXFORD MAIL", "Évening Post", "Banbury Guardian", ""}
	words   = strings.Fields(`hospital nurse trust job post cut saving union strike meeting
		manager patient budget ward surgeon theatre care county council week staff letter
		plan merger board rally ballot campaign closure service the of a to in and was said
		£44m 366 10,000 2009/10 O’Connor we’re café policies`)
)

// Article makes version v of an article: sentences of common words, some of
// them rare, under a headline, an outlet and a date of any precision. The same
// source of chance gives the same article.
func Article(r *rand.Rand, number int64, v, sentences int) archive.Version {
	var b strings.Builder
	for i := range sentences {
		if i > 0 {
			b.WriteString([]string{" ", "\n\n"}[r.IntN(2)])
		}
		b.WriteString("We ")
		b.WriteString(phrase(r, 8+r.IntN(20)))
		b.WriteString(".")
	}
	text := b.String()
	return archive.Version{
		Article: archive.Article{
			ID: fmt.Sprint("article-", number), Title: phrase(r, 1+r.IntN(6)), Text: text,
			Author: authors[number%int64(len(authors))],
			Outlet: outlets[r.IntN(len(outlets))], Published: date(r),
			Collection: []string{"", "Union"}[number/3%2],
		},
		Number: number, Version: v, Hash: archive.Hash(text),
	}
}

// authors are the bylines of articles.
var authors = []string{"", "Jane Smith", "Seán O’Connor", "By Jane Doe and John Oxford"}

// phrase is n words, the first ones of the list the more often, and every
// fiftieth or so a rare one.
func phrase(r *rand.Rand, n int) string {
	chosen := make([]string, n)
	for i := range chosen {
		chosen[i] = words[min(r.IntN(len(words)), r.IntN(len(words)))]
		if r.IntN(50) == 0 {
			chosen[i] = fmt.Sprintf("rarity%d", r.IntN(5000))
		}
	}
	return strings.Join(chosen, " ")
}

// date is a date of any precision in the three years round 1970.
func date(r *rand.Rand) archive.Date {
	d := archive.Date{Year: 1969 + r.IntN(3), Month: 1 + r.IntN(12), Day: 1 + r.IntN(28)}
	switch r.IntN(4) {
	case 0:
		return archive.Date{}
	case 1:
		return archive.Date{Year: d.Year}
	case 2:
		return archive.Date{Year: d.Year, Month: d.Month}
	}
	return d
}

// Coverage is what an index ought to hold: a model that remembers articles, and
// the changes that led there.
type Coverage struct {
	Articles map[int64]archive.Version
	Changes  []archive.Change
}

// Put files a version and returns its change.
func (c *Coverage) Put(v archive.Version) archive.Change {
	if c.Articles == nil {
		c.Articles = map[int64]archive.Version{}
	}
	c.Articles[v.Number] = v
	return c.add(archive.Change{ID: v.ID, Number: v.Number, Current: &v})
}

// Remove takes an article out and returns the change.
func (c *Coverage) Remove(number int64) archive.Change {
	delete(c.Articles, number)
	return c.add(archive.Change{ID: fmt.Sprint("article-", number), Number: number})
}

func (c *Coverage) add(change archive.Change) archive.Change {
	change.Seq = int64(len(c.Changes) + 1)
	c.Changes = append(c.Changes, change)
	return change
}

// Frequencies counts as Searcher.Frequencies ought to, passage by passage.
func (c *Coverage) Frequencies(terms []string) index.Frequencies {
	f := index.Frequencies{With: make([]int, len(terms))}
	for _, v := range c.Articles {
		for _, span := range index.Passages(v.Text) {
			f.Passages++
			has := termSet(span.Of(v.Text))
			for i, t := range terms {
				if has[t] {
					f.With[i]++
				}
			}
		}
	}
	return f
}

// Matching are the places, in the order of number and place, of the passages
// that a query with one word must find: it is in the passage or in the headline,
// and the article passes the filter.
func (c *Coverage) Matching(word string, f archive.Filter) []index.Hit {
	term := index.Analyze(word)[0].Text
	var hits []index.Hit
	for _, v := range c.Articles {
		if !f.Match(v) {
			continue
		}
		for _, span := range index.Passages(v.Text) {
			if termSet(span.Of(v.Text))[term] || termSet(v.Title)[term] {
				hits = append(hits, index.Hit{Number: v.Number, Version: v.Version, Span: span})
			}
		}
	}
	slices.SortFunc(hits, byPlace)
	return hits
}

func termSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, t := range index.Analyze(s) {
		set[t.Text] = true
	}
	return set
}
