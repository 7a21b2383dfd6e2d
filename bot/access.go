package bot

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cuttings/internal/archive"
)

// Access is whom the operator lets in, by Discord's IDs. Who stands on a list of those
// that are denied, or acts in a server on one, is not let in. Where anybody is allowed
// by name, all others aren't: an allowed user may act anywhere, everybody in an allowed
// server. The zero value lets everybody in.
type Access struct{ AllowServers, AllowUsers, DenyServers, DenyUsers []string }

// Admits reports whether a user may act in a server, or outside of one where that is
// "".
func (a Access) Admits(server, user string) bool {
	switch {
	case server != "" && slices.Contains(a.DenyServers, server), slices.Contains(a.DenyUsers, user):
		return false
	case len(a.AllowServers)+len(a.AllowUsers) == 0:
		return true
	}
	return server != "" && slices.Contains(a.AllowServers, server) || slices.Contains(a.AllowUsers, user)
}

// snowflake is how Discord writes an ID.
var snowflake = regexp.MustCompile(`^[0-9]{1,20}$`)

// tidy is the lists without blanks. The error names the variable in which something is
// no ID.
func (a Access) tidy() (Access, error) {
	for _, list := range []struct {
		variable string
		ids      *[]string
	}{
		{"CUTTINGS_ALLOW_GUILDS", &a.AllowServers},
		{"CUTTINGS_ALLOW_USERS", &a.AllowUsers},
		{"CUTTINGS_DENY_GUILDS", &a.DenyServers},
		{"CUTTINGS_DENY_USERS", &a.DenyUsers},
	} {
		var ids []string
		for _, id := range *list.ids {
			if id = strings.TrimSpace(id); id == "" {
				continue
			}
			if !snowflake.MatchString(id) {
				return Access{}, fmt.Errorf("%s: %.40q is no ID of Discord's: with Developer Mode on, the menu of a server or a user copies it", list.variable, id)
			}
			ids = append(ids, id)
		}
		*list.ids = ids
	}
	return a, nil
}

// Admits reports whether a digest or a watch may be posted: those whom the operator
// doesn't let in set up nothing, and nothing is posted in their server.
func (b *Bot) Admits(s archive.Subscription) bool { return b.cfg.Access.Admits(s.Server, s.By) }

// CheckAccess says whom the operator lets in, where not everybody, and which of the
// digests and watches are not posted because of it.
func CheckAccess(a Access, subscriptions []archive.Subscription) []Finding {
	a, err := a.tidy()
	if err != nil {
		return []Finding{{What: "access", Text: err.Error()}}
	}
	if len(a.AllowServers)+len(a.AllowUsers)+len(a.DenyServers)+len(a.DenyUsers) == 0 {
		return nil
	}
	findings := []Finding{{What: "access", OK: true, Text: fmt.Sprintf(
		"allowed by name: %d servers, %d users; denied: %d servers, %d users", len(a.AllowServers), len(a.AllowUsers), len(a.DenyServers), len(a.DenyUsers),
	)}}
	for _, s := range subscriptions {
		if s.State != archive.Active || a.Admits(s.Server, s.By) {
			continue
		}
		what := "digest"
		if s.Watch != "" {
			what = "watch"
		}
		findings = append(findings, Finding{
			What: fmt.Sprintf("%s %d", what, s.ID), OK: true,
			Text: fmt.Sprintf("nothing is posted: server %s, user %s, who set it up, are not let in", cmp.Or(s.Server, "none"), s.By),
		})
	}
	return findings
}
