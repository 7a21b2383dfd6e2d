package discordtest

import (
	"fmt"
	"net/http"
	"testing"
)

func option(kind int, name string) object {
	return object{"type": kind, "name": name, "description": "d"}
}

func command(name string, options ...any) object {
	return object{"type": 1, "name": name, "description": "d", "options": options}
}

func TestCommandRules(t *testing.T) {
	numbered := func(count int, kind int) []any {
		return many(count, func(i int) any { return object{"type": kind, "name": fmt.Sprint("c", i)} })
	}
	choices := func(count int, v any) object {
		return with(option(3, "o"), "choices", many(count, func(i int) any { return object{"name": fmt.Sprint(i), "value": v} }))
	}
	for _, c := range []struct {
		name     string
		commands []any
		want     string
	}{
		{"none", []any{}, ""},
		{"a name in Thai", []any{command("คำถาม")}, ""},
		{"a name in Hindi", []any{command("प्रश्न")}, ""},
		{"apostrophe", []any{command("who's")}, ""},
		{"upper case", []any{command("Ask")}, `"Ask" does not match`},
		{"a space", []any{command("ask me")}, "does not match"},
		{"33 letters", []any{command(n(33))}, "does not match"},
		{"no name", []any{command("")}, "does not match"},
		{"translated in upper case", []any{with(command("ask"), "name_localizations", object{"de": "Fragen"})}, "0/name_localizations/de"},
		{"no description", []any{with(command("ask"), "description", "")}, "description: 0 characters"},
		{"long description", []any{with(command("ask"), "description", n(101))}, "description: 101 characters"},
		{"long translation", []any{with(command("ask"), "description_localizations", object{"de": n(101)})}, "0/description_localizations/de"},
		{"twice", []any{command("ask"), command("ask")}, `"ask" is used twice`},
		{"the same, another type", []any{command("ask"), object{"type": 3, "name": "ask"}}, ""},
		{"message command in words", []any{object{"type": 3, "name": "File This Cutting"}}, ""},
		{"message command described", []any{object{"type": 3, "name": "File", "description": "d"}}, "has no description"},
		{"option in upper case", []any{command("ask", option(3, "What"))}, "0/options/0/name"},
		{"same option twice", []any{command("ask", option(3, "o"), option(4, "o"))}, `"o" is used twice`},
		{"required last", []any{command("ask", option(3, "a"), with(option(3, "b"), "required", true))}, "required options must stand before"},
		{"required first", []any{command("ask", with(option(3, "b"), "required", true), option(3, "a"))}, ""},
		{"25 options", []any{command("ask", many(25, func(i int) any { return option(3, fmt.Sprint("o", i)) })...)}, ""},
		{"26 options", []any{command("ask", many(26, func(i int) any { return option(3, fmt.Sprint("o", i)) })...)}, "26 options"},
		{"subcommand beside option", []any{command("ask", option(1, "sub"), option(3, "o"))}, "can't be mixed"},
		{"subcommand in subcommand", []any{command("ask", with(option(1, "sub"), "options", []any{option(1, "sub")}))}, "type 1 can't stand here"},
		{"group in group", []any{command("ask", with(option(2, "g"), "options", []any{option(2, "g")}))}, "type 2 can't stand here"},
		{"subcommand in group", []any{command("ask", with(option(2, "g"), "options", []any{option(1, "s")}))}, ""},
		{"25 choices", []any{command("ask", choices(25, "v"))}, ""},
		{"26 choices", []any{command("ask", choices(26, "v"))}, "26 choices"},
		{"choice of 100", []any{command("ask", choices(1, n(100)))}, ""},
		{"choice of 101", []any{command("ask", choices(1, n(101)))}, "value: 101 characters, at most 100"},
		{"choice of another type", []any{command("ask", choices(1, 5))}, "5 is no value for an option of type 3"},
		{"choices and autocomplete", []any{command("ask", with(choices(1, "v"), "autocomplete", true))}, "can't be used with choices"},
		{"8,000 characters", []any{command("ask", big(32)...)}, ""},
		{"8,001 characters", []any{command("ask", big(33)...)}, "8001 characters of names"},
		{"100 slash commands", many(100, func(i int) any { return command(fmt.Sprint("c", i)) }), ""},
		{"101 slash commands", many(101, func(i int) any { return command(fmt.Sprint("c", i)) }), "101 commands of type 1"},
		{"15 message commands", numbered(15, 3), ""},
		{"16 message commands", numbered(16, 3), "16 commands of type 3"},
		{"16 user commands", numbered(16, 2), "16 commands of type 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Config{})
			status, got := call(t, s, "PUT", "/applications/"+TestAppID+"/commands", c.commands)
			if c.want == "" {
				if status != http.StatusOK || len(s.Commands("")) != len(c.commands) {
					t.Errorf("status %d: %v", status, got)
				}
				wantViolations(t, s)
				return
			}
			if status != http.StatusBadRequest || len(s.Commands("")) != 0 {
				t.Errorf("status %d: %v", status, got)
			}
			wantViolations(t, s, c.want)
		})
	}
}

// big is the options that make of "ask" a command of 7,968 characters and some more.
func big(more int) []any {
	choices := many(20, func(int) any { return object{"name": n(100), "value": n(99)} })
	return []any{with(option(3, "o"), "choices", choices), with(with(option(3, "p"), "choices", choices), "description", n(1+more))}
}

func TestDailyCreates(t *testing.T) {
	c := newClock()
	s := start(t, Config{Now: c.now, RateLimit: unlimited, GlobalLimit: -1})
	put := func(prefix string, count int) int {
		status, _ := call(t, s, "PUT", "/applications/"+TestAppID+"/commands", many(count, func(i int) any { return command(fmt.Sprint(prefix, i)) }))
		return status
	}
	for i, want := range []int{200, 200, 200, 400} {
		prefix := string(rune('a' + i - i/2)) // the second overwrites the first: nothing is created
		if got := put(prefix, 90); got != want {
			t.Errorf("%d. overwrite: status %d, want %d", i+1, got, want)
		}
	}
	wantViolations(t, s, "more than 200 commands created within a day")
	c.move(25 * 3600 * 1e9)
	if got := put("z", 90); got != 200 {
		t.Errorf("the next day: status %d", got)
	}
}
