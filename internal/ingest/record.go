package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// Record reads one line of a .jsonl file: an object with id, url, title, outlet,
// author, published, language, collection and text, of which only text must be
// there. Other keys are ignored, and null is nothing. An id or a date that is a
// number is taken as its digits. The id and the text are kept byte for byte,
// since others hold them, and offsets into the text: only control characters
// become white space of the same length, and furniture is cut off at the text's
// end. A record without a title has none.
func Record(line []byte) (archive.Article, error) {
	none := archive.Article{}
	values, err := object(line)
	if err != nil {
		return none, err
	}
	var a archive.Article
	var published string
	for _, field := range []struct {
		key   string
		value *string
	}{
		{"id", &a.ID},
		{"url", &a.URL},
		{"title", &a.Title},
		{"outlet", &a.Outlet},
		{"author", &a.Author},
		{"language", &a.Language},
		{"collection", &a.Collection},
		{"published", &published},
		{"text", &a.Text},
	} {
		if *field.value, err = stringOf(values[field.key], field.key == "id" || field.key == "published"); err != nil {
			return none, fmt.Errorf("%s %w", field.key, err)
		}
	}
	if a.Published, err = parseDate(published); err != nil {
		return none, err
	}
	if err := boundedText(a.Text); err != nil {
		return none, err
	}
	a.Text = cutFurniture(blanked(a.Text))
	return finish(a)
}

// object is the values of the JSON object on a line.
func object(line []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("the line is not UTF-8: save the file as UTF-8")
	}
	if kind := jsonKind(line); kind != "an object" && json.Valid(line) {
		return nil, fmt.Errorf("the line is %s: each line must be one object {…}", kind)
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal(line, &values); err != nil {
		return nil, fmt.Errorf("the line is not JSON (%w): each line must be one object {…}, with nothing around it", err)
	}
	return values, nil
}

// stringOf is the text of a JSON value, or the digits of a number where one may
// stand.
func stringOf(raw json.RawMessage, number bool) (string, error) {
	if raw == nil {
		return "", nil
	}
	switch kind := jsonKind(raw); kind {
	case "null":
		return "", nil
	case "a text":
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case "a number":
		if number {
			return string(raw), nil
		}
		fallthrough
	default:
		return "", fmt.Errorf("is %s and must be a text: write it in quotation marks", kind)
	}
}

// jsonKind names the JSON value that begins after the white space.
func jsonKind(raw []byte) string {
	for _, c := range raw {
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		case '{':
			return "an object"
		case '[':
			return "a list"
		case '"':
			return "a text"
		case 't', 'f':
			return "true or false"
		case 'n':
			return "null"
		}
		return "a number"
	}
	return "empty"
}

// cutFurniture is s up to the furniture that it ends with, and s itself when
// there is none.
func cutFurniture(s string) string {
	spans := text.Paragraphs(s)
	var paragraphs []string
	for _, span := range spans {
		paragraphs = append(paragraphs, collapse(span.Of(s)))
	}
	switch n := coverage(paragraphs); n {
	case len(spans):
		return s
	case 0:
		return ""
	default:
		return s[:spans[n-1].End]
	}
}
