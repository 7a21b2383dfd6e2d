// Package index finds passages. It is the contract (Index, Query, Hit), the
// analysis that every engine shares, and the embedded engine on bleve, kept up
// to date by a Replica that follows the archive. It holds no text: a hit is a
// place in a version that the archive keeps.
package index

import (
	"context"
	"errors"

	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// Query asks for the passages that speak of some words.
type Query struct {
	Text   string         // the words as they were asked; the index analyses them as it analysed the articles. Any of them may match
	Filter archive.Filter // applied while searching, never after it
	Limit  int            // at most so many hits; 0 or less means none
}

// Hit is one passage: whole sentences of one version of an article.
type Hit struct {
	Number  int64     // the article's cutting number
	Version int       // the version that the offsets count in
	Span    text.Span // bytes of that version's text
	Score   float64   // higher is better; comparable only within one answer
}

// Frequencies tells how common terms are, over all passages and exactly.
type Frequencies struct {
	Passages int   // all passages that the index holds
	With     []int // how many of them hold each term, in the order asked
}

// Searcher is the half of an index that answers.
type Searcher interface {
	// Search returns the best passages, best first; equal scores are ordered by
	// cutting number and place, so that the same coverage and query give the
	// same hits. A query without a word that the analysis keeps, and an empty
	// index, give no hits and no error.
	Search(ctx context.Context, q Query) ([]Hit, error)

	// Frequencies counts the passages that hold each of the terms, which must be
	// as Analyze gives them.
	Frequencies(ctx context.Context, terms []string) (Frequencies, error)

	// Similar returns the terms of the text of what passes the filter that one
	// which it doesn't hold may be a misspelling of: those with the same first
	// letter and the fewest slips between (a letter more, less, other, or two
	// swapped: one slip from six letters on, two from nine); of one with four or
	// five letters those with two neighbours swapped. Those in most passages come
	// first, equals in order. There may be none.
	Similar(ctx context.Context, term string, filter archive.Filter) ([]string, error)
}

// Index is an engine that holds the passages of the newest version of every
// article. All methods are safe for concurrent use; a search sees every Apply
// that returned before it began, and never half of one.
type Index interface {
	Searcher

	// Having returns the articles whose field holds the term (as Analyze gives
	// it) and that pass the filter, in ascending order of Number.
	Having(ctx context.Context, field Field, term string, filter archive.Filter) ([]Entry, error)

	// Expand returns the terms of the field that begin with the prefix (folded,
	// not stemmed), at most limit, in order, and whether there are more.
	Expand(ctx context.Context, field Field, prefix string, limit int) (terms []string, more bool, err error)

	// Sharing returns the passages that pass the filter and whose text holds at
	// least that share (0 to 1) of the weight of the terms, those with most first, equals by cutting number
	// and place, at most limit. A term (as Analyze gives it, each once) weighs the
	// more the fewer passages hold it; one that none holds doesn't count. The
	// Score is the weight held.
	Sharing(ctx context.Context, terms []string, share float64, filter archive.Filter, limit int) ([]Hit, error)

	// Apply takes over changes in the growing order of their Seq; any other
	// order is an error without effect. The passages of each article are
	// replaced by those of its Current version, or taken out. Applying what was
	// applied already has no effect. When Apply returns nil, the changes and the
	// new Position survive the death of the process; when it fails, the index
	// answers as before or is ErrDamaged. Apply may be tried again after a
	// canceled context; after another failure the index must be opened again.
	Apply(ctx context.Context, changes []archive.Change) error

	// Position is the Seq of the last change applied: 0 for an empty index.
	Position(ctx context.Context) (int64, error)

	// Check compares what the index holds with its own checksums and counts. It
	// returns an error that is ErrDamaged when they disagree.
	Check(ctx context.Context) error

	// Close lets go of the files. Calls after it fail.
	Close() error
}

// ErrDamaged says that the files of an index can't be trusted. The way out is
// always the same: throw them away and build anew from the archive.
var ErrDamaged = errors.New("the index is damaged")

// Term is one word of a text as the index knows it.
type Term struct {
	Text string    // after folding and stemming
	Span text.Span // where the word stands, in bytes of the analysed text
}

// Field is a part of an article that can be searched by itself.
type Field string

// The fields of an article.
const (
	FieldText     Field = "text"
	FieldHeadline Field = "headline"
	FieldAuthor   Field = "author" // the byline
	FieldOutlet   Field = "outlet" // the outlet's name
)

// Entry is one article in a list of those that hold a term.
type Entry struct {
	Number  int64 // the cutting number
	Version int   // the version that the index holds
	Day     int   // the first day of its date, in days since 1970-01-01; math.MinInt when it has none
}
