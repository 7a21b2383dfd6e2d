// Package speech finds, in an article's text, who said what: direct speech
// between quotation marks, reported speech, and both mixed; the cue; and the
// speaker as written beside it, with the name and the role that the article
// gives. It is pure: a text in, byte offsets into it out.
package speech

import "cuttings/internal/text"

// Rules is the version of the rules. It grows with every change of what Read
// returns; speech that older rules found is read anew.
const Rules = 4

// Kind is how words are reported.
type Kind string

// The kinds of speech.
const (
	Direct   Kind = "direct"   // all between quotation marks
	Mixed    Kind = "mixed"    // reported, with words between quotation marks in it
	Indirect Kind = "indirect" // reported, without quotation marks
)

// Speech is what somebody said at one place of a text. All spans are of bytes
// of that text, on code point boundaries.
type Speech struct {
	Kind    Kind
	Quote   []text.Span // what was said, in order, one part at least; no part holds the marks around it
	Cue     text.Span   // "said", "according to"; empty where there is none
	Speaker *Speaker    // nil: not named
}

// Speaker is who said it.
type Speaker struct {
	Span     text.Span // as written beside the cue: "Mr Ladbrooke", "He", "A spokesman for the trust"
	Name     string    // the full name as the article gives it; "" where it gives none, or leaves more than one to choose from
	Role     string    // what the article says the speaker is, in its words; may be ""
	NameSpan text.Span // where the article gives the name; Name is the text of it
	RoleSpan text.Span // where the article gives the role; Role is the text of it
}

// Read returns what is said in s, in the order of the text. Where it isn't plain
// who speaks, no speaker is given. The time it takes grows with the length of s,
// whatever s holds.
func Read(s string) []Speech {
	r := reader{article: scan(s)}
	for i := range r.paragraphs {
		r.read(i)
	}
	r.resolve(r.found)
	return r.found
}
