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
	return archive.Version{Article: a, Number: number, Version: version}, nil
}

func (s *shelf) Coverage(context.Context, archive.Filter) (archive.Coverage, error) {
	return archive.Coverage{}, nil
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
