package ingest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"cuttings/internal/archive"

	"github.com/google/go-cmp/cmp"
)

func TestFrontMatter(t *testing.T) {
	for _, test := range []struct {
		name, front string
		want        archive.Article
	}{
		{"all keys", "id: cutting-1\ntitle: Jobs to go\nurl: https://example.org/a\noutlet: Oxford Mail\nauthor: A. Hill\npublished: 2009-04-24\nlanguage: en-GB\n", archive.Article{
			ID: "cutting-1", Title: "Jobs to go", URL: "https://example.org/a", Outlet: "Oxford Mail", Author: "A. Hill",
			Published: archive.Date{Year: 2009, Month: 4, Day: 24}, Language: "en-GB",
		}},
		{"nothing", "", archive.Article{}},
		{"a comment", "# none\n", archive.Article{}},
		{"letter case", "Title: a\nOUTLET: b\n", archive.Article{Title: "a", Outlet: "b"}},
		{"null and empty", "title: ~\noutlet:\nauthor: ''\n", archive.Article{}},
		{"month", "published: 2009-04\n", archive.Article{Published: archive.Date{Year: 2009, Month: 4}}},
		{"year", "published: 2009\n", archive.Article{Published: archive.Date{Year: 2009}}},
		{"quoted date", "published: \"2009\"\n", archive.Article{Published: archive.Date{Year: 2009}}},
		{"timestamp", "published: 2009-04-24 07:30:00\n", archive.Article{Published: archive.Date{Year: 2009, Month: 4, Day: 24}}},
		{"numbers as written", "id: 0070\ntitle: 1984\noutlet: 24.70\nauthor: true\n", archive.Article{ID: "0070", Title: "1984", Outlet: "24.70", Author: "true"}},
		{"quotation marks", "title: \"Jobs: 366 \\u2014 \\\"to go\\\"\"\noutlet: 'The People''s Paper'\n", archive.Article{Title: "Jobs: 366 — \"to go\"", Outlet: "The People's Paper"}},
		{"over lines", "title: >\n  Jobs\n  to go\n", archive.Article{Title: "Jobs to go\n"}},
		{"keys of others", "tags: [a, b]\ndraft: false\nseo:\n  title: x\ntitle: mine\n", archive.Article{Title: "mine"}},
		{"aliases of others", "a: &a [x, x]\nb: [*a, *a]\ntitle: mine\n", archive.Article{Title: "mine"}},
	} {
		got, _, err := frontMatter("---\n" + test.front)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestFrontMatterRefuses(t *testing.T) {
	const wayOut = ": write key: value, and put a value with a colon or another mark in quotation marks"
	const quote = ": write it in quotation marks"
	for _, test := range []struct{ name, file, want string }{
		{"not closed", "---\ntitle: a\n\nText", "line 1: front matter begins here and doesn't end: put a line --- below it, within 16384 bytes, or an empty line above if it is none"},
		{"too long", "---\ntitle: " + strings.Repeat("a", maxFront) + "\n---\nText", "line 1: front matter begins here and doesn't end: put a line --- below it, within 16384 bytes, or an empty line above if it is none"},
		{"twice", "---\ntitle: a\noutlet: b\ntitle: c\n---\nText", `line 4: mapping key "title" already defined at [2:1]` + wayOut},
		{"twice, case aside", "---\ntitle: a\nTitle: c\n---\nText", "line 3: title is in line 2 already: keep one of the two"},
		{"colon in a value", "---\noutlet: b\ntitle: Jobs: 366 to go\n---\nText", "line 3: mapping value is not allowed in this context" + wayOut},
		{"tab", "---\ntitle: a\n\toutlet: b\n---\nText", "line 3: found character ' ' that cannot start any token" + wayOut},
		{"quotation mark left open", "---\n\ntitle: \"a\n---\nText", "line 3: could not find end character of double-quoted text" + wayOut},
		{"a list", "---\nauthor: [A. Hill, B. Dale]\n---\nText", "line 2: author must be one text, and this is a list" + quote},
		{"keys in keys", "---\nauthor:\n  name: A. Hill\n---\nText", "line 2: author must be one text, and this is a group of keys" + quote},
		{"an alias", "---\na: &x b\ntitle: *x\n---\nText", "line 3: title must be one text, and this is an alias (*)" + quote},
		{"an anchor", "---\ntitle: &x b\n---\nText", "line 2: title must be one text, and this is an anchor (&)" + quote},
		{"a tag", "---\ntitle: !!str 2\n---\nText", "line 2: title must be one text, and this is a tag (!)" + quote},
		{"no keys", "---\nJust words.\n---\nText", "line 2: front matter is lines of key: value, and this is words without a key"},
		{"list of keys", "---\n- a\n---\nText", "line 2: front matter is lines of key: value, and this is a list"},
		{"bad date", "---\ntitle: a\npublished: 24 April 2009\n---\nText", `line 3: published: "24 April 2009" is not a date: write 2009, 2009-04 or 2009-04-24`},
		{"no such day", "---\npublished: 2009-02-30\n---\nText", `line 2: published: "2009-02-30" is not a day of the calendar: write 2009, 2009-04 or 2009-04-24`},
		{"bad address", "---\nurl: oxfordmail.co.uk\n---\nText", `line 2: the address "oxfordmail.co.uk" is not that of a web page: write it with http:// or https://, or leave it out`},
		{"long title", "---\nid: 1\ntitle: " + strings.Repeat("a", maxField+1) + "\n---\nText", "line 3: its title is 2001 characters long and may have at most 2000: shorten it"},
		{"alias bomb", "---\n" + bomb() + "title: *i\n---\nText", "line 11: title must be one text, and this is an alias (*)" + quote},
	} {
		if _, err := Markdown("a.md", []byte(test.file)); fmt.Sprint(err) != test.want {
			t.Errorf("%s:\n got %v\nwant %s", test.name, err, test.want)
		}
		if _, err := Text("a.txt", []byte(strings.ReplaceAll(test.file, "\n", "\r\n"))); fmt.Sprint(err) != test.want {
			t.Errorf("%s, with \\r\\n:\n got %v\nwant %s", test.name, err, test.want)
		}
	}
}

// bomb is front matter that would be a billion words if aliases were expanded.
func bomb() string {
	var b strings.Builder
	b.WriteString("a: &a [x, x, x, x, x, x, x, x, x, x]\n")
	for c := 'b'; c <= 'i'; c++ {
		was := fmt.Sprintf("*%c", c-1)
		fmt.Fprintf(&b, "%c: &%c [%s]\n", c, c, strings.Join([]string{was, was, was, was, was, was, was, was, was, was}, ", "))
	}
	return b.String()
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"title: a\n", "title: >\n a\n", "a: &a [*a]\n", bomb(), "? a\n: b\n", "{", "%YAML\n", "title: \"\\u00", "<<: *a\n", "...\n", "\ttitle: a\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 {
			return
		}
		a, err := Text("a.txt", []byte("---\n"+s+"\n---\nText"))
		if err == nil {
			checkStored(t, a)
		} else if message := err.Error(); !utf8.ValidString(message) || strings.Contains(message, "\n") || len(message) > 3000 {
			t.Errorf("an error that can't be shown: %q", message)
		}
	})
}

// checkStored reports what no stored article may be.
func checkStored(t *testing.T, a archive.Article) {
	t.Helper()
	for _, s := range []string{a.ID, a.Title, a.URL, a.Address, a.Outlet, a.Author, a.Language, a.Text} {
		if !utf8.ValidString(s) || s != printable(s) {
			t.Errorf("not fit to be stored: %q", s)
		}
	}
	if a.ID == "" || strings.TrimSpace(a.Text) == "" || len(a.Text) > maxText || strings.ContainsAny(a.Title, "\n\r\t") {
		t.Errorf("not fit to be stored: %+v", a)
	}
}
