package terminal

import (
	"fmt"
	"strings"

	"cuttings/internal/desk"
)

type findCommand struct {
	Words []string `arg:"" help:"Words; \"a phrase\"; AND, OR, NOT; NEAR/5; headline:, by:, outlet:; hospit*; brackets. Put the whole in single quotes."`
	narrowing
	Sort string `help:"best, newest or oldest." default:"best" placeholder:"ORDER"`
	Page int    `help:"Which page of hits; 1 is the first." default:"1" placeholder:"N"`
	JSON bool   `help:"Print a JSON object."`
}

type foundObject struct {
	Query string        `json:"query"`
	Sort  string        `json:"sort"`
	Total int           `json:"total"`
	Page  int           `json:"page"`
	Pages int           `json:"pages"`
	Hits  []quoteObject `json:"hits"`
	Scope scopeObject   `json:"scope"`
}

func (c *findCommand) Run(s *session) error {
	filter, err := c.filter()
	if err != nil {
		return err
	}
	order, err := desk.ParseSort(c.Sort)
	if err != nil {
		return err
	}
	if c.Page < 1 {
		return fmt.Errorf("--page %d: the first page is 1", c.Page)
	}
	request := desk.FindRequest{Words: strings.Join(c.Words, " "), Filter: filter, Sort: order, Page: c.Page}
	return reply(s, s.open, (*desk.Desk).Find, request, c.JSON, foundJSON)
}

func foundJSON(r desk.FindReply) foundObject {
	o := foundObject{
		Query: r.Query, Sort: string(r.Sort), Total: r.Total, Page: r.Page, Pages: r.Pages, Hits: []quoteObject{}, Scope: scopeJSON(r.Scope),
	}
	for _, h := range r.Hits {
		o.Hits = append(o.Hits, quoteJSON(h.Quote))
	}
	return o
}

// found writes the count, a page of hits, and what was searched.
func (p page) found(b *strings.Builder, r desk.FindReply) {
	p.line(b, p.bold, english.Count(r.Total, "article")+" found: "+r.Query)
	if r.Total == 0 {
		p.line(b, plain, english.Miss(r.Scope))
		return
	}
	b.WriteString("\n")
	for _, h := range r.Hits {
		switch {
		case len(h.Quote.Answer) > 0:
		case len(h.Headline) > 0:
			p.line(b, p.dim, "Found in the headline; this is how the article begins:")
		default:
			p.line(b, p.dim, "Found in the byline or the outlet's name; this is how the article begins:")
		}
		p.quote(b, h.Quote)
	}
	p.line(b, plain, fmt.Sprintf("Page %s of %s, %s first.", english.Number(r.Page), english.Number(r.Pages), r.Sort))
	p.line(b, p.dim, english.Searched(r.Scope))
}
