package archive

import "context"

// Settings is the part of a Store that keeps values under keys.
type Settings interface {
	// Setting returns what SetSetting last kept under the key, or "" when there
	// is nothing.
	Setting(ctx context.Context, key string) (string, error)

	// SetSetting keeps a value under the key in the place of what was there; of ""
	// nothing is kept, the key neither. It fails when a string is not Storable.
	SetSetting(ctx context.Context, key, value string) error

	// Settings returns what is kept under the keys that begin with the prefix, by
	// key; of a key under which nothing is kept, none.
	Settings(ctx context.Context, prefix string) (map[string]string, error)
}
