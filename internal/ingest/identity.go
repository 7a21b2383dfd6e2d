package ingest

import (
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"cuttings/internal/archive"
)

// identify gives the article the address that identity compares, and an ID
// where it has none of its own.
func identify(a archive.Article) (archive.Article, error) {
	if a.URL != "" {
		address, err := canonical(a.URL)
		if err != nil {
			return archive.Article{}, &fieldError{"url", err}
		}
		a.Address = address
	}
	if a.ID == "" {
		a.ID = derivedID(a)
	}
	return a, nil
}

// derivedID is the ID of an article that brings none: the first 16 hexadecimal
// digits of the SHA-256 of its address or, without one, of its text.
func derivedID(a archive.Article) string {
	if a.Address != "" {
		return archive.Hash(a.Address)[:16]
	}
	return archive.Hash(a.Text)[:16]
}

// IDOf is the ID that an article with that address has unless it brings one of its
// own.
func IDOf(address string) (string, error) {
	address, err := canonical(address)
	return derivedID(archive.Article{Address: address}), err
}

// Derived reports whether an article brought no ID of its own.
func Derived(a archive.Article) bool { return a.ID == derivedID(a) }

// canonical is the address in the form in which two addresses of one article are
// equal; nobody is sent there. http is taken for https; the host is without the
// prefixes for the web and for telephones (www, m, amp …), its default port and
// its letter case; the path without needless escapes, dot segments, a slash at its
// end and the names of pages for telephones and printers; the query in order of its
// keys, without the parts that parameters.txt lists; and there is no fragment, but
// for one that begins with !, which names a page. An AMP cache's address is that
// of the page it keeps. It is folded until nothing changes any more, so that what
// is canonical stays so.
func canonical(address string) (string, error) {
	folded := address
	for range maxFolds {
		u, err := webAddress(folded)
		if err != nil {
			return "", err
		}
		next := fold(u)
		if next == folded {
			return folded, nil
		}
		folded = next
	}
	return "", fmt.Errorf("the address %.100q has addresses within addresses: copy it from the browser", address)
}

// maxFolds is how often an address is folded: each of them takes something off,
// and hardly any has more than two.
const maxFolds = 20

func fold(u *url.URL) string {
	u = uncached(u)
	path := escapes(u.EscapedPath())
	if plain, err := url.PathUnescape(path); err == nil {
		u = u.ResolveReference(&url.URL{Path: plain, RawPath: path, RawQuery: u.RawQuery, Fragment: u.Fragment, RawFragment: u.RawFragment}) // without dot segments
	}
	folded := "https://" + bareHost(u) + barePath(u)
	if q := query(u.RawQuery); q != "" {
		folded += "?" + q
	}
	if strings.HasPrefix(u.Fragment, "!") && u.Fragment != "!" {
		folded += "#" + escapes(u.EscapedFragment())
	}
	return folded
}

