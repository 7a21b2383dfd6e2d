package archive

import "context"

// Miss is a question that found nothing, however often it was asked. It says nothing
// of who asked it, or where.
type Miss struct {
	Question    string // in lower case, runs of white space collapsed
	Filter      Filter // as it was asked with; Hidden is empty
	Times       int    // how often, at least once
	First, Last Date   // the days on which it was asked first and last
}

const (
	// MaxMisses is how many questions are kept: of more, those that weren't asked for
	// longest go, and among them those that were asked least often. So there is always
	// room for a new one.
	MaxMisses = 1000
)

// MissesKept is the first day of those on which a question must have been asked to be
// kept today.
func MissesKept(today Date) Date {
	day, _, _ := today.Days()
	return DateOf(day - MissDays)
}

// Misses is the part of a Store that keeps the questions that found nothing. Nothing
// of it is exported: it tells an operator what is wanted, and is soon out of date.
type Misses interface {
	// KeepMisses adds the misses to those that are kept: one with the question and the
	// filter of another grows by its Times, and its days are the first and the last of
	// both. Then it forgets those that were asked last before MissesKept(today), and
	// those beyond MaxMisses. It fails, without an effect, when a string is not
	// Storable.
	KeepMisses(ctx context.Context, today Date, misses ...Miss) error

	// Misses returns those that are kept today, the most frequent first, then those
	// asked last, then in byte order of Question.
	Misses(ctx context.Context, today Date) ([]Miss, error)

	// ForgetMisses forgets them all.
	ForgetMisses(ctx context.Context) error
}
