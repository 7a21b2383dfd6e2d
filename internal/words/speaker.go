package words

import (
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
)

// mostSpeakers is how many speakers of one quote are named at most.
const mostSpeakers = 3

// Speaker is the line that says whose words a quote holds: the article's own
// attribution, and the name and role that the article gives. A quote that no one
// speaker prevails in names those who are named. It is "" where nothing is said,
// or nothing of it is what the quote is shown for.
func (l Language) Speaker(q quote.Quote) string {
	if s, ok := q.Said(); ok {
		return l.SaidBy(q.Version, s)
	}
	var names []string
	met := map[string]bool{}
	for _, s := range q.Speech {
		if s.Speaker != nil && s.Speaker.Name != "" && !met[s.Speaker.Name] {
			met[s.Speaker.Name] = true
			names = append(names, named(*s.Speaker))
		}
	}
	if len(names) < 2 {
		return ""
	}
	return l.Say("speakers", "names", l.some(names, mostSpeakers, "; "))
}

// SaidBy is the line for one speech of the version. It is "" for reported speech
// without a speaker.
func (l Language) SaidBy(v archive.Version, s speech.Speech) string {
	p := s.Speaker
	if p == nil {
		if s.Kind == speech.Indirect {
			return ""
		}
		return l.Say("speaker", "who", l.Say("speaker.unnamed"))
	}
	own := onLine(quote.Attribution(s).Of(v.Text))
	switch {
	case p.Name == "":
		own += " (" + l.Say("speaker.unnamed") + ")"
	case !strings.Contains(own, onLine(p.Name)) || !strings.Contains(own, onLine(p.Role)):
		own += " (" + named(*p) + ")"
	}
	return l.Say("speaker", "who", own)
}

// named is a name with its role.
func named(p speech.Speaker) string {
	if p.Role == "" {
		return onLine(p.Name)
	}
	return onLine(p.Name) + ", " + onLine(p.Role)
}

// onLine is s with each run of white space as one space.
func onLine(s string) string { return strings.Join(strings.Fields(s), " ") }
