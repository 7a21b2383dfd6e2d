package words

import "cuttings/internal/archive"

// CiteNotes say what whoever cites an article should know: that it changed, and
// that an archived copy is none that was looked at.
func CiteNotes(v archive.Version, newest int, archived string) []string {
	var notes []string
	switch {
	case v.Version < newest:
		notes = append(notes, "The article changed: this is version "+Number(v.Version)+", captured on "+v.Captured.UTC().Format("2 January 2006")+
			"; version "+Number(newest)+" is held too.")
	case v.Version > 1:
		notes = append(notes, "The article changed since it was first captured: this is version "+Number(v.Version)+", captured on "+
			v.Captured.UTC().Format("2 January 2006")+".")
	}
	if archived != "" {
		notes = append(notes, "An archived copy may be at "+archived+"; this was not checked.")
	}
	return notes
}
