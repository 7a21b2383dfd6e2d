package evaluate

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"cuttings/internal/text"
)

// Marked is an article in which people have marked who said what.
type Marked struct {
	ID   string
	Text string
	Said []Attribution
}

// Attribution is one mark: what was said, and the words for who said it. The
// spans are bytes of the article's text.
type Attribution struct {
	Kind    string // direct, mixed or indirect
	Content []text.Span
	Source  []text.Span // empty where the article doesn't say
}

// The files of a set of marked articles, in its folder: what rules may be found
// on, and what tells how good they are.
const (
	TrainFile = "train.jsonl"
	DevFile   = "dev.jsonl"
)

// MarkedFiles are the files of marked articles that a path names: itself, where
// it is a file, or those of a folder, which may have none.
func MarkedFiles(path string) []string {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return []string{path}
	}
	var list []string
	for _, name := range []string{TrainFile, DevFile} {
		if file := filepath.Join(path, name); exists(file) {
			list = append(list, file)
		}
	}
	return list
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// longestArticle is how many bytes a line of a set of marked articles may have.
const longestArticle = 16 << 20

// MarkedArticles reads a file of articles with marked speech, one a line:
// {"doc","text","quotes":[{"kind","sources","contents"}]}, where sources and
// contents are lists of {"start","end"} in code points of the text. An error
// names the file and the line.
func MarkedArticles(file string) ([]Marked, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []Marked
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, longestArticle)
	n := 0
	for scanner.Scan() {
		n++
		if len(strings.TrimSpace(scanner.Text())) == 0 {
			continue
		}
		m, err := parseMarked(scanner.Bytes())
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		list = append(list, m)
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", file, n+1, err)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: there is no article in it", file)
	}
	return list, nil
}

func parseMarked(line []byte) (Marked, error) {
	var read struct {
		Doc    string `json:"doc"`
		Text   string `json:"text"`
		Quotes []struct {
			Kind     string      `json:"kind"`
			Sources  []text.Span `json:"sources"`
			Contents []text.Span `json:"contents"`
		} `json:"quotes"`
	}
	if err := json.Unmarshal(line, &read); err != nil {
		return Marked{}, fmt.Errorf("not an object with doc, text and quotes: %w", err)
	}
	if strings.TrimSpace(read.Text) == "" {
		return Marked{}, errors.New("the article has no text")
	}
	m := Marked{ID: read.Doc, Text: read.Text}
	at := make([]int, 0, len(m.Text)+1) // of each code point
	for i := range m.Text {
		at = append(at, i)
	}
	at = append(at, len(m.Text))
	for i, q := range read.Quotes {
		if q.Kind != "direct" && q.Kind != "mixed" && q.Kind != "indirect" {
			return Marked{}, fmt.Errorf("quote %d: the kind is %q, not direct, mixed or indirect", i+1, q.Kind)
		}
		if len(q.Contents) == 0 { // that somebody spoke, but not what
			continue
		}
		a := Attribution{Kind: q.Kind, Content: q.Contents, Source: q.Sources}
		for _, list := range [][]text.Span{a.Content, a.Source} {
			for k, p := range list {
				if p.Start < 0 || p.End < p.Start || p.End >= len(at) {
					return Marked{}, fmt.Errorf("quote %d: %d to %d is not in a text of %d characters", i+1, p.Start, p.End, len(at)-1)
				}
				list[k] = text.Span{Start: at[p.Start], End: at[p.End]}
			}
		}
		m.Said = append(m.Said, a)
	}
	return m, nil
}

// marked is the parts of the contents that stand between quotation marks, or
// all of them where no mark does.
func (a Attribution) marked(s string) []text.Span {
	var list []text.Span
	for _, p := range a.Content {
		open := -1
		for i := p.Start; i < p.End; {
			r, w := utf8.DecodeRuneInString(s[i:p.End])
			switch {
			case open < 0 && strings.ContainsRune(`“"«`, r):
				open = i + w
			case open >= 0 && strings.ContainsRune(`”"»`, r):
				if open < i {
					list = append(list, text.Span{Start: open, End: i})
				}
				open = -1
			}
			i += w
		}
		if open >= 0 && open < p.End {
			list = append(list, text.Span{Start: open, End: p.End})
		}
	}
	if len(list) == 0 {
		return a.Content
	}
	return list
}
