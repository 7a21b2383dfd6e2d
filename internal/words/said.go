package words

import (
	"strings"

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
func SaidCount(r said.Result, about string) string {
	s := r.Person.Name + ": " + Count(r.Certain.Total, "passage")
	if about != "" {
		s += " about " + about
	}
	return s
}

// Roles lists what the articles call a person, the newest first, with the dates of
// the articles; "" where they say nothing.
func Roles(p said.Person) string {
	var list []string
	for i, r := range p.Roles {
		if i == mostRoles {
			list = append(list, "and "+Number(len(p.Roles)-i)+" more")
			break
		}
		list = append(list, r.Role+dates(r.From, r.To))
	}
	return strings.Join(list, "; ")
}

func dates(from, to archive.Date) string {
	switch {
	case from.IsZero():
		return ""
	case from == to:
		return " (" + from.Long() + ")"
	}
	return " (" + from.Long() + " to " + to.Long() + ")"
}

// Others names the people whom a name fits as well; "" where there are none.
func Others(people []said.Person) string {
	if len(people) == 0 {
		return ""
	}
	return "The name also fits: " + names(people) + ". Write more of the name, or a word of the role."
}

// Unsaid is what a list of a person's words without an entry says.
func Unsaid(who string, r said.Result) string {
	if r.Scope.Coverage.Articles == 0 && len(r.Scope.Filters) == 0 {
		return Miss(r.Scope)
	}
	where := " in " + Held(r.Scope.Coverage) + Narrowed(r.Scope.Filters) + "."
	if r.Person == nil && r.Uncertain.Total > 0 {
		return "Nobody is called “" + who + "” with a full name" + where
	}
	s := "Nobody called “" + who + "” speaks" + where
	if r.Person != nil {
		s = "Nothing of the kind by " + r.Person.Name + where
	}
	s += " Not in the coverage does not mean never said."
	if len(r.Nearest) > 0 {
		s += " The nearest: " + names(r.Nearest) + "."
	}
	return s
}

// Unsure stands above what a person may have said.
func Unsure(r said.Result) string {
	s := "Not certain: " + Count(r.Uncertain.Total, "passage") + " of somebody whom the article calls so, without a full name:"
	if r.Person != nil {
		s = "Not certain: " + Count(r.Uncertain.Total, "passage") + " that may be " + r.Person.Name + "’s; the article doesn’t settle it:"
	}
	return s
}

func names(people []said.Person) string {
	var list []string
	for i, p := range people {
		if i == mostNames {
			list = append(list, "and "+Number(len(people)-i)+" more")
			break
		}
		name := p.Name
		if role := p.Role(); role != "" {
			name += ", " + role
		}
		list = append(list, name)
	}
	return strings.Join(list, "; ")
}
