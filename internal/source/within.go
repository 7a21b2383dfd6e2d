package source

import (
	"sort"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// When a passage still counts as the same one, with words of it changed: of what
// its words weigh so much must be there, stop words a quarter of the others; of a
// sentence at its end so many must be its own.
const (
	weightStop, weightWord = 1, 4
	stillThere             = 0.5
	stillItsOwn            = 1.0 / 3
	mostPassage            = 500 // words of a passage that are set beside another's
)

// Within says what has become of a passage, whole sentences of one version of an
// article, in another version of it. Exact: those very sentences stand there,
// wherever; SignsDiffer says that only their words do. Nearly: with Changes
// (Asked is the passage's), and Quote is the sentences that stand for it, its
// Answer the words that are new. None: they aren't there any more. Of a passage
// of more than 500 words that isn't there as it was no Changes are named, and no
// Quote.
func Within(passage string, v archive.Version) (Piece, error) {
	w := within{version: v, sentences: text.Sentences(v.Text)}
	p := Piece{Span: text.Span{End: len(passage)}, Match: None, Articles: 1}
	if span, ok := w.verbatim(passage); ok {
		return w.exact(p, span, false)
	}
	w.words = wordsIn(v.Text, 0)
	asked := part{span: p.Span, raw: passage, words: wordsIn(passage, 0)}
	if asked.words.len() == 0 {
		return p, nil
	}
	if asked.words.len() > mostPassage {
		if _, share := w.window(asked.words); share >= stillThere {
			p.Match = Nearly
		}
		return p, nil
	}
	if span, same, ok := w.wordForWord(asked); ok {
		return w.exact(p, span, !same)
	}
	return w.nearly(p, asked)
}

// within is a version in which a passage is looked for.
type within struct {
	version   archive.Version
	sentences []text.Span
	words     words
}

func (w *within) exact(p Piece, span text.Span, signsDiffer bool) (Piece, error) {
	var err error
	p.Match, p.SignsDiffer = Exact, signsDiffer
	p.Quote, err = quote.New(w.version, span)
	return p, err
}

// mostTries is how many places are looked at for the passage as it is: in a text
// that repeats itself there may be any number.
const mostTries = 100

// verbatim finds the passage as it is, as whole sentences.
func (w *within) verbatim(passage string) (text.Span, bool) {
	for from, tries := 0, 0; passage != "" && tries < mostTries; tries++ {
		i := strings.Index(w.version.Text[from:], passage)
		if i < 0 {
			break
		}
		span := text.Span{Start: from + i, End: from + i + len(passage)}
		if w.around(span) == span {
			return span, true
		}
		from = span.Start + 1
	}
	return text.Span{}, false
}

// wordForWord finds the passage's words as those of whole sentences, and reports
// whether the signs between them are the same.
func (w *within) wordForWord(asked part) (span text.Span, same, ok bool) {
	found := w.words.find(asked.words.key)
	for _, r := range found[:min(len(found), mostTries)] {
		around := w.around(w.words.span(r))
		if w.wordsOf(around) != r {
			continue
		}
		if signs(around.Of(w.version.Text)) == signs(asked.raw) {
			return around, true, true
		}
		if !ok {
			span, ok = around, true
		}
	}
	return span, false, ok
}

// around is the run of whole sentences around a span of the text.
func (w *within) around(span text.Span) text.Span {
	first := sort.Search(len(w.sentences), func(i int) bool { return w.sentences[i].End > span.Start })
	last := sort.Search(len(w.sentences), func(i int) bool { return w.sentences[i].End >= span.End })
	if first == len(w.sentences) || last == len(w.sentences) {
		return span
	}
	return text.Span{Start: w.sentences[first].Start, End: w.sentences[last].End}
}

// wordsOf are the words in a span of the text.
func (w *within) wordsOf(span text.Span) run {
	begun := func(at int) int {
		return sort.Search(w.words.len(), func(i int) bool { return w.words.spans[i].Start >= at })
	}
	return run{begun(span.Start), begun(span.End)}
}

// window is the stretch of as many words as the passage has that shares most with
// it, the first of those that share alike, and how much of the passage's weight
// that is.
func (w *within) window(asked words) (best run, share float64) {
	want, have := map[string]int{}, map[string]int{}
	all, most, now := 0, 0, 0
	for i := range asked.len() {
		want[asked.word(i)]++
		all += weightOf(asked.word(i))
	}
	best = run{0, min(asked.len(), w.words.len())}
	for i := range w.words.len() {
		in := w.words.word(i)
		if have[in]++; have[in] <= want[in] {
			now += weightOf(in)
		}
		first := i + 1 - asked.len()
		if first > 0 {
			out := w.words.word(first - 1)
			if have[out] <= want[out] {
				now -= weightOf(out)
			}
			have[out]--
		}
		if now > most {
			most, best = now, run{max(0, first), i + 1}
		}
	}
	return best, float64(most) / float64(all)
}

func weightOf(word string) int {
	if index.IsStopWord(word) {
		return weightStop
	}
	return weightWord
}

// nearly sets the passage beside the sentences that have most of its words.
func (w *within) nearly(p Piece, asked part) (Piece, error) {
	near, share := w.window(asked.words)
	if share < stillThere {
		return p, nil
	}
	m := asked.words.len()
	near = run{max(0, near.first-m), min(w.words.len(), near.last+m)}
	steps, _ := align(asked.words, w.words.slice(near))
	for i := range steps {
		if steps[i].stands >= 0 {
			steps[i].stands += near.first
		}
	}
	span, steps := w.whole(asked.words, steps)
	if len(steps) == 0 || w.share(asked.words, steps) < stillThere {
		return p, nil
	}
	list, _ := changes(steps, asked, w.words, w.version.Text)
	if len(list) == 0 { // words are only divided otherwise
		return w.exact(p, span, true)
	}
	var fresh []step
	for _, t := range steps {
		if t.stands >= 0 && !t.equal(asked.words, w.words) {
			fresh = append(fresh, t)
		}
	}
	var err error
	p.Match, p.Changes = Nearly, list
	p.Quote, err = quote.New(w.version, span, spansOf(fresh, w.words)...)
	return p, err
}

// whole makes an alignment one with whole sentences of the text, those that have
// enough of the passage: it returns where they stand, and no steps when there are
// none.
func (w *within) whole(asked words, steps []step) (text.Span, []step) {
	equal := map[int]int{} // by the end of a sentence: how many of its words are the passage's
	var ends []text.Span
	for _, t := range steps {
		if t.stands < 0 {
			continue
		}
		s := w.around(w.words.spans[t.stands])
		if n := len(ends); n == 0 || ends[n-1] != s {
			ends = append(ends, s)
		}
		if t.equal(asked, w.words) {
			equal[s.End]++
		}
	}
	foreign := func(s text.Span) bool {
		r := w.wordsOf(s)
		return float64(equal[s.End]) < stillItsOwn*float64(min(r.last-r.first, asked.len()))
	}
	for len(ends) > 0 && foreign(ends[0]) {
		ends = ends[1:]
	}
	for len(ends) > 0 && foreign(ends[len(ends)-1]) {
		ends = ends[:len(ends)-1]
	}
	if len(ends) == 0 {
		return text.Span{}, nil
	}
	span := text.Span{Start: ends[0].Start, End: ends[len(ends)-1].End}
	covered := w.wordsOf(span)
	var kept []step
	next := covered.first // the word of the text that isn't in a step yet
	for _, t := range steps {
		if t.stands < covered.first || t.stands >= covered.last {
			if t.asked >= 0 {
				kept = append(kept, step{t.asked, -1})
			}
			continue
		}
		for ; next < t.stands; next++ {
			kept = append(kept, step{-1, next})
		}
		kept, next = append(kept, t), t.stands+1
	}
	for ; next < covered.last; next++ {
		kept = append(kept, step{-1, next})
	}
	return span, kept
}

// share is how much of the passage's weight is equal.
func (w *within) share(asked words, steps []step) float64 {
	all, same := 0, 0
	for _, t := range steps {
		if t.asked < 0 {
			continue
		}
		weight := weightOf(asked.word(t.asked))
		all += weight
		if t.equal(asked, w.words) {
			same += weight
		}
	}
	return float64(same) / float64(all)
}
