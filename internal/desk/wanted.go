package desk

import (
	"slices"

	"cuttings/internal/archive"
	"cuttings/internal/find"
)

// wanted is which articles are asked for.
type wanted struct {
	topic   find.Query // the zero Query: about anything
	filter  archive.Filter
	outlets []string // any of them, as archive.OutletKey has them; none: all
}

// about reports whether there is a topic.
func (w wanted) about() bool { return w.topic.String() != "" }

// passes reports whether the article is asked for, whatever it is about.
func (w wanted) passes(v archive.Version) bool {
	return w.filter.Match(v) && (len(w.outlets) == 0 || slices.Contains(w.outlets, archive.OutletKey(v.Outlet)))
}

// match reports whether the article is asked for.
func (w wanted) match(v archive.Version) bool {
	return w.passes(v) && (!w.about() || w.topic.Match(v))
}
