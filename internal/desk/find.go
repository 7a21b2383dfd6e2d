package desk

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/find"
	"cuttings/internal/language"
)

// FindPage is how many hits a page has.
const FindPage = 5

// FindRequest is what is looked for, as it was typed.
type FindRequest struct {
	Words   string      // see find.ParseIn
	In      index.Field // where words without a field are looked for; "" means in the text and the headline
	Filter  archive.Filter
	Sort    find.Sort // "" means find.Best
	Stories bool      // one article of each story is listed, the first in the order asked for
	Page    int       // from 1 on; less means 1
}

// FindReply is a page of what was found.
type FindReply struct {
	Query       string // in its canonical form
	Sort        find.Sort
	Total       int  // how many articles match, exactly
	Grouped     bool // one article of each story is listed
	Listed      int  // how many articles are listed on all pages: Total, unless they are Grouped
	Page, Pages int  // Pages is 0 when nothing was found
	Hits        []find.Hit
	Scope       ask.Scope
}

func (FindReply) reply() {}

// Find lists the articles that match a query. A query that can't be read, that
// costs too much, and a page that there isn't are Problems.
func (d *Desk) Find(ctx context.Context, r FindRequest) (FindReply, error) {
	query, err := parseQueryIn(r.In, r.Words)
	if err != nil {
		return FindReply{}, err
	}
	if r.Sort == "" {
		r.Sort = find.Best
	}
	if r.Filter, err = d.visible(ctx, r.Filter); err != nil {
		return FindReply{}, err
	}
	page := max(r.Page, 1)
	result, err := d.search(ctx, find.Request{
		Query: query, Filter: r.Filter, Sort: r.Sort, Offset: (page - 1) * FindPage, Limit: FindPage, Group: d.grouping(ctx, r),
	})
	if err == nil {
		err = d.introduceHits(ctx, result.Hits)
	}
	if err != nil {
		return FindReply{}, err
	}
	pages := (result.Listed + FindPage - 1) / FindPage
	if page > max(pages, 1) {
		return FindReply{}, noPage(page, pages)
	}
	return FindReply{
		Query: query.String(), Sort: r.Sort, Total: result.Total, Grouped: r.Stories, Listed: result.Listed,
		Page: page, Pages: pages, Hits: result.Hits, Scope: result.Scope,
	}, nil
}

// grouping picks the articles of which none before tells the same story, where that
// is asked for; else it is nil.
func (d *Desk) grouping(ctx context.Context, r FindRequest) func([]index.Entry) ([]index.Entry, error) {
	if !r.Stories {
		return nil
	}
	return func(entries []index.Entry) ([]index.Entry, error) {
		first, err := d.distinct(ctx, numbersOf(entries), len(entries))
		var list []index.Entry
		for _, e := range entries {
			if len(list) < len(first) && e.Number == first[len(list)].Number {
				list = append(list, e)
			}
		}
		return list, err
	}
}

// search is find.Find; a query that costs too much is a Problem.
func (d *Desk) search(ctx context.Context, r find.Request) (find.Result, error) {
	result, err := find.Find(ctx, d.store, d.index, r)
	return result, tooBroad(err)
}

// tooBroad is an error of a search, that of a query that costs too much as a Problem.
func tooBroad(err error) error {
	var broad *find.TooBroadError
	if errors.As(err, &broad) {
		return &Problem{User: broad.Text}
	}
	return err
}

// introduceHits gives the quotes of hits all that is known of them.
func (d *Desk) introduceHits(ctx context.Context, hits []find.Hit) error {
	for i := range hits {
		if err := d.introduce(ctx, &hits[i].Quote); err != nil {
			return err
		}
	}
	return nil
}

// findOptions are the arguments of /find.
func findOptions() []Option {
	options := []Option{
		{Name: "words", Description: language.Phrase("option.find.words"), Required: true, MaxLength: find.MaxLength},
		{Name: "in", Description: language.Phrase("option.find.in"), Choices: names(places)},
	}
	options = append(options, narrowing...)
	return append(
		options,
		Option{Name: "sort", Description: language.Phrase("option.find.sort"), Choices: names(find.Sorts)},
		Option{Name: "group", Description: language.Phrase("option.find.group"), Choices: names(groups)},
		pageOption,
	)
}

