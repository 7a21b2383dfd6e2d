package ingest

import (
	"fmt"
	"strings"
	"testing"

	"cuttings/internal/archive"

	"pgregory.net/rapid"
)

func TestCanonical(t *testing.T) {
	for _, test := range []struct{ address, want string }{
		{"https://www.oxfordmail.co.uk/news/1.a/", "https://oxfordmail.co.uk/news/1.a"},
		{"http://www.oxfordmail.co.uk/news/1.a/", "https://oxfordmail.co.uk/news/1.a"},
		{"HTTPS://WWW.OxfordMail.co.uk/News/", "https://oxfordmail.co.uk/News"},
		{"http://example.org:80/a", "https://example.org/a"},
		{"https://example.org:443/a", "https://example.org/a"},
		{"https://example.org:/a", "https://example.org/a"},
		{"http://example.org:443/a", "https://example.org/a"},
		{"https://example.org:80/a", "https://example.org:80/a"},
		{"https://example.org:8080/a", "https://example.org:8080/a"},
		{"https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"},
		{"https://example.org", "https://example.org/"},
		{"https://example.org/?", "https://example.org/"},
		{"https://example.org/a#comments", "https://example.org/a"},
		{"https://example.org/a?id=1&b=%20#x", "https://example.org/a?b=%20&id=1"},
		{"https://example.org/é", "https://example.org/%C3%A9"},
		{"https://example.org/a%2Fb", "https://example.org/a%2Fb"},
		// Escapes, dot segments, slashes, names of index pages.
		{"https://example.org/%7ejo/%e9%2f", "https://example.org/~jo/%E9%2F"},
		{"https://example.org/a/./b/../c", "https://example.org/a/c"},
		{"https://example.org/a/%2E%2E/b", "https://example.org/b"},
		{"https://example.org/a//", "https://example.org/a"},
		{"https://example.org//", "https://example.org/"},
		{"https://example.org/a/index.html", "https://example.org/a"},
		{"https://example.org/%zz?a=%zz", ""},
		{"https://example.org/a?b=%3d%zz", "https://example.org/a?b=%3D%zz"},
		// Hosts.
		{"https://www.example.org./a", "https://example.org/a"},
		{"https://m.example.org/a", "https://example.org/a"},
		{"https://www.m.example.org/a", "https://example.org/a"},
		{"https://amp.example.org/a", "https://example.org/a"},
		{"https://m.org/a", "https://m.org/a"},
		{"https://www.org/a", "https://www.org/a"},
		{"https://MÜNCHEN.example/a", "https://xn--mnchen-3ya.example/a"},
		// The ways by which a reader came, and the page for printers.
		{"https://example.org/a?utm_source=x&id=7&fbclid=y&UTM_medium=z", "https://example.org/a?id=7"},
		{"https://example.org/a?print=true", "https://example.org/a"},
		{"https://example.org/a?view=print&id=7", "https://example.org/a?id=7"},
		{"https://example.org/a/print/", "https://example.org/a"},
		{"https://example.org/a?&&b=1&b=1&", "https://example.org/a?b=1"},
		{"https://example.org/#!/a", "https://example.org/#!/a"},
		// AMP.
		{"https://example.org/a/amp/", "https://example.org/a"},
		{"https://example.org/amp/a", "https://example.org/a"},
		{"https://example.org/a.amp.html", "https://example.org/a.html"},
		{"https://example.org/a.amp", "https://example.org/a"},
		{"https://example.org/a?amp", "https://example.org/a"},
		{"https://example.org/a?outputType=amp", "https://example.org/a"},
		{"https://example.org/amp", "https://example.org/amp"},
		{"https://example-org.cdn.ampproject.org/c/s/www.example.org/a/amp", "https://example.org/a"},
		{"https://example-org.cdn.ampproject.org/v/www.example.org/a?amp_js_v=0.1", "https://example.org/a"},
		{"https://www.google.co.uk/amp/s/example.org/a", "https://example.org/a"},
		{"https://www.google.com/amp/s/", "https://google.com/s"},
		{"https://example-org.cdn.ampproject.org/i/s/example.org/a.png", "https://example-org.cdn.ampproject.org/i/s/example.org/a.png"},
	} {
		got, err := canonical(test.address)
		if test.want == "" && err != nil {
			continue
		}
		if err != nil || got != test.want {
			t.Errorf("canonical(%q) = %q, %v; want %q", test.address, got, err, test.want)
		}
		if again, err := canonical(got); err != nil || again != got {
			t.Errorf("canonical of the canonical %q = %q, %v", got, again, err)
		}
	}
}

func TestCanonicalKeepsApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"https://uk.example.org/a", "https://example.org/a"},
		{"https://example.org/a?page=1", "https://example.org/a?page=2"},
		{"https://example.org/ampere", "https://example.org/ere"},
		{"https://example.org/a/amplifier", "https://example.org/a/lifier"},
		{"https://example.org/blueprint", "https://example.org/blue"},
		{"https://example.org/a", "https://example.org/A"},
		{"https://example.org/a?id=1", "https://example.org/a?id=2"},
		{"https://example.org/a%2Fb", "https://example.org/a/b"},
	} {
		a, errA := canonical(pair[0])
		b, errB := canonical(pair[1])
		if errA != nil || errB != nil || a == b {
			t.Errorf("%q and %q both became %q (%v, %v)", pair[0], pair[1], a, errA, errB)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	const notWeb = " is not that of a web page: write it with http:// or https://, or leave it out"
	for _, test := range []struct{ address, want string }{
		{"www.oxfordmail.co.uk/news/", `the address "www.oxfordmail.co.uk/news/"` + notWeb},
		{"ftp://example.org/a", `the address "ftp://example.org/a"` + notWeb},
		{"javascript:alert(1)", `the address "javascript:alert(1)"` + notWeb},
		{"https:///a", `the address "https:///a"` + notWeb},
		{"https://:443/a", `the address "https://:443/a"` + notWeb},
		{"https://example.org/%zz", `the address "https://example.org/%zz" can't be read (invalid URL escape "%zz"): copy it from the browser`},
		{"https://jo:secret@example.org/", `the address "https://jo:xxxxx@example.org/" has a user name in it, which everybody would see: take it out`},
		{"https://example.org/a b", `the address "https://example.org/a b" has a character that no link can have: copy it from the browser`},
		{"https://example.org/<a>", `the address "https://example.org/<a>" has a character that no link can have: copy it from the browser`},
	} {
		if _, err := canonical(test.address); fmt.Sprint(err) != test.want {
			t.Errorf("canonical(%q):\n got %v\nwant %s", test.address, err, test.want)
		}
	}
}

func TestIdentify(t *testing.T) {
	for _, test := range []struct {
		name string
		in   archive.Article
		id   string
	}{
		{"its own", archive.Article{ID: "mine", URL: "https://example.org/", Text: "x"}, "mine"},
		// printf https://example.org/ | sha256sum | cut -c -16
		{"of the address", archive.Article{URL: "http://EXAMPLE.org#top", Text: "x"}, "8198d1bac40a1033"},
		// printf x | sha256sum | cut -c -16
		{"of the text", archive.Article{Title: "t", Text: "x"}, "2d711642b726b044"},
	} {
		a, err := identify(test.in)
		if err != nil || a.ID != test.id {
			t.Errorf("%s: ID %q, %v; want %q", test.name, a.ID, err, test.id)
		}
		if a.URL != test.in.URL {
			t.Errorf("%s: the address as published changed to %q", test.name, a.URL)
		}
	}
}

// Folding an address twice is folding it once, and no twin of it folds to another.
func TestCanonicalIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
		host := pick("host", "", "www.", "m.", "amp.", "uk.", "www.m.") + pick("name", "example.org", "Example.co.uk", "m.example", "example-org.cdn.ampproject.org", "www.google.com", "é.example", "192.0.2.7", "[2001:db8::1]")
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "amp", "print", "%41", "%2f", "%2e%2E", ".", "..", "é", "c", "v", "s", "example.org", "index.html", "b.amp.html", "x.amp", ";", "%"}), 0, 6).Draw(t, "path")
		query := rapid.SliceOfN(rapid.SampledFrom([]string{"", "id=1", "ID=1", "utm_x=1", "a=%2f", "a=%2F", "a=%61", "print", "view=print", "=", "%", "b=é"}), 0, 4).Draw(t, "query")
		address := pick("scheme", "http://", "https://") + host + pick("port", "", ":80", ":443", ":8080", ":") + "/" + strings.Join(parts, "/") + "?" + strings.Join(query, "&") + pick("fragment", "", "#a", "#!b", "#!%61", "#!")
		once, err := canonical(address)
		if err != nil {
			t.Skip()
		}
		twice, err := canonical(once)
		if err != nil || twice != once {
			t.Fatalf("%q is folded to %q, and that to %q, %v", address, once, twice, err)
		}
		twin := strings.Replace(address, "?", "?utm_source=x&fbclid=1&", 1)
		if other, err := canonical(twin); err != nil || other != once {
			t.Fatalf("%q is folded to %q, but %q to %q, %v", address, once, twin, other, err)
		}
	})
}

// Every line of the list says what it is, and is used.
func TestParameters(t *testing.T) {
	for line := range strings.Lines(parametersTxt) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, what, ok := strings.Cut(line, "\t")
		if !ok || what == "" || name != strings.ToLower(name) || !passing(strings.TrimSuffix(name, "*")+map[bool]string{true: "x"}[strings.HasSuffix(name, "*")]) {
			t.Errorf("parameters.txt: %q", line)
		}
	}
	for _, key := range []string{"id", "p", "page", "story", "article", "articleid", "s", "q", "date", "lang", "newsid", "idx", "utm"} {
		if passing(key) {
			t.Errorf("%s may say which article is meant", key)
		}
	}
}

func TestAgain(t *testing.T) {
	held := archive.Article{
		ID: "a", URL: "https://www.post.test/a", Title: "T", Text: "x", Outlet: "Post", Author: "A. Clerk", Language: "en",
		Published: archive.Date{Year: 2016, Month: 3, Day: 1},
	}
	stamped, changed, undated := held, held, held
	stamped.Published.Day = 2
	changed.Published.Day, changed.Text = 2, "y"
	undated.Published = archive.Date{}
	bare := archive.Article{ID: "a", URL: held.URL, Title: "T", Text: "y", Outlet: "post.test", Published: archive.Date{Year: 2016}}
	filled := held
	filled.Text = "y"
	renamed := held
	renamed.Outlet, renamed.Author = "The Evening Post", "B. Clerk"
	for _, test := range []struct {
		name          string
		held, a, want archive.Article
	}{
		{"the same", held, held, held},
		{"stamped anew", held, stamped, held},
		{"no date any more", held, undated, held},
		{"changed too", held, changed, changed},
		{"another text, and less said of it", held, bare, filled},
		{"another outlet and byline", held, renamed, renamed},
		{"a date at last", undated, stamped, stamped},
	} {
		if got := Again(test.held, test.a); got != test.want {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}
