package terminal

import (
	"fmt"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

type storyCommand struct {
	Name []string `arg:"" help:"Words of its headline, or the number of one of its cuttings: 2."`
	Page int      `help:"Which page; 1 is the first." default:"1" placeholder:"N"`
	JSON bool     `help:"Print a JSON object."`
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
	if c.Page < 1 {
		return fmt.Errorf("--page %d: the first page is 1", c.Page)
	}
	library, err := s.open()
	if err != nil {
		return err
	}
	defer library.Close()
	if err := s.placeStories(library); err != nil {
		return err
	}
	reply, err := library.Desk.Story(s.ctx, desk.StoryRequest{Name: strings.Join(c.Name, " "), Page: c.Page})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.out, timelineJSON(reply))
	}
	return s.page.print(reply)
}

func timelineJSON(r desk.StoryReply) timelineObject {
	o := timelineObject{
		Name: r.Name, Found: len(r.Steps) > 0, Title: orNull(r.First.Title), First: r.Told.First, Last: r.Told.Last,
		Articles: r.Told.Articles, Newsrooms: r.Told.Newsrooms, Reprints: r.Told.Reprints, Outlets: []outletObject{},
		Page: r.Page, Pages: r.Pages, Reports: []stepObject{}, Scope: scopeJSON(r.Scope),
	}
	if r.Told.Story != 0 {
		o.Story = &r.Told.Story
	}
	for _, one := range r.Outlets {
		o.Outlets = append(o.Outlets, outletObject{Outlet: orNull(one.Outlet), Articles: one.Articles})
	}
	for _, s := range r.Steps {
		one := stepObject{Key: quoteJSON(s.Key), Reprints: []reprintObject{}, Revised: []revisedObject{}}
		for _, t := range s.Reprints {
			one.Reprints = append(one.Reprints, reprintObject{Number: t.Number, Outlet: orNull(t.Outlet), Published: t.Published})
		}
		for _, f := range s.Revised {
			one.Revised = append(one.Revised, revisedObject{Was: quoteJSON(f.Was), Is: quoteJSON(f.Is)})
		}
		o.Reports = append(o.Reports, one)
	}
	if r.Nearest != nil {
		nearest := articleJSON(*r.Nearest)
		o.Nearest = &nearest
	}
	return o
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
		for _, f := range s.Revised {
			p.line(b, plain, english.EarlierHas(f.Was.Version.Number))
			p.quote(b, f.Was)
			p.line(b, plain, english.Say("story.this-has"))
			p.quote(b, f.Is)
		}
	}
	p.line(b, plain, fmt.Sprintf("Page %s of %s, in the order of time.", english.Number(r.Page), english.Number(r.Pages)))
	p.line(b, p.dim, english.Searched(r.Scope))
}
