package text

import "strings"

// directive is a text directive: the words that a browser looks for. All but
// start may be empty.
type directive struct{ prefix, start, end, suffix string }

// String is the directive as it stands behind "text=".
func (d directive) String() string {
	var b strings.Builder
	if d.prefix != "" {
		escape(&b, d.prefix)
		b.WriteString("-,")
	}
	escape(&b, d.start)
	if d.end != "" {
		b.WriteByte(',')
		escape(&b, d.end)
	}
	if d.suffix != "" {
		b.WriteString(",-")
		escape(&b, d.suffix)
	}
	return b.String()
}

// escape percent-encodes all of the term but ASCII letters and digits.
func escape(b *strings.Builder, term string) {
	const hex = "0123456789ABCDEF"
	for _, c := range []byte(strings.ToValidUTF8(term, "\uFFFD")) {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
}

// fold is the directive with its terms folded.
func (d directive) fold() directive {
	return directive{Fold(d.prefix).Text, Fold(d.start).Text, Fold(d.end).Text, Fold(d.suffix).Text}
}

// find returns the first place on a page that the directive matches, by the
// specification's "find a range from a text directive". Both are folded; line
// feeds part the page's paragraphs, which no term crosses. It leaves out the
// specification's word boundaries: so it may find a place before the one that a
// browser does, never one behind it.
func (d directive) find(page string) (Span, bool) {
	for from := 0; ; from++ {
		var start int
		if d.prefix == "" {
			i := strings.Index(page[from:], d.start)
			if i < 0 {
				return Span{}, false
			}
			from += i
			start = from
		} else {
			i := strings.Index(page[from:], d.prefix)
			if i < 0 {
				return Span{}, false
			}
			from += i
			start = skipSpace(page, from+len(d.prefix))
			if !strings.HasPrefix(page[start:], d.start) {
				continue
			}
		}
		end, ok := d.findEnd(page, start+len(d.start))
		if ok || d.end != "" { // no end for this start: none for a later one
			return Span{start, end}, ok
		}
	}
}

// findEnd returns where the range ends whose start term ends at from.
func (d directive) findEnd(page string, from int) (end int, ok bool) {
	for {
		if d.end != "" {
			i := strings.Index(page[from:], d.end)
			if i < 0 {
				return 0, false
			}
			from += i + len(d.end)
		}
		if strings.HasPrefix(page[skipSpace(page, from):], d.suffix) {
			return from, true
		}
		if d.end == "" {
			return 0, false
		}
	}
}

func skipSpace(s string, at int) int {
	for at < len(s) && (s[at] == ' ' || s[at] == '\n') {
		at++
	}
	return at
}
