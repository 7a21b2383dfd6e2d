package find

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/index"
)

// endings are those that the stemmer knows, and some that it doesn't.
var endings = []string{
	"s", "es", "ed", "ing", "ingly", "edly", "ies", "ied", "y", "ly", "li", "e", "al", "ally", "ational", "ation", "ations",
	"ization", "izer", "ize", "ator", "ability", "bility", "bly", "ably", "ency", "ancy", "ence", "ance", "ology", "ogy", "ful", "fulness",
	"less", "lessly", "ness", "ous", "ously", "ousness", "ive", "iveness", "ivity", "icate", "icity", "ical", "ment", "ement", "ent",
	"ion", "ism", "alism", "er", "ic", "ant", "eed", "eedly", "tional", "bb", "tt", "at", "iz", "bl", "ll", "us", "ss", "sses", "x", "'s",
}

// drawWord is a word that a stemmer can make much of.
func drawWord(t *rapid.T) string {
	base := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("aeiouybdhlnrstvwcgm")), 1, 6, -1),
		rapid.SampledFrom([]string{"dy", "ly", "ty", "sk", "sky", "cr", "hospit", "conserv", "happ", "gener", "commun", "arsen", "stop", "us", "be", "possi"}),
	).Draw(t, "base")
	return base + strings.Join(rapid.SliceOfN(rapid.SampledFrom(endings), 0, 3).Draw(t, "endings"), "")
}

// No word that begins with a prefix escapes the terms looked up for it, and no
// term taken for certain belongs to a word that doesn't.
func TestPrefixesReachTheirWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWord(t)
		terms := index.Analyze(w)
		if len(terms) != 1 {
			t.Skip("no single word")
		}
		term := terms[0].Text
		whole := form(terms[0].Span.Of(w), term)
		p := whole[:rapid.IntRange(1, len(whole)).Draw(t, "length")]
		if !strings.HasPrefix(term, p) && !slices.Contains(stems(p), term) {
			t.Fatalf("%s* doesn't reach %s, whose term is %s", p, whole, term)
		}
		p = term[:rapid.IntRange(1, len(term)).Draw(t, "length of the term")]
		if begins(term, p) && !strings.HasPrefix(whole, p) {
			t.Fatalf("%s is certain for %s*, and %s has it", term, p, whole)
		}
	})
}

func TestExceptionalWords(t *testing.T) {
	for _, w := range []string{
		"skis", "skies", "dying", "lying", "tying", "idly", "gently", "ugly", "early", "only", "singly", "sky", "news", "howe",
		"atlas", "cosmos", "bias", "andes", "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
	} {
		term := index.Analyze(w)[0].Text
		for n := 1; n <= len(w); n++ {
			if p := w[:n]; !strings.HasPrefix(term, p) && !slices.Contains(stems(p), term) {
				t.Errorf("%s* doesn't reach %s, whose term is %s", p, w, term)
			}
		}
		for n := 1; n <= len(term); n++ {
			if p := term[:n]; begins(term, p) && !strings.HasPrefix(w, p) {
				t.Errorf("%s is certain for %s*, and %s has it", term, p, w)
			}
		}
	}
}

func TestForm(t *testing.T) {
	for raw, want := range map[string]string{
		"Hospitals": "hospitals", "Café": "cafe", "O’Connor": "oconnor", "don’t": "don't", "U.S": "us", "£44m": "£44m", "10,000": "10000", "3.5m": "3.5m",
	} {
		if got := form(raw, index.Analyze(raw)[0].Text); got != want {
			t.Errorf("the form of %s is %q, want %q", raw, got, want)
		}
	}
}

// What is printed of a word is the word again.
func TestShownWordsKeepTheirTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, w := range wordsOf(rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("aŉ'ʼ’.ßﬁA1,£½İ\u0301 "))), rapid.Custom(drawWord)).Draw(t, "text")) {
			again := wordsOf(w.shown)
			if len(again) != 1 || again[0] != w {
				t.Fatalf("%+v is printed as %q and read as %+v", w, w.shown, again)
			}
		}
	})
}
