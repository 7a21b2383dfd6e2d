package picture

import (
	"bytes"
	"strings"
)

// Step is a panel of Discord's own, with what somebody reads and does there: drawn
// plainly, for what a newcomer meets before the bot has a say.
type Step struct {
	Title   string // of the page
	Head    string
	Parts   []Part
	Buttons []string
}

// Part is a few lines of a panel under a label.
type Part struct {
	Label string
	Items []string
	Set   bool // whoever sees it has typed or chosen them
}

// HTML is the step as a page that needs nothing else.
func (s Step) HTML() ([]byte, error) {
	var b bytes.Buffer
	err := pages.ExecuteTemplate(&b, "step.html", s)
	return b.Bytes(), err
}

// Text is the step as a screen reader reads it.
func (s Step) Text() string {
	lines := []string{s.Head}
	for _, p := range s.Parts {
		lines = append(lines, p.Label+": "+strings.Join(p.Items, ", "))
	}
	for _, b := range s.Buttons {
		lines = append(lines, "["+b+"]")
	}
	return strings.Join(lines, "\n")
}
