package ingest

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

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

// canonical is the address in the form in which two addresses of one article
// are equal (RFC 3986, section 6.2, as far as it holds for every site): http is
// taken for https, scheme and host are in lower case, the default port, the
// fragment and an empty query are dropped, and an empty path is "/". The rest
// stays as it is, "www." and the query too, since only the site itself knows
// whether they matter.
func canonical(address string) (string, error) {
	u, err := url.Parse(address)
	var located *url.Error
	switch {
	case errors.As(err, &located):
		return "", fmt.Errorf("the address %.100q can't be read (%w): copy it from the browser", address, located.Err)
	case err != nil:
		return "", fmt.Errorf("the address %.100q can't be read (%w): copy it from the browser", address, err)
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return "", fmt.Errorf("the address %.100q is not that of a web page: write it with http:// or https://, or leave it out", address)
	case u.User != nil:
		return "", fmt.Errorf("the address %.100q has a user name in it, which everybody would see: take it out", u.Redacted())
	case strings.ContainsAny(address, ` "<>\`):
		return "", fmt.Errorf("the address %.100q has a character that no link can have: copy it from the browser", address)
	}
	host := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(u.Host), ":"), ":443")
	if u.Scheme == "http" {
		host = strings.TrimSuffix(host, ":80")
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return "https://" + host + path, nil
}
