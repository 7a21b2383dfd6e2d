package terminal

import (
	"io"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/story"
)

type storiesCommand struct {
	Single bool `help:"List stories of one article too."`
	asking
	JSON bool `help:"Print a JSON object for each story, those of one article too."`
}

type storyObject struct {
	Story    int64          `json:"story"`
	Title    *string        `json:"title"`
	First    archive.Date   `json:"first"`
	Last     archive.Date   `json:"last"`
	Articles []reportObject `json:"articles"`
}

type reportObject struct {
	ID        string  `json:"id"`
	Number    int64   `json:"number"`
	ReprintOf *string `json:"reprint_of"`
}

// pageOfStories is how many stories are read at once.
const pageOfStories = 100

func (c *storiesCommand) Run(s *session) error {
	c.asking.ask(s)
	library, err := s.openTold()
	if err != nil {
		return err
	}
	defer library.Close()
	for after := int64(0); ; {
		stories, next, err := library.Desk.Stories(s.ctx, after, pageOfStories)
		if err != nil {
			return err
		}
		for _, one := range stories {
			if err := c.print(s, one); err != nil {
				return err
			}
		}
		if next == 0 {
			return nil
		}
		after = next
	}
}

func (c *storiesCommand) print(s *session, one desk.Story) error {
	if c.JSON {
		return printJSON(s.out, storyJSON(one))
	}
	if len(one.Reports) == 1 && !c.Single {
		return nil
	}
	var b strings.Builder
	s.page.articles(&b, one)
	_, err := io.WriteString(s.out, b.String())
	return err
}

// placeStories places the articles that came since it was done last.
func (s *session) placeStories(library *Library) error {
	progress := s.progress("Telling stories apart", "articles")
	defer progress.done()
	return story.CatchUp(s.ctx, library.Store, library.Index, progress.update)
}

func storyJSON(one desk.Story) storyObject {
	o := storyObject{Story: one.Told.Story, Title: orNull(one.Title()), First: one.Told.First, Last: one.Told.Last}
	ids := map[int64]string{}
	for _, r := range one.Reports {
		ids[r.Number] = r.ID
	}
	for _, r := range one.Reports {
		o.Articles = append(o.Articles, reportObject{ID: r.ID, Number: r.Number, ReprintOf: orNull(ids[r.ReprintOf])})
	}
	return o
}

// articles writes a story's headline, its counts, and its articles in order.
func (p page) articles(b *strings.Builder, one desk.Story) {
	p.line(b, p.bold, titleOf(one.Reports[0].Article))
	p.line(b, p.dim, english.Story(one.Told.Story)+" · "+english.Newsrooms(one.Told))
	for _, r := range one.Reports {
		line := english.Attribution(r.Article) + " · " + titleOf(r.Article) + " (" + english.Cutting(r.Number) + ")"
		if r.ReprintOf != 0 {
			line += " · " + english.ReprintOf(r.ReprintOf)
		}
		p.indented(b, line, nil)
	}
	b.WriteString("\n")
}
