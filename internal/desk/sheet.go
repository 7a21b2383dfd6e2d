package desk

import (
	"context"

	"cuttings/internal/ask"
	"cuttings/internal/find"
	"cuttings/internal/sheet"
)

// MaxRows is how many articles a table has at most.
const MaxRows = 1000

// SheetReply is what was found as a table; see package sheet.
type SheetReply struct {
	Query   string // in its canonical form
	Total   int    // how many articles match, exactly
	Grouped bool   // one article of each story is listed
	Listed  int    // how many articles are listed: Total, unless they are Grouped
	Rows    int    // how many of those the table has, the first in the order asked for
	CSV     []byte
	Scope   ask.Scope
}

func (SheetReply) reply() {}

// Sheet is Find with all pages in one table, of at most MaxRows articles and so many
// bytes.
func (d *Desk) Sheet(ctx context.Context, r FindRequest, most int) (SheetReply, error) {
	query, err := parseQueryIn(r.In, r.Words)
	if err != nil {
		return SheetReply{}, err
	}
	if r.Filter, err = d.visible(ctx, r.Filter); err != nil {
		return SheetReply{}, err
	}
	table := sheet.New(most)
	request := find.Request{Query: query, Filter: r.Filter, Sort: r.Sort, Limit: MaxRows, Group: d.grouping(ctx, r)}
	result, err := find.Each(ctx, d.store, d.index, request, table.Add)
	if err != nil {
		return SheetReply{}, tooBroad(err)
	}
	return SheetReply{
		Query: query.String(), Total: result.Total, Grouped: r.Stories, Listed: result.Listed,
		Rows: table.Rows, CSV: table.Bytes(), Scope: result.Scope,
	}, nil
}

// SheetOf is the Sheet of a search of Find by the name that Bind gave it. Its Problems
// are those of Turn besides.
func (d *Desk) SheetOf(ctx context.Context, search string, most int) (SheetReply, error) {
	command, args, err := d.recall(ctx, search)
	if err != nil {
		return SheetReply{}, err
	}
	if command != "find" {
		return SheetReply{}, problem("page.not-kept")
	}
	if err := d.takes(command, args); err != nil {
		return SheetReply{}, err
	}
	filter, err := ParseFilter(args["outlet"], args["since"], args["until"], d.today())
	if err != nil {
		return SheetReply{}, err
	}
	r, err := parseFind(args, filter)
	if err != nil {
		return SheetReply{}, err
	}
	return d.Sheet(ctx, r, most)
}
