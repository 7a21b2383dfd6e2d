package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"cuttings/internal/archive"
)

// Paging is where a page stands in its list.
type Paging struct {
	Page  int  // from 1 on
	Total int  // how many entries the list has; 0 where that isn't counted
	More  bool // there are pages after this one
}

// Paged is a reply that is a page of a list.
type Paged interface {
	Reply
	Paging() Paging
}

// Paging says where the page stands.
func (r FindReply) Paging() Paging {
	total := r.Total
	if r.Grouped {
		total = r.Listed
	}
	return Paging{Page: r.Page, Total: total, More: r.Page < r.Pages}
}

// Paging says where the page stands.
func (r SaidReply) Paging() Paging {
	return Paging{Page: r.Page, Total: r.Certain.Total + r.Uncertain.Total, More: r.Page < r.Pages}
}

// Paging says where the page stands.
func (r LatestReply) Paging() Paging {
	return Paging{Page: r.Page, More: r.More && r.Page < MaxLatest}
}

// Paging says where the page stands.
func (r StoryReply) Paging() Paging {
	return Paging{Page: r.Page, Total: r.Reports, More: r.Page < r.Pages}
}

// Paging says where the page stands.
func (r FiguresReply) Paging() Paging {
	return Paging{Page: r.Page, Total: len(r.Result.Rows), More: r.Page < r.Pages}
}

// Paging says where the page stands.
func (r CoverageReply) Paging() Paging {
	return Paging{Page: r.Page, Total: len(r.Coverage.Outlets), More: r.Page < r.Pages}
}

// Part is which page of a list a reply has, or that it has all of it.
type Part struct {
	Page, Pages int // 0 where all are listed
	Total       int // on all pages
}

// Paging says where the page stands.
func (p Part) Paging() Paging {
	return Paging{Page: p.Page, Total: p.Total, More: p.Page < p.Pages}
}

// part is the page that was typed of a list with so many entries, and where it begins
// and ends there.
func part(total, size int, typed string) (p Part, from, to int, err error) {
	p.Total = total
	if p.Page, err = parsePage(typed); err == nil {
		from, to, p.Pages, err = cut(total, size, p.Page)
	}
	return p, from, to, err
}

// cut is where a page of a list with n entries begins and ends, and how many pages
// there are. A page that there isn't is a Problem; the first is there always.
func cut(n, size, page int) (from, to, pages int, err error) {
	pages = (n + size - 1) / size
	if page > max(pages, 1) {
		return 0, 0, 0, noPage(page, pages)
	}
	from = (page - 1) * size
	return from, min(from+size, n), pages, nil
}

// PageReply is a page, with what it takes to turn it.
type PageReply struct {
	Paged
	Search string // names what was searched for: see Turn; at most 80 letters, digits and signs of ASCII
	Wanted int    // the page that was asked for, where the list ends before it; else 0
	Was    int    // how many entries the list had on the page that was turned, where they are more or fewer now; else 0
}

// maxSearch is how long the name of a search may be: a button's custom_id has 100
// characters, and what the button does stands before it.
const maxSearch = 80

// Bind gives a page the name of the search that a command made with these arguments,
// so that Turn can turn it; of dates that count from today the ones that they are
// today. A short search is its own name, and nothing is kept of it;
// a longer one is kept under a name when there are more pages than this, without who
// asked. Where it isn't, Search is empty.
func (d *Desk) Bind(ctx context.Context, p Paged, command string, args map[string]string) (PageReply, error) {
	values := url.Values{}
	for name, value := range args {
		if name != pageOption.Name && value != "" {
			values.Set(name, value)
		}
	}
	within, err := ParseFilter("", args["since"], args["until"], d.today())
	if err != nil {
		return PageReply{}, err
	}
	for name, date := range map[string]archive.Date{"since": within.Since, "until": within.Until} {
		if values.Has(name) {
			values.Set(name, date.String())
		}
	}
	search := command + "?" + values.Encode()
	at := p.Paging()
	switch {
	case len(search) <= maxSearch:
		return PageReply{Paged: p, Search: search}, nil
	case at.Page <= 1 && !at.More:
		return PageReply{Paged: p}, nil
	}
	sum := sha256.Sum256([]byte(search))
	key := base64.RawURLEncoding.EncodeToString(sum[:16])
	return PageReply{Paged: p, Search: key}, d.store.KeepSearch(ctx, key, search)
}

// Turn turns to a page of a search by the name that Bind gave it. Where the list has
// become shorter, it is its last page. Was is how many entries the list had, 0 where
// that wasn't counted. A search that isn't kept any more, and what is no list, are
// Problems.
func (d *Desk) Turn(ctx context.Context, search string, page, was int) (PageReply, error) {
	command, args, err := d.recall(ctx, search)
	if err != nil {
		return PageReply{}, err
	}
	turned := PageReply{Search: search}
	r, err := d.page(ctx, command, args, page)
	var none *noPageError
	if errors.As(err, &none) {
		turned.Wanted = page
		r, err = d.page(ctx, command, args, none.last)
	}
	if err != nil {
		return PageReply{}, err
	}
	turned.Paged = r
	if total := r.Paging().Total; was != 0 && was != total {
		turned.Was = was
	}
	return turned, nil
}

// page is a page of what a command lists.
func (d *Desk) page(ctx context.Context, command string, args map[string]string, page int) (Paged, error) {
	args = maps.Clone(args)
	args[pageOption.Name] = strconv.Itoa(page)
	r, err := d.Do(ctx, command, args)
	if err != nil {
		return nil, err
	}
	p, ok := r.(Paged)
	if !ok {
		return nil, fmt.Errorf("/%s is no list: its reply is a %T", command, r)
	}
	return p, nil
}

// recall is the search of that name. Names come back over the network: only a list
// can be asked for by one, never a deed; and whose it is is whoever asks now.
func (d *Desk) recall(ctx context.Context, name string) (command string, args map[string]string, err error) {
	search := name
	if !strings.Contains(name, "?") {
		if search, err = d.store.Search(ctx, name); err != nil {
			return "", nil, err
		}
	}
	command, query, _ := strings.Cut(search, "?")
	values, err := url.ParseQuery(query)
	lists := slices.ContainsFunc(InFull(d.Commands()), func(c Command) bool {
		return c.Name == command && slices.ContainsFunc(c.Options, func(o Option) bool { return o.Name == pageOption.Name })
	})
	if err != nil || !lists {
		return "", nil, problem("page.not-kept")
	}
	args = map[string]string{}
	for option := range values {
		args[option] = values.Get(option)
	}
	return command, args, nil
}

// noPageError is the Problem that a list has fewer pages, and which is the last.
type noPageError struct {
	*Problem
	last int
}

func (e *noPageError) Unwrap() error { return e.Problem }
