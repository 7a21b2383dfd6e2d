package markdown

import (
	"strings"
	"unicode/utf8"
)

// escape is `\` before anything but a letter, a digit or white space: the
// character alone is shown. In the text of a masked link it is not in force, and
// the backslash shows (discord/discord-api-docs, issue 6185).
func (p *parser) escape(src string, s scope) int {
	if s.inLink || len(src) < 2 {
		return 0
	}
	r, n := utf8.DecodeRuneInString(src[1:])
	if isWord(r) && r != '_' || isSpace(r) {
		return 0
	}
	p.text.WriteString(src[1 : 1+n])
	return 1 + n
}

// emphasis is *italic*, _italic_, **bold** and __underline__: of those that fit,
// the longest; of equal ones the first in that order.
func (p *parser) emphasis(src string, s scope) int {
	best, width, kind := 0, 0, ItalicMark
	try := func(end, w int, k Kind) {
		if end > best {
			best, width, kind = end, w, k
		}
	}
	if src[0] == '*' {
		try(starItalic(src), 1, ItalicMark)
		try(paired(src, "**"), 2, BoldMark)
	} else {
		try(barItalic(src), 1, ItalicMark)
		try(paired(src, "__"), 2, UnderlineMark)
	}
	if best > 0 {
		p.nest(kind, src[width:best-width], "", s)
	}
	return best
}

// paired is the length of src's first ** … ** or __ … __, or 0. Escaped
// characters don't close it, nor does a delimiter with its own character after.
func paired(src, delim string) int {
	if !strings.HasPrefix(src, delim) {
		return 0
	}
	for i := len(delim); i < len(src); {
		if end := i + len(delim); i > len(delim) && strings.HasPrefix(src[i:], delim) &&
			(end == len(src) || src[end] != delim[0]) {
			return end
		}
		i = next(src, i)
	}
	return 0
}

// starItalic is the length of *…*: no white space after the first star nor
// before the last, and ** inside stays together.
func starItalic(src string) int {
	if len(src) < 3 || isSpace(rune(src[1])) {
		return 0
	}
	for i := 1; i < len(src); {
		if src[i] != '*' {
			j := i
			for j < len(src) && isSpace(rune(src[j])) {
				j++
			}
			if j > i && j < len(src) && src[j] == '*' && !strings.HasPrefix(src[j:], "**") {
				return 0
			}
			i = next(src, max(i, j-1))
			continue
		}
		double := i+1 < len(src) && src[i+1] == '*'
		switch {
		case double:
			i += 2
		case i > 1:
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

// barItalic is the length of _…_: the last bar stands at the end of a word, and
// __ inside stays together.
func barItalic(src string) int {
	for i := 1; i < len(src); {
		if src[i] != '_' {
			i = next(src, i)
			continue
		}
		after, _ := utf8.DecodeRuneInString(src[i+1:])
		switch {
		case i > 1 && (i+1 == len(src) || !isWord(after)):
			return i + 1
		case after == '_':
			i += 2
		default:
			return 0
		}
	}
	return 0
}

// next is where the token at i ends: an escaped pair or one character.
func next(src string, i int) int {
	if src[i] == '\\' && i+1 < len(src) {
		i++
	}
	_, n := utf8.DecodeRuneInString(src[i:])
	return i + n
}

// delimited is ~~struck~~ and ||hidden||: closed by the next delimiter, escaped
// or not.
func (p *parser) delimited(src, delim string, kind Kind, s scope) int {
	if len(src) < 5 || src[:2] != delim {
		return 0
	}
	end := strings.Index(src[3:], delim)
	if end < 0 {
		return 0
	}
	p.nest(kind, src[2:3+end], "", s)
	return 3 + end + 2
}

// code is a code block, or code between equal runs of backticks.
func (p *parser) code(src string) int {
	if m := codeBlock.FindStringSubmatch(src); m != nil {
		p.add(CodeBlockMark, m[1], "")
		return len(m[0])
	}
	run := len(src) - len(strings.TrimLeft(src, "`"))
	for n := run; n > 0; n-- {
		for i := run; i < len(src); {
			j := strings.IndexByte(src[i:], '`')
			if j < 0 {
				break
			}
			start := i + j
			i = start + len(src[start:]) - len(strings.TrimLeft(src[start:], "`"))
			if i-start == n {
				p.add(CodeMark, src[n:start], "")
				return i
			}
		}
	}
	return 0
}

// lineBreak is two or more spaces before a newline: the newline alone.
func (p *parser) lineBreak(src string) int {
	n := len(src) - len(strings.TrimLeft(src, " "))
	if n < 2 || n == len(src) || src[n] != '\n' {
		return 0
	}
	p.text.WriteByte('\n')
	return n + 1
}

// shrug is the one face that needs no escape.
func (p *parser) shrug(src string) int {
	const face = `¯\_(ツ)_/¯`
	if !strings.HasPrefix(src, face) {
		return 0
	}
	p.text.WriteString(face)
	return len(face)
}

// isWord is JavaScript's \w, isSpace its \s.
func isWord(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}
