package wallclock

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // for systems that have no zones of their own
)

// zones.txt has the name of each zone of the IANA database, one a line, in
// order: Go can load a zone by its name but not list them.
//
//go:embed zones.txt
var zonesText string

// names are the zones by their folded names.
var names = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for name := range strings.Lines(zonesText) {
		name = strings.TrimSuffix(name, "\n")
		m[fold(name)] = name
	}
	return m
})

// fold is a name without regard to case, and to how words are set apart.
func fold(s string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), " ", "_")
}

// ZoneName is how the IANA database writes the name of a zone, however it is
// capitalised; ok is false when it has none of that name.
func ZoneName(s string) (name string, ok bool) {
	name, ok = names()[fold(s)]
	return name, ok
}

// loaded are the zones that were asked for, by name.
var loaded sync.Map

// Zone is the zone of that name in the IANA database.
func Zone(name string) (*time.Location, error) {
	known, ok := ZoneName(name)
	if !ok {
		return nil, fmt.Errorf("there is no time zone %.60q: write it as Europe/London", name)
	}
	if z, ok := loaded.Load(known); ok {
		return z.(*time.Location), nil
	}
	z, err := time.LoadLocation(known)
	if err != nil {
		return nil, fmt.Errorf("the time zone %s can't be loaded: %w", known, err)
	}
	loaded.Store(known, z)
	return z, nil
}

// Suggest returns at most limit names of zones that go with what was typed: those
// whose city begins so first, then those whose name does, then those that have it
// anywhere; each in alphabetical order.
func Suggest(typed string, limit int) []string {
	typed = fold(typed)
	type match struct {
		rank int
		name string
	}
	var found []match
	for folded, name := range names() {
		city := folded[strings.LastIndexByte(folded, '/')+1:]
		rank := 0
		switch {
		case !strings.Contains(name, "/") || strings.HasPrefix(name, "Etc/"):
			rank = 3 // old names and offsets: what nobody looks for comes last
		case strings.HasPrefix(city, typed):
		case strings.HasPrefix(folded, typed):
			rank = 1
		default:
			rank = 2
		}
		if strings.Contains(folded, typed) {
			found = append(found, match{rank, name})
		}
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name))
	})
	list := []string{}
	for _, m := range found[:min(max(limit, 0), len(found))] {
		list = append(list, m.name)
	}
	return list
}
