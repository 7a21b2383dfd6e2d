package said

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// Person is one person as the articles know them.
type Person struct {
	Name     string // the full name as most articles write it
	Roles    []Role // the newest first
	Speeches int    // under the full name
	From, To archive.Date
	Shared   bool              // others have the name
	speakers []archive.Speaker // what was joined
}

// Role is what articles say a person is, in their words.
type Role struct {
	Role     string // never ""
	From, To archive.Date
	Speeches int
}

// Join makes people of those who are called by their full names; others are the
// rest. A name of one word, "Mrs Hill", is a full one only where nobody who
// speaks has more of it.
//
// Two speakers of one name, whatever its case, accents, hyphens and titles, are
// one person where nothing speaks against it: their roles have a word in common
// that names more than a rank, such as the organisation's. A role of nothing but
// a rank ("chairman"), and no role at all, go with the only person of that name
// whom they fit; where there are several, they stay apart. See docs/decisions/0007-speech-kept.md.
func Join(speakers []archive.Speaker) (people []Person, others []archive.Speaker) {
	by, surnames := map[string][]archive.Speaker{}, map[string]bool{}
	for _, s := range speakers {
		w := words(s.Called)
		if !s.Named || len(w) == 0 {
			others = append(others, s)
			continue
		}
		k := strings.Join(w, " ")
		by[k] = append(by[k], s)
		if len(w) > 1 {
			surnames[w[len(w)-1]] = true
		}
	}
	for k, some := range by {
		if surnames[k] {
			others = append(others, some...)
			delete(by, k)
		}
	}
	for _, namesakes := range by {
		several := apart(namesakes)
		for _, one := range several {
			p := newPerson(one)
			p.Shared = len(several) > 1
			people = append(people, p)
		}
	}
	slices.SortFunc(people, more)
	return people, others
}

// more puts those who say more first, then those who were heard later, then by
// name and role.
func more(a, b Person) int {
	return cmp.Or(
		cmp.Compare(b.Speeches, a.Speeches),
		byDate(b.To, a.To),
		cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.Role(), b.Role()),
	)
}

// Role is what the person is as the newest article that says so has it, "" where
// none does.
func (p Person) Role() string {
	if len(p.Roles) == 0 {
		return ""
	}
	return p.Roles[0].Role
}

