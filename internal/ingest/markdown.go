package ingest

import (
	"bufio"
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	render "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// visible is the text of a CommonMark document as a reader sees it, its blocks
// apart by an empty line, and apart from it the heading that it opens with.
// Marks, the targets of links, images and HTML tags are left out, character
// entities are decoded, and nothing is made typographic.
func visible(s string, line int) (heading, body string, err error) {
	if err := tame(s, line); err != nil {
		return "", "", err
	}
	source := []byte(s)
	doc := goldmark.DefaultParser().Parse(text.NewReader(source))
	var blocks []string
	err = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n == doc.FirstChild() {
				heading = inline(n, source)
			} else {
				blocks = append(blocks, inline(n, source))
			}
		case *ast.Paragraph, *ast.TextBlock:
			blocks = append(blocks, inline(n, source))
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			blocks = append(blocks, string(n.Lines().Value(source)))
		case *ast.HTMLBlock:
			raw := n.Lines().Value(source)
			if n.HasClosure() {
				raw = append(raw, n.ClosureLine.Value(source)...)
			}
			blocks = append(blocks, untag(string(raw)))
		default:
			return ast.WalkContinue, nil
		}
		return ast.WalkSkipChildren, nil
	})
	return heading, strings.Join(blocks, "\n\n"), err
}

// inline is the visible text inside a block, with its line breaks.
func inline(block ast.Node, source []byte) string {
	var b bytes.Buffer
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.IsRaw() { // in a code span, where a line break is a space
				b.Write(bytes.ReplaceAll(n.Segment.Value(source), []byte("\n"), []byte(" ")))
			} else {
				b.WriteString(unescape(n.Segment.Value(source)))
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
		case *ast.RawHTML:
			b.WriteString(untag(string(n.Segments.Value(source))))
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// unescape resolves backslash escapes and character entities. goldmark does so
// only while it writes HTML; that HTML is then read back.
func unescape(source []byte) string {
	if !bytes.ContainsAny(source, `\&`) {
		return string(source)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	render.DefaultWriter.Write(w, source)
	_ = w.Flush() // a bytes.Buffer doesn't fail
	return html.UnescapeString(b.String())
}

var (
	unseen    = regexp.MustCompile(`(?is)<!--.*?(-->|$)|<(script|style)\b.*?(</(script|style)\s*>|$)`)
	inlineTag = regexp.MustCompile(`(?i)</?(a|abbr|b|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|time|u|wbr)(\s[^>]*)?>`)
	anyTag    = regexp.MustCompile(`</?[A-Za-z][^>]*>|<[!?][^>]*>`)
)

// untag is the visible text of a piece of HTML: the tags of words inside a line
// vanish, any other ends the line.
func untag(s string) string {
	s = unseen.ReplaceAllString(s, "")
	s = inlineTag.ReplaceAllString(s, "")
	s = anyTag.ReplaceAllString(s, "\n")
	return html.UnescapeString(s)
}
