package words

import (
	"cuttings/internal/archive"
	"cuttings/internal/said"
)

// mostRoles and mostNames are how many roles, and how many other people, are
// named at most: a card has little room.
const (
	mostRoles = 4
	mostNames = 5
)

// SaidCount says how much of a person's words was found.
func (l Language) SaidCount(r said.Result, about string) string {
	s := l.Say("said.count", "n", r.Certain.Total, "name", r.Person.Name)
	if about == "" {
		return s
	}
	return l.Say("said.about", "count", s, "about", about)
}

// Roles lists what the articles call a person, the newest first, with the dates of
// the articles; "" where they say nothing.
func (l Language) Roles(p said.Person) string {
	list := make([]string, len(p.Roles))
	for i, r := range p.Roles {
		list[i] = r.Role + l.dates(r.From, r.To)
	}
	return l.some(list, mostRoles, "; ")
}

func (l Language) dates(from, to archive.Date) string {
	if s := l.spread(from, to); s != "" {
		return " (" + s + ")"
	}
	return ""
}

// Others names the people whom a name fits as well; "" where there are none.
func (l Language) Others(people []said.Person) string {
	if len(people) == 0 {
		return ""
	}
	return l.Say("said.others", "names", l.names(people))
}

// Unsaid is what a list of a person's words without an entry says.
func (l Language) Unsaid(who string, r said.Result) string {
	if r.Scope.Coverage.Articles == 0 {
		return l.Miss(r.Scope)
	}
	held := l.HeldOf(r.Scope)
	if r.Person == nil && r.Uncertain.Total > 0 {
		return l.Say("said.nobody-full", "who", who, "held", held)
	}
	s := l.Say("said.nobody", "who", who, "held", held)
	if r.Person != nil {
		s = l.Say("said.nothing", "name", r.Person.Name, "held", held)
	}
	if len(r.Nearest) > 0 {
		s += " " + l.Say("said.nearest", "names", l.names(r.Nearest))
	}
	return s
}

// Unsure stands above what a person may have said.
func (l Language) Unsure(r said.Result) string {
	if r.Person != nil {
		return l.Say("said.unsure-person", "n", r.Uncertain.Total, "name", r.Person.Name)
	}
	return l.Say("said.unsure", "n", r.Uncertain.Total)
}

func (l Language) names(people []said.Person) string {
	list := make([]string, len(people))
	for i, p := range people {
		list[i] = p.Name
		if role := p.Role(); role != "" {
			list[i] += ", " + role
		}
	}
	return l.some(list, mostNames, "; ")
}
