package archive

import (
	"errors"
	"fmt"

	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// Reading is what rules found said in a version.
type Reading struct {
	Version Version
	Rules   int             // the version of the rules, 1 or more: see speech.Rules
	Speech  []speech.Speech // in the order of the text
}

// Validate says why no store may keep the reading, or nil: it was made by no
// rules, or a span of it lies outside the version's text.
func (r Reading) Validate() error {
	wrong := func(err error) error {
		return fmt.Errorf("the speech of cutting %d, version %d: %w", r.Version.Number, r.Version.Version, err)
	}
	if r.Rules < 1 {
		return wrong(errors.New("read by no rules"))
	}
	for _, s := range r.Speech {
		spans := append([]text.Span{s.Cue}, s.Quote...)
		if p := s.Speaker; p != nil {
			spans = append(spans, p.Span, p.NameSpan, p.RoleSpan)
		}
		for _, p := range spans {
			if p.Start < 0 || p.End < p.Start || p.End > len(r.Version.Text) {
				return wrong(fmt.Errorf("no text at %d–%d", p.Start, p.End))
			}
		}
	}
	return nil
}

// Speaker is one way in which newest versions call somebody who speaks, and
// what they say of them.
type Speaker struct {
	Called   string // the full name, or where an article gives none the words beside the cue: "Mr Hill", "a spokesman"
	Named    bool   // Called is a full name
	Role     string // as the articles give it; "" where they give none
	From, To Date   // of those articles, as in Coverage; zero when none has a date
	Speeches int
}

// NewSpeaker is who speaks in one speech of the version; ok is false where
// nobody is named, not even by a pronoun.
func NewSpeaker(v Version, s speech.Speech) (one Speaker, ok bool) {
	p := s.Speaker
	if p == nil {
		return Speaker{}, false
	}
	one = Speaker{Called: p.Name, Named: p.Name != "", Role: p.Role, From: v.Published, To: v.Published, Speeches: 1}
	if !one.Named {
		one.Called = p.Span.Of(v.Text)
	}
	return one, true
}

// AddSpeaker adds one to the last of the list, when it is called the same and has
// the same role, else to the end of the list.
func AddSpeaker(list []Speaker, one Speaker) []Speaker {
	last := len(list) - 1
	if last < 0 || list[last].Called != one.Called || list[last].Named != one.Named || list[last].Role != one.Role {
		return append(list, one)
	}
	s := &list[last]
	s.Speeches += one.Speeches
	s.From, s.To = Widest(s.From, s.To, one.From, one.To)
	return list
}

// Spoken is the newest version of an article in which somebody speaks.
type Spoken struct {
	Number    int64
	Version   int
	Published Date
}
