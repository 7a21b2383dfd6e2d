package discordtest

import (
	"maps"
	"slices"
	"time"
)

// Forget drops what the server holds of an interaction and of the messages that
// answer it, so that a long test needs no more memory than a short one. What comes
// for it afterwards is a violation.
func (s *Server) Forget(e *Exchange) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byID, e.ID)
	delete(s.byToken, e.Token)
	s.order = slices.DeleteFunc(s.order, func(m *message) bool {
		if m.ex == e {
			delete(s.messages, m.id)
		}
		return m.ex == e
	})
	now := time.Now()
	maps.DeleteFunc(s.windows, func(_ string, w *window) bool { return !now.Before(w.reset) })
	maps.DeleteFunc(s.blocks, func(_ string, b block) bool { return !now.Before(b.until) })
}
