package ingest

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed furniture.txt
var furnitureTxt string

// place is where a paragraph must stand to be furniture; furniture.txt says
// what each means.
type place string

const (
	anywhere place = "anywhere"
	end      place = "end"
	list     place = "list"
)

// rule is one line of furniture.txt.
type rule struct {
	where   place
	pattern *regexp.Regexp
	example string
}

var rules = parseRules(furnitureTxt)

// parseRules panics on a line that is no rule: the file is part of the program.
func parseRules(s string) (rules []rule) {
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 3 {
			panic("furniture.txt: three columns apart by tabs, and not " + line)
		}
		rules = append(rules, rule{
			where:   place(columns[0]),
			pattern: regexp.MustCompile(`^(?i:` + columns[1] + `)$`),
			example: columns[2],
		})
	}
	return rules
}

// What furniture may measure; anything larger is coverage.
const (
	maxFurniture = 1000 // bytes of a paragraph
	maxList      = 15   // paragraphs in a list of headlines and links
	maxHeadline  = 120  // code points of one of them
)

// furnished reports whether a paragraph with its white space collapsed is
// furniture in one of the places.
func furnished(paragraph string, places ...place) bool {
	if len(paragraph) > maxFurniture {
		return false
	}
	for _, r := range rules {
		for _, p := range places {
			if r.where == p && r.pattern.MatchString(paragraph) {
				return true
			}
		}
	}
	return false
}

// furnish is the paragraphs without those that are furniture.
func furnish(paragraphs []string) []string {
	paragraphs = paragraphs[:coverage(paragraphs)]
	return slices.DeleteFunc(paragraphs, func(p string) bool { return furnished(p, anywhere) })
}

// coverage is how many of the paragraphs come before the furniture that the
// text ends with.
func coverage(paragraphs []string) int {
	n := len(paragraphs)
	for n > 0 {
		if furnished(paragraphs[n-1], anywhere, end) {
			n--
		} else if at := listStart(paragraphs[:n]); at >= 0 {
			n = at
		} else {
			break
		}
	}
	return n
}

// listStart is where a list of headlines and links that the paragraphs end with
// begins with its caption, or -1.
func listStart(paragraphs []string) int {
	for i := len(paragraphs) - 1; i >= max(0, len(paragraphs)-1-maxList); i-- {
		p := paragraphs[i]
		if furnished(p, list) {
			return i
		}
		last, _ := utf8.DecodeLastRuneInString(p)
		if utf8.RuneCountInString(p) > maxHeadline || strings.ContainsRune(".!?…”’\"'", last) {
			return -1
		}
	}
	return -1
}
