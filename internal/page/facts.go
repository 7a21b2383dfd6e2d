package page

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// headline is the headline as the page shows it: the heading that agrees with
// what the page tells machines, else what it tells them, else its only heading.
func (d declaration) headline(outlet string) string {
	told := []string{d.said("headline"), d.metas("og:title", "twitter:title", "headline", "dc.title"), d.title}
	headings := slices.DeleteFunc(slices.Clone(d.h1), func(h string) bool { return letters(h) == letters(outlet) })
	for _, t := range told {
		for _, h := range headings {
			if agree(h, t) {
				return h
			}
		}
	}
	alone := ""
	if len(headings) == 1 {
		alone = headings[0]
	}
	title := d.title
	if i := strings.LastIndexAny(title, "|–—-"); i > 0 && title[i-1] == ' ' { // “Headline | Site”
		title = strings.TrimSpace(title[:i])
	}
	return cmp.Or(told[0], told[1], alone, title)
}

// agree reports whether two headlines are the same but for case, marks, and what
// one of them has at its end: the site's name, or the dots of a cut.
func agree(a, b string) bool {
	a, b = letters(a), letters(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 8 && (strings.HasPrefix(b, a) || strings.HasSuffix(b, a))
}

// same reports whether two names are one, an article at their start aside.
func same(a, b string) bool {
	return strings.TrimPrefix(letters(a), "the") == strings.TrimPrefix(letters(b), "the")
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimRight(s, ".… "))
}

// outlet is the newspaper or site as the page names it, else its host.
func (d declaration) outlet(at *url.URL) string {
	host := ""
	if at != nil {
		host = at.Hostname()
	}
	return Outlet(host, d.metas("og:site_name"), d.said("publisher"), d.metas("application-name", "dc.publisher", "publisher"))
}

// Outlet is the name of the newspaper or site at a host, of the names that it gives
// itself: the first that looks like the host, since a section is often given for the
// site, or an owner for the newspaper; else the first, else the host.
func Outlet(host string, names ...string) string {
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	var kept []string
	for _, name := range names {
		name = strings.TrimPrefix(name, "@")
		if name == "" || strings.Contains(name, "://") {
			continue
		}
		kept = append(kept, name)
		if of, short := letters(host), strings.TrimPrefix(letters(name), "the"); len(short) > 1 && strings.Contains(of, short) {
			return name
		}
	}
	return cmp.Or(append(kept, host)...)
}

var by = regexp.MustCompile(`(?i)^by:?\s+`)

// byline is who wrote the article, as the page tells machines. An address
// instead of a name, and the outlet's own name, are no byline.
func (d declaration) byline(outlet string) string {
	var names []string
	for _, w := range d.works {
		if names = texts(w["author"]); len(names) > 0 {
			break
		}
	}
	if len(names) == 0 {
		names = []string{d.metas("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "citation_author")}
	}
	var kept []string
	for _, name := range names {
		name = by.ReplaceAllString(name, "")
		if strings.ContainsAny(name, "/@{<") || letters(name) == "" || same(name, outlet) || slices.Contains(kept, name) {
			continue
		}
		kept = append(kept, name)
	}
	return strings.Join(kept, ", ")
}

// language is the language that the page declares.
func (d declaration) language() string {
	return Language(d.said("inLanguage"), d.lang, d.metas("og:locale", "content-language"))
}

// Language is the first of what a source says of its language that can be one, in the
// form of BCP 47; or "". Nothing is guessed.
func Language(told ...string) string {
	for _, s := range told {
		tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
		if err == nil && tag != language.Und {
			return tag.String()
		}
	}
	return ""
}

// body is the article's text where it stands in the page's JSON-LD only.
func (d declaration) body() (paragraphs []string) {
	for _, w := range d.works {
		s, ok := w["articleBody"].(string)
		if !ok {
			continue
		}
		s = html.UnescapeString(s)
		if strings.Contains(s, "</p>") || strings.Contains(s, "<br") {
			if paragraphs, err := Fragment(s); err == nil {
				return paragraphs
			}
			continue
		}
		for line := range strings.Lines(s) {
			if line = collapse(line); line != "" {
				paragraphs = append(paragraphs, line)
			}
		}
		return paragraphs
	}
	return nil
}
