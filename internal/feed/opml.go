package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"cuttings/internal/page"
)

// maxOutlines is how many feeds a list may have.
const maxOutlines = 10_000

// ReadOPML reads the feeds of a list, in its order, folders flattened. Outlines that
// are no feed, and one that is there already, are passed over.
func ReadOPML(body []byte) ([]Outline, error) {
	if len(body) > MaxBytes {
		return nil, fmt.Errorf("the list is %d MB large, and a list of feeds may have at most %d: cut it into several", len(body)>>20, MaxBytes>>20)
	}
	text, err := page.Decode(body, "text/xml")
	if err != nil {
		return nil, err
	}
	kind, at := kindOf(text, "")
	if kind != OPML {
		return nil, errors.New("it is no list of feeds (OPML): export one from a feed reader")
	}
	d := xml.NewDecoder(strings.NewReader(legalised(text[at:])))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	var found []Outline
	seen := map[string]bool{}
	for {
		token, err := d.RawToken()
		if err != nil {
			return nil, fmt.Errorf("the list of feeds breaks off, or can't be read (%w): export it anew from the feed reader", err)
		}
		switch token := token.(type) {
		case xml.EndElement:
			if strings.EqualFold(token.Name.Local, "opml") {
				return found, nil
			}
		case xml.StartElement:
			o := outline(token)
			if o.URL == "" || seen[o.URL] {
				continue
			}
			if len(found) == maxOutlines {
				return nil, fmt.Errorf("the list has more than %d feeds: cut it into several", maxOutlines)
			}
			seen[o.URL] = true
			found = append(found, o)
		}
	}
}

// outline is the feed that an <outline> names, or none.
func outline(e xml.StartElement) Outline {
	if !strings.EqualFold(e.Name.Local, "outline") {
		return Outline{}
	}
	values := map[string]string{}
	for _, a := range e.Attr {
		values[strings.ToLower(a.Name.Local)] = collapse(a.Value)
	}
	title := values["title"]
	if title == "" {
		title = values["text"]
	}
	return Outline{Title: title, URL: absolute(values["xmlurl"], nil)}
}

// WriteOPML writes a list of feeds (OPML 2.0) of the given title. ReadOPML reads the
// same feeds back, each once, with their titles' white space collapsed.
func WriteOPML(w io.Writer, title string, feeds []Outline) error {
	type line struct {
		Type  string `xml:"type,attr"`
		Text  string `xml:"text,attr"`
		Title string `xml:"title,attr"`
		URL   string `xml:"xmlUrl,attr"`
	}
	list := struct {
		XMLName xml.Name `xml:"opml"`
		Version string   `xml:"version,attr"`
		Title   string   `xml:"head>title"`
		Feeds   []line   `xml:"body>outline"`
	}{Version: "2.0", Title: title}
	for _, f := range feeds {
		list.Feeds = append(list.Feeds, line{"rss", f.Title, f.Title, f.URL})
	}
	b, err := xml.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(b)+"\n")
	return err
}
