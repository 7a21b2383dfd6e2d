package archive

import (
	"context"
	"time"
)

// Claim is the sole right to do a thing, until a time.
type Claim struct {
	Key   string // names the thing
	Until time.Time
}

// Claims is the part of a Store by which one of several processes does what is to be
// done once. Nothing of it is exported.
type Claims interface {
	// Claim claims a key for so long from now, unless somebody's claim on it still
	// holds: then ok is false. Of several callers at once one gets it. Whoever dies
	// with it blocks the key no longer than that. It fails when the key is not
	// Storable.
	Claim(ctx context.Context, key string, life time.Duration) (claim Claim, ok bool, err error)

	// Release gives a claim up before its time; one that is over, or somebody else's
	// by now, stays as it is.
	Release(ctx context.Context, claim Claim) error
}
