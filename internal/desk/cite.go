package desk

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/cite"
	"cuttings/internal/find"
	"cuttings/internal/language"
	"cuttings/internal/quote"
)

// CiteRequest asks for a citation.
type CiteRequest struct {
	Number string     // of a cutting, as it was typed: "2", "No. 2", of an older version "2@1"; or the name of a quote (see QuoteRef)
	Style  cite.Style // "" means the usual one
}

// CiteReply is a citation to copy.
type CiteReply struct {
	Citation string
	Style    cite.Style
	Version  archive.Version // what is cited
	Quote    *quote.Quote    // nil where the whole article is
	Present  Present         // what became of the quote; the zero value without one
	Newest   int             // the newest version's number
	Gone     time.Time       // since when its page counts as gone; zero while it doesn't
	Archived string          // where an archived copy may be; "" without an address
}

func (CiteReply) reply() {}

// Cite writes a citation of a version of an article, the newest unless another is
// named, or of a quote. A number that there isn't, and an article that was removed
// or is hidden, are Problems.
func (d *Desk) Cite(ctx context.Context, r CiteRequest) (CiteReply, error) {
	if r.Style == "" {
		r.Style = cite.Styles[0]
	}
	reply := CiteReply{Style: r.Style}
	if strings.Contains(strings.TrimSpace(r.Number), ".") {
		if ref, err := ParseQuoteRef(strings.TrimSpace(r.Number)); err == nil {
			cutting, err := d.Cutting(ctx, ref)
			if err != nil {
				return reply, err
			}
			reply.Quote, reply.Version, reply.Present = &cutting.Quote, cutting.Quote.Version, cutting.Present
			reply.Citation = cite.Quote(cutting.Quote, r.Style)
		}
	}
	number, version := reply.Version.Number, 0
	if reply.Quote == nil {
		var err error
		if number, version, err = parseVersion(r.Number); err != nil {
			return reply, err
		}
	}
	newest, err := d.newest(ctx, number)
	if err != nil {
		return reply, err
	}
	if reply.Quote == nil {
		if reply.Version = newest; version != 0 {
			if reply.Version, err = d.version(ctx, version, newest); err != nil {
				return reply, err
			}
		}
		reply.Citation = cite.Article(reply.Version, r.Style)
	}
	gone, err := d.store.Gone(ctx, number)
	reply.Newest, reply.Archived, reply.Gone = newest.Version, cite.Archived(reply.Version), gone[number]
	return reply, err
}

// version is a version of a cutting of which the newest may be shown. The newest
// says which collection it belongs to.
func (d *Desk) version(ctx context.Context, version int, newest archive.Version) (archive.Version, error) {
	number := newest.Number
	v, err := d.store.Cutting(ctx, number, version)
	if errors.Is(err, archive.ErrNotFound) {
		return v, problem("cite.no-version", "number", number, "version", version, "newest", newest.Version).of(err)
	}
	if err != nil {
		return v, unshowable(number, err)
	}
	v.Collection = newest.Collection
	hidden, err := d.hidden(ctx)
	if err == nil && hidden.Has(v) {
		err = refused(hidden, v)
	}
	return v, err
}

// parseVersion reads a cutting's number with, behind @, that of a version, 0 where
// none is named.
func parseVersion(s string) (number int64, version int, err error) {
	before, behind, named := strings.Cut(s, "@")
	if number, err = parseNumber(before); err != nil || !named {
		return number, 0, err
	}
	version, err = strconv.Atoi(strings.TrimSpace(behind))
	if err != nil || version < 1 {
		return 0, 0, problem("cite.not-version", "typed", short(strings.TrimSpace(behind), 40))
	}
	return number, version, nil
}

// newest is the newest version of a cutting, if it may be shown.
func (d *Desk) newest(ctx context.Context, number int64) (archive.Version, error) {
	v, err := d.store.Cutting(ctx, number, 0)
	if err != nil {
		return v, unshowable(number, err)
	}
	hidden, err := d.hidden(ctx)
	if err != nil {
		return v, err
	}
	if hidden.Has(v) {
		return v, refused(hidden, v)
	}
	return v, nil
}

// parseNumber reads a cutting's number as it was typed.
func parseNumber(s string) (int64, error) {
	typed := strings.TrimSpace(strings.ToLower(s))
	for _, before := range []string{"cutting", "number", "no.", "no", "#"} {
		typed = strings.TrimSpace(strings.TrimPrefix(typed, before))
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(typed, ",", ""), 10, 64)
	if err != nil || n < 1 {
		return 0, problem("typed.cutting", "typed", short(s, 40))
	}
	return n, nil
}

// citeOptions are the arguments of /cite.
func citeOptions() []Option {
	return []Option{
		{Name: "number", Description: language.Phrase("option.cite.number"), Required: true, Suggests: true, MaxLength: maxRef},
		{Name: "style", Description: language.Phrase("option.cite.style"), Choices: names(cite.Styles)},
	}
}

// ParseStyle reads a style as it was typed; an empty one is the usual. Anything
// else is a Problem.
func ParseStyle(s string) (cite.Style, error) { return choose("style", s, cite.Styles...) }

// suggestCuttings are the cuttings whose numbers begin with what is typed, or
// whose headlines hold its words, newest first; the newest of all where nothing is.
func (d *Desk) suggestCuttings(ctx context.Context, filter archive.Filter, typed string) ([]Suggestion, error) {
	var list []Suggestion
	offer := func(v archive.Version) {
		title := v.Title
		if title == "" {
			title = spoken(ctx).Say("headline.none")
		}
		list = append(list, Suggestion{
			Shown: inRoom(fmt.Sprintf("%d · %s", v.Number, title)), Value: strconv.FormatInt(v.Number, 10),
		})
	}
	var numbers []int64
	n, err := parseNumber(typed)
	switch {
	case err == nil:
		numbers = append([]int64{n}, following(n)...)
	case strings.TrimSpace(typed) == "":
		entries, err := d.store.Newest(ctx, filter, mostSuggestions)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			numbers = append(numbers, e.Number)
		}
	}
	if numbers != nil {
		for _, number := range numbers {
			v, err := d.newest(ctx, number)
			var none *Problem
			if errors.As(err, &none) {
				continue
			}
			if err != nil {
				return nil, err
			}
			offer(v)
		}
		return list, nil
	}
	query, err := find.Parse("headline:(" + typed + ")")
	if err != nil {
		return nil, nil // nothing that can be looked for is typed yet
	}
	found, err := find.Find(ctx, d.store, d.index, find.Request{Query: query, Filter: filter, Sort: find.Newest, Limit: mostSuggestions})
	var broad *find.TooBroadError
	if errors.As(err, &broad) {
		return nil, nil
	}
	for _, h := range found.Hits {
		offer(h.Quote.Version)
	}
	return list, err
}

// following are the numbers with one digit more.
func following(n int64) []int64 {
	var list []int64
	for digit := range int64(10) {
		if n < 1<<50 {
			list = append(list, 10*n+digit)
		}
	}
	return list
}