// What may be chosen of how hits are listed.
const (
	everyArticle = "every article"
	byStories    = "stories"
)

var groups = []string{everyArticle, byStories}

// names are choices by their names.
func names[T ~string](choices []T) []string {
	list := make([]string, len(choices))
	for i, c := range choices {
		list[i] = string(c)
	}
	return list
}

// places are where words can be looked for, and fieldsIn what they are called inside.
var (
	places   = []string{"text and headline", "headline", "text", "byline"}
	fieldsIn = map[string]index.Field{"headline": index.FieldHeadline, "text": index.FieldText, "byline": index.FieldAuthor}
)

// ParseIn reads where words are looked for as it was typed; nothing is the text and
// the headline. Anything else is a Problem.
func ParseIn(s string) (index.Field, error) {
	in, err := choose("in", s, places...)
	return fieldsIn[in], err
}

// ParseGroup reads how hits are listed as it was typed: as every article, as where
// nothing is, or by stories. Anything else is a Problem.
func ParseGroup(s string) (stories bool, err error) {
	group, err := choose("group", s, groups...)
	return group == byStories, err
}

// pageOption is the argument of the commands that show pages.
var pageOption = Option{Name: "page", Description: language.Phrase("option.page"), MaxLength: 9}

// parsePage reads it as it was typed; nothing is the first.
func parsePage(s string) (int, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 1, nil
	}
	page, err := strconv.Atoi(s)
	if err != nil || page < 1 {
		return 0, problem("typed.page", "typed", short(s, 20))
	}
	return page, nil
}

func noPage(page, pages int) error {
	last := max(pages, 1)
	return &noPageError{problem("typed.no-page", "page", page, "last", last), last}
}

// parseQuery reads a query; one that can't be read is a Problem.
func parseQuery(s string) (find.Query, error) { return parseQueryIn("", s) }

func parseQueryIn(field index.Field, s string) (find.Query, error) {
	query, err := find.ParseIn(field, s)
	var wrong *find.SyntaxError
	if errors.As(err, &wrong) {
		return find.Query{}, &Problem{User: misread(s, wrong)}
	}
	return query, err
}

// parseFind reads the options of /find as they were typed.
func parseFind(args map[string]string, filter archive.Filter) (r FindRequest, err error) {
	r = FindRequest{Words: args["words"], Filter: filter}
	if r.In, err = ParseIn(args["in"]); err != nil {
		return r, err
	}
	if r.Sort, err = ParseSort(args["sort"]); err != nil {
		return r, err
	}
	if r.Stories, err = ParseGroup(args["group"]); err != nil {
		return r, err
	}
	r.Page, err = parsePage(args["page"])
	return r, err
}

// ParseSort reads an order as it was typed; an empty one is find.Best. Anything
// else is a Problem.
func ParseSort(s string) (find.Sort, error) { return choose("sort", s, find.Sorts...) }

// The place of a fault is marked so, with so many characters shown on either
// side.
const (
	here   = "▸"
	around = 40
)

// misread says what is wrong with a query, marks the place, and says what may
// have been meant.
func misread(query string, wrong *find.SyntaxError) language.Text {
	said := wrong.Text
	if strings.TrimSpace(query) != "" {
		said = language.Phrase("find.here", "wrong", said, "here", excerpt([]rune(query[:wrong.Offset]), []rune(query[wrong.Offset:])))
	}
	if wrong.Suggestion != "" {
		said = language.Phrase("find.meant", "wrong", said, "suggestion", wrong.Suggestion)
	}
	return said
}

// excerpt is the end of before and the beginning of after, with the mark
// between.
func excerpt(before, after []rune) string {
	s := string(before)
	if n := len(before) - around; n > 0 {
		s = "…" + string(before[n:])
	}
	s += here
	if len(after) > around {
		return s + string(after[:around]) + "…"
	}
	return s + string(after)
}
