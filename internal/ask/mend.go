package ask

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/archive"
)

// mend takes each word that the coverage doesn't have for the nearest one that
// may be shown of it, if there is one: only against the coverage's own words, and only where
// the word is unknown, so that no word which could be found is changed.
func (u *understood) mend(ctx context.Context, searcher index.Searcher, shown archive.Filter, runs []part) error {
	for i := range u.terms {
		t := &u.terms[i]
		if t.with > 0 || strings.ContainsFunc(t.text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			continue
		}
		near, with, err := u.nearest(ctx, searcher, shown, t.text)
		if err != nil {
			return err
		}
		if near == "" {
			continue
		}
		for k := range runs {
			if slices.Contains(runs[k].terms, i) {
				runs[k].words += " " + near
			}
		}
		u.words += " " + near
		delete(u.at, t.text)
		t.asked, t.text, t.with = u.wordOf(t.text), near, with
		u.at[t.text] = []int{i}
	}
	return nil
}

// nearest is the term of the coverage that one which it doesn't have is most
// likely a misspelling of, and how many passages hold it; "" when there is none.
func (u *understood) nearest(ctx context.Context, searcher index.Searcher, shown archive.Filter, term string) (string, int, error) {
	for _, end := range endings(term) {
		near, err := searcher.Similar(ctx, term[:end], shown)
		if err != nil {
			return "", 0, err
		}
		if len(near) == 0 {
			continue
		}
		near = slices.DeleteFunc(near, func(t string) bool { return u.asks(t) || index.IsStopWord(t) })
		if len(near) == 0 {
			break
		}
		f, err := searcher.Frequencies(ctx, near[:1])
		if err != nil {
			return "", 0, err
		}
		return near[0], f.With[0], nil
	}
	return "", 0, nil
}

// endings are where a term may end: at its end, and before the endings that a
// slip may have kept from being taken off, as in hosptial, if that leaves a word
// that isn't short.
func endings(term string) []int {
	list := []int{len(term)}
	for _, ending := range strings.Fields("s e al er ed ly ing ion ity ment ness ation") {
		if strings.HasSuffix(term, ending) && utf8.RuneCountInString(term)-len(ending) >= index.OneSlip {
			list = append(list, len(term)-len(ending))
		}
	}
	return list
}

// wordOf is the word of the question that gave the term.
func (u *understood) wordOf(term string) string {
	for _, t := range index.Analyze(u.words) {
		if t.Text == term {
			return t.Span.Of(u.words)
		}
	}
	return term
}

// mended lists the words that were read as others, as the best article that has
// them writes them.
func (u *understood) mended(articles []article) []Mended {
	var list []Mended
	for _, t := range u.terms {
		if t.asked != "" {
			list = append(list, Mended{Asked: t.asked, Read: written(t.text, articles)})
		}
	}
	return list
}

// written is the first word of the articles' promising sentences that gives the
// term, or the term where none does.
func written(term string, articles []article) string {
	for _, a := range articles {
		for _, s := range a.sentences {
			if !s.promising {
				continue
			}
			words := s.span.Of(a.version.Text)
			for _, t := range index.Analyze(words) {
				if t.Text == term {
					return t.Span.Of(words)
				}
			}
		}
	}
	return term
}
