package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	half      = .5 // a block is the article's when the extractor chose half of it
	mostLinks = .8 // a block with so much of it in links leads to other articles
	someLinks = .3
	longLine  = 60 // bytes that make a paragraph rather than a label
)

// article is the paragraphs of the article in a page's order, the headline left
// out.
func (t *tree) article(title string) (paragraphs []string) {
	blocks := t.blocks()
	extend(blocks)
	for _, b := range blocks {
		if b.chosen >= half && b.linked < mostLinks && !b.boxed && b.text != title {
			paragraphs = append(paragraphs, b.text)
		}
	}
	return paragraphs
}

// extend takes what the extractor passed over though it stands among the
// article's paragraphs, or in a second piece of it, as where an advertisement
// cuts an article in two: paragraphs in an element that holds two chosen ones, or
// one that is called just as such an element.
func extend(blocks []block) {
	elements, names := map[*html.Node]int{}, map[string]int{}
	for _, b := range blocks {
		if b.chosen >= half && b.home.DataAtom == atom.P {
			elements[b.home.Parent]++
			names[name(b.home.Parent)]++
		}
	}
	delete(names, "")
	for i, b := range blocks {
		if b.home.DataAtom == atom.P && b.linked < someLinks && len(b.text) >= longLine &&
			(elements[b.home.Parent] > 1 || names[name(b.home.Parent)] > 1) {
			blocks[i].chosen = 1
		}
	}
}

// name is what a site calls an element: its tag and classes, or "" without any.
func name(n *html.Node) string {
	if class := strings.Fields(attribute(n, "class")); len(class) > 0 {
		return n.Data + " " + strings.Join(class, " ")
	}
	return ""
}
