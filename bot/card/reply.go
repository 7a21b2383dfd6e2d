package card

import (
	"strings"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/words"
)

// maxOutlets is how many outlets a coverage card names, and maxSamples how many
// questions a help card suggests.
const (
	maxOutlets = 10
	maxSamples = 5
)

// coverage adds what is in the collection.
func (d *draft) coverage(r desk.CoverageReply) {
	c, scope := r.Coverage, bounded(ask.Scope{Coverage: r.Coverage, Filters: r.Filters})
	if c.Articles == 0 {
		d.add(container(colourNote, display(say(words.Miss(scope)))))
		return
	}
	lines := []string{strong(words.Held(c) + words.Narrowed(scope.Filters))}
	for _, o := range c.Outlets[:min(len(c.Outlets), maxOutlets)] {
		lines = append(lines, say(wordsOutlet(o)))
	}
	if more := len(c.Outlets) - maxOutlets; more > 0 {
		lines = append(lines, say(wordsMoreOutlets(more)))
	}
	if c.Undated > 0 {
		lines = append(lines, say(words.Undated(c.Undated)))
	}
	lines = append(lines, small(say(words.Updated(c.Updated))))
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}

// bounded is the scope with what its filters say shortened.
func bounded(s ask.Scope) ask.Scope {
	filters := make([]ask.Filter, len(s.Filters))
	for i, f := range s.Filters {
		filters[i] = ask.Filter{Field: f.Field, Value: name(f.Value)}
	}
	s.Filters = filters
	return s
}

// help adds the commands, to be clicked where their IDs are known, and questions
// to try.
func (d *draft) help(r desk.HelpReply) {
	var lines []string
	for _, c := range r.Commands {
		command := strong("/" + c.Name)
		if id := d.opts.CommandIDs[c.Name]; id != "" {
			command = "</" + c.Name + ":" + id + ">"
		}
		lines = append(lines, command+" "+say(c.Description))
	}
	if len(r.Messages) > 0 {
		lines = append(lines, say(words.OnMessages(r.Messages)))
	}
	if len(r.Samples) > 0 {
		lines = append(lines, say(words.TryAsking))
	}
	for _, s := range r.Samples[:min(len(r.Samples), maxSamples)] {
		lines = append(lines, "- "+say(shorten(s, maxQuestion)))
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}
