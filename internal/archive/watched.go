package archive

import "context"

// WatchedFile is what became of a file in a watched folder when it was last read.
type WatchedFile struct {
	Path  string // absolute
	Stamp string // its size and time; a file with another stamp has changed since
	ID    string // of the article that it is; "" for one that holds none, or several
	Text  string // Hash of that article's text; "" without ID
	Fault string // why it, or a part of it, can't be an article; "" when nothing is wrong
}

// Watching is the part of a Store that keeps what became of the files in watched
// folders, so that none is filed twice after a restart. Nothing of it is exported:
// another machine has other folders.
type Watching interface {
	// WatchedFile returns what is kept of the file at that path, or the zero value.
	WatchedFile(ctx context.Context, path string) (WatchedFile, error)

	// WatchedText returns the ID of an article that a watched file with that text
	// became, or "": the smallest of several.
	WatchedText(ctx context.Context, hash string) (id string, err error)

	// KeepWatched keeps what became of a file, in the place of what was kept of its
	// path. It fails when a string is not Storable.
	KeepWatched(ctx context.Context, f WatchedFile) error
}
