package markdown

import (
	"regexp"
	"strings"
)

// The rules that hold at the start of a line.
var (
	codeBlock  = regexp.MustCompile("^```(?:(?i:[a-z0-9_+\\-.#]+)\n)?\n*((?s:.+?))\n*```")
	heading    = regexp.MustCompile(`^ *(#{1,3})[\s\v]+([^\n]+)(\n|$)`)
	subtext    = regexp.MustCompile(`^ *-#[\s\v]+([^\n]+)(\n|$)`)
	quoteRest  = regexp.MustCompile(`^ *>>> ((?s:.*))`)
	quoteLines = regexp.MustCompile(`^ *> [^\n]*(?:\n *> [^\n]*)*(?:\n|$)`)
	quoteMark  = regexp.MustCompile(`(?m)^ *> ?`)
	item       = regexp.MustCompile(`^( *)([*+-]|\d+\.) +([^\n]*)(\n|$)`)
)

// block tries the rules that hold at the start of a line only and returns how
// many bytes of src one of them took. The client reads a list's items together;
// here each line is an item by itself, which shows the same.
func (p *parser) block(src string, s scope) int {
	line := scope{lineStart: true, inQuote: s.inQuote, inLink: s.inLink}
	quoted := scope{lineStart: true, inQuote: true, inLink: s.inLink}
	if m := heading.FindStringSubmatch(src); m != nil {
		p.nest(HeadingMark, m[2], "", line)
		p.text.WriteString(m[3])
		return len(m[0])
	}
	if m := subtext.FindStringSubmatch(src); m != nil {
		p.nest(SubtextMark, m[1], "", line)
		p.text.WriteString(m[2])
		return len(m[0])
	}
	if m := quoteRest.FindStringSubmatch(src); m != nil && !s.inQuote {
		p.nest(QuoteMark, m[1], "", quoted)
		return len(m[0])
	}
	if m := quoteLines.FindString(src); m != "" && !s.inQuote {
		body, ended := strings.CutSuffix(m, "\n")
		p.nest(QuoteMark, quoteMark.ReplaceAllString(body, ""), "", quoted)
		if ended {
			p.text.WriteByte('\n')
		}
		return len(m)
	}
	if m := item.FindStringSubmatch(src); m != nil {
		bullet := m[2]
		if len(bullet) == 1 {
			bullet = "•"
		}
		p.text.WriteString(m[1] + bullet + " ")
		p.nest(ItemMark, m[3], "", line)
		p.text.WriteString(m[4])
		return len(m[0])
	}
	return 0
}
