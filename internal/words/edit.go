package words

import "time"

// Day is a moment's date in UTC: "12 November 2026".
func Day(t time.Time) string { return t.UTC().Format("2 January 2006") }

// PassageChanged says when a version was captured that has a quote's passage in
// other words.
func PassageChanged(t time.Time) string { return "Passage changed on " + Day(t) + "." }

// PassageTakenOut says when a version was captured that lacks a quote's passage.
func PassageTakenOut(t time.Time) string { return "Passage taken out on " + Day(t) + "." }

// GoneSince says since when a page is gone.
func GoneSince(t time.Time) string { return "gone since " + Day(t) }

// ArchivedCopy is the label of a link to where a copy of a page that is gone may be.
const ArchivedCopy = "Archived copy (Wayback Machine; it may not exist)"

// What is said of a passage that changed.
const (
	Then      = "then:"  // before what a passage had
	Now       = "→ now:" // before what it has instead
	NowReads  = "It now reads:"
	NotBeside = "It is too long to be set beside what stands there now."
)
