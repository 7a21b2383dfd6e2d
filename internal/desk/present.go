package desk

import (
	"context"
	"errors"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/source"
)

// State is what became of a quote's passage after it was captured.
type State string

// What may have become of it.
const (
	Unchanged State = "unchanged" // it stands in the newest version, wherever
	Changed   State = "changed"   // words of it, or signs between them
	TakenOut  State = "taken out" // the newest version has nothing like it
)

// Present is what became of a quote after its version was captured.
type Present struct {
	State State
	Since time.Time    // when a version without the passage was first captured; zero unless it is Changed or TakenOut
	Now   source.Piece // where it is Changed: what stands there now and the differences; see source.Within
}

// present says what became of a quote that may be shown.
func (d *Desk) present(ctx context.Context, q quote.Quote, newest archive.Version) (Present, error) {
	p := Present{State: Unchanged}
	if newest.Version == q.Version.Version {
		return p, nil
	}
	passage := q.Text()
	piece, err := source.Within(passage, newest)
	if err != nil || piece.Match == source.Exact && !piece.SignsDiffer {
		return p, err
	}
	if p.State = Changed; piece.Match == source.None {
		p.State = TakenOut
	}
	if p.Now = piece; piece.Quote.Version.Number != 0 {
		if err := d.hear(ctx, &p.Now.Quote); err != nil {
			return p, err
		}
	}
	p.Since, err = d.since(ctx, passage, q.Version.Version, newest)
	return p, err
}

// since is when a version was captured from which on, to the newest, none has the
// passage as it was. Versions that are gone say nothing.
func (d *Desk) since(ctx context.Context, passage string, was int, newest archive.Version) (time.Time, error) {
	at := newest.Captured
	for n := newest.Version - 1; n > was; n-- {
		v, err := d.store.Cutting(ctx, newest.Number, n)
		if errors.Is(err, archive.ErrRemoved) {
			continue
		}
		if err != nil {
			return at, err
		}
		piece, err := source.Within(passage, v)
		if err != nil || piece.Match == source.Exact && !piece.SignsDiffer {
			return at, err
		}
		at = v.Captured
	}
	return at, nil
}
