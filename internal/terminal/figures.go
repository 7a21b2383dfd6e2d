package terminal

import (
	"fmt"
	"os"
	"strings"

	"cuttings/internal/chart"
	"cuttings/internal/desk"
	"cuttings/internal/series"
	"cuttings/internal/words"
)

type figuresCommand struct {
	What  []string `arg:"" help:"Of what: jobs to go; beds; the price of a ticket; or a question."`
	Where string   `help:"Only articles that hold these words too, such as a place." placeholder:"WORDS"`
	narrowing
	paging
	Chart string `help:"Draw them into this file, of all pages, a picture (PNG)." type:"path" placeholder:"FILE"`
	JSON  bool   `help:"Print a JSON object."`
}

type figuresObject struct {
	What     string         `json:"what"`
	Where    *string        `json:"where"`
	Articles int            `json:"articles"`
	Total    int            `json:"total"`
	Page     int            `json:"page"`
	Pages    int            `json:"pages"`
	Figures  []figureObject `json:"figures"`
	Scope    scopeObject    `json:"scope"`
}

type figureObject struct {
	Words     string          `json:"words"`
	Amount    string          `json:"amount"`
	UpTo      *string         `json:"up_to"`
	Unit      *string         `json:"unit"`
	Qualifier *string         `json:"qualifier"`
	Counted   *string         `json:"counted"`
	Noun      *string         `json:"noun"`
	OutOf     *string         `json:"out_of"`
	Part      bool            `json:"part"`
	Says      []spanObject    `json:"says"`
	Differs   []int64         `json:"differs"`
	Quote     quoteObject     `json:"quote"`
	Also      []articleObject `json:"also"`
}

func (c *figuresCommand) Run(s *session) error {
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	request := desk.FiguresRequest{What: strings.Join(c.What, " "), Where: c.Where, Filter: filter, Page: c.Page}
	r, err := consult(s, s.open, (*desk.Desk).Figures, request)
	if err == nil {
		err = showReply(s, r, c.JSON, figuresJSON)
	}
	if err != nil || c.Chart == "" {
		return err
	}
	return s.draw(r, c.Chart)
}

// draw writes the chart into a file, and what it shows to whoever asked.
func (s *session) draw(r desk.FiguresReply, file string) error {
	drawn, err := chart.Of(r.What, r.Result)
	if err != nil {
		return err
	}
	picture, err := drawn.PNG(english)
	if err != nil {
		return err
	}
	return s.picture(file, picture, drawn.Alt(english)+" "+english.Undrawn(drawn.Left))
}

// picture writes a picture into a file, and its words to whoever asked.
func (s *session) picture(file string, picture []byte, shows string) error {
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintln(s.err, clean(strings.TrimSpace(shows)))
	return err
}

func figuresJSON(r desk.FiguresReply) figuresObject {
	return figuresObject{
		What: r.What, Where: orNull(r.Where), Articles: r.Result.Articles,
		Total: len(r.Result.Rows), Page: r.Page, Pages: r.Pages, Figures: objects(r.Rows(), figureJSON), Scope: scopeJSON(r.Result.Scope),
	}
}

func figureJSON(r series.Row) figureObject {
	article, f := r.Quote.Version.Text, r.Figure
	o := figureObject{
		Words: r.Words(), Amount: f.Low.String(), Unit: orNull(f.Unit), Qualifier: orNull(f.Qualifier.Of(article)),
		Counted: orNull(f.Counted.Of(article)), Noun: orNull(f.Head.Of(article)), OutOf: orNull(f.Of.String()), Part: r.Part,
		Says: objects(r.Times, spanJSON), Differs: orEmpty(r.Differs), Quote: quoteJSON(r.Quote), Also: objects(r.Also, articleJSON),
	}
	if f.High != f.Low {
		o.UpTo = orNull(f.High.String())
	}
	return o
}

// figures writes the page's figures as a table, the sentences that it is made of, and
// what was searched.
func (p page) figures(b *strings.Builder, r desk.FiguresReply) {
	rows := r.Rows()
	p.line(b, p.bold, english.FiguresFound(r.Result, r.What, r.Where))
	if len(rows) == 0 {
		p.line(b, plain, english.Miss(r.Result.Scope))
		return
	}
	p.line(b, p.dim, english.Say("figures.as-given"))
	b.WriteString("\n")
	table := make([][]string, len(rows))
	for i, row := range rows {
		v := row.Quote.Version
		table[i] = []string{english.Date(v.Published), english.Cutting(v.Number), words.Figure(row)}
	}
	p.table(b, table, func(i int) []string { return english.FigureNotes(rows[i]) })
	b.WriteString("\n")
	for _, sentence := range r.Sentences() {
		p.quote(b, sentence.Quote)
	}
	if r.Pages > 1 {
		p.line(b, plain, english.Say("page.in-time", "page", r.Page, "pages", r.Pages))
	}
	p.line(b, p.dim, english.Searched(r.Result.Scope))
}

// table writes rows of columns, each as wide as its widest cell, the last one
// wrapped; under a row stand its notes.
func (p page) table(b *strings.Builder, rows [][]string, notes func(i int) []string) {
	wide := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			wide[i] = max(wide[i], columns(clean(cell)))
		}
	}
	last := len(wide) - 1
	start := len(indent)
	for _, w := range wide[:last] {
		start += w + len(indent)
	}
	for n, row := range rows {
		b.WriteString(indent)
		for i, cell := range row[:last] {
			b.WriteString(clean(cell) + strings.Repeat(" ", wide[i]-columns(clean(cell))+len(indent)))
		}
		narrow := p
		narrow.columns = max(p.columns-start+len(indent), defaultColumns/4)
		for i, line := range narrow.wrap(row[last], nil) {
			if i > 0 {
				b.WriteString(strings.Repeat(" ", start))
			}
			b.WriteString(p.bold(line) + "\n")
		}
		for _, note := range notes(n) {
			for _, line := range narrow.wrap(note, nil) {
				b.WriteString(strings.Repeat(" ", start) + p.dim(line) + "\n")
			}
		}
	}
}
