package terminal

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"cuttings/internal/desk"
	"cuttings/internal/source"
	"cuttings/internal/text"
)

type sourceCommand struct {
	Text []string `arg:"" optional:"" help:"The words whose source you look for; or one file that holds them; - reads standard input."`
	asking
	JSON bool `help:"Print a JSON object."`
}

type sourceObject struct {
	Text   string        `json:"text"`
	Found  bool          `json:"found"`
	Pieces []pieceObject `json:"pieces"`
	Unread int           `json:"unread"`
	Scope  scopeObject   `json:"scope"`
}

type pieceObject struct {
	Text        string         `json:"text"`
	Start       int            `json:"start"`
	End         int            `json:"end"`
	CharStart   int            `json:"char_start"`
	CharEnd     int            `json:"char_end"`
	Match       source.Match   `json:"match"`
	Quote       *quoteObject   `json:"quote"`
	Changes     []changeObject `json:"changes"`
	SignsDiffer bool           `json:"signs_differ"`
	Articles    int            `json:"articles"`
	More        bool           `json:"more"`
	LeftOut     bool           `json:"left_out"`
	Omitted     int            `json:"omitted"`
}

type changeObject struct {
	Asked  string `json:"asked"`
	Stands string `json:"stands"`
	Number bool   `json:"number"`
}

func (c *sourceCommand) Run(s *session) error {
	c.asking.ask(s)
	asked, err := s.textOf(c.Text)
	if err != nil {
		return err
	}
	return reply(s, s.open, (*desk.Desk).Source, asked, c.JSON, sourceJSON)
}

// mostRead is how many bytes of a file are read: more than the desk takes, so
// that it can say how long the text is.
const mostRead = 64 << 20

// textOf is the text that a command is given: its words as they are, or what
// the only one names, a file or - for standard input.
func (s *session) textOf(args []string) (string, error) {
	in := s.in
	switch {
	case len(args) != 1:
		return strings.Join(args, " "), nil
	case args[0] != "-":
		info, err := os.Stat(args[0])
		if err != nil || info.IsDir() {
			return args[0], nil
		}
		f, err := os.Open(args[0])
		if err != nil {
			return "", err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, mostRead))
	if err != nil {
		return "", fmt.Errorf("%s: %w", args[0], err)
	}
	return string(b), nil
}

func sourceJSON(reply desk.SourceReply) sourceObject {
	r := reply.Result
	o := sourceObject{Text: r.Text, Pieces: make([]pieceObject, 0, len(r.Pieces)), Unread: r.Unread, Scope: scopeJSON(r.Scope)}
	for _, p := range r.Pieces {
		one := pieceObject{
			Text: p.Span.Of(r.Text), Start: p.Span.Start, End: p.Span.End, CharStart: utf8.RuneCountInString(r.Text[:p.Span.Start]),
			Match: p.Match, Changes: objects(p.Changes, changeJSON), SignsDiffer: p.SignsDiffer,
			Articles: p.Articles, More: p.More, LeftOut: p.LeftOut, Omitted: p.Omitted,
		}
		one.CharEnd = one.CharStart + utf8.RuneCountInString(one.Text)
		if p.Match != source.None {
			o.Found = true
			one.Quote = new(quoteJSON(p.Quote))
		}
		o.Pieces = append(o.Pieces, one)
	}
	return o
}

func changeJSON(c source.Change) changeObject { return changeObject(c) }

// source writes each piece of the text with where it is from, and what was
// searched.
func (p page) source(b *strings.Builder, r source.Result) {
	found := false
	for _, one := range r.Pieces {
		found = found || one.Match != source.None
		p.piece(b, r, one)
	}
	if r.Unread > 0 {
		p.line(b, plain, english.Unread(r.Unread))
	}
	if found {
		p.line(b, p.dim, english.Searched(r.Scope)+" "+english.Say("source.versions"))
		return
	}
	p.line(b, p.bold, english.Miss(r.Scope))
	p.line(b, p.dim, english.Say("source.versions"))
}

func (p page) piece(b *strings.Builder, r source.Result, one source.Piece) {
	if one.LeftOut {
		p.line(b, p.dim, english.Omitted(one.Omitted))
		b.WriteString("\n")
	}
	switch one.Match {
	case source.Exact:
		p.line(b, p.bold, english.WordForWord(one.Articles, one.More))
		if one.SignsDiffer {
			p.line(b, plain, english.Say("source.signs"))
		}
	case source.Nearly:
		p.line(b, p.bold, english.Say("source.nearly"))
		for _, c := range one.Changes {
			p.difference(b, c, english.Say("source.asked"), english.Say("source.stands"))
		}
	default:
		p.line(b, p.bold, english.Say("source.none"))
		p.indented(b, one.Span.Of(r.Text), nil)
		b.WriteString("\n")
		return
	}
	b.WriteString("\n")
	p.quote(b, one.Quote)
}

// difference writes what two texts have differently, each side behind its name,
// numbers in bold.
func (p page) difference(b *strings.Builder, c source.Change, asked, stands string) {
	var bold []text.Span
	line := asked + " "
	for i, side := range []string{english.Side(c.Asked), english.Side(c.Stands)} {
		if i == 1 {
			line += " " + stands + " "
		}
		if c.Number {
			bold = append(bold, text.Span{Start: len(line), End: len(line) + len(side)})
		}
		line += side
	}
	p.indented(b, line, bold)
}
