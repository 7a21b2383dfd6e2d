package archive

import "context"

const (
	// SearchDays is for how many days a search is kept after the day on which it was
	// used last: a year, and a month to come back to it.
	SearchDays = 400

	// MaxSearches is how many are kept: of more, those go that weren't used for
	// longest.
	MaxSearches = 20_000
)

// Searches is the part of a Store that keeps what buttons lead back to and can't hold
// themselves: what was searched for, without who did, or where. Nothing of it is
// exported.
type Searches interface {
	// KeepSearch keeps a search under a key, used today, and forgets those that are
	// over SearchDays and beyond MaxSearches. It fails when a string is not Storable.
	KeepSearch(ctx context.Context, key, search string) error

	// Search returns what is kept under the key, from then on used today; or "".
	Search(ctx context.Context, key string) (search string, err error)
}
