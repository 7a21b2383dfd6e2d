package archive

import (
	"cmp"
	"slices"
)

// Teller is an article of a story, as far as it may be shown.
type Teller struct {
	Entry
	ReprintOf int64 // the cutting number of the teller whose text it repeats; 0 for a report of its own
}

// Tellers are the articles of one story that are among the entries, in order of
// their dates, those without one last, equals by Number. Where the article that
// others repeat is not among them, the first of those is taken for the original.
func Tellers(story []Placement, entries []Entry) []Teller {
	of := map[int64]int64{}
	for _, p := range story {
		of[p.Number] = p.ReprintOf
	}
	var list []Teller
	shown := map[int64]int64{} // of each original, the teller that stands for it
	for _, e := range entries {
		if original, placed := of[e.Number]; placed {
			list = append(list, Teller{Entry: e, ReprintOf: original})
			shown[e.Number] = e.Number
		}
	}
	slices.SortFunc(list, func(a, b Teller) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.Number, b.Number))
	})
	for i, t := range list {
		if t.ReprintOf == 0 {
			continue
		}
		if shown[t.ReprintOf] == 0 {
			shown[t.ReprintOf] = t.Number
		}
		if list[i].ReprintOf = shown[t.ReprintOf]; list[i].ReprintOf == t.Number {
			list[i].ReprintOf = 0
		}
	}
	return list
}

// Told says how widely a story is told.
type Told struct {
	Story       int64 // its number; 0 for an article that isn't placed
	Articles    int
	Newsrooms   int  // outlets with a report of their own
	Reprints    int  // articles that repeat another's text
	First, Last Date // of the articles; zero when none has one
}

// Tell counts the tellers of a story.
func Tell(story int64, tellers []Teller) Told {
	t := Told{Story: story, Articles: len(tellers)}
	outlets := map[string]bool{}
	for _, one := range tellers {
		if one.ReprintOf == 0 {
			outlets[OutletKey(one.Outlet)] = true
		} else {
			t.Reprints++
		}
		if one.Published.IsZero() {
			continue
		}
		if t.First.IsZero() {
			t.First = one.Published
		}
		t.Last = one.Published
	}
	t.Newsrooms = len(outlets)
	return t
}
