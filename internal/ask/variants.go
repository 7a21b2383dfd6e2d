package ask

import (
	"context"
	_ "embed"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/index"
)

// The index knows words as they are written, and one thing may be written in
// several ways: £44m and £44 million, organise and organize, healthcare and
// health care, 3 and three. A question is read in one of them, and each of its
// terms is found in the others too, as far as the coverage has them.

// magnitudes are how a number's thousands, millions … are written out and
// behind its digits.
var magnitudes = map[string]struct {
	zeros   int
	letters []string
}{
	"thousand": {3, []string{"k"}},
	"million":  {6, []string{"m", "mn"}},
	"billion":  {9, []string{"bn", "b"}},
	"trillion": {12, []string{"tn", "trn"}},
}

// anAbbreviated is an amount whose magnitude is a letter or two: £44m.
var anAbbreviated = regexp.MustCompile(`(?i)(?:[£$€¥]|\b)\d[\d,]*(?:\.\d+)?(?:m|mn|bn|tn|trn)\b|[£$€¥]\d[\d,]*(?:\.\d+)?[kb]\b`)

// spellOut writes the magnitudes of a question's amounts out: "£44m" becomes
// "£44 million".
func spellOut(question string) string {
	return anAbbreviated.ReplaceAllStringFunc(question, func(amount string) string {
		digits := strings.TrimRightFunc(amount, unicode.IsLetter)
		letters := strings.ToLower(amount[len(digits):])
		for word, m := range magnitudes {
			if slices.Contains(m.letters, letters) {
				return digits + " " + word
			}
		}
		return amount
	})
}

// currencies are the signs that an amount without one may have in the coverage.
var currencies = []string{"£", "$", "€"}

// amountVariants are how the coverage may write a number of that magnitude in one
// word, as terms: of £44 million £44m, 44m and £44000000.
func amountVariants(number, magnitude string) []string {
	m, ok := magnitudes[magnitude]
	if first, _ := utf8.DecodeRuneInString(number); !ok || !unicode.Is(unicode.Sc, first) && !unicode.IsDigit(first) || len(number) > 20 {
		return nil
	}
	digits := strings.TrimLeftFunc(number, func(r rune) bool { return unicode.Is(unicode.Sc, r) })
	signs := append([]string{""}, currencies...)
	if digits != number {
		signs = []string{"", number[:len(number)-len(digits)]}
	}
	ends := append([]string{magnitude}, m.letters...)
	var variants []string
	for _, sign := range signs {
		for _, end := range ends {
			variants = append(variants, sign+digits+end)
		}
	}
	if value, ok := new(big.Rat).SetString(digits); ok {
		if value.Mul(value, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(m.zeros)), nil))); value.IsInt() {
			for _, sign := range signs {
				variants = append(variants, sign+value.Num().String())
			}
		}
	}
	return variants
}

// numerals are the numbers that are written in words or in digits.
var numerals = strings.Fields("two three four five six seven eight nine ten eleven twelve")

//go:embed spelling.txt
var spellingList string

// spellings lead from a term to those that are the same word spelt otherwise.
var spellings = func() map[string][]string {
	list := map[string][]string{}
	pair := func(a, b string) {
		if x, y := index.Analyze(a)[0].Text, index.Analyze(b)[0].Text; x != y && !slices.Contains(list[x], y) {
			list[x], list[y] = append(list[x], y), append(list[y], x)
		}
	}
	for line := range strings.Lines(spellingList) {
		if words := strings.Fields(line); len(words) == 2 {
			pair(words[0], words[1])
		}
	}
	for i, word := range numerals {
		pair(word, big.NewInt(int64(i+2)).String())
	}
	return list
}()

// aVerb is a word that ends as organise and analyse do, or a word made of one.
var aVerb = regexp.MustCompile(`^(\p{Ll}{3,}i|\p{Ll}{2,}ly|\p{Ll}+aly)([sz])(e[sdr]?|ers|ing|ations?|able)$`)

// spelt are the terms of a word as others spell it.
func spelt(word, term string) []string {
	variants := slices.Clone(spellings[term])
	if m := aVerb.FindStringSubmatch(strings.ToLower(word)); m != nil {
		other := m[1] + map[string]string{"s": "z", "z": "s"}[m[2]] + m[3]
		variants = append(variants, index.Analyze(other)[0].Text)
	}
	return variants
}

// find looks up how many passages hold each term in one way or another, and
// keeps the variants that some do. The variants are what is written otherwise: of the
// word itself, or of it and a neighbour together.
func (u *understood) find(ctx context.Context, searcher index.Searcher, question string, all []index.Term) error {
	candidates := make([][]string, len(u.terms)) // for each term
	add := func(k int, variants ...string) {
		for _, f := range variants {
			if !slices.Contains(candidates[k], f) && !u.asks(f) && !index.IsStopWord(f) {
				candidates[k] = append(candidates[k], f)
			}
		}
	}
	for i, t := range all {
		k, ok := u.place(t.Text)
		if !ok {
			continue
		}
		add(k, spelt(t.Span.Of(question), t.Text)...)
		if i == 0 {
			continue
		}
		before, ok := u.place(all[i-1].Text)
		if gap := question[all[i-1].Span.End:t.Span.Start]; !ok || gap != " " && gap != "-" {
			continue
		}
		joined := amountVariants(all[i-1].Text, t.Text)
		if both := index.Analyze(all[i-1].Span.Of(question) + t.Span.Of(question)); joined == nil && len(both) == 1 {
			joined = []string{both[0].Text}
		}
		add(before, joined...)
		add(k, joined...)
	}
	return u.keep(ctx, searcher, candidates)
}

// keep looks the terms and the candidates for their variants up.
func (u *understood) keep(ctx context.Context, searcher index.Searcher, candidates [][]string) error {
	var texts []string
	for i, t := range u.terms {
		texts = append(append(texts, t.text), candidates[i]...)
	}
	f, err := searcher.Frequencies(ctx, texts)
	if err != nil {
		return err
	}
	u.passages = f.Passages
	at := 0
	for i := range u.terms {
		t := &u.terms[i]
		t.with = f.With[at]
		for n, variant := range candidates[i] {
			if with := f.With[at+1+n]; with > 0 {
				t.with += with
				t.variants = append(t.variants, variant)
				u.at[variant] = append(u.at[variant], i)
			}
		}
		at += 1 + len(candidates[i])
	}
	return nil
}
