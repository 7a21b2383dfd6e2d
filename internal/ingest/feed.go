package ingest

import (
	"cmp"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/feed"
	"cuttings/internal/page"
)

// FromFeed makes the article of an item of the feed at the address, with its words
// taken from the item's HTML as they are from a page. Where whole is false, the item
// has only the beginning of the article: its page, at the article's URL, has to be
// read with PageOf, which is given the article for what it knows. An item without a
// link is taken for the whole there is. It is known by its id and the feed's address,
// and without an id by its text. Dates after tomorrow, counted from today, are
// mistakes and are left out. The error says why there is no article in the item.
func FromFeed(f feed.Feed, item feed.Item, address string, today archive.Date) (a archive.Article, whole bool, err error) {
	paragraphs, err := page.Fragment(item.HTML)
	if err != nil {
		return archive.Article{}, false, err
	}
	paragraphs = slices.DeleteFunc(paragraphs, func(p string) bool { return p == item.Title })
	a = archive.Article{
		URL: item.Link, Title: item.Title, Author: item.Author,
		Outlet:    outletOf(f, address),
		Language:  page.Language(item.Language, f.Language),
		Published: cmp.Or(until(item.Published, today), until(item.Updated, today)),
		Text:      textOf(paragraphs),
	}
	a.Author = strings.Join(slices.DeleteFunc(strings.Split(a.Author, ", "), func(name string) bool { return strings.EqualFold(name, a.Outlet) }), ", ")
	if item.Link == "" && item.ID != "" {
		a.ID = archive.Hash(address + "\n" + item.ID)[:16]
	}
	if whole = item.Whole && a.Text != "" || item.Link == ""; whole {
		if utf8.RuneCountInString(a.Text) < fewest {
			return archive.Article{}, false, errors.New("the feed has only the headline of it, and no link: nothing can be quoted")
		}
		a, err = finish(a)
		return a, whole, err
	}
	if a, err = describe(a); err == nil {
		a, err = identify(a)
	}
	return a, whole, err
}

// fewest is how many code points of text an article has at least.
const fewest = 80

// until is a date, or none when it is later than tomorrow: today somewhere.
func until(d, today archive.Date) archive.Date {
	first, _, known := d.Days()
	if day, _, ok := today.Days(); known && ok && first > day+1 {
		return archive.Date{}
	}
	return d
}

// between are the marks between a site's name and a section's in the title of a feed.
var between = regexp.MustCompile(`\s+[|»«·:>–—-]+\s+|:\s+`)

// outletOf is the newspaper or site that a feed is of: the part of its title that
// looks like the site's host, else its title, else the host.
func outletOf(f feed.Feed, address string) string {
	host := ""
	for _, s := range []string{f.Link, address} {
		if u, err := url.Parse(s); err == nil && host == "" {
			host = u.Hostname()
		}
	}
	return page.Outlet(host, append([]string{f.Title}, between.Split(f.Title, -1)...)...)
}
