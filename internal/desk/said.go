package desk

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/find"
	"cuttings/internal/language"
	"cuttings/internal/said"
)

// SaidPage is how many statements a page has.
const SaidPage = 5

// maxWho is how long a name may be, in characters: as long as Discord lets a
// suggestion be.
const maxWho = 100

// SaidRequest is whose words are wanted, as it was typed.
type SaidRequest struct {
	Who    string // a name, or part of one: see said.Directory
	About  string // what the words must hold: see find.Parse; may be empty
	Filter archive.Filter
	Page   int // from 1 on; less means 1
}

// SaidReply is a page of what a person says: first what is certain, then what
// isn't.
type SaidReply struct {
	Who         string // as it was asked
	About       string // in its canonical form; may be empty
	Page, Pages int    // Pages is 0 when nothing was found
	said.Result
}

func (SaidReply) reply() {}

// Said lists what a person says in the coverage. A request without a name, a
// query that can't be read, a person who says too much, and a page that there
// isn't are Problems; a name that nobody has is none.
func (d *Desk) Said(ctx context.Context, r SaidRequest) (SaidReply, error) {
	r.Who = strings.TrimSpace(r.Who)
	if !strings.ContainsFunc(r.Who, isWritten) {
		return SaidReply{}, problem("said.no-name")
	}
	if n := utf8.RuneCountInString(r.Who); n > maxWho {
		return SaidReply{}, tooLong("name", n, maxWho)
	}
	about, err := parseAbout(r.About)
	if err != nil {
		return SaidReply{}, err
	}
	if r.Filter, err = d.visible(ctx, r.Filter); err != nil {
		return SaidReply{}, err
	}
	page := max(r.Page, 1)
	result, err := said.Said(ctx, d.store, &d.directory, said.Request{
		Who: r.Who, About: about, Filter: r.Filter, Offset: (page - 1) * SaidPage, Limit: SaidPage,
	})
	var many *said.TooManyError
	if errors.As(err, &many) {
		return SaidReply{}, problem("said.too-many", "n", many.Articles, "most", said.MaxArticles)
	}
	if err != nil {
		return SaidReply{}, err
	}
	for _, list := range []said.List{result.Certain, result.Uncertain} {
		for i := range list.Statements {
			q := &list.Statements[i].Quote
			if err := errors.Join(d.spread(ctx, q), d.mark(ctx, q)); err != nil {
				return SaidReply{}, err
			}
		}
	}
	pages := (result.Certain.Total + result.Uncertain.Total + SaidPage - 1) / SaidPage
	if page > max(pages, 1) {
		return SaidReply{}, noPage(page, pages)
	}
	return SaidReply{Who: r.Who, About: about.String(), Page: page, Pages: pages, Result: result}, nil
}

// parseAbout reads a query that may be left out.
func parseAbout(s string) (find.Query, error) {
	if strings.TrimSpace(s) == "" {
		return find.Query{}, nil
	}
	return parseQuery(s)
}

// saidOptions are the arguments of /said.
func saidOptions() []Option {
	options := []Option{
		{Name: "who", Description: language.Phrase("option.said.who"), Required: true, MaxLength: maxWho, Suggests: true},
		{Name: "about", Description: language.Phrase("option.said.about"), MaxLength: find.MaxLength},
	}
	return append(append(options, narrowing...), pageOption)
}

// parseSaid reads the options of /said as they were typed.
func parseSaid(args map[string]string, filter archive.Filter) (SaidRequest, error) {
	page, err := parsePage(args["page"])
	return SaidRequest{Who: args["who"], About: args["about"], Filter: filter, Page: page}, err
}
