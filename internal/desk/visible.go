package desk

import (
	"context"

	"cuttings/internal/archive"
)

// hidden is what may not be shown to whoever asks: what is hidden in their server,
// what is hidden everywhere, and what they don't ask.
func (d *Desk) hidden(ctx context.Context) (archive.Hidden, error) {
	hidden, err := d.store.Hidden(ctx, AskerOf(ctx).Server) // no server is archive.Everywhere
	if err != nil {
		return hidden, err
	}
	asked, err := d.asked(ctx)
	return asked.But(hidden), err
}

// asked is what whoever asks asks: the collection that they name, all of them for
// the Operator, else what their server asks.
func (d *Desk) asked(ctx context.Context) (archive.Asked, error) {
	switch who := AskerOf(ctx); {
	case who.Collection != "":
		return archive.Asked{Collection: who.Collection}, nil
	case who.User == Operator:
		return archive.Asked{All: true}, nil
	default:
		return archive.AskedBy(ctx, d.store, who.Server)
	}
}

// visible narrows a filter to what may be shown. Every search of the coverage
// goes through it. The filter names the collection where there are several.
func (d *Desk) visible(ctx context.Context, f archive.Filter) (archive.Filter, error) {
	var err error
	if f.Hidden, err = d.hidden(ctx); err != nil || f.Hidden.Collection() == "" {
		return f, err
	}
	if f.Collection = AskerOf(ctx).Collection; f.Collection == "" {
		f.Collection, err = d.nameOf(ctx, f.Hidden.Collection())
	}
	return f, err
}

// nameOf is a collection as most of its articles write it, "" where there is no other.
func (d *Desk) nameOf(ctx context.Context, collection string) (name string, err error) {
	name = collection
	all, err := d.store.Collections(ctx)
	others := false
	for _, c := range all {
		if archive.CollectionKey(c.Collection) == collection {
			name = c.Collection
		} else {
			others = true
		}
	}
	if !others {
		name = ""
	}
	return name, err
}

// everywhere is a context in which whoever asks asks what they ask, and sees what
// is hidden in their server alone.
func (d *Desk) everywhere(ctx context.Context) (context.Context, error) {
	asked, err := d.asked(ctx)
	return By(ctx, Asker{User: Operator, Collection: asked.Collection}), err
}

// refused is the Problem of a cutting that may not be shown. Of one that isn't asked
// it isn't said that it is there.
func refused(hidden archive.Hidden, v archive.Version) error {
	if hidden.Apart(v) {
		return unshowable(v.Number, archive.ErrNotFound)
	}
	return isHidden(v.Number)
}
