package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"":                       "",
		"The £44m Plan":          "the £44m plan",
		"“It’s ‘over’,” he said": `"it's 'over'," he said`,
		"«C’est» ‹fini› „aus“ ‚so‘": `"c'est" 'fini' "aus" 'so'`,
		"`so´ 5′ 6″":                              `'so' 5' 6"`,
		"a—b–c‐d−e":                               "a-b-c-d-e",
		" a \t\r\n\u00a0\u2003b  ":                " a b ",
		"Café cafe\u0301 CAFÉ":                    "cafe cafe cafe",
		"ﬁnance Ⅳ ½ … ™ ＡＢ":                       "finance iv 1⁄2 ... tm ab",
		"Straße Æsop Œuvre Łódź Øre":              "strasse aesop oeuvre lodz ore",
		"Νίκος ΝΙΚΟΣ":                             "νικοσ νικοσ",
		"İstanbul ılık":                           "istanbul ilik",
		"co\u00adoperate \u200bzero":              "cooperate zero",
		"bad \xff byte":                           "bad \uFFFD byte",
		"한국 \u1112\u1161\u11ab\u1100\u116e\u11a8": "\u1112\u1161\u11ab\u1100\u116e\u11a8 \u1112\u1161\u11ab\u1100\u116e\u11a8",
	} {
		if got := Fold(s).Text; got != want {
			t.Errorf("Fold(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestSource(t *testing.T) {
	const s = "  The  “CAFE\u0301” of ﬁne\n\nart"
	for part, want := range map[string]string{
		"the":      "The",
		`the "`:    "The  “",
		`"cafe"`:   "“CAFE\u0301”",
		"e":        "e", // the first, of The
		"fe":       "FE\u0301",
		"f fi":     "f ﬁ",
		"i":        "ﬁ", // half a ligature is the whole
		"ne art":   "ne\n\nart",
		" ":        "  ",
		"":         "",
		"the caff": "",
	} {
		f := Fold(s)
		at := strings.Index(f.Text, part)
		if at < 0 {
			if want != "" {
				t.Errorf("%q is not in %q", part, f.Text)
			}
			continue
		}
		if got := f.Source(Span{at, at + len(part)}).Of(s); got != want {
			t.Errorf("the source of %q is %q, want %q", part, got, want)
		}
	}
}

// checkFold reports what Fold promises of any text: folding again changes
// nothing, and every part of the folded text leads back to what made it.
func checkFold(t interface{ Fatalf(string, ...any) }, s string) {
	f := Fold(s)
	if again := Fold(f.Text).Text; again != f.Text {
		t.Fatalf("Fold(%q) = %q, and folded again %q", s, f.Text, again)
	}
	if !utf8.ValidString(f.Text) {
		t.Fatalf("Fold(%q) = %q is no UTF-8", s, f.Text)
	}
	last := 0
	for i, r := range f.Text {
		p := f.Source(Span{i, i + utf8.RuneLen(r)})
		if p.Start < last || p.End <= p.Start || p.End > len(s) {
			t.Fatalf("the source of %q at %d of %q is %v", r, i, f.Text, p)
		}
		if !utf8.ValidString(p.Of(s)) && utf8.ValidString(s) {
			t.Fatalf("%v cuts a code point of %q", p, s)
		}
		if from := Fold(p.Of(s)).Text; !strings.ContainsRune(from, r) {
			t.Fatalf("%q at %d of %q comes from %q, which folds to %q", r, i, f.Text, p.Of(s), from)
		}
		last = p.Start
	}
	if got := f.Source(Span{len(f.Text), len(f.Text)}); got.Len() != 0 {
		t.Fatalf("an empty span comes from %v", got)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	for _, s := range []string{"", "  a", "\u0301a", "a\u0301\u0302 ", "¨ ´", "ﬃ", "\xff\xe2\x80", "ǰŉΐ", "\u1fef", "한", "a\u00ad"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkFold(t, s) })
}

func BenchmarkFold(b *testing.B) {
	news := strings.Join(seeds(b), "\n\n")
	b.SetBytes(int64(len(news)))
	b.ReportAllocs()
	for b.Loop() {
		Fold(news)
	}
}
