package page

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tree is a page with what is known of its nodes.
type tree struct {
	doc    *html.Node
	size   map[*html.Node]int // bytes of text below an element, white space at the ends of nodes aside
	chosen map[*html.Node]int // the same of the text that the extractor chose; of text nodes too
}

// measure refuses a page that would keep the extractor busy for minutes.
func measure(doc *html.Node) (*tree, error) {
	t := &tree{doc: doc, size: map[*html.Node]int{}, chosen: map[*html.Node]int{}}
	nodes, blocks := 0, 0
	var add func(*html.Node) int
	add = func(n *html.Node) (size int) {
		nodes++
		switch {
		case n.Type == html.TextNode:
			return len(strings.TrimSpace(n.Data))
		case unseen[n.DataAtom] && n.DataAtom != atom.Noscript:
			return 0
		case n.DataAtom == atom.P:
			blocks++
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			size += add(c)
		}
		t.size[n] = size
		return size
	}
	if all := add(doc); all > maxText || nodes > maxNodes || all*blocks > maxWeight {
		return nil, errLarge
	}
	return t, nil
}

// Fragment is the paragraphs of a piece of HTML that is an article's text and nothing
// else, as feeds have it: in order, white space collapsed, without captions, boxes and
// lines that are links only. The error says that it is more than an article can be.
func Fragment(markup string) ([]string, error) {
	doc, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return nil, fmt.Errorf("its HTML can't be read (%w)", err)
	}
	t, err := measure(doc)
	if err != nil {
		return nil, err
	}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && !unseen[n.Parent.DataAtom] {
			t.choose(n)
		}
	}
	var paragraphs []string
	for _, b := range t.blocks() {
		if b.linked < mostLinks && !b.boxed {
			paragraphs = append(paragraphs, b.text)
		}
	}
	return paragraphs, nil
}

// wraps reports whether an element holds most of the page's text, so that it
// can't be something beside the article, whatever it is called.
func (t *tree) wraps(n *html.Node) bool { return 2*t.size[n] > t.size[t.doc] }

// carries reports whether an element holds a good part of what was chosen, so
// that it is no box beside the article.
func (t *tree) carries(n *html.Node) bool { return 4*t.chosen[n] > t.chosen[t.doc] }

// block is a run of text that a browser shows as one paragraph.
type block struct {
	home   *html.Node // the nearest element that isn't phrasing
	text   string     // white space collapsed
	chosen float64    // the share of its text that the extractor chose
	linked float64    // the share of its text that stands in links
	boxed  bool       // it stands in a box beside the article
}

// blocks cuts the page into what a browser shows as paragraphs.
func (t *tree) blocks() []block {
	c := cutter{tree: t}
	c.walk(t.doc)
	return c.blocks
}

type cutter struct {
	tree   *tree
	blocks []block
	// where it is
	home         *html.Node
	links, boxes int
	// the block that has begun
	words               strings.Builder
	all, chosen, linked int
	breaks              int // <br> since the last word
}

func (c *cutter) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		c.add(n)
	case n.DataAtom == atom.Br:
		if c.breaks++; c.breaks > 1 { // an empty line
			c.end()
		}
		c.words.WriteByte('\n')
	case n.Type == html.ElementNode && !c.shown(n):
	case n.Type == html.ElementNode || n.Type == html.DocumentNode:
		c.enter(n)
	}
}

// shown reports whether an element may hold words of the article.
func (c *cutter) shown(n *html.Node) bool {
	return !unseen[n.DataAtom] && !hidden(n) && (!beside[n.DataAtom] || c.tree.wraps(n))
}

func (c *cutter) enter(n *html.Node) {
	home, links, boxes := c.home, c.links, c.boxes
	if !phrasing[n.DataAtom] {
		c.end()
		c.home = n
	}
	if n.DataAtom == atom.A {
		c.links++
	}
	if boxed(n) && !c.tree.carries(n) {
		c.boxes++
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child)
	}
	if !phrasing[n.DataAtom] {
		c.end()
	}
	c.home, c.links, c.boxes = home, links, boxes
}

func (c *cutter) add(n *html.Node) {
	c.words.WriteString(n.Data)
	weight := len(strings.TrimSpace(n.Data))
	if weight == 0 {
		return
	}
	c.breaks = 0
	c.all += weight
	if c.tree.chosen[n] > 0 {
		c.chosen += weight
	}
	if c.links > 0 {
		c.linked += weight
	}
}

func (c *cutter) end() {
	if c.all > 0 {
		c.blocks = append(c.blocks, block{
			home: c.home, text: collapse(c.words.String()), boxed: c.boxes > 0,
			chosen: float64(c.chosen) / float64(c.all), linked: float64(c.linked) / float64(c.all),
		})
	}
	c.words.Reset()
	c.all, c.chosen, c.linked, c.breaks = 0, 0, 0, 0
}
