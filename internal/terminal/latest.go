package terminal

import (
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

type latestCommand struct {
	Topic []string `arg:"" optional:"" help:"Only stories about this; all that find takes."`
	narrowing
	paging
	JSON bool `help:"Print a JSON object."`
}

type latestObject struct {
	Topic   string           `json:"topic"`
	Page    int              `json:"page"`
	More    bool             `json:"more"`
	Updated *time.Time       `json:"updated"`
	Stories []headlineObject `json:"stories"`
	Scope   scopeObject      `json:"scope"`
}

type headlineObject struct {
	Story     *int64       `json:"story"`
	Title     *string      `json:"title"`
	Number    int64        `json:"number"`
	First     archive.Date `json:"first"`
	Last      archive.Date `json:"last"`
	Articles  int          `json:"articles"`
	Newsrooms int          `json:"newsrooms"`
	Reprints  int          `json:"reprints"`
	Line      quoteObject  `json:"line"`
}

func (c *latestCommand) Run(s *session) error {
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	request := desk.LatestRequest{Topic: strings.Join(c.Topic, " "), Filter: filter, Page: c.Page}
	return reply(s, s.openTold, (*desk.Desk).Latest, request, c.JSON, latestJSON)
}

func latestJSON(r desk.LatestReply) latestObject {
	return latestObject{
		Topic: r.Topic, Page: r.Page, More: r.More, Updated: timeOrNull(r.Updated),
		Stories: objects(r.Stories, headlineJSON), Scope: scopeJSON(r.Scope),
	}
}

func headlineJSON(h desk.Headline) headlineObject {
	o := headlineObject{
		Title: orNull(h.First.Title), Number: h.First.Number, First: h.Told.First, Last: h.Told.Last,
		Articles: h.Told.Articles, Newsrooms: h.Told.Newsrooms, Reprints: h.Told.Reprints, Line: quoteJSON(h.Line),
	}
	if h.Told.Story != 0 {
		o.Story = &h.Told.Story
	}
	return o
}

// latest writes a page of stories, each with its best line, and what was
// searched.
func (p page) latest(b *strings.Builder, r desk.LatestReply) {
	if len(r.Stories) == 0 {
		p.line(b, p.bold, english.Miss(r.Scope))
		if !r.Updated.IsZero() {
			p.line(b, p.dim, english.Since(r.Updated, r.Now)+".")
		}
		return
	}
	p.line(b, plain, english.Stories(r.Topic))
	b.WriteString("\n")
	for _, h := range r.Stories {
		p.line(b, p.bold, titleOf(h.First.Article))
		p.line(b, p.dim, english.Span(h.Told))
		p.quote(b, h.Line)
	}
	p.line(b, plain, english.Turn(r.Page, r.More))
	p.line(b, p.dim, english.Searched(r.Scope)+" "+english.Since(r.Updated, r.Now)+".")
}
