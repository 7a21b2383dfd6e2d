package source

import (
	"context"
	"fmt"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// shelf holds an article for every number, all with the same text.
type shelf struct{ read int }

func (s *shelf) Cutting(_ context.Context, number int64, version int) (archive.Version, error) {
	s.read++
	a := archive.Article{ID: fmt.Sprint(number), Text: "He said so."}
	return archive.Version{Article: a, Number: number, Version: version, Hash: archive.Hash(a.Text)}, nil
}

func (s *shelf) Coverage(context.Context, archive.Filter) (archive.Coverage, error) {
	return archive.Coverage{}, nil
}

// likenesses names passages for each share of a text's weight.
type likenesses map[float64][]index.Hit

func (l likenesses) Sharing(_ context.Context, _ []string, share float64, _ archive.Filter, limit int) ([]index.Hit, error) {
	return l[share][:min(limit, len(l[share]))], nil
}

func (l likenesses) Frequencies(context.Context, []string) (index.Frequencies, error) {
	return index.Frequencies{}, nil
}

// What was found is not all of it where a passage that wasn't read may hold a third
// of the text.
func TestMoreThanWasRead(t *testing.T) {
	hits := func(n int, last float64) []index.Hit {
		list := make([]index.Hit, n)
		for i := range list {
			list[i] = index.Hit{Number: int64(i + 1), Version: 1, Span: text.Span{End: len("He said so.")}, Score: last}
		}
		list[0].Score = 9
		return list
	}
	for name, c := range map[string]struct {
		index likenesses
		more  bool
	}{
		"few":                         {likenesses{half: hits(2, 9), quarter: hits(8, 3)}, false},
		"many that are like it":       {likenesses{half: hits(firstFew+1, 9)}, false},
		"too many that are like it":   {likenesses{half: hits(mostPassages, 9)}, true},
		"many that have a third":      {likenesses{half: hits(1, 9), quarter: hits(firstFew+1, 3)}, true},
		"many that have but a little": {likenesses{half: hits(1, 9), quarter: hits(firstFew+1, 2.9)}, false},
	} {
		r := &reader{ctx: t.Context(), held: &shelf{}, index: c.index, kept: map[place]*archive.Version{}}
		p, _, err := r.piece("He said so.", cut("He said so."))
		if err != nil || p.Match != Exact || p.More != c.more {
			t.Errorf("%s: %s, more: %v, %v", name, p.Match, p.More, err)
		}
	}
}

// A text of many common sentences costs no more than one or two of them.
func TestReadingIsBounded(t *testing.T) {
	var found []index.Hit
	for n := range int64(mostArticles + 10) {
		found = append(found, index.Hit{Number: n + 1, Version: 1, Span: text.Span{End: len("He said so.")}})
	}
	p := cut("He said so.")[0]
	for _, c := range []struct {
		looked, articles int
		more             bool
		found            []index.Hit
	}{
		{0, 50, false, found[:50]},
		{0, mostArticles, true, found},
		{mostLooked, 50, false, found[:50]},
		{mostLooked, fewPassages, true, found},
	} {
		held := &shelf{}
		r := &reader{ctx: t.Context(), held: held, kept: map[place]*archive.Version{}, looked: c.looked}
		list, more, err := r.holders(c.found, p)
		if err != nil || articlesOf(list) != c.articles || more != c.more || held.read > c.articles {
			t.Errorf("after %d passages, %d of %d articles (more: %v), %d read, %v", c.looked, articlesOf(list), len(c.found), more, held.read, err)
		}
		if len(r.kept) > mostKept {
			t.Errorf("%d articles are kept", len(r.kept))
		}
	}
}
