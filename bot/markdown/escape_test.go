package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// hostile draws text out of what means something to some client.
func hostile() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom(strings.Split("*_~|`\\<>@:#[]()-+.!0123456789abz /&\"'", "")),
		rapid.SampledFrom([]string{
			"\n", "\n", " ", " ", "\t", "  \n", "\r\n", "http://", "https://a.b/c_d", "**", "__", "~~", "||", "```", "``",
			"# ", "## ", "-# ", "> ", ">>> ", "- ", "* ", "+ ", "1. ", "23. ", "1) ", "[a](http://b.c)", "<@1>", "<@!1>",
			"<@&123456789012345678>", "<#1>", "</ask:1>", "<:ab:123456789012345678>", "<a:b:2>", ":smile:", "::skin-tone-2:",
			"<t:0:R>", "<id:guide>", "@everyone", "@here", "@silent ", `¯\_(ツ)_/¯`, "<a@b.c>", "<+44 1865>", "mailto:a@b.c",
			"🙂", "👩‍👩‍👧", "é", "£", "\u200b", "\u202e", "\u2028", "\u00a0", "א", "ツ", "\\",
		}),
	)
	return rapid.Map(rapid.SliceOfN(piece, 0, 24), func(pieces []string) string { return strings.Join(pieces, "") })
}

// checkEscape is the promise: what is shown is the text, and nothing is marked.
func checkEscape(t rapid.TB, s string) {
	t.Helper()
	d := Render(Escape(s))
	if d.Text() != Plain(s) || len(d.Marks()) > 0 {
		t.Fatalf("%q as %q shows %q with %v", s, Escape(s), d.Text(), d.Marks())
	}
}

func TestEscapeShowsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkEscape(t, hostile().Draw(t, "s")) })
}

// Text without odd white space is shown to the byte.
func TestPlainIsTheTextItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(strings.Fields(hostile().Draw(t, "s")), " ")
		if Plain(s) != s {
			t.Fatalf("%q would be shown as %q", s, Plain(s))
		}
	})
}

// The escapes must bite: take one away, and some text is shown otherwise.
func TestEveryEscapeIsNeeded(t *testing.T) {
	for _, s := range []string{
		`a\*b`, "*a*", "_a_", "~~a~~", "||a||", "`a`", "<@1>", "> a", "@everyone", ":a:", "[a](http://b.c)",
		"# a", "-# a", "- a", "+ a", "1. a", "https://a.b/c",
	} {
		if d := Render(s); d.Text() == s && len(d.Marks()) == 0 {
			t.Errorf("%q is shown as it is without an escape: the test proves nothing", s)
		}
		checkEscape(t, s)
	}
}

// Prose must not be littered with escapes: each is one character of the 4,000.
func TestEscapeLeavesProseAlone(t *testing.T) {
	for _, s := range []string{
		"It was confirmed that 600 posts must go.",
		`“We are not anticipating” changes – said Helen Peggs (a spokesman), of £44m; 15% & more!`,
		"A three-month consultation, 2009/10. About 366 jobs out of 10,000.",
		"2009 was the year",
		"#hashtag in the middle of a line is plain at #2 too"[1:],
	} {
		if got := Escape(s); got != s {
			t.Errorf("Escape(%q) = %q", s, got)
		}
	}
}

func TestEscapeForm(t *testing.T) {
	for s, want := range map[string]string{
		"https://a.b":     `https\://a.b`,
		"10:30":           `10\:30`,
		"1. x\n 2) y":     "1\\. x\n 2\\) y",
		"  # x":           `  \# x`,
		"\u200b- x":       "\u200b\\- x",
		"a\u2028# x":      "a\u2028\\# x",
		`ends in \`:       `ends in \\`,
		`¯\_(ツ)_/¯`:       `¯\\\_(ツ)\_/¯`,
		"a #1 - b + 1.5)": "a #1 - b + 1.5)",
	} {
		if got := Escape(s); got != want {
			t.Errorf("Escape(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"**a**", "[a](http://b.c)", "> a\n- b", "```\na```", "\\", "a  \nb", "<@1>", ":a::skin-tone-1:", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "\uFFFD")
		}
		checkEscape(t, s)
	})
}
