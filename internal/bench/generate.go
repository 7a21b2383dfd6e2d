package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/archive"
)

// What generated articles are like. The words of a language are as unevenly
// common as Zipf and Mandelbrot found: the r-th most common one occurs in
// proportion to (r+q)^-s (Mandelbrot, "An Informational Theory of the
// Statistical Structure of Languages", 1953). A word that was used is likelier
// to be used again in the same article (Simon, 1955).
const (
	zipfS      = 1.15
	zipfQ      = 2.7
	vocabulary = 100_000
	again      = 0.2 // share of words that the article had before

	sentenceWords = 19.0 // median; the mean is 22
	articleSents  = 20.0 // median; the mean is 23, so an article has some 490 words
	spread        = 0.5  // of both: the deviation of their logarithm
)

// common are some of the most common words of news in English, roughly in their
// order.
var common = strings.Fields(`the to of and a in that is was for on it he said with as at by be from have has his
	are but an not they this who will had we been their were which she her or its would more one about there when
	out up all people year two also could can after new no what if i you than so time first over last into other
	some them him only government years company most made because now just many million world`)

// Generate makes up articles that have at least so many passages together. The
// same seed gives the same articles.
func Generate(passages int, seed uint64) []archive.Article {
	w := newWriter(seed)
	var articles []archive.Article
	for have := 0; have < passages; {
		a := w.article(len(articles) + 1)
		have += len(index.Passages(a.Text))
		articles = append(articles, a)
	}
	return articles
}

type writer struct {
	*rand.Rand
	ranks *rand.Zipf
}

// newWriter is a writer of made-up articles; the same seed gives the same.
func newWriter(seed uint64) writer {
	random := rand.New(rand.NewPCG(seed, 1))
	return writer{Rand: random, ranks: rand.NewZipf(random, zipfS, zipfQ, vocabulary-1)}
}

// about is a length around the median, distributed as lengths of texts are:
// log-normally.
func (w writer) about(median float64) int {
	return max(3, int(median*math.Exp(spread*w.NormFloat64())))
}

func (w writer) article(n int) archive.Article {
	a := archive.Article{
		ID: fmt.Sprintf("generated-%d", n), Outlet: fmt.Sprintf("Outlet %d", w.IntN(20)+1), Language: "en",
		Published: archive.Date{Year: 2000 + w.IntN(25), Month: 1 + w.IntN(12), Day: 1 + w.IntN(28)},
	}
	var used []string
	var b strings.Builder
	for i := range w.about(articleSents) {
		switch {
		case i > 0 && w.IntN(3) == 0:
			b.WriteString("\n\n")
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(w.sentence(w.about(sentenceWords), &used) + ".")
	}
	a.Text = b.String()
	a.Title = w.sentence(8, &used)
	return a
}

// sentence is so many words, the first with a capital, and keeps in used what
// the article used.
func (w writer) sentence(n int, used *[]string) string {
	words := make([]string, n)
	for i := range words {
		if len(*used) > 0 && w.Float64() < again {
			words[i] = (*used)[w.IntN(len(*used))]
		} else {
			words[i] = word(w.ranks.Uint64())
		}
		*used = append(*used, words[i])
	}
	r, size := utf8.DecodeRuneInString(words[0])
	words[0] = string(unicode.ToUpper(r)) + words[0][size:]
	return strings.Join(words, " ")
}

// word is the word of that rank, from 0: one of English, then made-up ones of
// syllables, no two alike.
func word(rank uint64) string {
	if rank < uint64(len(common)) {
		return common[rank]
	}
	const onsets, vowels, ends = "bdfgklmnprstvz", "aeiou", "bdgklmnprtx"
	n := rank - uint64(len(common))
	var b []byte
	for {
		b = append(b, onsets[n%uint64(len(onsets))])
		n /= uint64(len(onsets))
		b = append(b, vowels[n%uint64(len(vowels))])
		if n /= uint64(len(vowels)); n == 0 {
			break
		}
		n--
	}
	return string(append(b, ends[rank%uint64(len(ends))]))
}
