// Package quote is the first promise: a quote is one contiguous run of whole
// sentences of one stored version, word for word, known by its byte offsets.
// Nothing else in the program makes a quote.
package quote

import (
	"fmt"
	"time"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// Quote is a run of whole sentences of one version of an article.
type Quote struct {
	Version archive.Version // the article as it stood; Version.Text holds the words
	Span    text.Span       // bytes of Version.Text
	Answer  []text.Span     // where the answer stands: bytes of Version.Text inside Span, in order, apart from each other; may be empty
	Score   float64         // how well it answers; comparable only within one answer
	Speech  []speech.Speech // what is said inside Span, in order: see Hear
	Told    archive.Told    // how widely the story of its article is told; zero where that isn't known
	Gone    time.Time       // since when its article's page counts as gone; zero while it doesn't
}

// New makes the quote of v that covers span, or says why it can't be one: the
// span lies outside the text, doesn't begin and end where sentences do, the
// text isn't the one that its hash names, or an answer lies outside the span.
func New(v archive.Version, span text.Span, answer ...text.Span) (Quote, error) {
	q := Quote{Version: v, Span: span, Answer: answer}
	return q, q.Verify()
}

// Verify reports whether the quote still is what New promises.
func (q Quote) Verify() error {
	v := q.Version
	if archive.Hash(v.Text) != v.Hash {
		return fmt.Errorf("cutting %d, version %d: its text is not the one that was stored", v.Number, v.Version)
	}
	if q.Span.Start < 0 || q.Span.End > len(v.Text) || q.Span.Start >= q.Span.End {
		return fmt.Errorf("cutting %d, version %d: no text at %d–%d", v.Number, v.Version, q.Span.Start, q.Span.End)
	}
	if !wholeSentences(v.Text, q.Span) {
		return fmt.Errorf("cutting %d, version %d: %d–%d cuts a sentence", v.Number, v.Version, q.Span.Start, q.Span.End)
	}
	at := q.Span.Start
	for _, a := range q.Answer {
		if a.Start < at || a.End > q.Span.End || a.Start >= a.End ||
			!utf8.RuneStart(v.Text[a.Start]) || a.End < len(v.Text) && !utf8.RuneStart(v.Text[a.End]) {
			return fmt.Errorf("cutting %d, version %d: an answer at %d–%d can't be marked", v.Number, v.Version, a.Start, a.End)
		}
		at = a.End
	}
	return nil
}

// wholeSentences reports whether the span begins where a sentence of s begins
// and ends where one ends.
func wholeSentences(s string, span text.Span) bool {
	starts, ends := false, false
	for _, sentence := range text.Sentences(s) {
		starts = starts || sentence.Start == span.Start
		ends = ends || sentence.End == span.End
	}
	return starts && ends
}

// Text is the quote, word for word.
func (q Quote) Text() string { return q.Span.Of(q.Version.Text) }

// Link is the article's address with a text fragment that opens it at the
// quote, or "" where the article has no address.
func (q Quote) Link() string {
	if q.Version.URL == "" {
		return ""
	}
	return text.FragmentLink(q.Version.URL, q.Version.Text, q.Span)
}

// Chars is the quote's span counted in code points instead of bytes.
func (q Quote) Chars() text.Span {
	start := utf8.RuneCountInString(q.Version.Text[:q.Span.Start])
	return text.Span{Start: start, End: start + utf8.RuneCountInString(q.Text())}
}
