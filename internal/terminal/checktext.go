package terminal

import (
	"strings"
	"unicode/utf8"

	"cuttings/internal/desk"
	"cuttings/internal/source"
)

type checkTextCommand struct {
	Text []string `arg:"" optional:"" help:"The text; or one file that holds it; - reads standard input."`
	asking
	JSON bool `help:"Print a JSON object."`
}

type checkedObject struct {
	Text   string        `json:"text"`
	Claims []claimObject `json:"claims"`
	Unread int           `json:"unread"`
	Scope  scopeObject   `json:"scope"`
}

type claimObject struct {
	Text      string              `json:"text"`
	Start     int                 `json:"start"`
	End       int                 `json:"end"`
	CharStart int                 `json:"char_start"`
	CharEnd   int                 `json:"char_end"`
	Finding   source.Finding      `json:"finding"`
	Words     bool                `json:"words"`
	Quote     *quoteObject        `json:"quote"`
	Figures   []figureClaimObject `json:"figures"`
}

type figureClaimObject struct {
	Asked   string         `json:"asked"`
	Finding source.Finding `json:"finding"`
	Stands  *string        `json:"stands"`
	Quote   *quoteObject   `json:"quote"`
}

func (c *checkTextCommand) Run(s *session) error {
	c.asking.ask(s)
	asked, err := s.textOf(c.Text)
	if err != nil {
		return err
	}
	return reply(s, s.open, (*desk.Desk).CheckText, asked, c.JSON, checkedJSON)
}

func checkedJSON(reply desk.CheckReply) checkedObject {
	r := reply.Checked
	o := checkedObject{Text: r.Text, Claims: make([]claimObject, 0, len(r.Claims)), Unread: r.Unread, Scope: scopeJSON(r.Scope)}
	for _, c := range r.Claims {
		one := claimObject{
			Text: c.Span.Of(r.Text), Start: c.Span.Start, End: c.Span.End, CharStart: utf8.RuneCountInString(r.Text[:c.Span.Start]),
			Finding: c.Finding, Words: c.Words, Figures: make([]figureClaimObject, 0, len(c.Figures)),
		}
		one.CharEnd = one.CharStart + utf8.RuneCountInString(one.Text)
		if c.Words {
			one.Quote = new(quoteJSON(c.Quote))
		}
		for _, f := range c.Figures {
			claim := figureClaimObject{Asked: f.Asked, Finding: f.Finding}
			if f.Finding != source.Nothing {
				claim.Stands, claim.Quote = &f.Stands, new(quoteJSON(f.Quote))
			}
			one.Figures = append(one.Figures, claim)
		}
		o.Claims = append(o.Claims, one)
	}
	return o
}

// checked writes each sentence with what the coverage has beside it, and what
// was searched.
func (p page) checked(b *strings.Builder, r source.Checked) {
	for _, c := range r.Claims {
		p.indented(b, "“"+c.Span.Of(r.Text)+"”", nil)
		b.WriteString("\n")
		switch {
		case c.Words:
			p.line(b, p.bold, english.Say("check.same"))
			b.WriteString("\n")
			p.quote(b, c.Quote)
		case len(c.Figures) == 0:
			p.line(b, p.bold, english.Say("check.none"))
			b.WriteString("\n")
		}
		for _, f := range c.Figures {
			p.line(b, p.bold, english.Beside(f.Asked, f.Stands, f.Finding == source.Same))
			b.WriteString("\n")
			if f.Finding != source.Nothing {
				p.quote(b, f.Quote)
			}
		}
	}
	if r.Unread > 0 {
		p.line(b, plain, english.Unread(r.Unread))
	}
	p.line(b, p.dim, english.Searched(r.Scope)+" "+english.Say("source.versions")+" "+english.Say("check.judges-not"))
}
