package archive

import (
	"cmp"
	"slices"
	"time"
)

// Part is the articles of one outlet, as it spells its name, and of one date:
// what a store counts by their newest versions, so that a filter is applied
// here and nowhere else.
type Part struct {
	Outlet    string
	Published Date
	Articles  int
	Updated   time.Time // when the newest version among them was captured
}

// Sum adds up the parts that pass the filter. Spellings that OutletKey takes
// for one outlet are counted as one, under the most frequent of them. Of two
// dates the one whose range of days begins first is the earlier, and the one
// whose range ends last is the later; between equals the more precise is taken.
func (f Filter) Sum(parts []Part) Coverage {
	var c Coverage
	keys := keys{}
	outlets := map[string]spellings{}
	for _, p := range parts {
		key := keys.of(p.Outlet)
		if p.Articles == 0 || !f.matchDate(p.Published) || f.Outlet != "" && key != keys.of(f.Outlet) {
			continue
		}
		if outlets[key] == nil {
			outlets[key] = spellings{}
		}
		outlets[key][p.Outlet] += p.Articles
		c.Articles += p.Articles
		if p.Updated.After(c.Updated) {
			c.Updated = p.Updated
		}
		if p.Published.IsZero() {
			c.Undated += p.Articles
			continue
		}
		c.From = earlier(c.From, p.Published)
		c.To = later(c.To, p.Published)
	}
	for _, s := range outlets {
		c.Outlets = append(c.Outlets, s.count())
	}
	slices.SortFunc(c.Outlets, func(a, b OutletCount) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Outlet, b.Outlet))
	})
	return c
}

// keys are the OutletKeys of names that were met: folding is dear, so it is done
// once for each.
type keys map[string]string

func (k keys) of(outlet string) string {
	key, met := k[outlet]
	if !met {
		key = OutletKey(outlet)
		k[outlet] = key
	}
	return key
}

// spellings are the ways in which one outlet's name is written, with how many
// articles write it so.
type spellings map[string]int

// count adds the spellings up under the most frequent, or of several the first
// by name.
func (s spellings) count() OutletCount {
	var count OutletCount
	most := 0
	for name, n := range s {
		count.Articles += n
		if n > most || n == most && name < count.Outlet {
			count.Outlet, most = name, n
		}
	}
	return count
}

func earlier(a, b Date) Date {
	af, al, known := a.Days()
	bf, bl, _ := b.Days()
	if known && (af < bf || af == bf && al <= bl) {
		return a
	}
	return b
}

func later(a, b Date) Date {
	af, al, known := a.Days()
	bf, bl, _ := b.Days()
	if known && (al > bl || al == bl && af >= bf) {
		return a
	}
	return b
}
