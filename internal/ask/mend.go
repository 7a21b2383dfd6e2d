package ask

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"cuttings/index"
)

// mend takes each word that the coverage doesn't have for the nearest one that
// it has, if there is one: only against the coverage's own words, and only where
// the word is unknown, so that no word which could be found is changed.
func (u *understood) mend(ctx context.Context, searcher index.Searcher, runs []part) error {
	texts := make([]string, len(u.terms))
	for i, t := range u.terms {
		texts[i] = t.text
	}
	f, err := searcher.Frequencies(ctx, texts)
	if err != nil {
		return err
	}
	for i, with := range f.With {
		t := &u.terms[i]
		if with > 0 || strings.ContainsFunc(t.text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			continue
		}
		near, err := searcher.Similar(ctx, t.text)
		if err != nil {
			return err
		}
		near = slices.DeleteFunc(near, func(term string) bool { return u.asks(term) || index.IsStopWord(term) })
		if len(near) == 0 {
			continue
		}
		for k := range runs {
			if slices.Contains(runs[k].terms, i) {
				runs[k].words += " " + near[0]
			}
		}
		u.words += " " + near[0]
		delete(u.at, t.text)
		t.asked, t.text = u.wordOf(t.text), near[0]
		u.at[t.text] = i
	}
	return nil
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
