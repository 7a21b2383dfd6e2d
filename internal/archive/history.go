package archive

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// History is all that an archive knows of one cutting: what moves with it to
// another archive.
type History struct {
	ID       string
	Number   int64
	Latest   int       // the newest version number given, also where that version is gone
	Versions []Version // those that are held, oldest first; empty when it was removed
	Removed  *Removal  // nil while it is held
}

// Removal says when and why an article was removed.
type Removal struct {
	At     time.Time // UTC, to the second
	Reason string
}

// Validate says why no store may restore the history, or nil.
func (h History) Validate() error {
	wrong := func(text string) error { return fmt.Errorf("cutting %d, %q: %s", h.Number, h.ID, text) }
	n := len(h.Versions)
	switch {
	case h.Number < 1 || h.Latest < 1:
		return wrong("its number and its latest version are 1 or more")
	case h.ID == "" || Storable(h.ID) != nil || len(h.ID) > MaxKey:
		return wrong("it has no ID that a store can keep")
	case (h.Removed == nil) != (n > 0):
		return wrong("it has versions, or was removed: one of the two")
	case h.Removed != nil && Storable(h.Removed.Reason) != nil:
		return wrong("the reason of its removal " + Storable(h.Removed.Reason).Error())
	case n > 0 && h.Versions[n-1].Version != h.Latest:
		return wrong("the last of its versions isn't its latest")
	}
	before := 0
	for _, v := range h.Versions {
		if v.ID != h.ID || v.Number != h.Number || v.Version <= before {
			return wrong("its versions are another cutting's, or out of order")
		}
		if v.Hash != Hash(v.Text) {
			return wrong("a text isn't the one that its hash names: the file was changed or cut")
		}
		if err := v.Article.Validate(); err != nil {
			return wrong(err.Error())
		}
		before = v.Version
	}
	return nil
}

// ErrOccupied says that an archive has something else in the place of what was
// to be restored.
var ErrOccupied = errors.New("the archive holds something else in its place")

// Histories is the part of a Store that moves an archive to another place.
type Histories interface {
	// Histories returns, in growing order of Number, the histories of cuttings
	// with numbers above after: at most limit of them.
	Histories(ctx context.Context, after int64, limit int) ([]History, error)

	// Restore files cuttings as they were, with their numbers, versions and
	// times, and adds lines to the log of what is hidden: all or, with an error,
	// nothing. What is there already exactly so is passed over, so Restore may
	// be called again. It fails for a history that Validate refuses, and with
	// ErrOccupied when a number, an ID, an address or a line of the log (of
	// those given, which must begin where the log begins) is taken by something
	// else.
	Restore(ctx context.Context, histories []History, log []Hiding) error
}
