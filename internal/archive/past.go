package archive

import (
	"context"
	"time"
)

// Past is the part of a Store that knows how the archive stood after an earlier
// change. An archive that is older than this log knows of each article its latest
// change only.
type Past interface {
	// SeqAt is the number of the latest change that was made at a time or before
	// it, to the second: 0 when there is none. A history that was restored counts
	// as made when it was.
	SeqAt(ctx context.Context, at time.Time) (int64, error)

	// Standing tells of the cuttings with these numbers which version was the
	// newest after the change with that number; those that were not held then are
	// left out. The version may have gone meanwhile.
	Standing(ctx context.Context, seq int64, numbers ...int64) (map[int64]int, error)
}
