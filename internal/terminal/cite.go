package terminal

import (
	"strings"
	"time"

	"cuttings/internal/desk"
)

type citeCommand struct {
	Number string `arg:"" help:"The cutting's number, as a card shows it; 2@1 is the first version of cutting 2."`
	Style  string `help:"full, short, markdown or plain." default:"full" placeholder:"STYLE"`
	asking
	JSON bool `help:"Print a JSON object."`
}

type citationObject struct {
	Citation string        `json:"citation"`
	Style    string        `json:"style"`
	Newest   int           `json:"newest"`
	Archived *string       `json:"archived"`
	Article  articleObject `json:"article"`
	Quote    *quoteObject  `json:"quote"`

	Present *presentObject `json:"present"`
	Gone    *time.Time     `json:"gone"`
}

func (c *citeCommand) Run(s *session) error {
	c.asking.ask(s)
	style, err := desk.ParseStyle(c.Style)
	if err != nil {
		return err
	}
	return reply(s, s.openStore, (*desk.Desk).Cite, desk.CiteRequest{Number: c.Number, Style: style}, c.JSON, citationJSON)
}

func citationJSON(r desk.CiteReply) citationObject {
	o := citationObject{
		Citation: r.Citation, Style: string(r.Style), Newest: r.Newest, Archived: orNull(r.Archived), Article: articleJSON(r.Version),
		Gone: timeOrNull(r.Gone),
	}
	if r.Quote != nil {
		o.Quote, o.Present = new(quoteJSON(*r.Quote)), presentJSON(r.Present)
	}
	return o
}

// citation writes a citation, never wrapped, so that it can be copied, and what
// there is to know about it.
func (p page) citation(b *strings.Builder, r desk.CiteReply) {
	for one := range strings.Lines(r.Citation) {
		b.WriteString(clean(strings.TrimRight(one, "\n")) + "\n")
	}
	archived := ""
	if !r.Gone.IsZero() && !strings.Contains(r.Citation, r.Archived) {
		archived = r.Archived
	}
	for _, note := range english.CiteNotes(r.Version, r.Newest, r.Present.State == desk.Unchanged, r.Gone, archived) {
		p.line(b, p.dim, note)
	}
	p.became(b, r.Present)
}
