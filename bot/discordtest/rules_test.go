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
		"": {{"content": "x", "allowed_mentions": quiet}, {"content": "x", "allowed_mentions": object{"parse": []any{}, "users": []any{}, "replied_user": false}}, {"content": "x", "allowed_mentions": object{"parse": []any{}, "roles": []any{"7"}}}},
		`want {"parse": []}`: {
			{"content": "x"},
			{"content": "x", "allowed_mentions": nil},
			{"content": "x", "allowed_mentions": object{}},
			{"content": "x", "allowed_mentions": object{"parse": nil}},
			{"content": "x", "allowed_mentions": object{"parse": []any{"users"}}},
			{"content": "x", "allowed_mentions": object{"parse": []any{}, "users": []any{"1"}}},
			{"content": "x", "allowed_mentions": object{"parse": []any{}, "replied_user": true}},
			{"content": "x", "allowed_mentions": object{"parse": []any{}, "roles": []any{"7", "8"}}},
		},
	} {
		for _, body := range bodies {
			s := checked(t, Config{RequireAllowedMentions: true, MayPing: []string{"7"}})
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
