package words

import (
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
)

// notNamed stands where an article doesn't name who speaks.
const notNamed = "not named in this passage"

// mostSpeakers is how many speakers of one quote are named at most.
const mostSpeakers = 3

// Speaker is the line that says whose words a quote holds: the article's own
// attribution, and the name and role that the article gives. A quote that no one
// speaker prevails in names those who are named. It is "" where nothing is said,
// or nothing of it is what the quote is shown for.
func Speaker(q quote.Quote) string {
	if s, ok := q.Said(); ok {
		return SaidBy(q.Version, s)
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
	line := "Speakers: " + strings.Join(names[:min(len(names), mostSpeakers)], "; ")
	if more := len(names) - mostSpeakers; more > 0 {
		line += "; and " + Number(more) + " more"
	}
	return line
}

// SaidBy is the line for one speech of the version. It is "" for reported speech
// without a speaker.
func SaidBy(v archive.Version, s speech.Speech) string {
	const label = "Speaker: "
	p := s.Speaker
	if p == nil {
		if s.Kind == speech.Indirect {
			return ""
		}
		return label + notNamed
	}
	own := onLine(quote.Attribution(s).Of(v.Text))
	switch {
	case p.Name == "":
		return label + own + " (" + notNamed + ")"
	case strings.Contains(own, onLine(p.Name)) && strings.Contains(own, onLine(p.Role)):
		return label + own
	}
	return label + own + " (" + named(*p) + ")"
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
