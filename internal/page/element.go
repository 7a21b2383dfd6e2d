package page

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unseen are the elements whose text is never an article's.
var unseen = set(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Title, atom.Iframe,
	atom.Svg, atom.Math, atom.Textarea, atom.Select, atom.Object, atom.Audio, atom.Video, atom.Canvas, atom.Datalist)

// beside are the elements that stand beside an article, also where they stand in
// its middle: captions, links, boxes.
var beside = set(atom.Figure, atom.Figcaption, atom.Aside, atom.Nav, atom.Form, atom.Button, atom.Footer,
	atom.Dialog, atom.Menu, atom.Label)

// phrasing are the elements that stand within a line; any other begins a new one.
var phrasing = set(atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code,
	atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark,
	atom.Meter, atom.Nobr, atom.Output, atom.Picture, atom.Q, atom.Rb, atom.Rp, atom.Rt, atom.Ruby, atom.S,
	atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
	atom.Var, atom.Wbr)

func set(atoms ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range atoms {
		m[a] = true
	}
	return m
}

// boxes are the names (class or id) that sites give to what stands beside an
// article: newsletter boxes, links to share it, lists of other articles, cookie
// notices, comments.
var boxes = regexp.MustCompile(`(?i)newsletter|cookie|consent|gdpr|sign-?up|subscri|(^|[\s_-])(related|recommended|recirc|share|sharing|social|promo|advert|sponsor|most-?(read|popular)|trending|comments?|breadcrumbs?|caption|read-?(more|next))([\s_-]|$)`)

// boxed reports whether an element is named as something beside the article.
func boxed(n *html.Node) bool {
	if phrasing[n.DataAtom] || n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	return boxes.MatchString(attribute(n, "class")) || boxes.MatchString(attribute(n, "id"))
}

// hidden reports whether a browser doesn't show the element.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// text is all text below n, as it stands.
func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
