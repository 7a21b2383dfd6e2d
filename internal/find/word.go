package find

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/text"
)

// wordsOf are the words of s as the index would cut them.
func wordsOf(s string) []word {
	var list []word
	for _, t := range index.Analyze(s) {
		list = append(list, word{shown: shown(t.Span.Of(s), t.Text), term: t.Text})
	}
	return list
}

// shown is a word folded, unless analysing that would give another term.
func shown(raw, term string) string {
	folded := text.Fold(raw).Text
	if again := index.Analyze(folded); len(again) == 1 && again[0].Text == term && again[0].Span.Len() == len(folded) {
		return folded
	}
	return raw
}

// form is a word as prefixes are compared with it: folded, without what the
// index leaves out of a term, but not stemmed. It takes the word as it stands
// and its term.
func form(raw, term string) string {
	if strings.Contains(term, "'") { // a contraction keeps its apostrophe
		return term
	}
	first, _ := utf8.DecodeRuneInString(raw)
	number := unicode.IsDigit(first) || unicode.Is(unicode.Sc, first)
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || number && (r == '.' || unicode.Is(unicode.Sc, r)) {
			return r
		}
		return -1
	}, text.Fold(raw).Text)
}

// isLatin reports whether s is made of the letters a to z: only such words are
// stemmed.
func isLatin(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// The index knows stems and a prefix is the beginning of a word. The Porter2
// stemmer (snowballstem.org/algorithms/english/stemmer.html) takes endings off
// and may write one letter anew, so the stem of a word is the beginning of the
// word but for its last letter (e, i or l). The exceptions are in the algorithm's
// own list.
const rewritten = "eil"

// exceptional are the words that the stemmer treats by a list of its own, as far
// as their stems are no beginning of theirs by more than the last letter.
var exceptional = map[string]string{"skies": "sky", "dying": "die", "lying": "lie", "tying": "tie"}

// begins reports whether every word with that stem begins with the prefix p,
// with which the stem begins.
func begins(stem, p string) bool {
	if !isLatin(p) {
		return true // no such word is stemmed
	}
	for _, s := range exceptional {
		if s == stem {
			return false
		}
	}
	return len(stem) > len(p) || !strings.Contains(rewritten, stem[len(stem)-1:])
}

// stems are the stems that a word beginning with p may have though they don't
// begin with p themselves: the beginnings of p down to where no ending can be
// taken off, each as it is and with its last letter rewritten. Some may be the
// stem of no such word.
func stems(p string) []string {
	var list []string
	if !isLatin(p) {
		return nil
	}
	for w, s := range exceptional {
		if strings.HasPrefix(w, p) && !strings.HasPrefix(s, p) {
			list = append(list, s)
		}
	}
	for j := 1; j < len(p); j++ {
		if !isEnding(p, j) && (j < region(p) || !isSuffix(p[j:])) {
			continue
		}
		list = append(list, p[:j])
		for _, letter := range rewritten {
			list = append(list, p[:j]+string(letter))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// region is where the first region of a word that begins with p can start: most
// endings are taken off only within it. It lies after the first consonant that
// follows a vowel; y is taken for whichever comes sooner.
func region(p string) int {
	for i := 1; i < len(p); i++ {
		if strings.Contains("aeiouy", p[i-1:i]) && !strings.Contains("aeiou", p[i:i+1]) {
			return i + 1
		}
	}
	return len(p)
}

// isEnding reports whether what follows in p from j on may be an ending that is
// taken off anywhere in a word: the s of a plural, -d, -ed and -ing, with the
// consonant that was doubled before or the y that becomes an i.
func isEnding(p string, j int) bool {
	rest := p[j:]
	if rest[0] == 'y' || rest[0] == p[j-1] {
		rest = rest[1:]
	}
	for _, ending := range []string{"ings", "inglys", "eds", "edlys", "ds", "es", "s"} {
		if strings.HasPrefix(ending, rest) || strings.HasPrefix(ending, p[j:]) {
			return true
		}
	}
	return false
}

// suffixes are what the endings that are taken off in the first region begin
// with.
var suffixes = strings.Fields("ab al an at bi bl e fu ib ic ie il in io is it iv iz l me ne og or ou ti y")

// isSuffix reports whether such an ending may begin with s or s with one.
func isSuffix(s string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasPrefix(x, s) || strings.HasPrefix(s, x) })
}
