package ask

import (
	"cmp"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// said is what is said in s, as far as the question asks for it: for anybody's
// words, or those of the speaker that it names.
func (u *understood) said(s string) []speech.Speech {
	if u.kind != whoSaid && u.kind != saidWhat {
		return nil
	}
	return slices.DeleteFunc(speech.Read(s), func(one speech.Speech) bool {
		return one.Speaker == nil || u.kind == saidWhat && !u.names(s, one.Speaker)
	})
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
