package markdown

import (
	"regexp"
	"strings"
)

var (
	bareURL  = regexp.MustCompile(`^(?i:https?|discord)://[^\s<]+[^<.,:;"')\]\s]`)
	anyURL   = regexp.MustCompile(`(?i:https?|discord)://`)
	linkTail = regexp.MustCompile(`^\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"](?s:.*?)['"])?\s*\)`)

	// What stands in angle brackets, with the part that it leads to. What the
	// client draws there only it knows; shown is what stands for it.
	angled = []struct {
		kind  Kind
		shown string
		form  *regexp.Regexp
	}{
		{UserMark, "@$1", regexp.MustCompile(`^<@!?(\d+)>`)},
		{RoleMark, "@$1", regexp.MustCompile(`^<@&(\d+)>`)},
		{ChannelMark, "#$1", regexp.MustCompile(`^<#(\d+)>`)},
		{CommandMark, "/$2", regexp.MustCompile(`^</(([^<>:\n]+):\d+)>`)},
		{EmojiMark, ":$2:", regexp.MustCompile(`^<a?:((\w+):\d+)>`)},
		{TimeMark, "$1", regexp.MustCompile(`^<t:(-?\d+(?::\w)?)>`)},
		{GuideMark, "$1", regexp.MustCompile(`^<((?:id|sound|\d+):[\w:-]+)>`)},
		{URLMark, "$1", regexp.MustCompile(`^<([^: >\n]+:/[^ >\n]+)>`)},
		{URLMark, "$1", regexp.MustCompile(`^<([^\s<>]+@[^\s<>]+)>`)},
		{URLMark, "$1", regexp.MustCompile(`^<((?i:tel:|sms:|mailto:)[^<>\n]+)>`)},
		{URLMark, "$1", regexp.MustCompile(`^<(\+?[0-9][0-9 ().-]+)>`)},
	}
	emojiName = regexp.MustCompile(`^:([^\s:]+(?:::skin-tone-\d)?):`)
	atAll     = regexp.MustCompile(`^@(?:everyone|here|silent|Clyde)`)
)

// angle is what stands in angle brackets.
func (p *parser) angle(src string, s scope) int {
	for _, a := range angled {
		if m := a.form.FindStringSubmatch(src); m != nil && (!s.inLink || a.kind != URLMark) {
			p.add(a.kind, a.form.ReplaceAllString(m[0], a.shown), m[1])
			return len(m[0])
		}
	}
	return 0
}

// url is a bare address; backslashes in it show.
func (p *parser) url(src string, s scope) int {
	m := bareURL.FindString(src)
	if m == "" || s.inLink {
		return 0
	}
	p.add(URLMark, m, m)
	return len(m)
}

// maskedLink is [text](address). The client takes http, https and discord
// addresses only, and shows the source where the text is blank or holds an
// address itself (discord/discord-api-docs, issues 6088 and 7721).
func (p *parser) maskedLink(src string, s scope) int {
	if s.inLink {
		return 0
	}
	ends := labelEnds(src)
	for i := len(ends) - 1; i >= 0; i-- {
		m := linkTail.FindStringSubmatch(src[ends[i]:])
		if m == nil {
			continue
		}
		label, n := src[1:ends[i]], ends[i]+len(m[0])
		if strings.TrimFunc(label, isSpace) == "" || anyURL.MatchString(label) || anyURL.FindStringIndex(m[1]) == nil ||
			anyURL.FindStringIndex(m[1])[0] != 0 {
			return 0
		}
		s.inLink = true
		p.nest(LinkMark, label, m[1], s)
		return n
	}
	return 0
}

// labelEnds returns, in order, the places in src of a closing bracket that may
// end the text of a link which starts at 0: brackets inside come in pairs, or
// with another closing one after them.
func labelEnds(src string) []int {
	var ends []int
	for i := 1; i < len(src); {
		switch src[i] {
		case '[':
			j := strings.IndexByte(src[i:], ']')
			if j < 0 {
				return ends
			}
			i += j + 1
		case ']':
			ends = append(ends, i)
			after := strings.IndexAny(src[i+1:], "[]")
			if after < 0 || src[i+1+after] == '[' {
				return ends
			}
			i++
		default:
			i++
		}
	}
	return ends
}

// everyone is @everyone, @here, and the words that the client takes alike.
func (p *parser) everyone(src string) int {
	m := atAll.FindString(src)
	if m == "" {
		return 0
	}
	kind := EveryoneMark
	if m != "@everyone" && m != "@here" {
		kind = UserMark
	}
	p.add(kind, m, "")
	return len(m)
}

// emoji is a name between colons. Which names are emoji only the client knows:
// here all are.
func (p *parser) emoji(src string) int {
	m := emojiName.FindStringSubmatch(src)
	if m == nil {
		return 0
	}
	p.add(EmojiMark, m[0], m[1])
	return len(m[0])
}
