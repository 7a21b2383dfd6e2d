package terminal

import (
	"fmt"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/said"
)

type saidCommand struct {
	Who   []string `arg:"" help:"Whose words: the name or the surname; a word of the role tells two of one name apart."`
	About string   `help:"Only what holds these words; all that find takes." placeholder:"WORDS"`
	narrowing
	paging
	JSON bool `help:"Print a JSON object."`
}

func (c *saidCommand) Run(s *session) error {
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	request := desk.SaidRequest{Who: strings.Join(c.Who, " "), About: c.About, Filter: filter, Page: c.Page}
	return reply(s, s.open, (*desk.Desk).Said, request, c.JSON, saidJSON)
}

// listen reads what is said in the articles that haven't been read yet.
func (s *session) listen(library *Library) error {
	progress := s.progress("Reading who said what", "articles")
	defer progress.done()
	return archive.Listen(s.ctx, library.Store, func(done int64) { progress.update(done, 0) })
}

type saidObject struct {
	Who       string            `json:"who"`
	About     string            `json:"about"`
	Person    *personObject     `json:"person"`
	Others    []personObject    `json:"others"`
	Nearest   []personObject    `json:"nearest"`
	Total     int               `json:"total"`
	Uncertain int               `json:"uncertain_total"`
	Page      int               `json:"page"`
	Pages     int               `json:"pages"`
	Said      []statementObject `json:"said"`
	Unsure    []statementObject `json:"uncertain"`
	Scope     scopeObject       `json:"scope"`
}

type personObject struct {
	Name     string       `json:"name"`
	Roles    []roleObject `json:"roles"`
	Speeches int          `json:"speeches"`
	From     archive.Date `json:"from"`
	To       archive.Date `json:"to"`
}

type roleObject struct {
	Role     string       `json:"role"`
	From     archive.Date `json:"from"`
	To       archive.Date `json:"to"`
	Speeches int          `json:"speeches"`
}

type statementObject struct {
	quoteObject
	Speech []speechObject `json:"speech"`
}

func saidJSON(r desk.SaidReply) saidObject {
	o := saidObject{
		Who: r.Who, About: r.About, Others: objects(r.Others, personJSON), Nearest: objects(r.Nearest, personJSON),
		Total: r.Certain.Total, Uncertain: r.Uncertain.Total, Page: r.Page, Pages: r.Pages,
		Said: objects(r.Certain.Statements, statementJSON), Unsure: objects(r.Uncertain.Statements, statementJSON), Scope: scopeJSON(r.Scope),
	}
	if r.Person != nil {
		o.Person = new(personJSON(*r.Person))
	}
	return o
}

func personJSON(p said.Person) personObject {
	return personObject{Name: p.Name, Roles: objects(p.Roles, roleJSON), Speeches: p.Speeches, From: p.From, To: p.To}
}

func roleJSON(r said.Role) roleObject { return roleObject(r) }

func statementJSON(s said.Statement) statementObject {
	text := s.Quote.Version.Text
	o := statementObject{quoteObject: quoteJSON(s.Quote), Speech: speechJSON(text, s.Speech)}
	o.Speaker = speakerJSON(newPlaces(text), s.Speech[0].Speaker)
	return o
}

// said writes how much there is, a page of it with what is uncertain apart, and
// what was searched.
func (p page) said(b *strings.Builder, r desk.SaidReply) {
	if r.Person != nil {
		p.line(b, p.bold, english.SaidCount(r.Result, r.About))
		p.line(b, plain, english.Roles(*r.Person))
		p.line(b, plain, english.Others(r.Others))
		b.WriteString("\n")
	}
	if r.Certain.Total == 0 {
		p.line(b, p.bold, english.Unsaid(r.Who, r.Result))
		b.WriteString("\n")
	}
	p.statements(b, r.Certain)
	if len(r.Uncertain.Statements) > 0 {
		p.line(b, p.bold, english.Unsure(r.Result))
		b.WriteString("\n")
		p.statements(b, r.Uncertain)
	}
	if r.Pages > 0 {
		p.line(b, plain, fmt.Sprintf("Page %s of %s, newest first.", english.Number(r.Page), english.Number(r.Pages)))
		p.line(b, p.dim, english.Searched(r.Scope))
	}
}

func (p page) statements(b *strings.Builder, l said.List) {
	for _, s := range l.Statements {
		p.quoteBy(b, s.Quote, english.SaidBy(s.Quote.Version, s.Speech[0]))
	}
}
