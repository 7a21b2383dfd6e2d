package said

import (
	"context"
	"slices"
	"strings"
	"sync"

	"cuttings/internal/archive"
)

// Directory knows the people who speak in an archive. It is filled when it is
// first asked, for each filter by itself, and again when somebody else has spoken
// since. Its methods are safe for concurrent use.
type Directory struct {
	mu    sync.Mutex
	heard int64 // when it was filled
	lists map[archive.Filter]speaking
}

// speaking is who speaks in what passes a filter.
type speaking struct {
	entries []entry           // those who say most first
	others  []archive.Speaker // called otherwise than by a full name
}

// mostLists is for how many filters it remembers: of a server that hides something
// or asks a collection of its own there is one.
const mostLists = 16

// entry is a person with the words that are compared.
type entry struct {
	person     Person
	name, role []string
}

// Found is whom a name means.
type Found struct {
	People  []Person // whom it fits best; the first is taken
	Nearest []Person // where it fits nobody: whom it comes nearest to
	maybe   map[called]bool
}

// called is one way in which speakers are called.
type called struct {
	called string
	named  bool
	role   string
}

// candidate is a person and how well the person fits.
type candidate struct {
	person Person
	fit    fit
	far    float64
}

// mostNamed is how many people are named beside the one who is taken, or instead.
const mostNamed = 5

// Find says whom the name means among those who speak in what passes the filter: typed as the articles have it, or without its
// accents, apostrophes and title, in part, mistyped, or with words of the role to
// tell two of one name apart. A name that fits better than others hides them.
func (d *Directory) Find(ctx context.Context, held Archive, filter archive.Filter, who string) (Found, error) {
	entries, others, err := d.read(ctx, held, filter)
	if err != nil {
		return Found{}, err
	}
	t := newTyped(who)
	f := Found{maybe: map[called]bool{}}
	for _, c := range best(t, entries) {
		f.People = append(f.People, c.person)
	}
	if len(f.People) == 0 {
		f.Nearest = nearest(t, entries)
		for _, s := range others {
			if t.fits(words(s.Called), nil) < foreign && !pronouns[t.joined] {
				f.maybe[called{s.Called, s.Named, s.Role}] = true
			}
		}
		return f, nil
	}
	f.doubt(entries, others)
	return f, nil
}

// best are the people whom what was typed fits best.
func best(t typed, entries []entry) []candidate {
	var list []candidate
	at := alike
	for _, e := range entries {
		if how := t.fits(e.name, e.role); how < at {
			at, list = how, nil
		}
		if how := t.fits(e.name, e.role); how == at {
			list = append(list, candidate{person: e.person, fit: how})
		}
	}
	if len(list) > 0 || len(t.words) == 0 {
		return list
	}
	for _, e := range entries {
		if t.alike(e.name) {
			list = append(list, candidate{person: e.person, fit: alike, far: t.nearness(e.name)})
		}
	}
	slices.SortStableFunc(list, compareFits)
	return list
}

// nearest are those who have words like the ones typed in their role, then those
// with names that begin or sound like it.
func nearest(t typed, entries []entry) []Person {
	var list []candidate
	for _, e := range entries {
		far := t.nearness(e.name)
		if slices.ContainsFunc(t.words, func(w string) bool { return slices.Contains(e.role, w) }) {
			far = 0
		}
		if far < 1 {
			list = append(list, candidate{person: e.person, far: far})
		}
	}
	slices.SortStableFunc(list, compareFits)
	var people []Person
	for _, c := range list[:min(len(list), mostNamed)] {
		people = append(people, c.person)
	}
	return people
}

// doubt notes which names may be the person's without saying so: the surname
// alone, and the full name of several people.
func (f *Found) doubt(entries []entry, others []archive.Speaker) {
	p := f.People[0]
	name := words(p.Name)
	for _, s := range others {
		w := words(s.Called)
		if len(w) > 0 && len(w) <= len(name) && slices.Equal(w, name[len(name)-len(w):]) {
			f.maybe[called{s.Called, s.Named, s.Role}] = true
		}
	}
	joined := strings.Join(name, " ")
	for _, e := range entries {
		if len(e.person.Roles) == 0 && strings.Join(e.name, " ") == joined && len(p.Roles) > 0 {
			for _, s := range e.person.speakers {
				f.maybe[called{s.Called, s.Named, s.Role}] = true
			}
		}
	}
}

// calls are all the ways in which the person may be called.
func (f Found) calls() []string {
	met := map[string]bool{}
	if len(f.People) > 0 {
		for _, s := range f.People[0].speakers {
			met[s.Called] = true
		}
	}
	for c := range f.maybe {
		met[c.called] = true
	}
	var list []string
	for c := range met {
		list = append(list, c)
	}
	slices.Sort(list)
	return list
}

// read is everybody who speaks in what passes the filter, as the archive has it
// now. What it returns is never written to.
func (d *Directory) read(ctx context.Context, held Archive, filter archive.Filter) ([]entry, []archive.Speaker, error) {
	heard, err := held.Heard(ctx)
	if err != nil {
		return nil, nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.heard != heard {
		d.heard, d.lists = heard, nil
	}
	if p, known := d.lists[filter]; known {
		return p.entries, p.others, nil
	}
	speakers, err := held.Speakers(ctx, filter)
	if err != nil {
		return nil, nil, err
	}
	people, others := Join(speakers)
	p := speaking{others: others}
	for _, one := range people {
		e := entry{person: one, name: words(one.Name)}
		for _, r := range one.Roles {
			e.role = append(e.role, words(r.Role)...)
		}
		p.entries = append(p.entries, e)
	}
	if d.lists == nil || len(d.lists) == mostLists {
		d.lists = map[archive.Filter]speaking{}
	}
	d.lists[filter] = p
	return p.entries, p.others, nil
}

// Complete names the people who may be meant by the beginning of a name: first
// those a word of whose name begins as typed, those who say most first, then those
// whose names were mistyped. At most limit.
func (d *Directory) Complete(ctx context.Context, held Archive, filter archive.Filter, begun string, limit int) ([]Person, error) {
	entries, _, err := d.read(ctx, held, filter)
	if err != nil {
		return nil, err
	}
	t := newTyped(begun)
	var people []Person
	for _, pass := range []func(entry) bool{
		func(e entry) bool { return t.begins(e) },
		func(e entry) bool { return !t.begins(e) && t.alike(e.name) },
	} {
		for _, e := range entries {
			if len(people) == limit {
				return people, nil
			}
			if pass(e) {
				people = append(people, e.person)
			}
		}
	}
	return people, nil
}
