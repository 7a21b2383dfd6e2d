package words

import "cuttings/internal/archive"

// Hiding names what a line of the log of what is hidden is about.
func Hiding(h archive.Hiding) string {
	if h.Number != 0 {
		return Cutting(h.Number)
	}
	return "Outlet " + h.Outlet
}

// Hid says what became of a request to hide something, or to show it again.
func Hid(h archive.Hiding, changed bool) string {
	state := "hidden"
	if h.Shown {
		state = "shown"
	}
	switch {
	case !changed:
		state += " already"
	case h.Shown:
		state += " again"
	}
	return Hiding(h) + ": " + state
}

// StillHidden says that showing something again in one server doesn't help.
const StillHidden = "Whoever runs this library has hidden it everywhere; only they can show it again."

// NotShown stands in a post for a cutting that was hidden or removed since.
const NotShown = "This cutting is no longer shown here."
