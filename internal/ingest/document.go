package ingest

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// Markdown reads a Markdown file of the given name, with front matter or
// without. The article's text is what a reader would see, in the source's own
// words: the paragraphs (see text.Paragraphs) apart by an empty line, each run
// of white space one space, control characters and furniture left out.
//
// Without a title in the front matter, the title is the heading that the text
// opens with, else the first line when it is short and more follows, else the
// file's name. A heading that is the title is not part of the text; a first
// line is, since it may be more than a title. An error names the line where
// that helps, and not the file.
func Markdown(name string, b []byte) (archive.Article, error) { return document(name, b, visible) }

// Text reads a plain text file, with front matter or without, as Markdown does;
// but nothing in it is a mark.
func Text(name string, b []byte) (archive.Article, error) {
	return document(name, b, func(s string, _ int) (heading, body string, err error) { return "", s, nil })
}

// extract is the visible text of a source whose first line is the given one of
// its file, and apart from it the heading that it opens with.
type extract func(source string, line int) (heading, body string, err error)

func document(name string, b []byte, visible extract) (archive.Article, error) {
	s, err := decode(b)
	if err != nil {
		return archive.Article{}, err
	}
	front, body, err := cutFront(s)
	if err != nil {
		return archive.Article{}, err
	}
	a, lines, err := frontMatter(front)
	if err == nil {
		a, err = fill(a, name, body, 1+strings.Count(s[:len(s)-len(body)], "\n"), visible)
	}
	var field *fieldError
	if errors.As(err, &field) && lines[field.key] > 0 {
		err = fmt.Errorf("line %d: %w", lines[field.key], err)
	}
	if err != nil {
		return archive.Article{}, err
	}
	return a, nil
}

// fill adds the text below the front matter, and what only the text can tell.
func fill(a archive.Article, name, body string, line int, visible extract) (archive.Article, error) {
	if err := boundedText(body); err != nil {
		return archive.Article{}, err
	}
	heading, body, err := visible(body, line)
	if err != nil {
		return archive.Article{}, err
	}
	heading = collapse(printable(heading))
	words := paragraphs(printable(body))
	if strings.TrimSpace(a.Title) == "" {
		a.Title = title(name, heading, words)
	} else if heading != "" && heading != collapse(a.Title) {
		words = slices.Insert(words, 0, heading)
	}
	a.Text = strings.Join(words, "\n\n")
	return finish(a)
}

// shortLine is how many code points the first line of a text may have to be
// taken for its headline.
const shortLine = 120

// title names an article whose front matter doesn't.
func title(name, heading string, paragraphs []string) string {
	switch {
	case heading != "":
		return heading
	case len(paragraphs) > 1 && utf8.RuneCountInString(paragraphs[0]) <= shortLine:
		return paragraphs[0]
	}
	return base(name)
}

// base is the name of a file without its folder and its ending.
func base(name string) string {
	file := path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimSuffix(file, path.Ext(file))
}

// paragraphs cuts a text into its paragraphs, each in one line, without those
// that are furniture.
func paragraphs(s string) []string {
	var found []string
	for _, span := range text.Paragraphs(s) {
		found = append(found, collapse(span.Of(s)))
	}
	return furnish(found)
}
