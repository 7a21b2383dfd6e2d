// Package markdown writes and reads Discord's dialect of Markdown. Escape,
// Bold, Quote and Link write text so that the client shows exactly that text;
// Render is a model of the client, which says what a reader would see. It is
// pure and knows nothing of cards.
//
// The dialect is that of Discord's own parser, which grew out of
// simple-markdown (github.com/ariabuckles/simple-markdown) with rules of its
// own. Where clients differ, or where nobody outside knows, the model takes the
// side of the reader who would be deceived: it sees markup wherever some client
// may see it. So text that it shows without a mark is shown so by all of them,
// as far as is known.
package markdown

import (
	"regexp"
	"slices"
)

// Kind is what a mark does to the text that it covers.
type Kind string

// The marks of the dialect.
const (
	BoldMark      Kind = "bold"
	ItalicMark    Kind = "italic"
	UnderlineMark Kind = "underline"
	StrikeMark    Kind = "strike"
	SpoilerMark   Kind = "spoiler"
	CodeMark      Kind = "code"
	CodeBlockMark Kind = "code block"
	HeadingMark   Kind = "heading"
	SubtextMark   Kind = "subtext"
	QuoteMark     Kind = "quote"
	ItemMark      Kind = "list item"
	LinkMark      Kind = "masked link" // Target is the address
	URLMark       Kind = "bare link"   // Target is the address; e-mail and telephone links too
	UserMark      Kind = "user"        // a mention; Target is the ID, "" for @silent
	RoleMark      Kind = "role"        // a mention; Target is the ID
	ChannelMark   Kind = "channel"     // a mention; Target is the ID
	CommandMark   Kind = "command"     // a clickable command; Target is its name and ID
	GuideMark     Kind = "guide"       // a link to a page of the server itself
	EveryoneMark  Kind = "everyone"    // @everyone and @here
	EmojiMark     Kind = "emoji"       // custom, or by its name between colons
	TimeMark      Kind = "time"        // a moment, shown in the reader's own clock
)

// Mark is one piece of markup and the text that it covers.
type Mark struct {
	Kind       Kind
	Start, End int    // bytes of Doc.Text
	Target     string // what it leads to, if anything
}

// Doc is what a reader sees: text, and marks on it.
type Doc struct {
	text  string
	marks []Mark
}

// Text is the visible text. A bullet is "• ". What the client draws from what it
// alone knows is stood for: a member is "@" and the ID, a channel "#" and the ID,
// an emoji its name between colons, a moment its number.
func (d Doc) Text() string { return d.text }

// Marks returns the marks of the given kinds, of all kinds when none is given,
// by growing start and then the outer one first.
func (d Doc) Marks(kinds ...Kind) []Mark {
	var out []Mark
	for _, m := range d.marks {
		if len(kinds) == 0 || slices.Contains(kinds, m.Kind) {
			out = append(out, m)
		}
	}
	return out
}

// Of is the visible text that the mark covers.
func (d Doc) Of(m Mark) string { return d.text[m.Start:m.End] }

// Plain is s as a client shows it when nothing in it is markup: line ends as
// newlines, a tab as four spaces, and two or more spaces before a newline, which
// nobody can see, gone. Text without such white space is shown as it is. (What
// the server trims from both ends of a message is not accounted for.)
func Plain(s string) string { return trailing.ReplaceAllString(normalise(s), "\n") }

var trailing = regexp.MustCompile(` {2,}\n`)
