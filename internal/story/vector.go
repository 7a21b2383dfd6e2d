package story

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much more a name and a figure tell of an event than another word does,
// and background, how many articles are taken to be held besides, with none of
// the words: without them a small coverage of one subject has no rare words.
// Found on half of the events of ECB+ (Cybulska and Vossen, LREC 2014) and held
// on the other; see docs/decisions.
const (
	nameWeight   = 1.5
	figureWeight = 2
	background   = 500
)

// weight is one dimension of a vector.
type weight struct {
	term  string
	value float64
}

func heavier(a, b weight) int {
	return cmp.Or(cmp.Compare(b.value, a.value), strings.Compare(a.term, b.term))
}

// vector weighs the article's terms, of length 1, in order of the terms.
func (a Article) vector(idf func(term string) float64) []weight {
	v := make([]weight, 0, len(a.counts))
	sum := 0.0
	for _, t := range slices.Sorted(maps.Keys(a.counts)) { // in order, so that the sum is the same every time
		c := a.counts[t]
		w := (1 + math.Log(float64(c.times))) * idf(t)
		switch {
		case c.name:
			w *= nameWeight
		case c.figure:
			w *= figureWeight
		}
		if w > 0 {
			v = append(v, weight{t, w})
			sum += w * w
		}
	}
	for i := range v {
		v[i].value /= math.Sqrt(sum)
	}
	return v
}

// dot is the cosine of two vectors.
func dot(a, b []weight) float64 {
	sum := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0].term, b[0].term); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			sum += a[0].value * b[0].value
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// Window is how many days apart two reports of one event may be published; up
// to there they count for less with every day.
const Window = 45

// near is 1 for articles that may be of one day, 0 for those a Window apart, and
// for those of two collections, which are kept apart. An article without a date
// is near to all of its collection.
func near(a, b Article) float64 {
	if a.collection != b.collection {
		return 0
	}
	if !a.dated || !b.dated {
		return 1
	}
	gap := max(0, a.first-b.last, b.first-a.last)
	return max(0, 1-float64(gap)/Window)
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

func digit(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) }

// similarities compares each article with each: 0 is nothing in common, 1 the
// same words on the same day.
func similarities(articles []Article, idf func(term string) float64) [][]float64 {
	vectors := make([][]weight, len(articles))
	for i, a := range articles {
		vectors[i] = a.vector(idf)
	}
	s := make([][]float64, len(articles))
	for i := range s {
		s[i] = make([]float64, len(articles))
		for j := range i {
			s[i][j] = dot(vectors[i], vectors[j]) * near(articles[i], articles[j])
			s[j][i] = s[i][j]
		}
	}
	return s
}
