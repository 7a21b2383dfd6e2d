package terminal

import (
	"unicode/utf8"

	"cuttings/internal/speech"
	"cuttings/internal/text"
)

type speechObject struct {
	Kind    speech.Kind    `json:"kind"`
	Quote   []placeObject  `json:"quote"`
	Cue     *placeObject   `json:"cue"`
	Speaker *speakerObject `json:"speaker"`
}

// placeObject is a span in bytes and in code points.
type placeObject struct {
	Start     int `json:"start"`
	End       int `json:"end"`
	CharStart int `json:"char_start"`
	CharEnd   int `json:"char_end"`
}

type speakerObject struct {
	Name *string `json:"name"`
	Role *string `json:"role"`
	Text string  `json:"text"`
	placeObject
}

// places counts the code points before bytes of a text, which is UTF-8.
type places struct {
	text   string
	before []int // every so many bytes: how many code points begin before
}

const stride = 1024

func newPlaces(s string) *places {
	p := &places{text: s, before: []int{0}}
	for at := stride; at <= len(s); at += stride {
		p.before = append(p.before, p.before[len(p.before)-1]+beginnings(s[at-stride:at]))
	}
	return p
}

func (p *places) characters(b int) int {
	return p.before[b/stride] + beginnings(p.text[b-b%stride:b])
}

// beginnings is how many code points begin in s.
func beginnings(s string) int {
	n := 0
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

func (p *places) of(s text.Span) placeObject {
	return placeObject{Start: s.Start, End: s.End, CharStart: p.characters(s.Start), CharEnd: p.characters(s.End)}
}

// speechJSON is what is said in a text.
func speechJSON(s string, list []speech.Speech) []speechObject {
	at := newPlaces(s)
	objects := make([]speechObject, 0, len(list))
	for _, one := range list {
		o := speechObject{Kind: one.Kind, Quote: []placeObject{}, Speaker: speakerJSON(at, one.Speaker)}
		for _, q := range one.Quote {
			o.Quote = append(o.Quote, at.of(q))
		}
		if one.Cue.Len() > 0 {
			cue := at.of(one.Cue)
			o.Cue = &cue
		}
		objects = append(objects, o)
	}
	return objects
}

func speakerJSON(at *places, p *speech.Speaker) *speakerObject {
	if p == nil {
		return nil
	}
	return &speakerObject{Name: orNull(p.Name), Role: orNull(p.Role), Text: p.Span.Of(at.text), placeObject: at.of(p.Span)}
}
