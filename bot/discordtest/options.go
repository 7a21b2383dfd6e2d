package discordtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Option types (docs: Application Commands, Application Command Option Type).
const (
	optionSub     = 1
	optionGroup   = 2
	optionString  = 3
	optionInteger = 4
	optionBoolean = 5
	optionUser    = 6
	optionChannel = 7
	optionRole    = 8
	optionMention = 9
	optionNumber  = 10
)

// commandData is the data of a command or an autocomplete, checked against the
// registered definition as Discord's own client checks it, and the type of the
// option that is being typed. The lock is held.
func (s *Server) commandData(in Invocation, kind int) (map[string]any, int, error) {
	in.setDefaults(s)
	path := []string{in.Command}
	if kind == commandSlash {
		path = strings.Fields(in.Command)
	}
	if len(path) == 0 {
		return nil, 0, fmt.Errorf("discordtest: Invocation.Command is empty")
	}
	def := s.registered(in.GuildID, path[0], kind)
	if def == nil && !in.Unchecked {
		return nil, 0, fmt.Errorf("discordtest: no command %q is registered for guild %q", path[0], in.GuildID)
	}
	if def == nil {
		def = map[string]any{"id": s.newID(), "name": path[0]}
	}
	if !in.Unchecked && !in.offered(def) {
		return nil, 0, fmt.Errorf("discordtest: command %q isn't there in context %d, installed for the user: %t", path[0], in.Context, in.UserInstall)
	}
	data := map[string]any{"id": def["id"], "name": def["name"], "type": kind}
	if g, ok := def["guild_id"]; ok {
		data["guild_id"] = g
	}
	f := filling{s: s, in: in, resolved: map[string]map[string]any{}}
	options := f.values(def, path[1:])
	if len(options) > 0 {
		data["options"] = options
	}
	if len(f.resolved) > 0 {
		data["resolved"] = f.resolved
	}
	if f.err == nil && in.typing && f.focused == 0 {
		f.err = fmt.Errorf("discordtest: %q has no option %q that is autocompleted", in.Command, in.Focused)
	}
	return data, f.focused, f.err
}

// offered reports whether Discord's client shows the command there: a guild's own is in
// that guild, a global one in its contexts, for the ways in which it can be installed
// (docs: Application Commands, Contexts). No contexts are all.
func (in Invocation) offered(def map[string]any) bool {
	if _, ofGuild := def["guild_id"]; ofGuild {
		return !in.UserInstall
	}
	among := func(field string, n int) bool {
		list, given := def[field].([]any)
		return !given || slices.ContainsFunc(list, func(v any) bool { return number(v) == n })
	}
	installed := 0
	if in.UserInstall {
		installed = 1
	}
	return among("contexts", int(in.Context)) && among("integration_types", installed)
}

// registered finds a command by name and type: the guild's own first.
func (s *Server) registered(guildID, name string, kind int) map[string]any {
	for _, scope := range []string{guildID, ""} {
		for _, c := range s.commands[scope] {
			if c["name"] == name && number(c["type"]) == kind {
				return c
			}
		}
	}
	return nil
}

// filling fills in the options of one command.
type filling struct {
	s        *Server
	in       Invocation
	resolved map[string]map[string]any
	focused  int
	err      error // the first thing that Discord's client would not allow
}

func (f *filling) fail(format string, args ...any) {
	if f.err == nil && !f.in.Unchecked {
		f.err = fmt.Errorf("discordtest: "+format, args...)
	}
}

// values wraps the values in the subcommands of path.
func (f *filling) values(def map[string]any, path []string) []any {
	defs := objects(def["options"])
	if len(path) > 0 {
		sub := named(defs, path[0])
		if sub == nil {
			f.fail("%q has no subcommand %q", def["name"], path[0])
		}
		kind := optionSub
		if len(path) > 1 {
			kind = optionGroup
		}
		return []any{map[string]any{"name": path[0], "type": kind, "options": f.values(sub, path[1:])}}
	}
	values := []any{}
	for _, d := range defs {
		name := text(d["name"])
		if v, given := f.in.Options[name]; given {
			values = append(values, f.value(d, name, v))
		} else if d["required"] == true && !f.in.typing {
			f.fail("option %q is required", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.in.Options)) {
		if named(defs, name) == nil {
			f.fail("%q has no option %q", f.in.Command, name)
			values = append(values, map[string]any{"name": name, "type": guess(f.in.Options[name]), "value": f.in.Options[name]})
		}
	}
	return values
}

// value is one option with its value.
func (f *filling) value(def map[string]any, name string, v any) map[string]any {
	kind := number(def["type"])
	o := map[string]any{"name": name, "type": kind, "value": v}
	if f.in.typing && name == f.in.Focused {
		if def["autocomplete"] != true {
			f.fail("option %q is not autocompleted", name)
		}
		o["focused"], f.focused = true, kind
		return o
	}
	if choices := objects(def["choices"]); len(choices) > 0 && !slices.ContainsFunc(choices, func(c map[string]any) bool { return fmt.Sprint(c["value"]) == fmt.Sprint(v) }) {
		f.fail("%v is no choice of option %q", v, name)
	}
	f.resolve(kind, fmt.Sprint(v))
	return o
}

// resolve adds the object that an id stands for (docs: Receiving and Responding,
// Resolved Data Structure).
func (f *filling) resolve(kind int, id string) {
	add := func(what string, o map[string]any) {
		if f.resolved[what] == nil {
			f.resolved[what] = map[string]any{}
		}
		f.resolved[what][id] = o
	}
	switch kind {
	case optionUser, optionMention:
		add("users", user(id, "somebody"))
		if f.in.Context == InGuild {
			m := member(id, "somebody", f.in.Permissions)
			delete(m, "user")
			add("members", m)
		}
	case optionChannel:
		g, c, _ := f.s.channel(id)
		o := f.s.channelObject(g, Channel{ID: id, Name: orDefault(c.Name, "elsewhere")})
		o["permissions"] = f.in.Permissions
		add("channels", o)
	case optionRole:
		o := f.s.everyone(Guild{ID: id})
		o["name"] = "role"
		add("roles", o)
	}
}

// guess is the type of an option that is not registered.
func guess(v any) int {
	switch v.(type) {
	case bool:
		return optionBoolean
	case int, int64:
		return optionInteger
	case float64, json.Number:
		return optionNumber
	}
	return optionString
}

// named finds an object by its name.
func named(all []map[string]any, name string) map[string]any {
	for _, o := range all {
		if o["name"] == name {
			return o
		}
	}
	return nil
}
