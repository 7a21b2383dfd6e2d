package markdown

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/internal/text"
)

// Bold is Escape with the given parts of s in bold: bytes of s, in order, apart
// from each other or adjoining. The text comes first: where the client would
// show other text, or other parts in bold, and where a span can't be one, none
// is bold.
func Bold(s string, spans ...text.Span) string {
	plain := Escape(s)
	spans, ok := join(s, spans)
	if !ok || len(spans) == 0 {
		return plain
	}
	var b strings.Builder
	at := 0
	for _, span := range spans {
		b.WriteString(Escape(s[at:span.Start]) + "**" + Escape(span.Of(s)) + "**")
		at = span.End
	}
	b.WriteString(Escape(s[at:]))
	if !shows(Render(b.String()), s, spans) {
		return plain
	}
	return b.String()
}

// join makes one span of those that adjoin, and reports whether all can be
// marked in s: not empty, in order, and on the bounds of characters.
func join(s string, spans []text.Span) ([]text.Span, bool) {
	var out []text.Span
	at := 0
	for _, span := range spans {
		if span.Start < at || span.End <= span.Start || span.End > len(s) ||
			!utf8.RuneStart(s[span.Start]) || span.End < len(s) && !utf8.RuneStart(s[span.End]) {
			return nil, false
		}
		if len(out) > 0 && span.Start == at {
			out[len(out)-1].End = span.End
		} else {
			out = append(out, span)
		}
		at = span.End
	}
	return out, true
}

// shows reports whether the document is s, bold at the spans and without any
// other mark.
func shows(d Doc, s string, spans []text.Span) bool {
	marks := d.Marks()
	if d.Text() != Plain(s) || len(marks) != len(spans) {
		return false
	}
	for i, m := range marks {
		// What stands before in s may be shown shorter or longer (white space).
		if m.Kind != BoldMark || d.Of(m) != Plain(spans[i].Of(s)) || m.Start != len(Plain(s[:spans[i].Start])) {
			return false
		}
	}
	return true
}

// Quote puts the Markdown md into a block quote, line by line.
func Quote(md string) string {
	return "> " + strings.ReplaceAll(md, "\n", "\n> ")
}

// Link is the label as a link to the address, or false where the client would
// show other text than that or lead elsewhere. In the text of a link backslashes
// show, so nothing can be escaped there: a label that needs it can't be a link.
// Nor can one of more than a line, or an address that isn't http or https.
//
// No text from outside may follow the link in the same message or text display,
// not even escaped: to find where a link's text ends, the client looks past the
// first bracket that may end it, and escapes don't count there. Text before the
// link, and text in another display, can't do that.
func Link(label, address string) (md string, ok bool) {
	if strings.Contains(label, "\n") || Escape(label) != strings.ReplaceAll(label, ":", `\:`) {
		return "", false
	}
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	address = hrefEscaper.Replace(address)
	md = "[" + label + "](" + address + ")"
	d := Render(md)
	want := []Mark{{Kind: LinkMark, End: len(label), Target: address}}
	if d.Text() != label || !slices.Equal(d.Marks(), want) {
		return "", false
	}
	return md, true
}

// hrefEscaper writes what would end a link's address in the form that addresses
// have for it.
var hrefEscaper = strings.NewReplacer(
	"(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", `"`, "%22", "'", "%27",
	"[", "%5B", "]", "%5D", "`", "%60", "|", "%7C", " ", "%20", "\n", "%0A",
)
