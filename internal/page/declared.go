package page

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"
)

// declaration is what a page says of itself to machines: its meta tags, its links
// and its JSON-LD (schema.org).
type declaration struct {
	meta  map[string]string // by property, name or itemprop in lower case; the first of each
	link  map[string]string // by rel
	title string            // of the window
	h1    []string          // as shown
	works []object          // the articles described in JSON-LD, best first
	lang  string
}

// What is read of one page's declarations.
const (
	maxJSON    = 1 << 20 // bytes of JSON-LD
	maxObjects = 2000    // of a piece of JSON-LD
)

func declare(doc *html.Node) declaration {
	d := declaration{meta: map[string]string{}, link: map[string]string{}}
	left := maxJSON
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			d.lang = cmp.Or(d.lang, attribute(n, "lang"))
		case atom.Title:
			if n.Namespace == "" { // not a picture's
				d.title = cmp.Or(d.title, collapse(text(n)))
			}
		case atom.H1:
			if h := collapse(text(n)); h != "" && len(d.h1) < 20 && !hidden(n) {
				d.h1 = append(d.h1, h)
			}
		case atom.Meta:
			for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
				d.keep(d.meta, attribute(n, key), attribute(n, "content"))
			}
		case atom.Link:
			d.keep(d.link, attribute(n, "rel"), attribute(n, "href"))
		case atom.Script:
			if strings.Contains(attribute(n, "type"), "ld+json") {
				if script := text(n); len(script) <= left {
					left -= len(script)
					d.works = append(d.works, works(script)...)
				}
			}
		}
	}
	return d
}

func (d declaration) keep(in map[string]string, key, value string) {
	key, value = strings.ToLower(strings.TrimSpace(key)), collapse(value)
	if key != "" && value != "" && in[key] == "" {
		in[key] = value
	}
}

// object is a JSON object of schema.org's.
type object map[string]any

// works are the articles in a piece of JSON-LD, wherever they stand in it.
func works(script string) (found []object) {
	script = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(script), "<![CDATA["), "]]>")
	var v any
	if json.Unmarshal([]byte(controls.Replace(script)), &v) != nil {
		return nil
	}
	left := maxObjects
	var walk func(any)
	walk = func(v any) {
		if left--; left < 0 {
			return
		}
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			if t := object(v).text("@type"); strings.Contains(t, "Article") || strings.Contains(t, "BlogPosting") || t == "Report" {
				found = append(found, v)
				return
			}
			walk(v["@graph"])
			walk(v["mainEntity"])
			walk(v["mainEntityOfPage"])
		}
	}
	walk(v)
	return found
}

// controls are the characters that JSON must have escaped and that pages have as
// they are.
var controls = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

// text is the text under a key: of a list the first, of an object its name or
// its address.
func (o object) text(key string) string {
	if all := texts(o[key]); len(all) > 0 {
		return all[0]
	}
	return ""
}

func texts(v any) []string {
	switch v := v.(type) {
	case string:
		if s := collapse(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, one := range v[:min(len(v), 20)] {
			all = append(all, texts(one)...)
		}
		return all
	case map[string]any:
		for _, key := range []string{"name", "@id", "url"} {
			if s, ok := v[key].(string); ok && s != "" {
				return texts(s)
			}
		}
	}
	return nil
}

// said is the first of the articles' texts under a key.
func (d declaration) said(key string) string {
	for _, w := range d.works {
		if s := w.text(key); s != "" {
			return s
		}
	}
	return ""
}

// metas is the first meta tag there is of those named.
func (d declaration) metas(names ...string) string {
	for _, name := range names {
		if s := d.meta[name]; s != "" {
			return s
		}
	}
	return ""
}

// canonical is the address that the page gives itself. It is taken only when it
// is of the site that the page was captured from, so that no page can pass for
// another site's, and when it doesn't name the site's front page instead.
func (d declaration) canonical(at *url.URL) string {
	for _, claim := range []string{d.link["canonical"], d.metas("og:url"), d.said("url"), d.said("mainEntityOfPage")} {
		u, err := url.Parse(claim)
		if err != nil || claim == "" {
			continue
		}
		if at != nil {
			u = at.ResolveReference(u)
		}
		u.Fragment, u.RawFragment = "", ""
		switch {
		case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.User != nil:
		case strings.Trim(u.Path, "/") == "" && u.RawQuery == "":
		case at != nil && !sameSite(at.Hostname(), u.Hostname()):
		default:
			return u.String()
		}
	}
	if at == nil {
		return ""
	}
	return at.String()
}

// sameSite reports whether two hosts belong to one owner: their registrable
// domains (publicsuffix.org) are equal.
func sameSite(a, b string) bool {
	a, b = strings.ToLower(strings.TrimSuffix(a, ".")), strings.ToLower(strings.TrimSuffix(b, "."))
	ofA, errA := publicsuffix.EffectiveTLDPlusOne(a)
	ofB, errB := publicsuffix.EffectiveTLDPlusOne(b)
	return a == b || errA == nil && errB == nil && ofA == ofB
}
