package terminal

import "cuttings/internal/fetch"

// street is a client for the street, as the operator has set it up. Close it.
func (s *session) street() *fetch.Client {
	return fetch.New(fetch.Settings{
		Agent: "Cuttings/" + s.rooms.Version, Contact: s.settings.Contact, Allow: s.settings.AllowHosts,
	})
}
