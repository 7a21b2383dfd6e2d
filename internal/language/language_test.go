package language

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	xlanguage "golang.org/x/text/language"
)

func TestFilesAreWhole(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
	english := All()[0]
	if english.Code() != "en" || len(english.texts) < 100 {
		t.Fatalf("%d texts in %s", len(english.texts), english.Code())
	}
	for _, l := range All()[1:] {
		for key, want := range english.texts {
			got, there := l.texts[key]
			if !there {
				t.Errorf("%s.txt has no %s", l.code, key)
			} else if a, b := places(want), places(got); !slices.Equal(a, b) {
				t.Errorf("%s.txt: %s has the places %v, in English it has %v", l.code, key, b, a)
			} else if len(got) != len(want) {
				t.Errorf("%s.txt: %s has %d forms", l.code, key, len(got))
			}
		}
		for key := range l.texts {
			if english.texts[key] == nil && !strings.HasPrefix(key, "name.") {
				t.Errorf("%s.txt has %s, which English has not", l.code, key)
			}
		}
		if a, b := order(t, "en"), order(t, l.code); !slices.Equal(a, b) && !t.Failed() {
			t.Errorf("%s.txt has its texts in another order than en.txt, and a translator wants them side by side", l.code)
		}
	}
}

// places are what the forms of a text have filled in, all together, without n,
// which a form may say in a word.
func places(t text) []string {
	var list []string
	for _, parts := range t {
		for _, p := range parts {
			for _, name := range append([]string{p.place}, p.names...) {
				if name != "" && name != "n" && !slices.Contains(list, name) {
					list = append(list, name)
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

// order is the keys of a file but names, as they stand in it.
func order(t *testing.T, code string) []string {
	t.Helper()
	source, err := files.ReadFile(code + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for s := range strings.Lines(string(source)) {
		if m := line.FindStringSubmatch(strings.TrimSpace(s)); m != nil && !strings.HasPrefix(m[1], "name.") {
			keys = append(keys, m[1])
		}
	}
	return slices.Compact(keys)
}

// Every form of a text holds what it counts, unless it is for one number alone.
func TestFormsSayTheirNumber(t *testing.T) {
	for _, l := range All() {
		for key, forms := range l.texts {
			for form, parts := range forms {
				has := slices.ContainsFunc(parts, func(p part) bool { return p.place == "n" })
				if len(forms) > 1 && form == Other && !has {
					t.Errorf("%s.txt: %s[%s] counts, and doesn't say {n}", l.code, key, form)
				}
			}
		}
	}
}

// Two buttons stand beside each other on a phone.
func TestButtonsFit(t *testing.T) {
	for _, l := range All() {
		for key := range l.texts {
			said := l.Say(key, "cutting", l.Say("cutting", "number", int64(12345)))
			if n := utf8.RuneCountInString(said); strings.HasPrefix(key, "button.") && n > 38 {
				t.Errorf("%s.txt: %s has %d characters", l.code, key, n)
			}
		}
	}
}

// Our rules are the CLDR's as golang.org/x/text has them.
func TestPluralsAreTheCLDRs(t *testing.T) {
	names := map[plural.Form]Form{plural.One: One, plural.Other: Other, plural.Zero: "zero", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
	for code, rules := range spoken {
		tag := xlanguage.MustParse(code)
		for n := range 2000 {
			if got, want := rules.form(n), names[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]; got != want || !slices.Contains(rules.forms, got) {
				t.Errorf("%s: %d is %s, in the CLDR %s", code, n, got, want)
			}
		}
		if For(code).code != code {
			t.Errorf("no file is in %s", code)
		}
	}
}

func TestSay(t *testing.T) {
	l, wrong := read("en", strings.Join([]string{
		"# a comment", "", "plain = It is.", "empty =", "two = {b} before {a}", "n[one] = one of {kind}", "n[other] = {n} of {kind}",
		"go = {/watch add} {:outlet}", "number.thousands = .", "name.watch = beobachten", "name.outlet = medium",
	}, "\n"))
	if wrong != nil {
		t.Fatal(wrong)
	}
	for want, got := range map[string]string{
		"It is.":                      l.Say("plain"),
		"":                            l.Say("empty"),
		"B before A":                  l.Say("two", "a", "A", "b", "B"),
		"{b} before 1.204":            l.Say("two", "a", 1204, "b", "{b}"),
		"1204 before 24 April 2009":   l.Say("two", "b", int64(1204), "a", Date{2009, 4, 24}),
		"It is. before -1 of x":       l.Say("two", "b", Phrase("plain"), "a", Phrase("n", "n", -1, "kind", "x")),
		"one of x":                    l.Say("n", "kind", "x", "n", 1),
		"1.204 of x":                  l.Say("n", "kind", "x", "n", 1204),
		"/beobachten add medium":      l.Say("go"),
		"no.such.key":                 l.Say("no.such.key", "n", 3),
		"No. 7":                       l.Say("cutting", "number", int64(7)), // English helps out
		"1,204 articles":              Phrase("count.article", "n", 1204).String(),
		"Sunday":                      For("en-GB").Weekday(time.Sunday),
		"-1.204.567":                  l.Number(-1204567),
		"1 article, date unknown 999": l.Count(1, "article") + ", " + l.Date(Date{}) + " " + l.Number(999),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	for source, want := range map[string]string{
		"key text":                      `line 1: "key text" is neither a comment nor a text`,
		"\nKey = x":                     "line 2: ",
		"a = 1\na = 2":                  "line 2: a is there twice",
		"a[one] = x\na[one] = y":        "line 2: a[one] is there twice",
		"a[few] = x":                    "no form [few]",
		"a[one] = x":                    "a: the form [other] is missing",
		"a = {b":                        "is no place",
		"a = {B}":                       "is no place",
		"a = }":                         "a } without its {",
		"a[other] = x\nb[one] = {n}":    "b: the form [other] is missing",
		"a = x\r\nb = y\n  c = z\nd=":   "line 4",
		strings.Repeat("a", 100) + " x": "neither",
	} {
		_, wrong := read("en", source)
		if err := errors.Join(wrong...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", source, err, want)
		}
	}
	if l, wrong := read("cy", "a = x"); len(wrong) != 1 || l.Say("cutting", "number", int64(1)) != "No. 1" {
		t.Errorf("%v", wrong)
	}
}

// Whatever the file, it is read or refused; a text without places is said as it
// stands.
func FuzzRead(f *testing.F) {
	for _, l := range All() {
		source, err := files.ReadFile(l.code + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(source))
	}
	f.Add("a = {{/x y}}{:}\nb[one] = {n}")
	f.Fuzz(func(t *testing.T, source string) {
		l, _ := read("en", source)
		for key, forms := range l.texts {
			said := l.Say(key, "n", 3)
			if len(forms) == 1 && len(places(forms)) == 0 && !strings.Contains(source, "{") && !strings.Contains(source, said) {
				t.Errorf("%s says %q", key, said)
			}
		}
	})
}
