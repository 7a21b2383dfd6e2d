package discordtest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// n repeats a text to a length in code points.
func n(length int) string { return strings.Repeat("ä", length) }

func many(count int, of func(i int) any) []any {
	all := make([]any, count)
	for i := range all {
		all[i] = of(i)
	}
	return all
}

func card(components ...any) object { return object{"flags": flagV2, "components": components} }

func say(content string) object { return object{"type": 10, "content": content} }

func row(components ...any) object { return object{"type": 1, "components": components} }

func rows(components ...any) object { return object{"components": components} }

func press(customID string) object {
	return object{"type": 2, "style": 1, "label": "Press", "custom_id": customID}
}

func visit(url string) object { return object{"type": 2, "style": 5, "label": "Visit", "url": url} }

func with(o object, key string, v any) object {
	c := object{}
	for k, x := range o {
		c[k] = x
	}
	c[key] = v
	return c
}

func embed(description string) object { return object{"description": description} }

// TestMessageRules: a message is refused, and the violation names what is wrong;
// "" is in order.
func TestMessageRules(t *testing.T) {
	section := object{"type": 9, "components": []any{say("x")}, "accessory": visit("https://example.org")}
	for _, c := range []struct {
		name string
		body object
		want string
	}{
		{"nothing", object{}, "Cannot send an empty message"},
		{"empty content", object{"content": ""}, "Cannot send an empty message"},
		{"2,000 characters", object{"content": n(2000)}, ""},
		{"2,001 characters", object{"content": n(2001)}, "2001 characters, at most 2000"},
		{"embeds of 6,000", object{"embeds": []any{embed(n(4000)), embed(n(2000))}}, ""},
		{"embeds of 6,001", object{"embeds": []any{embed(n(4000)), embed(n(2001))}}, "6001 characters over all embeds"},
		{"every part counts", object{"embeds": []any{
			object{"title": n(256), "description": n(4096), "author": object{"name": n(256)}, "footer": object{"text": n(392)}, "fields": []any{object{"name": n(1), "value": n(1000)}}},
		}}, "6001 characters over all embeds"},
		{"long title", object{"embeds": []any{object{"title": n(257)}}}, "embeds/0/title: 257 characters"},
		{"11 embeds", object{"embeds": many(11, func(int) any { return embed("x") })}, "11 embeds"},
		{"26 fields", object{"embeds": []any{object{"fields": many(26, func(int) any { return object{"name": "x", "value": "y"} })}}}, "26 fields"},
		{"four stickers", object{"sticker_ids": []any{"1", "2", "3", "4"}}, "4 stickers"},

		{"a card", card(say("x"), section, object{"type": 14}, object{"type": 17, "components": []any{say("y"), row(press("a"), press("b"))}}), ""},
		{"an empty card", card(), "Cannot send an empty message"},
		{"card and content", with(card(say("x")), "content", "y"), "content: can't be used with IS_COMPONENTS_V2"},
		{"card and embeds", with(card(say("x")), "embeds", []any{embed("y")}), "embeds: can't be used with IS_COMPONENTS_V2"},
		{"card and poll", with(card(say("x")), "poll", object{}), "poll: can't be used with IS_COMPONENTS_V2"},
		{"card and stickers", with(card(say("x")), "sticker_ids", []any{"1"}), "sticker_ids: can't be used with IS_COMPONENTS_V2"},
		{"card without flag", rows(say("x")), "needs IS_COMPONENTS_V2"},
		{"40 components", card(object{"type": 17, "components": many(39, func(int) any { return say("x") })}), ""},
		{"41 components", card(object{"type": 17, "components": many(40, func(int) any { return say("x") })}), "41 components, nested ones counted"},
		{"4,000 characters", card(say(n(2000)), say(n(2000))), ""},
		{"4,001 characters", card(say(n(2000)), say(n(2001))), "4001 characters in all text displays"},
		{"text without text", card(say("")), "0 characters, want 1 to 4000"},
		{"box in a box", card(object{"type": 17, "components": []any{object{"type": 17, "components": []any{say("x")}}}}), "type 17 can't stand here"},
		{"empty box", card(object{"type": 17, "components": []any{}}), "is empty"},
		{"bare button", card(press("a")), "type 2 can't stand here"},
		{"unknown component", card(object{"type": 77}), "type 77 can't stand here"},
		{"section without accessory", card(object{"type": 9, "components": []any{say("x")}}), "accessory: is missing"},
		{"section of four", card(with(section, "components", []any{say("1"), say("2"), say("3"), say("4")})), "4 text displays"},
		{"same id twice", card(with(say("x"), "id", 7), with(say("y"), "id", 7)), "7 is used twice"},

		{"five buttons", rows(row(many(5, func(i int) any { return press(fmt.Sprint(i)) })...)), ""},
		{"six buttons", rows(row(many(6, func(i int) any { return press(fmt.Sprint(i)) })...)), "6 components, want 1 to 5 buttons"},
		{"six rows", rows(many(6, func(i int) any { return row(press(fmt.Sprint(i))) })...), "6 action rows"},
		{"empty row", rows(row()), "0 components"},
		{"button beside select", rows(row(press("a"), object{"type": 3, "custom_id": "s"})), "one select"},
		{"same custom_id twice", rows(row(press("a")), row(press("a"))), `"a" is used twice`},
		{"custom_id of 101", rows(row(press(n(101)))), "custom_id: 101 characters"},
		{"label of 81", rows(row(with(press("a"), "label", n(81)))), "label: 81 characters, at most 80"},
		{"no label", rows(row(object{"type": 2, "style": 1, "custom_id": "a"})), "neither label nor emoji"},
		{"only an emoji", rows(row(object{"type": 2, "style": 1, "custom_id": "a", "emoji": object{"name": "x"}})), ""},
		{"url of 513", rows(row(visit("https://example.org/" + n(493)))), "url: 513 characters, at most 512"},
		{"link with custom_id", rows(row(with(visit("https://example.org"), "custom_id", "a"))), "a link button has a url and no custom_id"},
		{"link without url", rows(row(with(press("a"), "style", 5))), "a link button has a url"},
		{"button with url", rows(row(with(press("a"), "url", "https://example.org"))), "a button that is no link"},
		{"button without custom_id", rows(row(with(visit("https://example.org"), "style", 2))), "a button that is no link"},
		{"style 7", rows(row(with(press("a"), "style", 7))), "7 is no style"},
		{"premium with label", rows(row(object{"type": 2, "style": 6, "sku_id": "1", "label": "x"})), "a premium button"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Config{RateLimit: unlimited})
			status, got := call(t, s, "POST", "/channels/"+ChannelID+"/messages", c.body)
			if c.want == "" {
				if status != http.StatusOK {
					t.Errorf("status %d: %v", status, got)
				}
				wantViolations(t, s)
				return
			}
			if status != http.StatusBadRequest || len(s.Messages(ChannelID)) != 0 {
				t.Errorf("status %d: %v", status, got)
			}
			wantViolations(t, s, c.want)
		})
	}
}

func TestAllowedMentions(t *testing.T) {
	for want, bodies := range map[string][]object{
		"": {{"content": "x", "allowed_mentions": quiet}, {"content": "x", "allowed_mentions": object{"parse": []any{}, "users": []any{}, "replied_user": false}}},
		`want {"parse": []}`: {
			{"content": "x"},
			{"content": "x", "allowed_mentions": nil},
			{"content": "x", "allowed_mentions": object{}},
			{"content": "x", "allowed_mentions": object{"parse": nil}},
			{"content": "x", "allowed_mentions": object{"parse": []any{"users"}}},
			{"content": "x", "allowed_mentions": object{"parse": []any{}, "users": []any{"1"}}},
			{"content": "x", "allowed_mentions": object{"parse": []any{}, "replied_user": true}},
		},
	} {
		for _, body := range bodies {
			s := checked(t, Config{RequireAllowedMentions: true})
			if status, got := call(t, s, "POST", "/channels/"+ChannelID+"/messages", body); status != http.StatusOK {
				t.Errorf("%v: status %d: %v", body, status, got)
			}
			if want == "" {
				wantViolations(t, s)
			} else {
				wantViolations(t, s, want)
			}
			s.Close()
		}
	}
}

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
