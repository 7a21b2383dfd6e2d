package archive

import (
	"context"
	"errors"
)

// ErrOvertaken says that an article has another newest version by now.
var ErrOvertaken = errors.New("it has another version meanwhile")

// Absent reports whether an error says that something isn't held: ErrNotFound or
// ErrRemoved.
func Absent(err error) bool { return errors.Is(err, ErrNotFound) || errors.Is(err, ErrRemoved) }

// Refiling is the part of a Store for what is filed by itself, again and again:
// nobody stands by who would know that an article was removed, or changed by hand.
type Refiling interface {
	// PutUnlessRemoved files articles as Put does, but one that was removed stays
	// so: its receipt is Removed.
	PutUnlessRemoved(ctx context.Context, articles ...Article) ([]Receipt, error)

	// PutOver files an article of the same ID over a version of it, as Put does,
	// while that is the newest. When it isn't nothing is filed, and the error is
	// ErrRemoved, ErrNotFound or ErrOvertaken.
	PutOver(ctx context.Context, held Version, a Article) (Receipt, error)
}
