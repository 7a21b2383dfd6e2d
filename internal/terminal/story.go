package terminal

import (
	"fmt"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/source"
)

type storyCommand struct {
	Name []string `arg:"" help:"Words of its headline, or the number of one of its cuttings: 2."`
	paging
	asking
	JSON bool `help:"Print a JSON object."`
}

type timelineObject struct {
	Name      string         `json:"name"`
	Found     bool           `json:"found"`
	Story     *int64         `json:"story"`
	Title     *string        `json:"title"`
	First     archive.Date   `json:"first"`
	Last      archive.Date   `json:"last"`
	Articles  int            `json:"articles"`
	Newsrooms int            `json:"newsrooms"`
	Reprints  int            `json:"reprints"`
	Outlets   []outletObject `json:"outlets"`
	Page      int            `json:"page"`
	Pages     int            `json:"pages"`
	Reports   []stepObject   `json:"reports"`
	Nearest   *articleObject `json:"nearest"`
	Scope     scopeObject    `json:"scope"`
}

type stepObject struct {
	Key      quoteObject     `json:"key"`
	Reprints []reprintObject `json:"reprints"`
	Revised  []revisedObject `json:"revised"`
}

type reprintObject struct {
	Number    int64        `json:"number"`
	Outlet    *string      `json:"outlet"`
	Published archive.Date `json:"published"`
}

type revisedObject struct {
	Was quoteObject `json:"was"`
	Is  quoteObject `json:"is"`
}

func (c *storyCommand) Run(s *session) error {
	c.asking.ask(s)
	request := desk.StoryRequest{Name: strings.Join(c.Name, " "), Page: c.Page}
	return reply(s, s.openTold, (*desk.Desk).Story, request, c.JSON, timelineJSON)
}

func timelineJSON(r desk.StoryReply) timelineObject {
	o := timelineObject{
		Name: r.Name, Found: len(r.Steps) > 0, Title: orNull(r.First.Title), First: r.Told.First, Last: r.Told.Last,
		Articles: r.Told.Articles, Newsrooms: r.Told.Newsrooms, Reprints: r.Told.Reprints, Outlets: objects(r.Outlets, outletJSON),
		Page: r.Page, Pages: r.Pages, Reports: objects(r.Steps, stepJSON), Scope: scopeJSON(r.Scope),
	}
	if r.Told.Story != 0 {
		o.Story = &r.Told.Story
	}
	if r.Nearest != nil {
		o.Nearest = new(articleJSON(*r.Nearest))
	}
	return o
}

func stepJSON(s desk.Step) stepObject {
	return stepObject{Key: quoteJSON(s.Key), Reprints: objects(s.Reprints, reprintJSON), Revised: objects(s.Revised, revisedJSON)}
}

func reprintJSON(v archive.Teller) reprintObject {
	return reprintObject{Number: v.Number, Outlet: orNull(v.Outlet), Published: v.Published}
}

func revisedJSON(f source.Revised) revisedObject {
	return revisedObject{Was: quoteJSON(f.Was), Is: quoteJSON(f.Is)}
}

// story writes a page of a story's timeline: what is counted, each report with
// its key quote, who reprints it, and its figures beside earlier ones.
func (p page) story(b *strings.Builder, r desk.StoryReply) {
	if len(r.Steps) == 0 {
		var title string
		var number int64
		if r.Nearest != nil {
			title, number = titleOf(r.Nearest.Article), r.Nearest.Number
		}
		p.line(b, p.bold, english.NoStory(r.Name, r.Scope, title, number))
		return
	}
	p.line(b, p.bold, titleOf(r.First.Article))
	p.line(b, plain, english.Span(r.Told)+" · "+english.Newsrooms(r.Told))
	p.line(b, p.dim, english.Outlets(r.Outlets))
	for _, s := range r.Steps {
		label := english.Say("story.later")
		if s.First {
			label = english.Say("story.first")
		}
		b.WriteString("\n")
		p.line(b, p.bold, label)
		p.quote(b, s.Key)
		p.line(b, plain, english.ReprintedBy(s.Reprints))
		p.revised(b, s.Revised)
	}
	p.line(b, plain, fmt.Sprintf("Page %s of %s, in the order of time.", english.Number(r.Page), english.Number(r.Pages)))
	p.line(b, p.dim, english.Searched(r.Scope))
}

// revised writes figures beside those of earlier reports.
func (p page) revised(b *strings.Builder, list []source.Revised) {
	for _, f := range list {
		p.line(b, plain, english.EarlierHas(f.Was.Version.Number))
		p.quote(b, f.Was)
		p.line(b, plain, english.Say("story.this-has"))
		p.quote(b, f.Is)
	}
}
