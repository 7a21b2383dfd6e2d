package card

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// long is a quote of about n characters, cutting number of its own.
func long(t *testing.T, number int64, n int) quote.Quote {
	t.Helper()
	v := stored(number, archive.Article{
		Title: fmt.Sprintf("Article %d", number), URL: "https://a.b/c", Text: strings.Repeat("word ", n/5) + "ends.",
	})
	q, err := quote.New(v, text.Span{End: len(v.Text)})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// Quotes that don't fit are left out whole, and the card says so.
func TestLongQuotes(t *testing.T) {
	for _, c := range []struct {
		name    string
		lengths []int
		shown   int
		says    string
	}{
		{"three fit", []int{900, 900, 900}, 3, ""},
		{"the third does not", []int{1500, 1500, 1500}, 2, "1 more quote not shown"},
		{"a later one may", []int{2500, 2500, 300}, 2, "1 more quote not shown"},
		{"more than an answer has", []int{10, 10, 10, 10, 10}, 3, "2 more quotes not shown"},
		{"the best is too long", []int{5000, 300}, 1, "A quote of 5,005 characters is too long for a card, and a quote is never cut. It stands in:\na.b · date unknown\nArticle 1\n"},
		{"all are", []int{4000, 5000, 6000}, 0, "2 more quotes not shown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var quotes []quote.Quote
			for i, n := range c.lengths {
				quotes = append(quotes, long(t, int64(i+1), n))
			}
			m, err := Render(desk.AskReply{Question: "?", Answer: ask.Answer{Found: true, Quotes: quotes}}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := keepsLimits(m); err != nil {
				t.Error(err)
			}
			if got := len(onScreen(m)); got != c.shown {
				t.Errorf("%d quotes are shown, want %d", got, c.shown)
			}
			if !strings.Contains(Text(m), c.says) || c.says == "" && strings.Contains(Text(m), "not shown") {
				t.Errorf("it doesn't say %q:\n%s", c.says, Text(m))
			}
		})
	}
}

// A long address without a fragment is better than none, and none is better than
// half of one.
func TestLongLinks(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"https://a.b/c", "(https://a.b/c#:~:text="},
		{"https://a.b/" + strings.Repeat("c", 980), "c)"},
		{"https://a.b/" + strings.Repeat("c", 2000), "its address can't be shown as a link"},
		{"https://a.b/" + strings.Repeat("(", 500), "its address can't be shown as a link"},
		{"ftp://a.b/c", "its address can't be shown as a link"},
		{"", "no address, so no link"},
	} {
		v := stored(1, archive.Article{Title: "A headline", URL: c.url, Text: "It has ten words or more, so that the fragment is long."})
		q, err := quote.New(v, text.Span{End: len(v.Text)})
		if err != nil {
			t.Fatal(err)
		}
		if got := (&draft{}).standing(q); !strings.Contains(got, c.want) {
			t.Errorf("%.40s: no %q in\n%s", c.url, c.want, got)
		}
	}
}

// A headline stands as it is, linked if it can be the text of a link.
func TestHeadlines(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"Jobs: 600 “to go”", "[Jobs: 600 “to go”](https://a.b)"},
		{"[LIVE] *Strike* at #1 hospital", `\[LIVE\] \*Strike\* at #1 hospital` + "\n[Open the article](https://a.b)"},
		{"See https://c.d/e_f", `See https\://c.d/e\_f` + "\n[Open the article](https://a.b)"},
		{"@everyone", "\\@everyone\n[Open the article](https://a.b)"},
		{"two\nlines\u202e", "[two lines](https://a.b)"},
		{" \t\u200b", "[no headline](https://a.b)"},
		{strings.Repeat("long ", 1000), "[" + strings.TrimSpace(strings.Repeat("long ", 39)) + " …](https://a.b)"},
		{"שלום", "[שלום](https://a.b)"},
	} {
		q := quote.Quote{Version: stored(1, archive.Article{Title: c.title, URL: "https://a.b", Text: "x."}), Span: text.Span{End: 2}}
		got, _, _ := strings.Cut(strings.ReplaceAll((&draft{}).headline(q), "#:~:text=x%2E", ""), "\x00")
		if got != c.want {
			t.Errorf("%.40q: %q, want %q", c.title, got, c.want)
		}
	}
}

func TestShorten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile(60).Draw(t, "s")
		limit := rapid.IntRange(10, 200).Draw(t, "limit")
		got := shorten(s, limit)
		whole := shorten(s, 1<<20)
		if utf8.RuneCountInString(got) > limit || strings.ContainsAny(got, "\n\t\u202e\u2066") {
			t.Fatalf("%q", got)
		}
		if kept, cut := strings.CutSuffix(got, " …"); got != whole && (!cut || !strings.HasPrefix(whole, kept)) {
			t.Fatalf("%q of %q", got, whole)
		}
	})
	for s, want := range map[string]string{
		"one two three four":  "one two …",
		"onetwothreefour":     "onetwoth …",
		"one two":             "one two",
		" one\n\ttwo\u0007  ": "one two",
		"\xff":                "\uFFFD",
	} {
		if got := shorten(s, 10); got != want {
			t.Errorf("shorten(%q, 10) = %q, want %q", s, got, want)
		}
	}
}

// A name written from right to left must not take the date beside it along.
func TestNamesAreIsolated(t *testing.T) {
	for s, want := range map[string]string{
		"Oxford Mail": "Oxford Mail", "الأهرام": "\u2068الأهرام\u2069", "הארץ 1\u2069": "\u2068הארץ 1\u2069",
	} {
		if got := name(s); got != want {
			t.Errorf("name(%q) = %q, want %q", s, got, want)
		}
	}
}
