package terminal

import (
	"fmt"
	"math"
	"strings"

	"cuttings/internal/desk"
	"cuttings/internal/find"
)

type findCommand struct {
	Words []string `arg:"" help:"Words; \"a phrase\"; AND, OR, NOT; NEAR/5; headline:, by:, outlet:; hospit*; brackets. Put the whole in single quotes."`
	Place string   `name:"in" help:"Where words are looked for: headline, text or byline; in the text and the headline without it." placeholder:"PLACE"`
	narrowing
	Sort  string `help:"best, newest or oldest." default:"best" placeholder:"ORDER"`
	Group string `help:"List every article, or one of each story: stories." placeholder:"HOW"`
	paging
	CSV  bool `name:"csv" help:"Print a table for spreadsheets, of all pages: at most 1,000 articles." xor:"form"`
	JSON bool `help:"Print a JSON object." xor:"form"`
}

type foundObject struct {
	Query   string        `json:"query"`
	Sort    string        `json:"sort"`
	Total   int           `json:"total"`
	Page    int           `json:"page"`
	Pages   int           `json:"pages"`
	Hits    []quoteObject `json:"hits"`
	Scope   scopeObject   `json:"scope"`
	Stories *int          `json:"stories"`
}

func (c *findCommand) Run(s *session) error {
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	order, err := desk.ParseSort(c.Sort)
	if err != nil {
		return err
	}
	in, err := desk.ParseIn(c.Place)
	if err != nil {
		return err
	}
	stories, err := desk.ParseGroup(c.Group)
	if err != nil {
		return err
	}
	request := desk.FindRequest{Words: strings.Join(c.Words, " "), In: in, Filter: filter, Sort: order, Stories: stories, Page: c.Page}
	open := s.open
	if stories {
		open = s.openTold
	}
	if c.CSV {
		return c.table(s, open, request)
	}
	return reply(s, open, (*desk.Desk).Find, request, c.JSON, foundJSON)
}

// table prints the articles as CSV, and beside it where that has not all of them.
func (c *findCommand) table(s *session, open func() (*Library, error), request desk.FindRequest) error {
	library, err := open()
	if err != nil {
		return err
	}
	defer library.Close()
	r, err := library.Desk.Sheet(s.ctx, request, math.MaxInt)
	if err != nil {
		return err
	}
	if r.Rows < r.Listed {
		fmt.Fprintf(s.err, "cuttings: the table has the first %s of %s; narrow the search to get the rest\n",
			english.Count(r.Rows, "article"), english.Number(r.Listed))
	}
	_, err = s.out.Write(r.CSV)
	return err
}

func foundJSON(r desk.FindReply) foundObject {
	o := foundObject{
		Query: r.Query, Sort: string(r.Sort), Total: r.Total, Page: r.Page, Pages: r.Pages, Hits: objects(r.Hits, hitJSON), Scope: scopeJSON(r.Scope),
	}
	if r.Grouped {
		o.Stories = &r.Listed
	}
	return o
}

func hitJSON(h find.Hit) quoteObject { return quoteJSON(h.Quote) }

// found writes the count, a page of hits, and what was searched.
func (p page) found(b *strings.Builder, r desk.FindReply) {
	p.line(b, p.bold, english.Found(r.Total, r.Grouped, r.Listed, r.Query))
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
