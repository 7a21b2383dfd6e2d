package evaluate

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// Question is one question of a set, with what is known of its answer.
type Question struct {
	ID         string
	Question   string
	Answerable bool   // whether the coverage answers it
	Type       string // its kind, as the set names it
	Facts      []Fact // what a good answer quotes; empty where nobody said
}

// Fact is words of an article that answer a question.
type Fact struct {
	Article string `json:"article"` // its id in the coverage
	Text    string `json:"text"`
}

// The files of a set, in its folder: articles in the form of the records that
// `cuttings add` takes, and questions.
const (
	CorpusFile    = "corpus.jsonl"
	QuestionsFile = "questions.jsonl"
)

// longestLine is how many bytes a line of a set's questions may have.
const longestLine = 1 << 20

// Questions reads the questions of the set in a folder, in their order. An
// error names the file, and the line where one is broken.
func Questions(folder string) ([]Question, error) {
	for _, name := range []string{CorpusFile, QuestionsFile} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			return nil, fmt.Errorf("%w: a set is a folder with %s and %s", err, CorpusFile, QuestionsFile)
		}
	}
	file := filepath.Join(folder, QuestionsFile)
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readQuestions(f, file)
}

// readQuestions reads a question a line; empty lines are passed over.
func readQuestions(r io.Reader, name string) ([]Question, error) {
	var list []Question
	lines := map[string]int{}
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, longestLine)
	n := 0
	for scanner.Scan() {
		n++
		line := bytes.TrimSpace(scanner.Bytes())
		if len(line) == 0 {
			continue
		}
		q, err := parseQuestion(line)
		if err == nil && lines[q.ID] > 0 {
			err = fmt.Errorf("the id %q stands in line %d already", q.ID, lines[q.ID])
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		lines[q.ID] = n
		list = append(list, q)
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: there is no question in it", name)
	}
	return list, nil
}

func parseQuestion(line []byte) (Question, error) {
	var read struct {
		ID         string `json:"id"`
		Question   string `json:"question"`
		Answerable *bool  `json:"answerable"`
		Type       string `json:"type"`
		Facts      []Fact `json:"facts"`
	}
	if err := json.Unmarshal(line, &read); err != nil {
		return Question{}, fmt.Errorf("not an object with id, question, answerable, type and facts: %w", err)
	}
	switch {
	case read.ID == "":
		return Question{}, errors.New("the question has no id")
	case strings.TrimSpace(read.Question) == "":
		return Question{}, errors.New("there is no question")
	case read.Answerable == nil:
		return Question{}, errors.New("answerable must be true or false")
	case !*read.Answerable && len(read.Facts) > 0:
		return Question{}, errors.New("a question that can't be answered has no facts")
	}
	for i, f := range read.Facts {
		if squeeze(f.Text) == "" {
			return Question{}, fmt.Errorf("fact %d has no text", i+1)
		}
	}
	return Question{ID: read.ID, Question: read.Question, Answerable: *read.Answerable, Type: read.Type, Facts: read.Facts}, nil
}

// Half is the half of a set that a question belongs to, "a" or "b", by a hash
// of its id: what is found on one half can be told by the other.
func Half(id string) string {
	if sha256.Sum256([]byte(id))[0]&1 == 0 {
		return "a"
	}
	return "b"
}

// rank is that of the first quote which holds the fact, from 1, or 0.
func rank(fact string, quotes []string) int {
	fact = squeeze(fact)
	for i, q := range quotes {
		if strings.Contains(squeeze(q), fact) {
			return i + 1
		}
	}
	return 0
}

// squeeze is s without its white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
