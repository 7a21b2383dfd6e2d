package quote

import (
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// Hear gives the quote what is said inside its span, out of all the speech of
// its version. The speaker may be named elsewhere in the version; speech that
// doesn't fit its text is passed over.
func (q *Quote) Hear(all []speech.Speech) {
	q.Speech = nil
	for _, s := range all {
		fits := archive.Reading{Version: q.Version, Rules: speech.Rules, Speech: []speech.Speech{s}}.Validate() == nil
		if fits && said(s, q.Span) > 0 {
			q.Speech = append(q.Speech, s)
		}
	}
}

// said is how many bytes of what is said stand inside the span.
func said(s speech.Speech, span text.Span) int {
	n := 0
	for _, p := range s.Quote {
		n += max(0, min(p.End, span.End)-max(p.Start, span.Start))
	}
	return n
}

// mostly is the share of the words said in a quote that must be one speaker's
// for the quote to be theirs, where nothing in it is marked as the answer.
const mostly = 0.75

// Said is the speech that the quote is shown for: the one that an answer stands
// in, in its words, its cue or its speaker; or, where no answer is marked, the
// longest of a speaker who says most of what is said in it. ok is false where the
// answers are not said, or said by several, and where no speaker prevails.
func (q Quote) Said() (s speech.Speech, ok bool) {
	if len(q.Answer) > 0 {
		return q.saidIn(func(s speech.Speech) bool {
			places := append([]text.Span{s.Cue}, s.Quote...)
			if s.Speaker != nil {
				places = append(places, s.Speaker.Span)
			}
			for _, p := range places {
				for _, a := range q.Answer {
					if p.Start < a.End && a.Start < p.End {
						return true
					}
				}
			}
			return false
		}, 1)
	}
	return q.saidIn(func(speech.Speech) bool { return true }, mostly)
}

// saidIn is the longest speech of the speaker who has at least that share of the
// speech that counts.
func (q Quote) saidIn(counts func(speech.Speech) bool, share float64) (longest speech.Speech, ok bool) {
	all, by, best := 0, map[string]int{}, map[string]speech.Speech{}
	for _, s := range q.Speech {
		if !counts(s) {
			continue
		}
		who, n := q.key(s), said(s, q.Span)
		if had, met := best[who]; !met || n > said(had, q.Span) {
			best[who] = s
		}
		all += n
		by[who] += n
	}
	for who, n := range by {
		if float64(n) >= share*float64(all) {
			return best[who], true
		}
	}
	return speech.Speech{}, false
}

// key tells the speakers within one article apart.
func (q Quote) key(s speech.Speech) string {
	who, _ := archive.NewSpeaker(q.Version, s)
	return strings.ToLower(who.Called)
}

// Attribution is where the article says who speaks, in its own words: the
// speaker as written, with the name, the role and the cue as far as they stand
// beside it and nothing of what is said lies between. It is empty where nobody
// is named.
func Attribution(s speech.Speech) text.Span {
	if s.Speaker == nil {
		return text.Span{}
	}
	whole := s.Speaker.Span
	for _, part := range []struct {
		span text.Span
		gap  int // bytes that may lie between
	}{{s.Speaker.NameSpan, len(", ")}, {s.Speaker.RoleSpan, len(", the ")}, {s.Cue, 40}} {
		both := text.Span{Start: min(whole.Start, part.span.Start), End: max(whole.End, part.span.End)}
		apart := both.Len() - whole.Len() - part.span.Len()
		if part.span.Len() > 0 && apart <= part.gap && said(s, both) == 0 {
			whole = both
		}
	}
	return whole
}
