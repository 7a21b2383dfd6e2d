// Package percolate turns searching round: queries are kept, an article comes,
// and Match says which of them it matches, without trying each. (The field calls
// it percolation, or prospective search.)
//
// A query is kept under words of which every article that matches has at least
// one, the rarest there are (find.Query.Needs). The words of an article lead to
// the few queries that may match, and only those are tried.
package percolate

import (
	"slices"
	"sync"

	"cuttings/internal/archive"
	"cuttings/internal/find"
)

// Percolator keeps queries under numbers. It is safe for concurrent use; its
// memory grows with the queries that are kept, and with nothing else.
type Percolator struct {
	often func(term string) int

	mu       sync.RWMutex
	queries  map[int64]*query       // by number
	same     map[string]*query      // by their canonical form: those that find the same are tried once
	needing  map[find.Need][]*query // under one of their words
	prefixes map[int]int            // how many needs are prefixes of that many bytes
}

// query is a query with the numbers under which it is kept, of which there is at
// least one.
type query struct {
	query   find.Query
	form    string
	needs   []find.Need
	numbers map[int64]bool
}

// New keeps no query yet. often tells about how many articles hold a term, so
// that queries are kept under their rarest words; a wrong answer costs time and
// nothing else. It is called while a query is added, by one goroutine at a time.
func New(often func(term string) int) *Percolator {
	return &Percolator{
		often: often, queries: map[int64]*query{}, same: map[string]*query{},
		needing: map[find.Need][]*query{}, prefixes: map[int]int{},
	}
}

// Add keeps a query, in the place of the one that was kept under that number. A
// zero query matches nothing and takes the place of what was there.
func (p *Percolator) Add(number int64, q find.Query) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(number)
	form := q.String()
	if form == "" {
		return
	}
	kept := p.same[form]
	if kept == nil {
		kept = &query{query: q, form: form, needs: q.Needs(p.often), numbers: map[int64]bool{}}
		p.same[form] = kept
		for _, n := range kept.needs {
			p.needing[n] = append(p.needing[n], kept)
			p.count(n, 1)
		}
	}
	kept.numbers[number] = true
	p.queries[number] = kept
}

// Remove forgets the query that is kept under the number, if there is one.
func (p *Percolator) Remove(number int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(number)
}

func (p *Percolator) remove(number int64) {
	kept := p.queries[number]
	if kept == nil {
		return
	}
	delete(p.queries, number)
	delete(kept.numbers, number)
	if len(kept.numbers) > 0 {
		return
	}
	delete(p.same, kept.form)
	for _, n := range kept.needs {
		p.needing[n] = slices.DeleteFunc(p.needing[n], func(q *query) bool { return q == kept })
		if len(p.needing[n]) == 0 {
			delete(p.needing, n)
		}
		p.count(n, -1)
	}
}

// count keeps how many needs are prefixes of which length.
func (p *Percolator) count(n find.Need, by int) {
	if !n.Prefix {
		return
	}
	if p.prefixes[len(n.Term)] += by; p.prefixes[len(n.Term)] == 0 {
		delete(p.prefixes, len(n.Term))
	}
}

// Match returns the numbers of the queries that find the version, in ascending
// order.
func (p *Percolator) Match(v archive.Version) []int64 {
	d := find.NewDocument(v)
	p.mu.RLock()
	defer p.mu.RUnlock()
	var numbers []int64
	if len(p.queries) == 0 {
		return nil
	}
	tried := map[*query]bool{}
	try := func(n find.Need) {
		for _, q := range p.needing[n] {
			if tried[q] {
				continue
			}
			tried[q] = true
			if d.Match(q.query) {
				for number := range q.numbers {
					numbers = append(numbers, number)
				}
			}
		}
	}
	for word, form := range d.Words() {
		try(word)
		for length := range p.prefixes {
			if length <= len(form) {
				try(find.Need{Field: word.Field, Term: form[:length], Prefix: true})
			}
		}
	}
	slices.Sort(numbers)
	return numbers
}
