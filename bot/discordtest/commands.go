package discordtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
)

// Commands are the commands registered for a guild, or the global ones for "",
// as the API shows them, in the order of their creation.
func (s *Server) Commands(guildID string) []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []json.RawMessage{}
	for _, c := range s.commands[guildID] {
		all = append(all, mustJSON(c))
	}
	return all
}

// command makes the object that the API shows of a definition.
func (s *Server) command(scope, id string, def map[string]any) map[string]any {
	c := map[string]any{
		"type": 1, "description": "", "default_member_permissions": nil, "dm_permission": true, "nsfw": false,
		"contexts": nil, "integration_types": []any{0}, "name_localizations": nil, "description_localizations": nil,
	}
	maps.Copy(c, pruned(def).(map[string]any))
	c["id"], c["application_id"], c["version"] = id, s.cfg.AppID, s.newID()
	if scope != "" {
		c["guild_id"] = scope
	}
	return c
}

func same(a, b map[string]any) bool {
	return a["name"] == b["name"] && commandType(a) == commandType(b)
}

func (s *Server) ours(r *request) *answer {
	if r.PathValue("application_id") == s.cfg.AppID {
		return nil
	}
	s.violate("docs: Application Commands", "commands: %s for application %s, this bot's is %s", r.route, r.PathValue("application_id"), s.cfg.AppID)
	a := fail(http.StatusForbidden, 20012, "You are not authorized to perform this action on this application")
	return &a
}

func (s *Server) getCommands(r *request) answer {
	if refused := s.ours(r); refused != nil {
		return *refused
	}
	all := []any{}
	for _, c := range s.commands[r.PathValue("guild_id")] {
		all = append(all, c)
	}
	return answer{http.StatusOK, all}
}

// putCommands overwrites all commands of a scope; those whose name and type
// stay keep their id (docs: Application Commands, Bulk Overwrite).
func (s *Server) putCommands(r *request) answer {
	if refused := s.ours(r); refused != nil {
		return *refused
	}
	scope := r.PathValue("guild_id")
	defs := objects(r.list)
	if refused := s.checkCommands(r.route, defs); refused != nil {
		return *refused
	}
	old := func(def map[string]any) map[string]any {
		return s.find(scope, func(c map[string]any) bool { return same(c, def) })
	}
	fresh := 0
	for _, def := range defs {
		if old(def) == nil {
			fresh++
		}
	}
	if refused := s.created(r.route, scope, fresh); refused != nil {
		return *refused
	}
	kept, shown := []map[string]any{}, []any{}
	for _, def := range defs {
		id := ""
		if was := old(def); was != nil {
			id = text(was["id"])
		}
		c := s.command(scope, orDefault(id, s.newID()), def)
		kept, shown = append(kept, c), append(shown, c)
	}
	s.commands[scope] = kept
	s.notify()
	return answer{http.StatusOK, shown}
}

func (s *Server) find(scope string, ok func(map[string]any) bool) map[string]any {
	if i := slices.IndexFunc(s.commands[scope], ok); i >= 0 {
		return s.commands[scope][i]
	}
	return nil
}

// postCommand creates a command, or replaces the one of the same name and type.
func (s *Server) postCommand(r *request) answer {
	if refused := s.ours(r); refused != nil {
		return *refused
	}
	scope := r.PathValue("guild_id")
	old := s.find(scope, func(c map[string]any) bool { return same(c, r.body) })
	return s.save(r, scope, old, r.body)
}

// save puts a definition in the place of old, or at the end.
func (s *Server) save(r *request, scope string, old, def map[string]any) answer {
	all := slices.DeleteFunc(slices.Clone(s.commands[scope]), func(c map[string]any) bool { return old != nil && c["id"] == old["id"] })
	if refused := s.checkCommands(r.route, append(slices.Clone(all), def)); refused != nil {
		return *refused
	}
	status, id := http.StatusCreated, s.newID()
	if old != nil {
		status, id = http.StatusOK, text(old["id"])
	} else if refused := s.created(r.route, scope, 1); refused != nil {
		return *refused
	}
	c := s.command(scope, id, def)
	s.commands[scope] = append(all, c)
	s.notify()
	return answer{status, c}
}

func (s *Server) theCommand(r *request) (map[string]any, *answer) {
	if refused := s.ours(r); refused != nil {
		return nil, refused
	}
	c := s.find(r.PathValue("guild_id"), func(c map[string]any) bool { return c["id"] == r.PathValue("command_id") })
	if c == nil {
		a := fail(http.StatusNotFound, 10063, "Unknown application command")
		return nil, &a
	}
	return c, nil
}

func (s *Server) getCommand(r *request) answer {
	c, refused := s.theCommand(r)
	if refused != nil {
		return *refused
	}
	return answer{http.StatusOK, c}
}

func (s *Server) patchCommand(r *request) answer {
	old, refused := s.theCommand(r)
	if refused != nil {
		return *refused
	}
	def := maps.Clone(old)
	maps.Copy(def, r.body)
	return s.save(r, r.PathValue("guild_id"), old, def)
}

func (s *Server) deleteCommand(r *request) answer {
	old, refused := s.theCommand(r)
	if refused != nil {
		return *refused
	}
	scope := r.PathValue("guild_id")
	s.commands[scope] = slices.DeleteFunc(s.commands[scope], func(c map[string]any) bool { return c["id"] == old["id"] })
	return answer{http.StatusNoContent, nil}
}
