package words

import (
	"time"

	"cuttings/internal/archive"
)

// CiteNotes say what whoever cites an article should know: that it changed, that
// its page is gone, and that an archived copy is none that was looked at. stands says
// that what is cited is a passage that the newest version has unchanged.
func CiteNotes(v archive.Version, newest int, stands bool, gone time.Time, archived string) []string {
	var notes []string
	has := ""
	if stands {
		has = ", and has this passage unchanged"
	}
	switch {
	case v.Version < newest:
		notes = append(notes, "The article changed: this is version "+Number(v.Version)+", captured on "+Day(v.Captured)+
			"; version "+Number(newest)+" is held too"+has+".")
	case v.Version > 1:
		notes = append(notes, "The article changed since it was first captured: this is version "+Number(v.Version)+", captured on "+
			Day(v.Captured)+".")
	}
	if !gone.IsZero() {
		notes = append(notes, "Its page is "+GoneSince(gone)+".")
	}
	if archived != "" {
		notes = append(notes, "An archived copy may be at "+archived+"; this was not checked.")
	}
	return notes
}
