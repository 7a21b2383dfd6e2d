package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

// draft is an item as a kind of feed has it; of what may stand in several places,
// the best is first.
type draft struct {
	id, title, language string
	links, authors      []string
	published, updated  []string
	content, summary    string // HTML
}

func readRSS(text string) (Feed, error) {
	mended, damaged := mend(text)
	if mended == "" {
		return Feed{}, errCut
	}
	parsed, err := (&rss.Parser{}).Parse(strings.NewReader(mended))
	if err != nil {
		return Feed{}, unreadable(RSS, err)
	}
	all, err := (&gofeed.DefaultRSSTranslator{DisableContentImageScan: true}).Translate(parsed)
	if err != nil {
		return Feed{}, unreadable(RSS, err)
	}
	var drafts []draft
	for i, item := range all.Items {
		own := parsed.Items[i]
		d := draft{
			id: item.GUID, title: item.Title, content: item.Content, summary: item.Description,
			links:     append(extension(item.Extensions, "feedburner", "origLink"), item.Links...),
			published: append([]string{own.PubDate}, stamps(item.Extensions, "issued", "created", "available")...),
			updated:   append(stamps(item.Extensions, "modified"), item.Updated),
		}
		for _, l := range item.Extensions["atom"]["link"] {
			if rel := l.Attrs["rel"]; rel == "" || rel == "alternate" {
				d.links = append(d.links, l.Attrs["href"])
			}
		}
		if own.GUID != nil && !strings.EqualFold(own.GUID.IsPermalink, "false") && absolute(own.GUID.Value, nil) != "" {
			d.links = append(d.links, own.GUID.Value)
		}
		if dc := own.DublinCoreExt; dc != nil {
			d.language = strings.Join(dc.Language, "")
			d.authors = append(d.authors, strings.Join(dc.Creator, ", "))
			d.published = append(d.published, dc.Date...)
		}
		d.published = append(d.published, item.Published) // Atom's within RSS
		if item.Author != nil {
			d.authors = append(d.authors, item.Author.Name)
		}
		d.authors = append(d.authors, own.Author)
		drafts = append(drafts, d)
	}
	f := Feed{Title: all.Title, Link: all.Link, Language: all.Language, Damaged: damaged}
	f.Wait = wait(parsed.TTL, all.Extensions)
	return f.with(drafts), nil
}

func readAtom(text string) (Feed, error) {
	mended, damaged := mend(text)
	if mended == "" {
		return Feed{}, errCut
	}
	parsed, err := (&atom.Parser{}).Parse(strings.NewReader(mended))
	if err != nil {
		return Feed{}, unreadable(Atom, err)
	}
	var drafts []draft
	for _, entry := range parsed.Entries {
		d := draft{
			id: entry.ID, title: entry.Title, summary: entry.Summary,
			links:     append(extension(entry.Extensions, "feedburner", "origLink"), pages(entry.Links)...),
			authors:   append([]string{names(entry.Authors)}, extension(entry.Extensions, "dc", "creator")...),
			published: append([]string{entry.Published}, stamps(entry.Extensions, "issued", "created", "available")...),
			updated:   []string{entry.Updated},
		}
		if entry.Source != nil {
			d.authors = append(d.authors, names(entry.Source.Authors))
		}
		d.authors = append(d.authors, names(parsed.Authors))
		if c := entry.Content; c != nil && c.Src == "" {
			d.content = c.Value
			if c.Type == "text" || c.Type == "text/plain" {
				d.content = escaped(c.Value)
			}
		}
		drafts = append(drafts, d)
	}
	f := Feed{Title: parsed.Title, Language: parsed.Language, Damaged: damaged}
	if links := pages(parsed.Links); len(links) > 0 {
		f.Link = links[0]
	}
	f.Wait = wait("", parsed.Extensions)
	return f.with(drafts), nil
}

func readJSON(text string) (Feed, error) {
	bounded, err := boundedJSON(text)
	if err != nil {
		return Feed{}, unreadable(JSON, err)
	}
	parsed, err := (&jsonfeed.Parser{}).Parse(strings.NewReader(bounded))
	if err != nil {
		return Feed{}, unreadable(JSON, err)
	}
	var drafts []draft
	for _, item := range parsed.Items {
		if item == nil { // null
			continue
		}
		d := draft{
			id: item.ID, title: item.Title, summary: escaped(item.Summary), content: item.ContentHTML,
			links:     []string{item.URL, item.ExternalURL},
			published: []string{item.DatePublished},
			updated:   []string{item.DateModified},
		}
		if d.content == "" {
			d.content = escaped(item.ContentText)
		}
		for _, from := range [][]*jsonfeed.Author{item.Authors, {item.Author}, parsed.Authors, {parsed.Author}} {
			var all []string
			for _, a := range from {
				if a != nil {
					all = append(all, a.Name)
				}
			}
			d.authors = append(d.authors, strings.Join(all, ", "))
		}
		drafts = append(drafts, d)
	}
	f := Feed{Title: parsed.Title, Link: parsed.HomePageURL, Language: parsed.Language}
	return f.with(drafts), nil
}

// boundedJSON is a JSON Feed with maxRead items at most.
func boundedJSON(text string) (string, error) {
	var document map[string]json.RawMessage
	var items []json.RawMessage
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		return "", err
	}
	if err := json.Unmarshal(document["items"], &items); err != nil || len(items) <= maxRead {
		return text, nil // without items, it is read as it is
	}
	var err error
	if document["items"], err = json.Marshal(items[:maxRead]); err != nil {
		return "", err
	}
	b, err := json.Marshal(document)
	return string(b), err
}

var errCut = errors.New("the feed breaks off where it begins: try again later, or ask the site")

// unreadable says what is wrong with a document of a kind.
func unreadable(kind Kind, err error) error {
	return fmt.Errorf("the feed can't be read as %s (%w): open its address in a browser to see what is there", kind, err)
}

// extension is the values of an element of another vocabulary.
func extension(in ext.Extensions, prefix, name string) (values []string) {
	for _, e := range in[prefix][name] {
		values = append(values, e.Value)
	}
	return values
}

// stamps are the dates that Dublin Core's terms and PRISM have under such names.
func stamps(in ext.Extensions, terms ...string) (values []string) {
	for _, term := range terms {
		values = append(values, extension(in, "dcterms", term)...)
	}
	if terms[0] == "issued" {
		values = append(values, extension(in, "prism", "publicationDate")...)
	}
	return values
}

// pages are the links to a page, HTML first.
func pages(links []*atom.Link) (found []string) {
	var others []string
	for _, l := range links {
		switch {
		case l.Rel != "alternate":
		case l.Type == "" || strings.Contains(l.Type, "html"):
			found = append(found, l.Href)
		default:
			others = append(others, l.Href)
		}
	}
	return append(found, others...)
}

func names(persons []*atom.Person) string {
	var all []string
	for _, p := range persons {
		all = append(all, p.Name)
	}
	return strings.Join(all, ", ")
}
