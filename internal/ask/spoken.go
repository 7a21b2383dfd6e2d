package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// said is what is said in the version, as far as the question asks for it: see
// heeded.
func (u *understood) said(ctx context.Context, held Spoken, v archive.Version) ([]speech.Speech, error) {
	if u.kind != whoSaid && u.kind != saidWhat {
		return nil, nil
	}
	all, err := held.Speech(ctx, v.Number, v.Version)
	return u.heeded(v.Text, all), err
}

// heeded is what is said in s as far as the question asks for it: for anybody's
// words, or those of the speaker that it names.
func (u *understood) heeded(s string, all []speech.Speech) []speech.Speech {
	return slices.DeleteFunc(all, func(one speech.Speech) bool {
		return one.Speaker == nil || u.kind == saidWhat && !u.names(s, one.Speaker)
	})
}

// speaking adds to what a sentence of s holds of the question, if it is anything,
// the name of the speaker whose words are asked for, where the sentence is theirs
// and names them by a pronoun, in part, or not at all: what "he said" is as much
// of Julian Hill as what begins with his name.
func (u *understood) speaking(s string, one *sentence, said []speech.Speech) {
	if u.kind != saidWhat || len(one.found) == 0 {
		return
	}
	var names []mention
	for _, by := range said {
		if !slices.ContainsFunc(by.Quote, func(q text.Span) bool { return q.Start < one.span.End && one.span.Start < q.End }) {
			continue
		}
		for _, t := range index.Analyze(by.Speaker.Name + " " + by.Speaker.Span.Of(s)) {
			for _, k := range u.at[t.Text] {
				if has := func(m mention) bool { return m.term == k }; !slices.ContainsFunc(one.found, has) && !slices.ContainsFunc(names, has) {
					names = append(names, mention{k, 0})
				}
			}
		}
	}
	one.found = append(names, one.found...)
}

// speakers are those of what is said in a sentence, as far as they are named in
// it; counted, as spoken is, from its beginning.
func speakers(sentence text.Span, said []speech.Speech) []text.Span {
	var spans []text.Span
	for _, one := range said {
		if slices.ContainsFunc(one.Quote, func(q text.Span) bool { return q.Start < sentence.End && sentence.Start < q.End }) {
			spans = within(spans, sentence, one.Speaker.NameSpan)
		}
	}
	return inOrder(spans)
}

// spoken is what is said in a sentence.
func spoken(sentence text.Span, said []speech.Speech) []text.Span {
	var spans []text.Span
	for _, one := range said {
		for _, q := range one.Quote {
			spans = within(spans, sentence, text.Span{Start: max(q.Start, sentence.Start), End: min(q.End, sentence.End)})
		}
	}
	return inOrder(spans)
}

func inOrder(spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return spans
}

// hasSaying reports whether a word of saying is among the terms of the words.
func hasSaying(words string, terms []index.Term) bool {
	return slices.ContainsFunc(terms, func(t index.Term) bool { return sayings[strings.ToLower(t.Span.Of(words))] })
}

// within adds a span of a text to those of a sentence, counted from its
// beginning, if it lies in it.
func within(spans []text.Span, sentence, span text.Span) []text.Span {
	if span.Len() <= 0 || span.Start < sentence.Start || span.End > sentence.End {
		return spans
	}
	return append(spans, text.Span{Start: span.Start - sentence.Start, End: span.End - sentence.Start})
}

// names reports whether the question names the speaker: by the last word, the
// surname, or by what the article says that the speaker is. A question that
// names nobody means everybody.
func (u *understood) names(s string, speaker *speech.Speaker) bool {
	if len(u.focus) == 0 {
		return true
	}
	name := speaker.Name + " " + speaker.Span.Of(s)
	called := termSet(name + " " + speaker.Role)
	return termSet(name)[u.focus[len(u.focus)-1]] || !slices.ContainsFunc(u.focus, func(t string) bool { return !called[t] })
}
