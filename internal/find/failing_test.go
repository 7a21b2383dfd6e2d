package find_test

import (
	"context"
	"errors"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/find"
)

var errBroken = errors.New("broken")

// broken fails at the call of that number, whichever it is.
type broken struct {
	*library
	calls, at int
}

func (b *broken) fail() error {
	if b.calls++; b.calls == b.at {
		return errBroken
	}
	return nil
}

func (b *broken) Having(ctx context.Context, field index.Field, term string, filter archive.Filter) ([]index.Entry, error) {
	if err := b.fail(); err != nil {
		return nil, err
	}
	return b.library.Having(ctx, field, term, filter)
}

func (b *broken) Expand(ctx context.Context, field index.Field, prefix string, limit int) ([]string, bool, error) {
	if err := b.fail(); err != nil {
		return nil, false, err
	}
	return b.library.Expand(ctx, field, prefix, limit)
}

func (b *broken) Cutting(ctx context.Context, number int64, version int) (archive.Version, error) {
	if err := b.fail(); err != nil {
		return archive.Version{}, err
	}
	return b.library.Cutting(ctx, number, version)
}

func (b *broken) Coverage(ctx context.Context, filter archive.Filter) (archive.Coverage, error) {
	if err := b.fail(); err != nil {
		return archive.Coverage{}, err
	}
	return b.library.Coverage(ctx, filter)
}

// Wherever the index or the archive fails, the search fails with it: no count is
// given that may be wrong.
func TestFailuresAreHandedOn(t *testing.T) {
	for _, query := range []string{
		"jobs", `"job cuts" OR (nurses NEAR/5 hospit*)`, "jobs NOT (hospit* OR council)", "headline:hospit* -by:jane",
	} {
		q := parse(t, query)
		whole := &broken{library: health(), at: -1}
		if _, err := find.Find(t.Context(), whole, whole, find.Request{Query: q, Limit: 5}); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		for at := 1; at <= whole.calls; at++ {
			b := &broken{library: health(), at: at}
			if _, err := find.Find(t.Context(), b, b, find.Request{Query: q, Limit: 5}); !errors.Is(err, errBroken) {
				t.Errorf("%s: call %d of %d failed, the search says %v", query, at, whole.calls, err)
			}
		}
	}
}
