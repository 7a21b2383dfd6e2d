package words

import "time"

// PassageChanged says when a version was captured that has a quote's passage in
// other words.
func (l Language) PassageChanged(t time.Time) string { return l.Say("edit.changed", "day", l.Day(t)) }

// PassageTakenOut says when a version was captured that lacks a quote's passage.
func (l Language) PassageTakenOut(t time.Time) string {
	return l.Say("edit.taken-out", "day", l.Day(t))
}

// GoneSince says since when a page is gone.
func (l Language) GoneSince(t time.Time) string { return l.Say("gone", "day", l.Day(t)) }
