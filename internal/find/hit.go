package find

import (
	"cmp"
	"slices"

	"cuttings/index"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// Hit is an article that matches, shown by the sentence that matches best.
type Hit struct {
	Quote    quote.Quote // the words found are its Answer; empty when they stand only outside the text
	Headline []text.Span // the words found in the headline, in bytes of Quote.Version.Title, in order, apart
}

// maxMarked is how many places are marked in one hit at most; more is no longer
// a help to the eye.
const maxMarked = 100

// maxPlaces is how many places of one part of a query are looked at to find the
// best sentence: the first ones. Only an article made to be slow has more.
const maxPlaces = 1000

// mark is a part of the query where it was found.
type mark struct {
	unit  int       // which part
	span  text.Span // must be shown whole for the part to be seen
	words []text.Span
}

// marks are where the wanted parts of the query stand in a field, by their
// beginning, and how many words each part has. A NEAR is one part.
func (d *document) marks(root node, f index.Field) (found []mark, weights []int) {
	wanted(root, func(n node) {
		unit := len(weights)
		switch n := n.(type) {
		case *leaf:
			weights = append(weights, len(n.words))
			if n.isStop() || !slices.Contains(n.fields(), f) {
				return
			}
			for _, p := range d.places(n, f, maxPlaces) {
				s := d.span(p, f)
				found = append(found, mark{unit, s, []text.Span{s}})
			}
		case *near:
			weights = append(weights, len(n.a.words)+len(n.b.words))
			if !slices.Contains(n.a.fields(), f) {
				return
			}
			for _, p := range d.pairs(n, f, maxPlaces) {
				a, b := d.span(p[0], f), d.span(p[1], f)
				found = append(found, mark{unit, text.Span{Start: a.Start, End: b.End}, []text.Span{a, b}})
			}
		}
	})
	slices.SortStableFunc(found, func(a, b mark) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return found, weights
}

// run is consecutive sentences, the marks that lie within them, and how many
// words of the query those hold, each part counted once.
type run struct {
	span  text.Span
	marks []mark
	words int
}

// best is the sentence that holds most words of the query, or the run of
// sentences over which a phrase or a NEAR reaches; of equals the one with fewer
// sentences, then the first. Without a mark it is the first sentence.
func (d *document) best(root node) run {
	sentences := text.Sentences(d.version.Text)
	marks, weights := d.marks(root, index.FieldText)
	if len(marks) == 0 || len(sentences) == 0 {
		r := run{}
		if len(sentences) > 0 {
			r.span = sentences[0]
		}
		return r
	}
	var best run
	fewest := 0
	tried := map[[2]int]bool{}
	for _, m := range marks {
		first, last := sentenceAt(sentences, m.span.Start), sentenceAt(sentences, m.span.End-1)
		if tried[[2]int{first, last}] {
			continue
		}
		tried[[2]int{first, last}] = true
		r := runOf(text.Span{Start: sentences[first].Start, End: sentences[last].End}, marks, weights)
		if n := last - first; r.words > best.words || r.words == best.words && n < fewest {
			best, fewest = r, n
		}
	}
	return best
}

// sentenceAt is the number of the sentence that holds the byte.
func sentenceAt(sentences []text.Span, at int) int {
	i, _ := slices.BinarySearchFunc(sentences, at, func(s text.Span, at int) int { return cmp.Compare(s.End-1, at) })
	return min(i, len(sentences)-1)
}

// runOf is the run with the marks that lie in the span.
func runOf(span text.Span, marks []mark, weights []int) run {
	r := run{span: span}
	seen := map[int]bool{}
	i, _ := slices.BinarySearchFunc(marks, span.Start, func(m mark, at int) int { return cmp.Compare(m.span.Start, at) })
	for _, m := range marks[i:] {
		if m.span.Start >= span.End {
			break
		}
		if m.span.End > span.End {
			continue
		}
		r.marks = append(r.marks, m)
		if !seen[m.unit] {
			seen[m.unit] = true
			r.words += weights[m.unit]
		}
	}
	return r
}

// spans are the places that the marks name, in order, those that touch joined.
func spans(marks []mark) []text.Span {
	var all, joined []text.Span
	for _, m := range marks {
		all = append(all, m.words...)
	}
	slices.SortFunc(all, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	for _, s := range all {
		if last := len(joined) - 1; last >= 0 && s.Start <= joined[last].End {
			joined[last].End = max(joined[last].End, s.End)
			continue
		}
		if len(joined) == maxMarked {
			break
		}
		joined = append(joined, s)
	}
	return joined
}

// hit shows the article by its best run.
func (d *document) hit(root node) (Hit, error) {
	r := d.best(root)
	q, err := quote.New(d.version, r.span, spans(r.marks)...)
	if err != nil {
		return Hit{}, err
	}
	marks, weights := d.marks(root, index.FieldHeadline)
	q.Score = score{words: r.words, headline: wordsIn(marks, weights)}.value()
	return Hit{Quote: q, Headline: spans(marks)}, nil
}

// wordsIn is how many words of the query the marks hold, each part counted once.
func wordsIn(marks []mark, weights []int) int {
	return runOf(text.Span{End: int(^uint(0) >> 1)}, marks, weights).words
}

// score is what an article is ranked by.
type score struct {
	words    int // of the query, in the best run
	headline int // of the query, in the headline
}

// value is one number that orders as the two do, one after the other.
func (s score) value() float64 { return float64(s.words) + float64(s.headline)/float64(s.headline+1) }

// score ranks the article by its words.
func (d *document) score(root node) score {
	marks, weights := d.marks(root, index.FieldHeadline)
	return score{words: d.best(root).words, headline: wordsIn(marks, weights)}
}
