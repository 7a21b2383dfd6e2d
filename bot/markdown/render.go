package markdown

import (
	"strings"
	"unicode/utf8"
)

// Render reads one message or text display as the client does. Bytes that are
// not UTF-8 become U+FFFD, as they do on the way through JSON.
func Render(md string) Doc {
	p := &parser{}
	p.parse(normalise(md), scope{lineStart: true})
	return Doc{text: p.text.String(), marks: p.marks}
}

// normalise is simple-markdown's preprocess.
func normalise(s string) string { return whiteSpace.Replace(strings.ToValidUTF8(s, "\uFFFD")) }

var whiteSpace = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "", "\t", "    ")

// scope is what the rules know of where they stand.
type scope struct {
	lineStart bool // what was read last ended a line, or nothing was read
	inQuote   bool
	inLink    bool // in the text of a masked link: no escapes, no links
}

// parser gathers the visible text and its marks.
type parser struct {
	text  strings.Builder
	marks []Mark
}

// parse reads src by trying the rules in the client's order at every place;
// where none fits, one character is text. That is more often than the client
// does it, never less: its text rule runs on to the next punctuation mark.
func (p *parser) parse(src string, s scope) {
	for src != "" {
		n := 0
		if s.lineStart {
			n = p.block(src, s)
		}
		if n == 0 {
			n = p.inline(src, s)
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(src)
			p.text.WriteString(src[:n])
		}
		s.lineStart = src[n-1] == '\n'
		src = src[n:]
	}
}

// inline tries the rules that hold anywhere and returns how many bytes of src
// one of them took.
func (p *parser) inline(src string, s scope) int {
	switch src[0] {
	case '\\':
		return p.escape(src, s)
	case '*', '_':
		return p.emphasis(src, s)
	case '~':
		return p.delimited(src, "~~", StrikeMark, s)
	case '|':
		return p.delimited(src, "||", SpoilerMark, s)
	case '`':
		return p.code(src)
	case '<':
		return p.angle(src, s)
	case '[':
		return p.maskedLink(src, s)
	case 'h', 'H', 'd', 'D':
		return p.url(src, s)
	case '@':
		return p.everyone(src)
	case ':':
		return p.emoji(src)
	case ' ':
		return p.lineBreak(src)
	case "¯"[0]:
		return p.shrug(src)
	}
	return 0
}

// add puts visible text under one mark.
func (p *parser) add(kind Kind, text, target string) {
	done := p.mark(kind, target)
	p.text.WriteString(text)
	done()
}

// nest reads src and puts all of it under one mark.
func (p *parser) nest(kind Kind, src, target string, s scope) {
	done := p.mark(kind, target)
	p.parse(src, s)
	done()
}

// mark begins a mark, which ends when done is called: so outer marks come before
// those in them.
func (p *parser) mark(kind Kind, target string) (done func()) {
	i := len(p.marks)
	p.marks = append(p.marks, Mark{Kind: kind, Start: p.text.Len(), Target: target})
	return func() { p.marks[i].End = p.text.Len() }
}
