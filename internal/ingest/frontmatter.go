package ingest

import (
	"errors"
	"fmt"
	"strings"

	"cuttings/internal/archive"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFront is how many bytes the front matter of a file may have. The parser
// needs up to a quarter of a second for the worst of this size.
const maxFront = 16 << 10

const fence = "---"

// cutFront cuts a file into its front matter, from the first line "---" to the
// closing one, and what stands below. A file that doesn't begin with that line
// has no front matter.
func cutFront(s string) (front, body string, err error) {
	if first, _, _ := strings.Cut(s, "\n"); strings.TrimRight(first, " \t") != fence {
		return "", s, nil
	}
	at := 0
	for line := range strings.Lines(s) {
		start := at
		at += len(line)
		if at > maxFront {
			break
		}
		if start > 0 && strings.TrimRight(line, " \t\n") == fence {
			return s[:start], s[at:], nil
		}
	}
	return "", "", fmt.Errorf("line 1: front matter begins here and doesn't end: put a line --- below it, within %d bytes, or an empty line above if it is none", maxFront)
}

// frontMatter reads what the front matter knows of the article, and in which
// line of the file each key stands. Keys are id,
// title, url, outlet, author, published, language and collection, in any letter
// case. Others are ignored, whatever they hold, since the programs that write such
// files have keys of their own. A value is one text: numbers and dates are
// taken as they are written. Nothing is expanded: an alias is an error.
func frontMatter(front string) (a archive.Article, lines map[string]int, err error) {
	values, err := scalars(front)
	if err != nil {
		return a, nil, err
	}
	lines = map[string]int{}
	for key, value := range values {
		lines[key] = value.line
	}
	a = archive.Article{
		ID:       values["id"].text,
		Title:    values["title"].text,
		URL:      values["url"].text,
		Outlet:   values["outlet"].text,
		Author:   values["author"].text,
		Language: values["language"].text,

		Collection: values["collection"].text,
	}
	a.Published, err = parseDate(values["published"].text)
	return a, lines, err
}

// scalar is one value of the front matter and where it stands.
type scalar struct {
	text string
	line int // of the file, from 1
}

var keys = map[string]bool{
	"id": true, "title": true, "url": true, "outlet": true,
	"author": true, "published": true, "language": true, "collection": true,
}

// scalars reads the values of the keys that are known. Lines count as in the
// file, since front begins with the file's first line.
func scalars(front string) (map[string]scalar, error) {
	file, err := parser.ParseBytes([]byte(strings.TrimPrefix(front, fence)), 0)
	if err != nil {
		return nil, yamlError(err)
	}
	values := map[string]scalar{}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		mapping, ok := doc.Body.(*ast.MappingNode)
		if !ok {
			return nil, fmt.Errorf("line %d: front matter is lines of key: value, and this is %s", lineOf(doc.Body), kindOf(doc.Body))
		}
		for _, pair := range mapping.Values {
			key := strings.ToLower(pair.Key.GetToken().Value)
			if !keys[key] {
				continue
			}
			line := lineOf(pair.Key)
			if was, twice := values[key]; twice {
				return nil, fmt.Errorf("line %d: %s is in line %d already: keep one of the two", line, key, was.line)
			}
			text, ok := scalarText(pair.Value)
			if !ok {
				return nil, fmt.Errorf("line %d: %s must be one text, and this is %s: write it in quotation marks", line, key, kindOf(pair.Value))
			}
			values[key] = scalar{text, line}
		}
	}
	return values, nil
}

// scalarText is the value as it is written; null is the empty string.
func scalarText(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.NullNode:
		return "", true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func lineOf(n ast.Node) int { return n.GetToken().Position.Line }

// kindOf names what a node is to somebody who doesn't know YAML's terms.
func kindOf(n ast.Node) string {
	switch n.Type() {
	case ast.StringType:
		return "words without a key"
	case ast.SequenceType:
		return "a list"
	case ast.MappingType, ast.MappingValueType:
		return "a group of keys"
	case ast.AliasType:
		return "an alias (*)"
	case ast.AnchorType:
		return "an anchor (&)"
	case ast.TagType:
		return "a tag (!)"
	}
	return "something else"
}

// yamlError is the parser's error in one short line, with the way out that fits
// nearly always.
func yamlError(err error) error {
	var located yaml.Error
	if !errors.As(err, &located) || located.GetToken() == nil {
		return errors.New("the front matter can't be read: write lines of key: value")
	}
	message := collapse(printable(located.GetMessage()))
	return fmt.Errorf("line %d: %.120s: write key: value, and put a value with a colon or another mark in quotation marks",
		located.GetToken().Position.Line, message)
}
