package index

import "cuttings/internal/text"

// PassageWords is how many words a passage has at most, unless its only
// sentence has more.
const PassageWords = 60

// Passages cuts the text of an article into what is indexed: whole sentences,
// as many as follow one another within PassageWords, across paragraphs too.
// The spans are in order and apart, and every sentence lies in one of them.
func Passages(s string) []text.Span {
	var passages []text.Span
	words := 0
	for _, sentence := range text.Sentences(s) {
		n := text.Words(sentence.Of(s))
		if last := len(passages) - 1; last >= 0 && words+n <= PassageWords {
			passages[last].End = sentence.End
			words += n
			continue
		}
		passages = append(passages, sentence)
		words = n
	}
	return passages
}
