package ingest

import (
	"fmt"
	"strings"
)

// The parser's time grows with the square of these, and its stack with the
// first; no article comes near them. At these limits it reads the worst
// megabyte in about a second.
const (
	maxNest   = 100  // marks of quotes and lists at the start of one line
	maxIndent = 200  // white space at the start of one line, in bytes
	maxMarks  = 1000 // brackets and runs of emphasis marks between two empty lines
)

// tame refuses Markdown that would keep the parser busy for minutes. Its first
// line is the given one of its file.
func tame(s string, line int) error {
	marks := 0
	for text := range strings.Lines(s) {
		if strings.TrimSpace(text) == "" {
			marks = 0
		}
		marks += countMarks(text)
		switch nest, indent := depth(text); {
		case nest > maxNest:
			return fmt.Errorf("line %d: it begins with more than %d marks of quotes and lists: save the file as .txt, in which they mean nothing", line, maxNest)
		case indent > maxIndent:
			return fmt.Errorf("line %d: it is indented by more than %d characters: save the file as .txt, in which that means nothing", line, maxIndent)
		case marks > maxMarks:
			return fmt.Errorf("line %d: there are more than %d brackets and emphasis marks up to here without an empty line: put empty lines between paragraphs, or save the file as .txt", line, maxMarks)
		}
		line++
	}
	return nil
}

// depth counts the marks of quotes and lists that a line begins with, and the
// white space before the first of them.
func depth(line string) (nest, indent int) {
	indent = len(line) - len(strings.TrimLeft(line, " \t"))
	for i, c := range line {
		next := strings.TrimPrefix(line[i:], string(c))
		switch {
		case c == '>', strings.ContainsRune("-+*.)", c) && strings.TrimLeft(next, " \t\n") != next:
			nest++
		case !strings.ContainsRune(" \t0123456789", c):
			return nest, indent
		}
	}
	return nest, indent
}

// countMarks counts the brackets of a line, and its runs of * _ and `.
func countMarks(line string) (n int) {
	var last rune
	for _, r := range line {
		if r == '[' || r == ']' || strings.ContainsRune("*_`", r) && r != last {
			n++
		}
		last = r
	}
	return n
}
