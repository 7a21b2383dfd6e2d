package quote

import (
	"unicode/utf8"

	"cuttings/internal/text"
)

// Around is the passage around the quote, whose words are its answer: the paragraphs
// that it stands in or, where they hold nothing else, with the one before and the one
// behind. Of a passage of more than so many characters the sentences that are nearest
// to the quote on either side are left, and of a quote that is longer itself nothing
// but the quote.
func (q Quote) Around(most int) (Quote, error) {
	s := q.Version.Text
	wide := around(text.Paragraphs(s), q.Span)
	var before, behind []text.Span
	for _, sentence := range text.Sentences(s) {
		switch {
		case sentence.Start < wide.Start || sentence.End > wide.End:
		case sentence.End <= q.Span.Start:
			before = append(before, sentence)
		case sentence.Start >= q.Span.End:
			behind = append(behind, sentence)
		}
	}
	span, room := q.Span, most-utf8.RuneCountInString(q.Text())
	for len(before)+len(behind) > 0 {
		next := span
		back := len(behind) == 0 || len(before) > 0 && q.Span.Start-span.Start <= span.End-q.Span.End
		if back {
			next.Start = before[len(before)-1].Start
		} else {
			next.End = behind[0].End
		}
		more := utf8.RuneCountInString(s[next.Start:span.Start]) + utf8.RuneCountInString(s[span.End:next.End])
		switch {
		case more > room && back:
			before = nil
		case more > room:
			behind = nil
		case back:
			span, room, before = next, room-more, before[:len(before)-1]
		default:
			span, room, behind = next, room-more, behind[1:]
		}
	}
	wider := q
	wider.Span, wider.Answer = span, []text.Span{q.Span}
	return wider, wider.Verify()
}

// around is from the first to the last of the paragraphs that the span stands in, or
// of their neighbours.
func around(paragraphs []text.Span, span text.Span) text.Span {
	wide, near := span, span
	for _, p := range paragraphs {
		switch {
		case p.End <= span.Start:
			near.Start = p.Start
		case p.Start >= span.End:
			if near.End <= wide.End {
				near.End = p.End
			}
		default:
			wide = text.Span{Start: min(wide.Start, p.Start), End: max(wide.End, p.End)}
		}
	}
	if wide != span {
		return wide
	}
	return near
}
