// Package find is searching by words: Parse reads a query once for everything
// that searches by it, Match decides by an article's words, and Find lists the
// articles that match, exactly counted, each shown by its best sentence.
//
// A word without a field is looked for in the text and in the headline. Which
// articles hold a word the index knows; where words stand it doesn't, so the
// articles that may hold a phrase or a NEAR are read again (Postings). What is
// compared are the terms of index.Analyze, so "job cut" finds "job cuts"; a
// prefix is compared with the words as they are written.
package find

import (
	"context"
	"errors"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/language"
)

// Request is what is looked for, and which part of the result is wanted.
type Request struct {
	Query  Query
	Filter archive.Filter
	Sort   Sort // "" means Best

	// Group picks those of the articles that match, in the order asked for, that are
	// listed; where it is nil, all are.
	Group func([]index.Entry) ([]index.Entry, error)

	Offset int // so many hits are passed over
	Limit  int // at most so many hits; 0 or less only counts
}

// Result is what was found.
type Result struct {
	Total  int   // how many articles match, exactly
	Listed int   // how many of them are listed: all, unless the request has a Group
	Hits   []Hit // in the order asked for
	Scope  ask.Scope
}

// Archive is the half of the archive that searching needs.
type Archive = ask.Archive

// Find lists the articles that match the query and pass the filter. Each lookup
// in the index sees it as it then is; an article that is removed meanwhile is
// left out. The error of a query that costs too much is a *TooBroadError; a
// deadline of ctx is kept between any two articles that are read.
func Find(ctx context.Context, held Archive, postings Postings, r Request) (Result, error) {
	var hits []Hit
	result, err := Each(ctx, held, postings, r, func(h Hit) bool {
		hits = append(hits, h)
		return true
	})
	if err != nil {
		return Result{}, err
	}
	result.Hits = hits
	return result, nil
}

// Each is Find for more hits than should be held at once: each is handed to use, in
// the order asked for, until that returns false, and the result has none.
func Each(ctx context.Context, held Archive, postings Postings, r Request, use func(Hit) bool) (Result, error) {
	if r.Query.root == nil {
		return Result{}, errNoQuery
	}
	scope, err := ask.ScopeOf(ctx, held, r.Filter)
	if err != nil {
		return Result{}, err
	}
	result := Result{Scope: scope}
	l := newLookup(ctx, postings, r.Filter)
	l.ranking = r.Limit > 0 && (r.Sort == Best || r.Sort == "")
	entries, err := matching(l, held, r.Query.root)
	if err != nil {
		return Result{}, err
	}
	result.Total, result.Listed = len(entries), len(entries)
	if r.Limit <= 0 || r.Offset >= len(entries) && r.Group == nil {
		return result, nil
	}
	if err := sorted(l, held, r.Query.root, entries, r.Sort); err != nil {
		return Result{}, err
	}
	if r.Group != nil {
		if entries, err = r.Group(entries); err != nil {
			return Result{}, err
		}
		result.Listed = len(entries)
	}
	if r.Offset >= len(entries) {
		return result, nil
	}
	page := entries[max(r.Offset, 0):]
	for _, e := range page[:min(r.Limit, len(page))] {
		v, ok, err := read(ctx, held, e)
		if err != nil {
			return Result{}, err
		}
		if !ok {
			continue
		}
		h, err := r.Query.Show(v)
		if err != nil {
			return Result{}, err
		}
		if !use(h) {
			break
		}
	}
	return result, nil
}

// All lists the articles that match the query and pass the filter, all of
// them, in the order Newest. Its errors are those of Find.
func All(ctx context.Context, held Archive, postings Postings, query Query, filter archive.Filter) ([]index.Entry, error) {
	if query.root == nil {
		return nil, errNoQuery
	}
	entries, err := matching(newLookup(ctx, postings, filter), held, query.root)
	slices.SortFunc(entries, newer)
	return entries, err
}

// Show is the hit of an article that matches the query.
func (q Query) Show(v archive.Version) (Hit, error) {
	if q.root == nil {
		return Hit{}, errNoQuery
	}
	return newDocument(v).hit(q.root)
}

var errNoQuery = errors.New("there is no query to search by: Parse makes one")

// matching are the articles that match, in ascending order of Number. Those that
// the index can't decide are read.
func matching(l *lookup, held Archive, root node) ([]index.Entry, error) {
	known, err := l.bounds(root)
	if err != nil {
		return nil, err
	}
	doubtful := subtract(known.may, known.must)
	if len(doubtful) > MaxVerified {
		return nil, &TooBroadError{language.Phrase("query.too-broad", "n", len(doubtful), "most", MaxVerified)}
	}
	var match []index.Entry
	for _, e := range doubtful {
		v, ok, err := read(l.ctx, held, e)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if d := newDocument(v); d.matches(root) {
			match = append(match, e)
			if l.ranking {
				l.scores[e.Number] = d.score(root)
			}
		}
	}
	return unite(known.must, match), nil
}

// read takes an article from the archive; ok is false when it is gone, and the
// index has yet to hear of it.
func read(ctx context.Context, held Archive, e index.Entry) (v archive.Version, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return v, false, err
	}
	v, err = held.Cutting(ctx, e.Number, e.Version)
	if archive.Absent(err) {
		return v, false, nil
	}
	return v, err == nil, err
}
