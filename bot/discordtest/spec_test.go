package discordtest

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

// theSpec is Discord's document, if the environment names it; it is compiled once.
var theSpec = sync.OnceValues(func() (*Spec, error) { return LoadSpec(os.Getenv("CUTTINGS_OPENAPI")) })

// spec skips a test that needs Discord's document.
func spec(t *testing.T) *Spec {
	t.Helper()
	if os.Getenv("CUTTINGS_OPENAPI") == "" {
		t.Skip("CUTTINGS_OPENAPI is not set: it names Discord's OpenAPI document")
	}
	sp, err := theSpec()
	if err != nil {
		t.Fatal(err)
	}
	return sp
}

func TestEveryAnswerFollowsTheDocument(t *testing.T) {
	s := start(t, Config{Spec: spec(t)})
	for _, path := range []string{
		"/gateway", "/gateway/bot", "/users/@me", "/applications/@me", "/oauth2/applications/@me",
		"/guilds/" + GuildID, "/channels/" + ChannelID, "/channels/" + DMID, "/guilds/1", "/channels/1", "/channels/" + ChannelID + "/messages",
	} {
		call(t, s, "GET", path, nil)
	}
	for _, v := range s.Violations() {
		t.Error(v)
	}
}

// TestDocument: what the document says is refused, with the exact field; a field
// that it doesn't name is written down and ignored, as Discord ignores it.
func TestDocument(t *testing.T) {
	messages := "/channels/" + ChannelID + "/messages"
	for _, c := range []struct {
		name   string
		method string
		path   string
		body   any
		status int
		want   []string
	}{
		{"in order", "POST", messages, object{"content": "x", "allowed_mentions": quiet, "nonce": "n", "enforce_nonce": true}, 200, nil},
		{"misspelt field", "POST", messages, object{"content": "x", "allowed_mention": quiet}, 200, []string{"/allowed_mention: " + noSuchField}},
		{"misspelt in a component", "POST", messages, rows(row(with(press("a"), "disable", true))), 200, []string{"/components/0/components/0/disable: " + noSuchField}},
		{"content is a number", "POST", messages, object{"content": 1}, 400, []string{"/content: got number, want null or string"}},
		{"label too long", "POST", messages, rows(row(with(press("a"), "label", n(81)))), 400, []string{"/components/0/components/0/label: maxLength: got 81, want 80"}},
		{"in a box", "POST", messages, card(object{"type": 17, "components": []any{say(n(4001))}}), 400, []string{"/components/0/components/0/content: maxLength"}},
		{"unknown component", "POST", messages, card(object{"type": 99}), 400, []string{"/components/0/type: value must be one of"}},
		{"a url that is none", "POST", messages, rows(row(visit("no url"))), 400, []string{"/components/0/components/0/url: 'no url' is not valid uri"}},
		{"a bot's content", "POST", messages, object{"content": n(2001)}, 400, []string{"/content: maxLength: got 2,001, want 2,000"}},
		{"nonce of 26", "POST", messages, object{"content": "x", "nonce": n(26)}, 400, []string{"/nonce"}},
		{"allowed_mentions null", "POST", messages, object{"content": "x", "allowed_mentions": nil}, 200, nil},
		{"mentions of nothing known", "POST", messages, object{"content": "x", "allowed_mentions": object{"parse": []any{"all"}}}, 400, []string{"/allowed_mentions/parse/0"}},
		{"permissions as a number", "POST", "/applications/" + TestAppID + "/commands", with(command("ask"), "default_member_permissions", 32), 400, []string{"/default_member_permissions: got number, want null or string"}},
		{"option type 99", "POST", "/applications/" + TestAppID + "/commands", command("ask", option(99, "o")), 400, []string{"/options/0/type: value must be one of"}},
		{"a choice of 101", "POST", "/applications/" + TestAppID + "/commands", command("ask", with(option(3, "o"), "choices", []any{object{"name": "a", "value": n(101)}})), 400, []string{"/options/0/choices/0/value: maxLength: got 101, want 100"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := checked(t, Config{Spec: spec(t)})
			if status, got := call(t, s, c.method, c.path, c.body); status != c.status && status != c.status+1 {
				t.Errorf("status %d, want %d: %v", status, c.status, got)
			}
			wantViolations(t, s, c.want...)
		})
	}
}

