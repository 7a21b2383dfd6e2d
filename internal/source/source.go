// Package source sets texts beside the coverage, word by word. Find says where
// words are from: which article a text was taken from, exactly or nearly, and what
// of it is in none. Check says what the coverage has beside each sentence and each
// figure of a text. Within says what became of a passage in another version of its
// article, and Revise which figures of a report an earlier one gives otherwise.
//
// Exactly means that the same words follow one another: compared are letters and
// digits as text.Fold leaves them, so that quotes, dashes, other signs, case,
// accents and white space make no difference. A number is a word with its sign
// of currency, its decimal point and its per cent: 3.5 is not 35.
//
// It is no ranking. The index names the passages that hold half of what a
// sentence's words weigh, or the first few of those that hold a quarter, and each is
// read: what is claimed stands in the article's text. Only the newest version of
// each article is searched.
package source

import (
	"context"
	"errors"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// MaxSentences is how many sentences of a text are looked for: the first ones.
const MaxSentences = 200

// Result is a text taken apart, in its order.
type Result struct {
	Text   string // as it was read: bytes that are no UTF-8 are U+FFFD
	Pieces []Piece
	Unread int // how many sentences at its end were not looked for
	Scope  ask.Scope
}

// Match is how well a piece is known.
type Match string

// How well a piece is known.
const (
	Exact  Match = "exact"     // its words stand in an article
	Nearly Match = "nearly"    // all but a few do
	None   Match = "not found" // they don't
)

// Piece is one sentence of the text, or several that stand together in one
// article.
type Piece struct {
	Span        text.Span // bytes of the text
	Match       Match
	Quote       quote.Quote // the whole sentences around; its Answer is the words that are the same. Nothing where the match is None
	Changes     []Change    // where it is Nearly: in order, at least one
	SignsDiffer bool        // Exact, but the signs between the words are not all the same

	Articles int  // how many articles hold it exactly; Quote is of the earliest
	More     bool // there may be more of them: not all that may hold it were read

	LeftOut bool // the text leaves something out before it: an ellipsis stands there
	Omitted int  // how many words the article has there, where the piece before is of the same one
}

// Change is where a text and the article differ: one of the two may be empty.
type Change struct {
	Asked  string // as the text has it
	Stands string // as the article has it
	Number bool   // both are numbers
}

// Index is what looking for a source needs of an index. It is safe for
// concurrent use.
type Index interface {
	Sharing(ctx context.Context, terms []string, share float64, filter archive.Filter, limit int) ([]index.Hit, error)
	Frequencies(ctx context.Context, terms []string) (index.Frequencies, error)
}

// ErrNoWords says that a text holds no word to look for.
var ErrNoWords = errors.New("no word to look for")

// Find looks for the source of a text in the coverage that passes the filter. What
// the coverage doesn't have is a piece that is None, not an error; ErrNoWords is one.
func Find(ctx context.Context, held ask.Archive, idx Index, filter archive.Filter, s string) (Result, error) {
	r, err := newReader(ctx, held, idx, filter)
	if err != nil {
		return Result{}, err
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	result := Result{Text: s, Scope: r.scope}
	s = Undressed(s)
	parts := cut(s)
	if len(parts) == 0 {
		return Result{}, ErrNoWords
	}
	if n := len(parts) - MaxSentences; n > 0 {
		result.Unread = n
		parts = parts[:MaxSentences]
	}
	for len(parts) > 0 {
		p, n, err := r.piece(s, parts)
		if err != nil {
			return Result{}, err
		}
		if last := len(result.Pieces) - 1; p.LeftOut && last >= 0 {
			p.Omitted = between(result.Pieces[last].Quote, p.Quote)
		}
		result.Pieces = append(result.Pieces, p)
		parts = parts[n:]
	}
	return result, nil
}

// newReader is a reader of the coverage that passes the filter.
func newReader(ctx context.Context, held ask.Archive, idx Index, filter archive.Filter) (*reader, error) {
	scope, err := ask.ScopeOf(ctx, held, filter)
	if err != nil {
		return nil, err
	}
	return &reader{ctx: ctx, held: held, index: idx, filter: filter, scope: scope, kept: map[place]*archive.Version{}}, nil
}

// piece makes the piece that the text goes on with and says of how many parts
// it is: of several that stand one behind the other in one article, as many as
// do.
func (r *reader) piece(s string, parts []part) (Piece, int, error) {
	first := parts[0]
	p := Piece{Span: first.span, Match: None, LeftOut: first.leftOut}
	found, others, err := r.candidates(first)
	if err != nil {
		return p, 0, err
	}
	list, more, err := r.holders(found, first)
	if err != nil {
		return p, 0, err
	}
	more = more || others
	if len(list) == 0 {
		if bare, ok := first.withoutAddresses(); ok {
			p, _, err = r.piece(s, []part{bare})
			return p, 1, err
		}
		err = r.nearly(&p, first, found)
		return p, 1, err
	}
	n := 1
	for n < len(parts) { // also over an ellipsis that the article has itself
		longer := goingOn(list, parts[n])
		if len(longer) == 0 {
			break
		}
		list = longer
		p.Span.End = parts[n].span.End
		n++
	}
	h := earliest(list)
	p.Match, p.Articles, p.More = Exact, articlesOf(list), more
	p.SignsDiffer = signs(h.span.Of(h.version.Text)) != signs(trimmed(s, parts[:n]))
	p.Quote, err = quoteOf(h.version, h.span, h.span)
	return p, n, err
}

// between is how many words stand between what two quotes show, if they are of
// one article and in its order; else 0.
func between(a, b quote.Quote) int {
	if a.Version.Number != b.Version.Number || len(a.Answer) == 0 || len(b.Answer) == 0 {
		return 0
	}
	from, to := a.Answer[len(a.Answer)-1].End, b.Answer[0].Start
	if from > to {
		return 0
	}
	return text.Words(a.Version.Text[from:to])
}
