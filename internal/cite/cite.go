// Package cite writes citations to copy: of an article or of a quote, in a few
// styles, with the date as precisely as it is known and a place where an archived
// copy may be. It is pure; nothing is fetched, so no copy is promised.
package cite

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
)

// Style is the form of a citation.
type Style string

// The styles, for `A headline` of 24 April 2009:
//
//	short     Oxford Mail, 24 April 2009, No. 2
//	full      By Line, “A headline”, Oxford Mail, 24 April 2009, https://…; archived copy (not checked, may not exist): https://web.archive.org/…; No. 2
//	markdown  By Line, [A headline](https://…), Oxford Mail, 24 April 2009 ([archived copy, not checked](https://web.archive.org/…)), No. 2
//	plain     By Line, A headline, Oxford Mail, 24 April 2009, https://…
//
// A quote stands before it: in quotation marks, in Markdown as a block quote.
const (
	Short    Style = "short"
	Full     Style = "full"
	Markdown Style = "markdown"
	Plain    Style = "plain"
)

// Styles are all of them, the usual one first.
var Styles = []Style{Full, Short, Markdown, Plain}

// Article cites a version of an article. What isn't known is left out, but for
// the headline and the date, of which it says so.
func Article(v archive.Version, style Style) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	author, title, outlet, date := line(v.Author), line(v.Title), outletOf(v.Article), v.Published.Long()
	switch style {
	case Short:
		add(outlet)
		if outlet == "" {
			add(titled(title, ""))
		}
		add(date)
		add(number(v))
	case Markdown:
		add(escaped(author))
		switch address, ok := address(v.URL); {
		case ok:
			add("[" + escaped(titled(title, "")) + "](" + destination(address) + ")")
		default:
			add(escaped(titled(title, "")))
		}
		add(escaped(outlet))
		add(date)
		if copied := Archived(v); copied != "" {
			parts[len(parts)-1] += " ([archived copy, not checked](" + destination(copied) + "))"
		}
		add(escaped(number(v)))
	default:
		add(author)
		if style == Full {
			add(titled(title, "“"))
		} else {
			add(titled(title, ""))
		}
		add(outlet)
		add(date)
		add(line(v.URL))
		if style == Full {
			s := strings.Join(parts, ", ")
			if copied := Archived(v); copied != "" {
				s += "; archived copy (not checked, may not exist): " + copied
			}
			return s + "; " + number(v)
		}
	}
	return strings.Join(parts, ", ")
}

// Quote cites a quote, word for word: its words, then its article.
func Quote(q quote.Quote, style Style) string {
	article := Article(q.Version, style)
	switch style {
	case Markdown:
		var b strings.Builder
		for one := range strings.Lines(q.Text()) {
			b.WriteString("> " + escaped(strings.TrimRight(one, "\r\n")) + "\n")
		}
		return b.String() + "\n" + article
	case Short:
		return inMarks(q.Text()) + " (" + article + ")"
	}
	return inMarks(q.Text()) + " — " + article
}

// inMarks puts a quote in quotation marks that it doesn't hold itself.
func inMarks(s string) string {
	if strings.ContainsAny(s, "“”") {
		return "‘" + s + "’"
	}
	return "“" + s + "”"
}

// titled is the headline, in quotation marks if they are wanted.
func titled(title, marks string) string {
	switch {
	case title == "":
		return "[no headline]"
	case marks != "":
		return inMarks(title)
	}
	return title
}

func number(v archive.Version) string { return fmt.Sprintf("No. %d", v.Number) }

// outletOf is the outlet or, where it isn't known, the host of the address.
func outletOf(a archive.Article) string {
	if outlet := line(a.Outlet); outlet != "" {
		return outlet
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// line is s on one line, without control characters and those that turn the
// direction of what follows.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), '\u202A' <= r && r <= '\u202E', '\u2066' <= r && r <= '\u2069':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Archived is where the Internet Archive would have a copy of the article from
// about its date, or "" without a web address. The date is as precise as it is
// known (the archive takes 2009, 200904 and 20090424 and shows the nearest copy);
// where it isn't, and of a version that came after the first, it is the day of the
// capture. Whether there is a copy is not known here.
func Archived(v archive.Version) string {
	address, ok := address(v.URL)
	if !ok {
		return ""
	}
	stamp := strings.ReplaceAll(v.Published.String(), "-", "")
	if (stamp == "" || v.Version > 1) && !v.Captured.IsZero() {
		stamp = v.Captured.UTC().Format("20060102")
	}
	if stamp == "" {
		stamp = "*"
	}
	return "https://web.archive.org/web/" + stamp + "/" + address
}

// address is a web address that can be linked to.
func address(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || line(s) != s || strings.Contains(s, " ") {
		return "", false
	}
	return s, true
}
