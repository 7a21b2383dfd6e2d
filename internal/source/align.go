package source

import (
	"strings"

	"cuttings/internal/text"
)

// What a difference costs in an alignment. A number stands for a number, a
// misread word for its like, rather than for anything else.
const (
	costGap     = 10 // a word more or less
	costWord    = 10 // a word for another
	costNumber  = 8  // a number for another
	costMisread = 6  // a word for one that is written nearly so
	costKind    = 18 // a word for a number
)

// step is one step of an alignment: a word of one text, of the other, or of both.
type step struct{ asked, stands int } // -1 where there is none

// align finds where in stands the words of asked fit best, whatever surrounds
// them there, and returns the steps that lead from the first word to the last
// and their cost. It is the approximate search of Sellers (The theory and
// computation of evolutionary distances, 1980), over words; of places that fit
// alike it takes the first, and there goes on for as long as it costs no more. It takes time and memory in proportion to the
// product of the two numbers of words.
func align(asked, stands words) ([]step, int) {
	m, n := asked.len(), stands.len()
	d := make([][]int, m+1)
	for i := range d {
		d[i] = make([]int, n+1)
		d[i][0] = i * costGap
	}
	for i := 1; i <= m; i++ {
		for j := 1; j <= n; j++ {
			d[i][j] = min(d[i-1][j-1]+substitution(asked, stands, i-1, j-1), d[i-1][j]+costGap, d[i][j-1]+costGap)
		}
	}
	const on = 2 // words
	end := 0
	for j := range d[m] {
		if d[m][j] < d[m][end] || d[m][j] == d[m][end] && j <= end+on {
			end = j
		}
	}
	var steps []step
	for i, j := m, end; i > 0; {
		switch {
		case j > 0 && d[i][j] == d[i-1][j-1]+substitution(asked, stands, i-1, j-1):
			i, j = i-1, j-1
			steps = append(steps, step{i, j})
		case d[i][j] == d[i-1][j]+costGap:
			i--
			steps = append(steps, step{i, -1})
		default:
			j--
			steps = append(steps, step{-1, j})
		}
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return steps, d[m][end]
}

func substitution(asked, stands words, i, j int) int {
	a, b := asked.word(i), stands.word(j)
	switch {
	case a == b:
		return 0
	case asked.isNumber(i) && stands.isNumber(j):
		return costNumber
	case asked.isNumber(i) != stands.isNumber(j):
		return costKind
	case misread(a, b):
		return costMisread
	}
	return costWord
}

// misread reports whether two words are so much alike that one may be the other
// as a machine read it or a hand mistyped it: five letters at least, and but for
// a stretch of up to two letters the same.
func misread(a, b string) bool {
	const least, most = 5, 2
	if len(a) < least || len(b) < least {
		return false
	}
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	a, b = a[same:], b[same:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= most && len(b) <= most
}

// changes are the differences along an alignment, those of neighbouring words in
// one, but each number that stands for another by itself, and the words of both
// texts between them. Words that are only divided otherwise are no difference.
func changes(steps []step, p part, stands words, article string) (list []Change, same []step) {
	asked := p.words
	for at := 0; at < len(steps); {
		if steps[at].equal(asked, stands) {
			same = append(same, steps[at])
			at++
			continue
		}
		end := at + 1
		if !steps[at].numbers(asked, stands) {
			for end < len(steps) && !steps[end].equal(asked, stands) && !steps[end].numbers(asked, stands) {
				end++
			}
		}
		a, b := side(steps[at:end], asked, true), side(steps[at:end], stands, false)
		if a.key() != b.key() {
			list = append(list, Change{Asked: a.of(p.of), Stands: b.of(func(s text.Span) string { return s.Of(article) }), Number: end == at+1 && steps[at].numbers(asked, stands)})
		}
		at = end
	}
	return list, same
}

// equal reports whether the step is a word that both texts have.
func (t step) equal(asked, stands words) bool {
	return t.asked >= 0 && t.stands >= 0 && asked.word(t.asked) == stands.word(t.stands)
}

// numbers reports whether the step is a number for another.
func (t step) numbers(asked, stands words) bool {
	return t.asked >= 0 && t.stands >= 0 && asked.isNumber(t.asked) && stands.isNumber(t.stands)
}

// stretch is some words of one of the two texts, maybe none.
type stretch struct {
	words words
	run   run
}

// side is what some steps have of one text.
func side(steps []step, w words, asked bool) stretch {
	r := run{-1, -1}
	for _, t := range steps {
		i := t.stands
		if asked {
			i = t.asked
		}
		if i >= 0 {
			if r.first < 0 {
				r.first = i
			}
			r.last = i + 1
		}
	}
	return stretch{w, r}
}

func (t stretch) key() string {
	if t.run.first < 0 {
		return ""
	}
	return t.words.key[t.words.at[t.run.first]:t.words.at[t.run.last]]
}

// of is the stretch as it is written, each run of white space one space.
func (t stretch) of(text func(text.Span) string) string {
	if t.run.first < 0 {
		return ""
	}
	return strings.Join(strings.Fields(text(t.words.span(t.run))), " ")
}

// spansOf are the runs of words in the article that the steps name, in bytes.
func spansOf(steps []step, stands words) []text.Span {
	var spans []text.Span
	last := -1
	for _, t := range steps {
		p := stands.spans[t.stands]
		if n := len(spans); n > 0 && t.stands == last+1 {
			spans[n-1].End = p.End
		} else {
			spans = append(spans, p)
		}
		last = t.stands
	}
	return spans
}
