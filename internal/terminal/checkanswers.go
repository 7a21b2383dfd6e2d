package terminal

import "strings"

// checkAnswers says in which servers everybody sees answers at once; nothing where
// there is none.
func (s *session) checkAnswers(library *Library) []Finding {
	f := Finding{What: "answers"}
	servers, err := library.Desk.PublicServers(s.ctx)
	switch {
	case err != nil:
		f.Text = err.Error()
	case len(servers) == 0:
		return nil
	default:
		f.OK, f.Text = true, "public in "+english.Count(len(servers), "server")+", by /setup: "+strings.Join(servers, ", ")
	}
	return []Finding{f}
}