// webAddress reads an address, and says of one that can't be used what is wrong
// with it.
func webAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	var located *url.Error
	switch {
	case errors.As(err, &located):
		return nil, fmt.Errorf("the address %.100q can't be read (%w): copy it from the browser", address, located.Err)
	case err != nil:
		return nil, fmt.Errorf("the address %.100q can't be read (%w): copy it from the browser", address, err)
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return nil, fmt.Errorf("the address %.100q is not that of a web page: write it with http:// or https://, or leave it out", address)
	case u.User != nil:
		return nil, fmt.Errorf("the address %.100q has a user name in it, which everybody would see: take it out", u.Redacted())
	case strings.ContainsAny(address, ` "<>\`):
		return nil, fmt.Errorf("the address %.100q has a character that no link can have: copy it from the browser", address)
	}
	return u, nil
}

// uncached is the address of the page that an AMP cache keeps: behind /c/ or /v/
// (contents, viewer), or Google's /amp/, and an s/ for https.
func uncached(u *url.URL) *url.URL {
	host := strings.ToLower(u.Hostname())
	rest := u.EscapedPath()
	switch {
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		for _, kind := range []string{"/c/", "/v/"} {
			if kept, ok := strings.CutPrefix(rest, kind); ok {
				return reached(u, kept)
			}
		}
	case strings.HasPrefix(host, "www.google."), strings.HasPrefix(host, "google."):
		if kept, ok := strings.CutPrefix(rest, "/amp/"); ok {
			return reached(u, kept)
		}
	}
	return u
}

// reached is the address that a cache's path holds, or the cache's own where it
// holds none.
func reached(cache *url.URL, kept string) *url.URL {
	u, err := url.Parse("https://" + strings.TrimPrefix(kept, "s/"))
	if err != nil || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") || u.User != nil {
		return cache
	}
	u.RawQuery = cache.RawQuery
	return u
}

// bareHost is the host as identity compares it, with a port that isn't the
// scheme's.
func bareHost(u *url.URL) string {
	host := strings.ToLower(strings.TrimRight(u.Hostname(), "."))
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	for {
		first, rest, _ := strings.Cut(host, ".")
		if !slices.Contains([]string{"www", "m", "mobile", "amp", "touch"}, first) || !strings.Contains(rest, ".") || ipLike(rest) {
			break
		}
		host = rest
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != "443" && (port != "80" || u.Scheme != "http") {
		host += ":" + port
	}
	return host
}

func ipLike(host string) bool { return strings.Trim(host, "0123456789.") == "" }

// barePath is the path as identity compares it, never empty.
func barePath(u *url.URL) string {
	path := escapes(u.EscapedPath())
	for {
		shorter := strings.TrimRight(path, "/")
		for _, end := range []string{"/amp", "/print", "/index.html", "/index.htm"} {
			shorter = strings.TrimSuffix(shorter, end)
		}
		shorter = strings.Replace(shorter, ".amp.html", ".html", 1)
		shorter = strings.TrimSuffix(shorter, ".amp")
		if rest, ok := strings.CutPrefix(shorter, "/amp/"); ok {
			shorter = "/" + rest
		}
		if shorter == path || shorter == "" {
			break
		}
		path = shorter
	}
	if path == "" || strings.Trim(path, "/") == "" {
		return "/"
	}
	return path
}

// query is a query without what doesn't say which article is meant, in the order
// of its parts.
func query(raw string) string {
	var kept []string
	for part := range strings.SplitSeq(raw, "&") {
		part = escapes(part)
		key, value, _ := strings.Cut(part, "=")
		if part == "" || passing(key) || strings.EqualFold(value, "print") || strings.EqualFold(value, "amp") {
			continue
		}
		kept = append(kept, part)
	}
	slices.Sort(kept)
	return strings.Join(slices.Compact(kept), "&")
}

//go:embed parameters.txt
var parametersTxt string

var parameters, parameterStarts = parseParameters(parametersTxt)

func parseParameters(s string) (names map[string]bool, starts []string) {
	names = map[string]bool{}
	for line := range strings.Lines(s) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		if start, ok := strings.CutSuffix(name, "*"); ok {
			starts = append(starts, start)
		} else {
			names[name] = true
		}
	}
	return names, starts
}

// passing reports whether a key of a query doesn't say which article is meant.
func passing(key string) bool {
	key = strings.ToLower(key)
	return parameters[key] || slices.ContainsFunc(parameterStarts, func(start string) bool { return strings.HasPrefix(key, start) })
}

// escapes writes the percent-escapes of a part of an address in their one normal
// form (RFC 3986, section 6.2.2): none for what needs none, capitals for the rest.
func escapes(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			high, low := strings.IndexByte(hex, upper(s[i+1])), strings.IndexByte(hex, upper(s[i+2]))
			if high >= 0 && low >= 0 {
				i += 2
				if c = byte(high<<4 | low); !unreserved(c) {
					b.Write([]byte{'%', hex[high], hex[low]})
					continue
				}
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// Again is an article that was read again, from its page or a feed, as it should be
// stored over the held one: with what is known of it where it now says nothing, and
// with the held date where nothing else differs, since sites stamp an article anew
// whenever they touch it, and an edited timestamp alone is no change.
func Again(held, a archive.Article) archive.Article {
	a = filled(a, held)
	if restamped := a; !held.Published.IsZero() {
		restamped.Published = held.Published
		if restamped == held {
			return held
		}
	}
	return a
}
