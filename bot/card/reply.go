package card

import (
	"slices"
	"strings"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

// maxSamples is how many questions a help card suggests.
const maxSamples = 5

// bounded is the scope with what its filters and its words say shortened.
func bounded(s ask.Scope) ask.Scope {
	s.Filters, s.Dropped, s.Mended = slices.Clone(s.Filters), slices.Clone(s.Dropped), slices.Clone(s.Mended)
	for _, filters := range [][]ask.Filter{s.Filters, s.Dropped} {
		for i := range filters {
			filters[i].Value = name(filters[i].Value)
		}
	}
	for i, m := range s.Mended {
		s.Mended[i] = ask.Mended{Asked: name(m.Asked), Read: name(m.Read)}
	}
	return s
}

// help adds the commands, to be clicked where their IDs are known, and questions
// to try.
func (d *draft) help(r desk.HelpReply) {
	var lines []string
	for _, c := range r.Commands {
		var names []string
		for _, whole := range desk.InFull([]desk.Command{c}) {
			names = append(names, d.command(whole.Name))
		}
		lines = append(lines, strings.Join(names, " ")+" "+say(d.words.Of(c.Description)))
	}
	if len(r.Messages) > 0 {
		lines = append(lines, say(d.words.OnMessages(r.Messages)))
	}
	if len(r.Samples) > 0 {
		lines = append(lines, say(d.words.Say("try")))
	}
	for _, s := range r.Samples[:min(len(r.Samples), maxSamples)] {
		lines = append(lines, "- "+say(shorten(s, maxQuestion)))
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}
