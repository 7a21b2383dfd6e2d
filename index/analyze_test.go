package index_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"cuttings/index"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAnalyze(t *testing.T) {
	for s, want := range map[string]string{
		"":                                  "",
		"  \n\t …?! ":                       "",
		"Jobs were CUT, cutting; cuts.":     "job were cut cut cut",
		"Mr Ladbrooke’s union’s members'":   "mr ladbrook union member",
		"MR LADBROOKE'S":                    "mr ladbrook",
		"boss's's":                          "boss",
		"O’Connor O'Connor OConnor":         "oconnor oconnor oconnor",
		"we're we’ll I'd don't it's":        "we're we'll i'd don't it",
		"'quoted' ‘words’ rock'n'roll":      "quot word rocknrol",
		"£44m €1.5bn $12 US$7":              "£44m €1.5bn $12 us $7",
		"PCTs PCT MPs MP's GPs US As":       "pct pct mp mp gp us as",
		"three-month £3.5m-a-year":          "three month £3.5m a year",
		"366 10,000 1,234,567.89 1,23 £":    "366 10000 1234567.89 1 23",
		"1234,567 12.":                      "1234 567 12",
		"2009/10 2009-10 24/04/2009":        "2009 10 2009 10 24 04 2009",
		"1990s 3rd 44m B52 covid19 12%":     "1990s 3rd 44m b52 covid19 12",
		"U.S. u.s U.S.A., e.g. J.K.Rowling": "us us usa eg jk rowl",
		"county-wide state–of—the-art":      "counti wide state of the art",
		"Zürich CAFÉ naïve Ærø straße":      "zurich cafe naiv aero strass",
		"e\u0301cole hos\u00adpital ﬁne":    "ecol hospit fine",
		"東京タワー":                             "東 京 タ ワ ー",
		"a\xff\xfeb \xc3 c":                 "a b c",
		"４４ Ⅳ ½ m² ™":                       "44 m",
		"oxfordmail.co.uk/news":             "oxfordmail co uk news",
		strings.Repeat("a", 64) + " b":      strings.Repeat("a", 64) + " b",
		strings.Repeat("a", 65) + " b":      "b",
		strings.Repeat("1", 65) + " 2":      "2",
	} {
		var got []string
		for _, term := range index.Analyze(s) {
			got = append(got, term.Text)
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("Analyze(%.80q) = %q, want %q", s, got, want)
		}
	}
}

func TestAnalyzeSpans(t *testing.T) {
	const s = "The trust’s £44m, Zürich’s U.S. bid."
	var got []string
	for _, term := range index.Analyze(s) {
		got = append(got, term.Span.Of(s))
	}
	if diff := cmp.Diff([]string{"The", "trust", "£44m", "Zürich", "U.S", "bid"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestIsStopWord(t *testing.T) {
	for _, stop := range strings.Fields("the of which what does being don't we're itself because during") {
		if term := index.Analyze(stop)[0].Text; !index.IsStopWord(term) {
			t.Errorf("%q (term %q) is no stop word", stop, term)
		}
	}
	for _, word := range strings.Fields("hospital ill well shell id can't-do 366 £44m us will said") {
		if term := index.Analyze(word)[0].Text; term != "can't" && index.IsStopWord(term) {
			t.Errorf("%q (term %q) is a stop word", word, term)
		}
	}
}

// checkTerms states what holds of the analysis of any string.
func checkTerms(t interface{ Fatalf(string, ...any) }, s string) {
	at, valid := 0, utf8.ValidString(s)
	for _, term := range index.Analyze(s) {
		p := term.Span
		if p.Start < at || p.End <= p.Start || p.End > len(s) {
			t.Fatalf("%q: %q stands at %v, after %d", s, term.Text, p, at)
		}
		at = p.End
		if valid && (!utf8.RuneStart(s[p.Start]) || p.End < len(s) && !utf8.RuneStart(s[p.End])) {
			t.Fatalf("%q: %v cuts a character", s, p)
		}
		word := p.Of(s)
		if !utf8.ValidString(word) || utf8.RuneCountInString(word) > 64 {
			t.Fatalf("%q: the word of %q is %q", s, term.Text, word)
		}
		if term.Text == "" || len(term.Text) > 1000 || !utf8.ValidString(term.Text) ||
			strings.ContainsFunc(term.Text, unicode.IsSpace) || term.Text != strings.ToLower(term.Text) {
			t.Fatalf("%q: the term %q", s, term.Text)
		}
		if again := index.Analyze(word); len(again) != 1 || again[0].Text != term.Text || again[0].Span.Len() != len(word) {
			t.Fatalf("%q: %q gives %v by itself, not %q", s, word, again, term.Text)
		}
	}
}

func TestAnalyzeProperties(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom(strings.Split("'|’|s|S|'s|.|,|/|-|£|$|44|m|1|000|U|a|O|é|\u0301|\u00ad|東|ー| |\n|\xff|ʼ|don't|İ|ǅ|ﷺ|٣", "|")),
		rapid.StringN(0, 4, -1),
	)
	rapid.Check(t, func(t *rapid.T) {
		checkTerms(t, strings.Join(rapid.SliceOfN(piece, 0, 80).Draw(t, "pieces"), ""))
	})
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"The trust’s £44m, 10,000 in 2009/10 U.S. O'Connor's", "a\u0301'b'.c.d 1,000.5,000", "\xff'東's"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTerms(t, s) })
}
