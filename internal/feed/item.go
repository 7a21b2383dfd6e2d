package feed

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"

	"cuttings/internal/archive"
	"cuttings/internal/page"
)

// with gives the feed its items, cleaned.
func (f Feed) with(drafts []draft) Feed {
	f.Title, f.Link, f.Language = plain(f.Title), strings.TrimSpace(f.Link), strings.TrimSpace(f.Language)
	for _, d := range drafts {
		item := Item{
			ID: strings.TrimSpace(d.id), Title: plain(d.title), Language: strings.TrimSpace(d.language),
			Published: firstDate(d.published), Updated: firstDate(d.updated),
		}
		for _, link := range d.links {
			if link = strings.TrimSpace(link); item.Link == "" {
				item.Link = link
			}
		}
		for _, a := range d.authors {
			if item.Author == "" {
				item.Author = byline(a)
			}
		}
		item.HTML, item.Whole = words(d.content, d.summary)
		f.Items = append(f.Items, item)
	}
	return f
}

func firstDate(told []string) archive.Date {
	for _, s := range told {
		if d := page.ParseDate(s); !d.IsZero() {
			return d
		}
	}
	return archive.Date{}
}

var by = regexp.MustCompile(`(?i)^by:?\s+`)

// byline is names in plain text. An address is no name.
func byline(s string) string {
	s = by.ReplaceAllString(plain(s), "")
	var kept []string
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimSpace(name)
		if name != "" && !strings.ContainsAny(name, "@/") && !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	return strings.Join(kept, ", ")
}

// settle resolves the feed's links, and leaves out what is twice, or nothing, or too
// many.
func (f *Feed) settle(base *url.URL) {
	f.Link = absolute(f.Link, base)
	if base == nil {
		base, _ = url.Parse(f.Link)
	}
	ids, links := map[string]int{}, map[string]bool{}
	for i := range f.Items {
		item := &f.Items[i]
		if item.Link = absolute(item.Link, base); item.Link == f.Link {
			item.Link = ""
		}
		ids[item.ID]++
	}
	kept := f.Items[:0]
	same := map[Item]bool{}
	for _, item := range f.Items {
		if ids[item.ID] > 1 {
			item.ID = ""
		}
		if item.HTML == "" && item.Link == "" || item.Link != "" && links[item.Link] || same[item] {
			f.Dropped++
			continue
		}
		links[item.Link], same[item] = true, true
		kept = append(kept, item)
	}
	f.Items = kept
	if len(f.Items) > maxItems {
		f.Dropped += len(f.Items) - maxItems
		f.Items = newest(f.Items)
	}
}

// newest is maxItems of the items in their order: those with the latest dates, and
// of those with the same or none the first.
func newest(items []Item) []Item {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := items[a].Published, items[b].Published
		if x.IsZero() || y.IsZero() {
			return x.Compare(y)
		}
		return y.Compare(x)
	})
	order = order[:maxItems]
	slices.Sort(order)
	var kept []Item
	for _, i := range order {
		kept = append(kept, items[i])
	}
	return kept
}

// absolute is the address of a page that a link leads to, without its fragment but
// for one that begins with !; or "".
func absolute(link string, base *url.URL) string {
	if link == "" {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	u.RawQuery = escapes.Replace(u.RawQuery)
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	if !strings.HasPrefix(u.Fragment, "!") {
		u.Fragment, u.RawFragment = "", ""
	}
	return u.String()
}

// escapes are the characters of a query that browsers escape.
var escapes = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C")

// maxWait is as long as a feed can ask to be left alone.
const maxWait = 7 * 24 * time.Hour

// wait is the longer of what <ttl> says in minutes and what RSS's syndication module
// does.
func wait(ttl string, extensions ext.Extensions) time.Duration {
	longest := time.Duration(0)
	if minutes, err := strconv.ParseUint(strings.TrimSpace(ttl), 10, 31); err == nil {
		longest = time.Duration(minutes) * time.Minute
	}
	if period := extension(extensions, "sy", "updatePeriod"); len(period) > 0 {
		every := map[string]time.Duration{
			"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
		}[strings.ToLower(strings.TrimSpace(period[0]))]
		if times := extension(extensions, "sy", "updateFrequency"); len(times) > 0 {
			if n, err := strconv.ParseUint(strings.TrimSpace(times[0]), 10, 31); err == nil && n > 0 {
				every /= time.Duration(n)
			}
		}
		longest = max(longest, every)
	}
	return min(longest, maxWait)
}
