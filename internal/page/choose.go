package page

import (
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ask asks the extractor which text nodes are the article's. It changes white
// space and joins words, so it may choose, but not supply the words: each text
// node of its copy of the page begins with a mark, a character for private use
// that stands for this node alone, and the marks in what it gives back say what
// it chose.
func (t *tree) ask() {
	c := copier{tree: t}
	result, err := trafilatura.ExtractDocument(c.copy(t.doc), trafilatura.Options{
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled,
	})
	if err != nil {
		return // it found nothing
	}
	for n := range result.ContentNode.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		for _, r := range n.Data {
			if i := nodeOf(r); i >= 0 && i < len(c.marked) {
				t.choose(c.marked[i])
			}
		}
	}
}

// choose notes that a text node was chosen.
func (t *tree) choose(n *html.Node) {
	if t.chosen[n] > 0 {
		return
	}
	weight := len(strings.TrimSpace(n.Data))
	for ; n != nil; n = n.Parent {
		t.chosen[n] += weight
	}
}

// The marks are the private-use characters of planes 15 and 16; the last two of
// each plane are no characters.
const (
	firstMark = 0xF0000
	perPlane  = 0xFFFE
	maxMarks  = 2 * perPlane
)

func markOf(i int) rune { return rune(firstMark + i/perPlane<<16 + i%perPlane) }

// nodeOf is the number of the node that a mark stands for, or -1.
func nodeOf(mark rune) int {
	if mark < firstMark || mark&0xFFFF >= perPlane {
		return -1
	}
	return int(mark-firstMark)>>16*perPlane + int(mark)&0xFFFF
}

// copier makes the extractor's copy of a tree.
type copier struct {
	tree   *tree
	marked []*html.Node
}

func (c *copier) copy(n *html.Node) *html.Node {
	twin := &html.Node{
		Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace,
		Attr: append([]html.Attribute(nil), n.Attr...), // the extractor changes them
	}
	switch {
	case n.Type == html.TextNode && n.Parent != nil && !unseen[n.Parent.DataAtom]:
		twin.Data = c.mark(n)
	case beside[n.DataAtom] && c.tree.wraps(n):
		twin.DataAtom, twin.Data = atom.Div, "div" // the whole page stands in a form, say
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		twin.AppendChild(c.copy(child))
	}
	return twin
}

// mark is the text of a node with its mark before the first letter, and without
// characters that are marks by chance.
func (c *copier) mark(n *html.Node) string {
	text := strings.Map(func(r rune) rune {
		if nodeOf(r) >= 0 {
			return -1
		}
		return r
	}, n.Data)
	words := strings.TrimLeft(text, " \t\r\n\f")
	if words == "" || len(c.marked) == maxMarks {
		return text
	}
	mark := markOf(len(c.marked))
	c.marked = append(c.marked, n)
	return text[:len(text)-len(words)] + string(mark) + words
}