func TestDocumentOfCallbacks(t *testing.T) {
	for _, c := range []struct {
		name string
		body object
		want string
	}{
		{"unknown type", object{"type": 3}, "/type: value must be one of"},
		{"no type", object{}, "missing property 'type'"},
		{"misspelt data", object{"type": 4, "data": object{"contents": "x", "content": "x"}}, "/data/contents: " + noSuchField},
		{"a field of its type", object{"type": 4, "data": object{"content": "x", "title": "t"}}, "/data/title: " + noSuchField},
		{"long content", object{"type": 4, "data": object{"content": n(2001)}}, "/data/content: maxLength: got 2,001"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := checked(t, Config{Spec: spec(t)})
			callback(t, s, asked(t, s), c.body)
			wantViolations(t, s, c.want)
		})
	}
}

// TestAnswersAreChecked: the check of the server's own answers can fail.
func TestAnswersAreChecked(t *testing.T) {
	sp := spec(t)
	r := route{method: "GET", path: "/gateway"}
	for _, c := range []struct {
		name   string
		status int
		body   any
		wrong  bool
	}{
		{"as it is", 200, object{"url": "wss://gateway.discord.gg"}, false},
		{"without its field", 200, object{}, true},
		{"an error", 404, object{"code": json.Number("0"), "message": "m"}, false},
		{"an error without a message", 404, object{"code": json.Number("0")}, true},
		{"a 429 without code", 429, object{"message": "m", "retry_after": json.Number("0.5"), "global": false}, false},
		{"a 429 without retry_after", 429, object{"message": "m", "global": false}, true},
		{"another status", 201, object{}, true},
	} {
		if got := sp.answer(r, c.status, c.body); (len(got) > 0) != c.wrong {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestLoadSpecErrors(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"no JSON": "{", "no JSON object": "[]", "nothing to correct": `{"components":{"schemas":{}}}`,
	} {
		path := filepath.Join(dir, "spec.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadSpec(path); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want %q", err, name)
		}
	}
	if _, err := LoadSpec(filepath.Join(dir, "missing.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// TestDiscriminateKeepsTheMeaning: a union that was rewritten into a choice by
// "type" allows what the union allows, and nothing else.
func TestDiscriminateKeepsTheMeaning(t *testing.T) {
	sp := spec(t)
	r := route{method: "POST", path: "/channels/{channel_id}/messages"}
	plain := plainSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		body := decode(mustJSON(object{"flags": flagV2, "components": rapid.SliceOfN(rapid.Deferred(anyComponent), 0, 3).Draw(t, "components")}))
		refused, _ := sp.request(r, body)
		if want := plain.Validate(body) == nil; (len(refused) == 0) != want {
			t.Fatalf("%s: refused %v, the union allows it: %v", mustJSON(body), refused, want)
		}
	})
}

// plainSchema compiles the document's schema of a new message as it stands.
func plainSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	b, err := os.ReadFile(os.Getenv("CUTTINGS_OPENAPI"))
	if err != nil {
		t.Fatal(err)
	}
	doc := decode(b).(map[string]any)
	if err := correct(doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(openURL, doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile(openURL + pointer([]string{"components", "schemas", "MessageCreateRequest"}))
}

// anyComponent draws a component that may be right or wrong.
func anyComponent() *rapid.Generator[map[string]any] {
	fields := []struct {
		name   string
		values []any
	}{
		{"content", []any{"x", "", 1}},
		{"custom_id", []any{"a", ""}},
		{"style", []any{1, 9}},
		{"label", []any{"x", nil}},
		{"url", []any{"https://example.org", "x"}},
		{"spoiler", []any{true, nil}},
		{"accent_color", []any{5, -1}},
		{"accessory", []any{press("a"), say("x"), object{}}},
	}
	wild := rapid.Custom(func(t *rapid.T) map[string]any {
		c := object{"type": rapid.SampledFrom([]any{1, 2, 3, 9, 10, 12, 14, 17, 99, "10", nil}).Draw(t, "type")}
		for _, f := range fields {
			if rapid.Bool().Draw(t, "has "+f.name) {
				c[f.name] = rapid.SampledFrom(f.values).Draw(t, f.name)
			}
		}
		if rapid.Bool().Draw(t, "has components") {
			c["components"] = rapid.SliceOfN(rapid.Deferred(anyComponent), 0, 2).Draw(t, "components")
		}
		return c
	})
	right := rapid.SampledFrom([]map[string]any{
		say("x"), row(press("a")),
		{"type": 14},
		{"type": 17, "components": []any{say("x")}},
		{"type": 9, "components": []any{say("x")}, "accessory": press("a")},
	})
	return rapid.OneOf(right, right, wild)
}
