package ingest

import (
	"fmt"
	"testing"

	"cuttings/internal/archive"
)

func TestCanonical(t *testing.T) {
	for _, test := range []struct{ address, want string }{
		{"https://www.oxfordmail.co.uk/news/1.a/", "https://www.oxfordmail.co.uk/news/1.a/"},
		{"http://www.oxfordmail.co.uk/news/1.a/", "https://www.oxfordmail.co.uk/news/1.a/"},
		{"HTTPS://WWW.OxfordMail.co.uk/News/", "https://www.oxfordmail.co.uk/News/"},
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
		{"https://example.org/a?id=1&b=%20#x", "https://example.org/a?id=1&b=%20"},
		{"https://example.org/é", "https://example.org/%C3%A9"},
		{"https://example.org/a%2Fb", "https://example.org/a%2Fb"},
	} {
		got, err := canonical(test.address)
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
		{"https://www.example.org/a", "https://example.org/a"},
		{"https://example.org/a", "https://example.org/a/"},
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