// byDate compares by the last day, then by the first; no date is the smallest.
func byDate(a, b archive.Date) int {
	af, al, aok := a.Days()
	bf, bl, bok := b.Days()
	switch {
	case !aok || !bok:
		return cmp.Compare(btoi(aok), btoi(bok))
	}
	return cmp.Or(cmp.Compare(al, bl), cmp.Compare(af, bf))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// apart divides the speakers of one name into those who are one person. The time
// it takes grows with the length of their roles.
func apart(namesakes []archive.Speaker) [][]archive.Speaker {
	groups := newGroups(len(namesakes))
	telling := map[string]int{} // a speaker with that term
	var whole, vague []int
	for i, s := range namesakes {
		all := terms(s.Role)
		for _, t := range all {
			if first, met := telling[t]; met && !ranks[t] {
				groups.join(first, i)
			} else if !ranks[t] {
				telling[t] = i
			}
		}
		if slices.ContainsFunc(all, func(t string) bool { return !ranks[t] }) {
			whole = append(whole, i)
		} else {
			vague = append(vague, i)
		}
	}
	// Those with a rank first: they may be who those without a role are.
	slices.SortStableFunc(vague, func(a, b int) int {
		return cmp.Compare(len(terms(namesakes[b].Role)), len(terms(namesakes[a].Role)))
	})
	groups.fit(namesakes, whole, vague)
	return groups.of(namesakes)
}

// groups are speakers joined into people: each points to another of its group,
// the first of a group to itself (a disjoint-set forest).
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) first(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(a, b int) {
	a, b = g.first(a), g.first(b)
	g[max(a, b)] = min(a, b)
}

// fit joins each vague speaker to the only group that it fits, if there is one:
// with a rank, that of somebody with that rank, without, any.
func (g groups) fit(namesakes []archive.Speaker, whole, vague []int) {
	const several = -1
	fits := map[string]int{} // the group with that rank; "" stands for all
	enter := func(i int) {
		for _, t := range append(terms(namesakes[i].Role), "") {
			if at, met := fits[t]; t == "" || ranks[t] {
				fits[t] = g.first(i)
				if met && at != g.first(i) {
					fits[t] = several
				}
			}
		}
	}
	for _, i := range whole {
		enter(i)
	}
	for _, i := range vague {
		wants := terms(namesakes[i].Role)
		if len(wants) == 0 {
			wants = []string{""}
		}
		at, met := several, false
		for _, t := range wants {
			if one, ok := fits[t]; ok && (!met || one == at) {
				at, met = one, true
			} else if ok {
				at = several
			}
		}
		if at != several {
			g.join(at, i)
		}
		enter(i)
	}
}

// of lists the groups in the order of their first speakers.
func (g groups) of(namesakes []archive.Speaker) [][]archive.Speaker {
	var list [][]archive.Speaker
	place := map[int]int{}
	for i, s := range namesakes {
		first := g.first(i)
		at, met := place[first]
		if !met {
			at = len(list)
			place[first] = at
			list = append(list, nil)
		}
		list[at] = append(list[at], s)
	}
	return list
}

// newPerson adds up what one person is called.
func newPerson(speakers []archive.Speaker) Person {
	p := Person{speakers: speakers}
	spellings, roles := map[string]int{}, map[string]int{}
	for _, s := range speakers {
		p.Speeches += s.Speeches
		p.From, p.To = archive.Widest(p.From, p.To, s.From, s.To)
		spellings[s.Called] += s.Speeches
		if n := spellings[s.Called]; p.Name == "" || n > spellings[p.Name] || n == spellings[p.Name] && s.Called < p.Name {
			p.Name = s.Called
		}
		if s.Role == "" {
			continue
		}
		i, met := roles[s.Role]
		if !met {
			i = len(p.Roles)
			roles[s.Role] = i
			p.Roles = append(p.Roles, Role{Role: s.Role})
		}
		r := &p.Roles[i]
		r.Speeches += s.Speeches
		r.From, r.To = archive.Widest(r.From, r.To, s.From, s.To)
	}
	slices.SortFunc(p.Roles, func(a, b Role) int {
		return cmp.Or(byDate(b.To, a.To), byDate(b.From, a.From), cmp.Compare(b.Speeches, a.Speeches), cmp.Compare(a.Role, b.Role))
	})
	return p
}

// key is a name or a role in the form in which names are compared: folded,
// without apostrophes and points.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\'' || r == '.' {
			return -1
		}
		return r
	}, text.Fold(s).Text)
}

// isGap reports whether the rune stands between the words of a name.
func isGap(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// titles stand before a name, or behind it, and are no part of it.
var titles = set("mr mrs ms miss mx dr doctor prof professor sir dame lord lady baroness baron rev reverend revd " +
	"cllr councillor councilor sgt sergeant insp inspector det detective supt superintendent pc dc capt captain col colonel " +
	"gen general lt lieutenant maj major sen senator rep gov governor president judge justice st the " +
	"obe mbe cbe kbe dbe qc kc mp msp mep phd md jr")

// ranks are what many people are, each somewhere else. They are terms, as
// index.Analyze gives them.
var ranks = func() map[string]bool {
	m := map[string]bool{}
	for _, t := range terms("chief executive officer chairman chairwoman chairperson chair director deputy assistant vice associate " +
		"senior junior former acting interim general manager managing manageress head leader president secretary treasurer " +
		"spokesman spokeswoman spokesperson representative official organiser organizer member minister mp councillor mayor " +
		"professor dr doctor teacher headteacher lecturer nurse analyst economist lawyer solicitor barrister judge coach captain " +
		"founder owner partner editor author writer reporter journalist consultant expert researcher scientist student " +
		"joint branch local regional national area group team who whose said year old aged") {
		m[t] = true
	}
	return m
}()
