package words

import (
	"cmp"
	"fmt"
	"strings"

	"cuttings/internal/archive"
)

// DigestNumber names a digest.
func DigestNumber(id int64) string { return fmt.Sprintf("Digest %d", id) }

// DigestNow says how a digest is that was just set up or changed.
func DigestNow(s archive.Subscription, removed bool) string {
	now := " is active."
	switch {
	case removed:
		now = " is removed."
	case s.State == archive.DryRun:
		now = " is a dry run: nothing is posted until you confirm it. /digest preview shows what it would post."
	case s.State == archive.Paused:
		now = " is paused: what comes in the meantime is in the first after /digest resume."
	}
	return DigestNumber(s.ID) + now
}

// DigestSettings says what goes into a digest: when it comes, and all that isn't
// usual.
func DigestSettings(s archive.Subscription, usualMax int) string {
	parts := []string{s.Schedule.String(), "about " + cmp.Or(s.Topic, "everything")}
	if len(s.Outlets) > 0 {
		parts = append(parts, "of "+strings.Join(s.Outlets, ", "))
	}
	if s.Max != usualMax {
		parts = append(parts, "at most "+Number(s.Max))
	}
	if s.Layout == archive.Headlines {
		parts = append(parts, "headlines")
	}
	if s.Quiet == archive.QuietLine {
		parts = append(parts, "a line on quiet days")
	}
	if s.Thread {
		parts = append(parts, "each with a thread")
	}
	return strings.Join(parts, " · ")
}

// DigestIs says whether a digest is posted, and why not.
func DigestIs(s archive.Subscription) string {
	switch {
	case s.State == archive.DryRun:
		return "dry run: not confirmed yet"
	case s.State == archive.Paused && s.Why != "":
		return "paused: " + s.Why
	}
	return string(s.State)
}

// NoDigests is said where there is none.
const NoDigests = "There is no digest here yet. Set one up with /digest add."

// whys are what is said of the stages of desk.Stage.
var whys = map[string]string{
	"unread":   "no article of this address has been read yet",
	"removed":  "it was removed from the coverage",
	"hidden":   "it is hidden",
	"filtered": "it was filtered out: another outlet's, or not about the digest's topic",
	"before":   "it was in the coverage before the time that the digest covers",
	"edited":   "it was in the coverage before and has changed since; a digest says so only where its best line changed",
	"not yet":  "it came after the last digest and isn't placed among the stories yet",
	"backlog":  "its feed had it when the feed was first read, and that is no news",
	"reprint":  "it repeats an article that an earlier digest could show",
	"over":     "its story was over the maximum, or the message had no room for it",
	"led":      "its story is in it, shown by another of its articles",
	"in":       "it is in it",
}

// Why says how far an article came on its way into a digest, by the name of the
// stage; slot is the date of the digest, "" for the next one.
func Why(stage string, digest int64, slot string, missed bool) string {
	of := "the next one"
	if slot != "" {
		of = "that for " + slot
	}
	s := DigestNumber(digest) + ", " + of + ": " + whys[stage] + "."
	if missed {
		s += " A digest in between was missed; what it would have had is in this one."
	}
	return s
}

// DigestLast says what became of the latest delivery of a digest; "" before the
// first.
func DigestLast(last *archive.Delivery) string {
	if last == nil {
		return ""
	}
	const next = "; what it would have had is in the next one"
	became := map[archive.DeliveryState]string{
		archive.Claimed: "on its way", archive.Sending: "on its way", archive.Posted: "posted", archive.QuietDay: "nothing new, so none was posted",
		archive.Missed:    "missed, " + last.Why + next,
		archive.Withheld:  "not taken by Discord" + next,
		archive.Uncertain: "perhaps not posted, for its channel couldn't be read" + next,
	}
	return "last, for " + last.Slot + ": " + became[last.State]
}
