// Package ask turns a question into an answer: understand, retrieve, rank,
// choose, or refuse. An answer is quotes and nothing else; no word of it is the
// program's own. Everything is deterministic.
package ask

import (
	"context"
	"errors"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
)

// Question is what is asked, and how much may be shown.
type Question struct {
	Text          string
	Filter        archive.Filter // what the asker named apart from the words
	Today         archive.Date   // the day that "last year" counts from; where it is zero, such words aren't read as dates
	Quotes        int            // at most so many quotes; 0 means DefaultQuotes
	Words         int            // at most so many words in a quote; 0 means DefaultWords
	MinConfidence float64        // below it the answer is a miss; negative means the measured Threshold, 0 never refuses
}

// What a question gets that doesn't say.
const (
	DefaultQuotes = 3
	DefaultWords  = 60
)

// Answer is what the coverage says. On a miss Quotes is empty and Nearest is
// the closest passage there is, if there is any.
type Answer struct {
	Kind       Kind // what was understood to be asked for; "" for anything
	Found      bool
	Confidence float64 // 0..1
	Scope      Scope
	Quotes     []quote.Quote // best first
	Nearest    *quote.Quote
}

// Scope is what was searched: the meaning of a miss.
type Scope struct {
	Coverage archive.Coverage
	Filters  []Filter // as they were understood, in a fixed order
	Dropped  []Filter // those that were read in the question's words and taken back, because nothing as good was found with them
	Mended   []Mended // words that were read as others, in the order asked

	// Whole is what would be searched without Filters, but that of a collection;
	// counted where nothing passes them.
	Whole archive.Coverage
}

// ScopeOf is the scope of what passes a filter.
func ScopeOf(ctx context.Context, held Counted, f archive.Filter) (Scope, error) {
	coverage, err := held.Coverage(ctx, f)
	s := Scope{Coverage: coverage, Filters: Filters(f)}
	if err == nil && coverage.Articles == 0 {
		s.Whole, err = held.Coverage(ctx, f.Visible())
	}
	return s, err
}

// Counted is the part of the archive that a scope needs.
type Counted interface {
	Coverage(ctx context.Context, filter archive.Filter) (archive.Coverage, error)
}

// Mended is a word of the question that the coverage doesn't have, and the word
// of the coverage that it was taken for.
type Mended struct {
	Asked string `json:"asked"`
	Read  string `json:"read"`
}

// Filter is one narrowing, as it was understood.
type Filter struct {
	Field string `json:"field"` // outlet, by, collection, since, until
	Value string `json:"value"`
}

// Filters lists what narrows the coverage, in the order of Filter.Field. What is
// hidden isn't named.
func Filters(f archive.Filter) []Filter {
	var list []Filter
	for _, one := range []Filter{
		{"outlet", f.Outlet},
		{"by", f.Byline},
		{"collection", f.Collection},
		{"since", f.Since.String()},
		{"until", f.Until.String()},
	} {
		if one.Value != "" {
			list = append(list, one)
		}
	}
	return list
}

// Archive is the part of the archive that whatever quotes it needs.
type Archive interface {
	Counted
	Cutting(ctx context.Context, number int64, version int) (archive.Version, error)
}

// Spoken is the part of the archive that answering needs: it knows what is said.
type Spoken interface {
	Archive
	Speech(ctx context.Context, number int64, version int) ([]speech.Speech, error)
}

// ErrNoWords says that a question holds no word to look for.
var ErrNoWords = errors.New("no word to look for")

// Ask answers the question from the archive, found through the index. A
// question that the coverage can't answer is an Answer that is not Found, not an
// error; ErrNoWords is one.
func Ask(ctx context.Context, held Spoken, searcher index.Searcher, q Question) (Answer, error) {
	if q.Quotes <= 0 {
		q.Quotes = DefaultQuotes
	}
	if q.Words <= 0 {
		q.Words = DefaultWords
	}
	if q.MinConfidence < 0 {
		q.MinConfidence = Threshold
	}
	scope, err := ScopeOf(ctx, held, q.Filter)
	if err != nil {
		return Answer{}, err
	}
	if narrowed, ok := narrow(q, scope.Coverage.Outlets); ok {
		return askNarrowed(ctx, held, searcher, q, narrowed, scope)
	}
	return askWithin(ctx, held, searcher, q, scope)
}

// askWithin answers the question as it stands within its scope.
func askWithin(ctx context.Context, held Spoken, searcher index.Searcher, q Question, scope Scope) (Answer, error) {
	wanted, err := understand(ctx, searcher, q.Filter.Visible(), q.Text)
	if err != nil {
		return Answer{}, err
	}
	articles, err := retrieve(ctx, held, searcher, q, wanted)
	if err != nil {
		return Answer{}, err
	}
	scope.Mended = wanted.mended(articles)
	answer := Answer{Kind: wanted.kind, Scope: scope}
	windows := rank(wanted, articles, q.Words)
	chosen, err := quotes(choose(wanted, windows, q.Quotes, q.Words))
	if err != nil || len(chosen) == 0 {
		return answer, err
	}
	answer.Confidence = confidence(wanted, windows)
	if answer.Confidence < q.MinConfidence {
		answer.Nearest = &chosen[0]
		return answer, nil
	}
	answer.Found, answer.Quotes = true, chosen
	return answer, nil
}
