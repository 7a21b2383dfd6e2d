package index

import (
	"bufio"
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"

	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// normalize makes the term of a token, or "" when nothing is left of it.
func normalize(word string, k kind) string {
	if utf8.RuneCountInString(word) > LongestWord {
		return ""
	}
	if k == plain {
		word = singularInitials(word)
	}
	folded := fold(word)
	contraction := k == plain && isContraction(folded)
	t := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r),
			k == numeric && (r == '.' || unicode.Is(unicode.Sc, r)),
			contraction && r == '\'':
			return r
		}
		return -1
	}, folded)
	if k == plain && !contraction {
		return stem(t)
	}
	return t
}

// singularInitials drops the s of "PCTs" and "MPs", which the stemmer leaves on
// words without a vowel.
func singularInitials(word string) string {
	initials := strings.TrimSuffix(word, "s")
	if len(initials) < 2 || len(initials) == len(word) {
		return word
	}
	for i := range len(initials) {
		if initials[i] < 'A' || initials[i] > 'Z' {
			return word
		}
	}
	return initials
}

// fold is text.Fold, and a short cut for what needs no folding but of case.
func fold(word string) string {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return strings.ReplaceAll(text.Fold(word).Text, "ʼ", "'")
		}
	}
	return strings.ToLower(word)
}

// isContraction reports whether the word ends as "don't", "we'll" and "I'd" do.
// Without the apostrophe they would be other words: well, ill, id. Names such
// as O'Connor are better off without theirs.
func isContraction(word string) bool {
	i := strings.LastIndexByte(word, '\'')
	if i < 0 {
		return false
	}
	switch word[i+1:] {
	case "t", "re", "ve", "ll", "d", "m":
		return true
	}
	return false
}

// stem cuts a word of the letters a to z down to its stem, by the English
// Snowball algorithm (Porter2); other words are left as they are.
func stem(word string) string {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return word
		}
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// IsStopWord reports whether a term, as Analyze gives it, is one of the words
// that English sentences are held together by: the, of, which, don't.
func IsStopWord(term string) bool { return stopWords[term] }

// stopWords are the terms of Snowball's list of English stop words.
var stopWords = readStopWords(en.EnglishStopWords)

// readStopWords reads a list in Snowball's form: the first word of a line
// counts, and | begins a comment.
func readStopWords(list []byte) map[string]bool {
	words := map[string]bool{}
	for lines := bufio.NewScanner(bytes.NewReader(list)); lines.Scan(); {
		line, _, _ := strings.Cut(lines.Text(), "|")
		for _, t := range Analyze(line) {
			words[t.Text] = true
		}
	}
	return words
}
