package words

import "cuttings/internal/archive"

// Hiding names what a line of the log of what is hidden is about.
func (l Language) Hiding(h archive.Hiding) string {
	if h.Number != 0 {
		return l.Cutting(h.Number)
	}
	return l.Say("hide.outlet", "outlet", h.Outlet)
}

// Hid says what became of a request to hide something, or to show it again.
func (l Language) Hid(h archive.Hiding, changed bool) string {
	key := "hide.hidden"
	switch {
	case h.Shown && changed:
		key = "hide.shown"
	case h.Shown:
		key = "hide.shown-already"
	case !changed:
		key = "hide.hidden-already"
	}
	return l.Say(key, "what", l.Hiding(h))
}
