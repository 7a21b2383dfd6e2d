package said

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
)

// fit is how well a person fits what was typed, the best first.
type fit int

const (
	exact   fit = iota // the whole name
	surname            // words of the name in their order, the last one among them
	partly             // words of the name
	alike              // words of the name, mistyped
	foreign            // not meant
)

// typed is a name as somebody typed it, in the form in which it is compared.
type typed struct {
	words  []string
	joined string
}

func newTyped(who string) typed {
	w := words(who)
	return typed{words: w, joined: strings.Join(w, "")}
}

// fits says how well what was typed fits a name and a role. Words that aren't of
// the name may be of the role: "Young, chief executive".
func (t typed) fits(name, role []string) fit {
	rest, n, at, inOrder := 0, 0, -1, true
	last := false
	for _, w := range t.words {
		i := slices.Index(name, w)
		switch {
		case i >= 0:
			n++
		case len(w) == 1: // an initial
			i = slices.IndexFunc(name, func(of string) bool { return strings.HasPrefix(of, w) })
		}
		if i < 0 {
			if !slices.Contains(role, w) {
				rest++
			}
			continue
		}
		inOrder = inOrder && i > at
		at = i
		last = last || i == len(name)-1
	}
	switch {
	case len(t.words) == 0:
		return foreign
	case t.joined == strings.Join(name, ""), rest == 0 && n >= len(name) && inOrder:
		return exact
	case slices.ContainsFunc(endings(name), func(end string) bool { return end == t.joined }), rest == 0 && last && inOrder && n > 0:
		return surname
	case rest == 0 && n > 0:
		return partly
	}
	return foreign
}

// endings are what a name may end with, written as one: "oconnor" of "Ronan
// O Connor".
func endings(name []string) []string {
	var list []string
	end := ""
	for i := len(name) - 1; i >= 0 && len(name)-i <= 3; i-- {
		end = name[i] + end
		list = append(list, end)
	}
	return list
}

// alike reports whether every word typed is one of the name or nearly so, at
// least one of them a longer one: see slips.
func (t typed) alike(name []string) bool {
	long := false
	for _, w := range t.words {
		if !slices.ContainsFunc(name, func(of string) bool { return distance(w, of, slips(w)) <= slips(w) }) {
			return false
		}
		long = long || slips(w) > 0
	}
	return long
}

// slips is how many letters of a word may be wrong.
func slips(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// distance is how many letters must be put in, left out, changed or swapped with
// their neighbour to make b of a (optimal string alignment), or more than most
// when that is more.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if max(len(x)-len(y), len(y)-len(x)) > most {
		return most + 1
	}
	before, above, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range above {
		above[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			wrong := 1
			if x[i] == y[j] {
				wrong = 0
			}
			row[j+1] = min(above[j]+wrong, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(y)]
}

// nearness is how much of the closest word of the name must be changed to make
// of it a word that was typed, between 0 and 1; 1 for more than half.
func (t typed) nearness(name []string) float64 {
	best := 1.0
	for _, w := range t.words {
		for _, of := range name {
			long := max(utf8.RuneCountInString(w), utf8.RuneCountInString(of))
			if d := distance(w, of, long/2); d <= long/2 && long > 1 {
				best = min(best, float64(d)/float64(long))
			}
		}
	}
	return best
}

// pronouns are how articles call those whom they named before.
var pronouns = set("he she they")

// is reports whether the speaker is the person found, for certain.
func (f Found) is(s archive.Speaker) bool {
	return len(f.People) > 0 && s.Named && f.People[0].has(s)
}

// has reports whether the speaker was joined into the person.
func (p Person) has(s archive.Speaker) bool {
	return slices.ContainsFunc(p.speakers, func(own archive.Speaker) bool { return own.Called == s.Called && own.Role == s.Role })
}

// mayBe reports whether the name by which the speaker is called may be the
// person's.
func (f Found) mayBe(s archive.Speaker) bool { return f.maybe[called{s.Called, s.Named, s.Role}] }

// mayMean reports whether the speaker may be the person in an article in which
// the person speaks: a pronoun, or a description that says nothing but what a role
// does. "A spokesman for the trust" is not the spokesman of a union.
func (f Found) mayMean(s archive.Speaker) bool {
	if s.Named || len(f.People) == 0 {
		return false
	}
	w := words(s.Called)
	if len(w) == 1 && pronouns[w[0]] {
		return true
	}
	described := terms(s.Called)
	return len(described) > 0 && slices.ContainsFunc(f.People[0].Roles, func(r Role) bool {
		role := terms(r.Role)
		return !slices.ContainsFunc(described, func(t string) bool { return !slices.Contains(role, t) })
	})
}

// compareFits puts the people who fit best first, and of those that fit alike
// the ones who say more.
func compareFits(a, b candidate) int {
	return cmp.Or(cmp.Compare(a.fit, b.fit), cmp.Compare(a.far, b.far), more(a.person, b.person))
}

// begins reports whether every word typed is one of the name or the role, the
// last of them perhaps only its beginning, and one at least is of the name.
// Nothing typed begins everything.
func (t typed) begins(e entry) bool {
	named := len(t.words) == 0
	for i, w := range t.words {
		is := func(of string) bool { return of == w || i == len(t.words)-1 && strings.HasPrefix(of, w) }
		switch {
		case slices.ContainsFunc(e.name, is):
			named = true
		case !slices.ContainsFunc(e.role, is):
			return strings.HasPrefix(strings.Join(e.name, ""), t.joined)
		}
	}
	return named
}
