package archive

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Entry is what a filter goes by in the newest version of an article that is
// held.
type Entry struct {
	Number     int64
	Collection string
	Outlet     string // as it spells its name
	Author     string
	Published  Date
	Captured   time.Time
}

// Tally is the articles that a store holds, in the few words that the coverage
// is counted by, so that a filter is applied here and nowhere else. The zero
// value holds none. It is not safe for concurrent use.
type Tally struct {
	entries     []entry
	at          map[int64]int // the place in entries of each cutting number
	outlets     names
	authors     names
	collections names
	dates       []Date
	days        []int          // the first day of each of the dates; math.MinInt where it has none
	dateAt      map[Date]int32 // the place in dates
}

// entry is an Entry by the places of its names and its date in the lists.
type entry struct {
	number                            int64
	captured                          int64 // seconds since 1970
	outlet, author, collection, dated int32
}

// Put takes an article in, as it now stands.
func (t *Tally) Put(e Entry) {
	if t.at == nil {
		t.at, t.dateAt = map[int64]int{}, map[Date]int32{}
	}
	dated, met := t.dateAt[e.Published]
	if !met {
		day, _, known := e.Published.Days()
		if !known {
			day = math.MinInt
		}
		dated = int32(len(t.dates))
		t.dates, t.days, t.dateAt[e.Published] = append(t.dates, e.Published), append(t.days, day), dated
	}
	i, held := t.at[e.Number]
	if !held {
		i = len(t.entries)
		t.entries, t.at[e.Number] = append(t.entries, entry{}), i
	}
	t.entries[i] = entry{
		number: e.Number, captured: e.Captured.Unix(), dated: dated,
		outlet: t.outlets.place(e.Outlet), author: t.authors.place(e.Author), collection: t.collections.place(e.Collection),
	}
}

// Remove takes an article out, if it is there.
func (t *Tally) Remove(number int64) {
	i, held := t.at[number]
	if !held {
		return
	}
	last := len(t.entries) - 1
	t.entries[i] = t.entries[last]
	t.at[t.entries[i].number] = i
	t.entries = t.entries[:last]
	delete(t.at, number)
}

// Count adds up the articles that pass the filter. Spellings that OutletKey
// takes for one outlet are counted as one, under the most frequent of them. Of
// two dates the one whose range of days begins first is the earlier, and the one
// whose range ends last is the later; between equals the more precise is taken.
func (t *Tally) Count(f Filter) Coverage {
	var c Coverage
	p := t.passing(f)
	outlets, dates := make([]int, len(p.outlets)), make([]int, len(p.dates))
	updated := int64(0)
	for _, e := range t.entries {
		if !p.pass(e) {
			continue
		}
		outlets[e.outlet]++
		dates[e.dated]++
		updated = max(updated, e.captured)
		c.Articles++
	}
	if c.Articles == 0 {
		return c
	}
	c.Updated = time.Unix(updated, 0).UTC()
	c.Outlets = t.outlets.count(outlets, func(n name) string { return n.outlet })
	for i, n := range dates {
		switch d := t.dates[i]; {
		case n == 0:
		case d.IsZero():
			c.Undated = n
		default:
			c.From, c.To = Widest(c.From, c.To, d, d)
		}
	}
	return c
}

// passes says which of the names and dates of a tally, by their places, and
// which cuttings may not, pass a filter.
type passes struct {
	outlets, authors, collections, dates []bool
	hidden                               map[int64]bool
}

func (p passes) pass(e entry) bool {
	return p.outlets[e.outlet] && p.authors[e.author] && p.collections[e.collection] && p.dates[e.dated] && !p.hidden[e.number]
}

func (t *Tally) passing(f Filter) passes {
	p := passes{dates: make([]bool, len(t.dates)), hidden: map[int64]bool{}}
	for i, d := range t.dates {
		p.dates[i] = f.matchDate(d)
	}
	for _, n := range f.Hidden.Cuttings() {
		p.hidden[n] = true
	}
	outlet, collection, byline := OutletKey(f.Outlet), CollectionKey(f.Collection), NameWords(f.Byline)
	hidden, but := f.Hidden.Outlets(), f.Hidden.Collection()
	p.outlets = t.outlets.that(func(n name) bool {
		return (f.Outlet == "" || n.outlet == outlet) && !slices.Contains(hidden, n.outlet)
	})
	p.authors = t.authors.that(func(n name) bool { return hasAll(n.words, byline) })
	p.collections = t.collections.that(func(n name) bool {
		return (f.Collection == "" || n.collection == collection) && (but == "" || n.collection == but)
	})
	return p
}

// names are the different names that were met.
type names struct {
	list []name
	at   map[string]int32 // the place in list
}

// name is a name in the forms that a filter compares: folding is dear, so it is
// done once for each.
type name struct {
	written            string
	outlet, collection string
	words              []string
}

func (n *names) place(written string) int32 {
	i, met := n.at[written]
	if met {
		return i
	}
	if n.at == nil {
		n.at = map[string]int32{}
	}
	i = int32(len(n.list))
	n.at[written] = i
	n.list = append(n.list, name{written, OutletKey(written), CollectionKey(written), NameWords(written)})
	return i
}

// that says which of the names, by their places, fulfil a condition.
func (n *names) that(condition func(name) bool) []bool {
	list := make([]bool, len(n.list))
	for i, one := range n.list {
		list[i] = condition(one)
	}
	return list
}

// count adds up how many articles of each spelling there are, by their places,
// to those of the outlets or whatever else has one key.
func (n *names) count(articles []int, key func(name) string) []OutletCount {
	byKey := map[string]*OutletCount{}
	most := map[string]int{}
	for i, has := range articles {
		one := key(n.list[i])
		c := byKey[one]
		switch {
		case has == 0:
			continue
		case c == nil:
			c = &OutletCount{}
			byKey[one] = c
		}
		c.Articles += has
		if written := n.list[i].written; has > most[one] || has == most[one] && written < c.Outlet {
			c.Outlet, most[one] = written, has
		}
	}
	var list []OutletCount
	for _, c := range byKey {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b OutletCount) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Outlet, b.Outlet))
	})
	return list
}

// Widest is the earlier of two beginnings and the later of two ends, as Count
// compares dates; where a range is zero, it is the other.
func Widest(from, to, otherFrom, otherTo Date) (Date, Date) {
	if otherFrom.IsZero() {
		return from, to
	}
	return earlier(from, otherFrom), later(to, otherTo)
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
