package discordtest

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

const commandDocs = "docs: Application Commands"

// commandName is the pattern of slash commands' and options' names (docs:
// Application Commands, Application Command Naming). Devanagari and Thai count
// with their marks, and \p{L} alone has none.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// mostCommands is how many commands of each type a scope may have.
var mostCommands = map[int]int{commandSlash: 100, commandUser: 15, commandMessage: 15}

// checkCommands holds the commands of a scope, as they will stand, against the
// rules. The lock is held.
func (s *Server) checkCommands(rt route, all []map[string]any) *answer {
	var b breaches
	seen, count := map[string]bool{}, map[int]int{}
	for i, c := range all {
		where := fmt.Sprint(i)
		kind := commandType(c)
		key := fmt.Sprint(kind, c["name"])
		if seen[key] {
			b.add(where+"/name", commandDocs+", Registering a Command", "%q is used twice", c["name"])
		}
		seen[key] = true
		count[kind]++
		b.command(where, c, kind)
	}
	if len(b) > 0 {
		return s.judge(rt, b)
	}
	for kind := commandSlash; kind <= commandMessage; kind++ {
		if most := mostCommands[kind]; count[kind] > most {
			s.violate(commandDocs+", Registering a Command", "%s: %d commands of type %d, at most %d are allowed", rt, count[kind], kind, most)
			a := fail(http.StatusBadRequest, 30032, "Maximum number of application commands reached")
			return &a
		}
	}
	return nil
}

func commandType(c map[string]any) int { return orDefault(number(c["type"]), commandSlash) }

// mostCreates is how many commands may be created in a day in a scope.
const mostCreates = 200

// created counts new commands against the day's limit.
func (s *Server) created(rt route, scope string, n int) *answer {
	day := s.cfg.Now().Add(-24 * time.Hour)
	kept := s.creates[scope][:0]
	for _, t := range s.creates[scope] {
		if t.After(day) {
			kept = append(kept, t)
		}
	}
	s.creates[scope] = kept
	if len(kept)+n > mostCreates {
		s.violate(commandDocs+", Registering a Command", "%s: more than %d commands created within a day", rt, mostCreates)
		a := fail(http.StatusBadRequest, 30034, "Maximum number of daily application command creates has been reached (200)")
		return &a
	}
	for range n {
		s.creates[scope] = append(s.creates[scope], s.cfg.Now())
	}
	return nil
}

// command checks one command.
func (b *breaches) command(where string, c map[string]any, kind int) {
	name, description, options := text(c["name"]), text(c["description"]), objects(c["options"])
	if kind != commandSlash {
		b.between(1, 32, name, where+"/name", commandDocs+", Application Command Naming")
		if description != "" || len(options) > 0 {
			b.add(where, commandDocs+", Application Command Structure", "a user or message command has no description and no options")
		}
		return
	}
	b.named(where, c)
	b.options(where+"/options", options, 0)
	if n := size(c); n > 8000 {
		b.add(where, commandDocs+", Slash Commands", "%d characters of names, descriptions and values, at most 8000 are allowed", n)
	}
}

// named checks name and description of a slash command or option, translations too.
func (b *breaches) named(where string, c map[string]any) {
	check := func(place, name string) {
		if !commandName.MatchString(name) || name != strings.ToLower(name) {
			b.add(place, commandDocs+", Application Command Naming", "%q does not match %s in lower case", name, commandName)
		}
	}
	check(where+"/name", text(c["name"]))
	b.between(1, 100, text(c["description"]), where+"/description", commandDocs+", Application Command Structure")
	names, _ := c["name_localizations"].(map[string]any)
	for _, locale := range slices.Sorted(maps.Keys(names)) {
		check(where+"/name_localizations/"+locale, text(names[locale]))
	}
	descriptions, _ := c["description_localizations"].(map[string]any)
	for _, locale := range slices.Sorted(maps.Keys(descriptions)) {
		b.between(1, 100, text(descriptions[locale]), where+"/description_localizations/"+locale, commandDocs+", Localization")
	}
}

// options checks a list of options: 25, unique names, required ones first,
// subcommands only among themselves and not deeper than a group's.
func (b *breaches) options(where string, options []map[string]any, parent int) {
	const source = commandDocs + ", Application Command Option Structure"
	if len(options) > 25 {
		b.add(where, source, "%d options, at most 25 are allowed", len(options))
	}
	seen, subs, optional := map[string]bool{}, 0, false
	for i, o := range options {
		at, name, kind := fmt.Sprintf("%s/%d", where, i), text(o["name"]), number(o["type"])
		if seen[name] {
			b.add(at+"/name", source, "%q is used twice", name)
		}
		if o["required"] == true && optional {
			b.add(at+"/required", source, "required options must stand before optional ones")
		}
		if kind == optionSub && parent == optionSub || kind == optionGroup && parent != 0 {
			b.add(at+"/type", commandDocs+", Subcommands and Subcommand Groups", "an option of type %d can't stand here", kind)
		}
		if kind == optionSub || kind == optionGroup {
			subs++
		}
		seen[name], optional = true, optional || o["required"] != true
		b.option(at, o, kind)
	}
	if subs > 0 && subs < len(options) {
		b.add(where, commandDocs+", Subcommands and Subcommand Groups", "subcommands can't be mixed with other options")
	}
}

func (b *breaches) option(where string, o map[string]any, kind int) {
	const source = commandDocs + ", Application Command Option Choice Structure"
	b.named(where, o)
	b.options(where+"/options", objects(o["options"]), kind)
	choices := objects(o["choices"])
	if len(choices) > 25 {
		b.add(where+"/choices", source, "%d choices, at most 25 are allowed", len(choices))
	}
	if len(choices) > 0 && o["autocomplete"] == true {
		b.add(where+"/autocomplete", commandDocs+", Application Command Option Structure", "can't be used with choices")
	}
	for i, c := range choices {
		b.choice(fmt.Sprintf("%s/choices/%d", where, i), c, kind, source)
	}
}

// size counts the characters that fall under the limit of 8,000: names,
// descriptions and values, of each the longest localization.
func size(c map[string]any) int {
	n := longest(c["name"], c["name_localizations"]) + longest(c["description"], c["description_localizations"])
	if v := c["value"]; v != nil {
		n += length(fmt.Sprint(v))
	}
	for _, inner := range append(objects(c["options"]), objects(c["choices"])...) {
		n += size(inner)
	}
	return n
}

func longest(v, localizations any) int {
	n := length(text(v))
	all, _ := localizations.(map[string]any)
	for _, l := range all {
		n = max(n, length(text(l)))
	}
	return n
}
