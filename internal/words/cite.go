package words

import (
	"time"

	"cuttings/internal/archive"
)

// CiteNotes say what whoever cites an article should know: that it changed, that
// its page is gone, and that an archived copy is none that was looked at. stands says
// that what is cited is a passage that the newest version has unchanged.
func (l Language) CiteNotes(v archive.Version, newest int, stands bool, gone time.Time, archived string) []string {
	var notes []string
	note := func(key string, args ...any) { notes = append(notes, l.Say(key, args...)) }
	switch {
	case v.Version < newest && stands:
		note("cite.older-stands", "version", v.Version, "captured", l.Day(v.Captured), "newest", newest)
	case v.Version < newest:
		note("cite.older", "version", v.Version, "captured", l.Day(v.Captured), "newest", newest)
	case v.Version > 1:
		note("cite.changed", "version", v.Version, "captured", l.Day(v.Captured))
	}
	if !gone.IsZero() {
		note("cite.gone", "gone", l.GoneSince(gone))
	}
	if archived != "" {
		note("cite.archived", "address", archived)
	}
	return notes
}
