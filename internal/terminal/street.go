package terminal

import "cuttings/internal/fetch"

// Client is a client for the street, as the operator has set it up; version is the
// program's. Close it.
func (s Street) Client(version string) *fetch.Client {
	return fetch.New(fetch.Settings{Agent: "Cuttings/" + version, Contact: s.Contact, Allow: s.AllowHosts})
}

func (s *session) street() *fetch.Client { return s.settings.Client(s.rooms.Version) }
