package discordtest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestCallbacksGoneWrong(t *testing.T) {
	s := checked(t, Config{})
	ex := asked(t, s)
	status, got := call(t, s, "POST", hook(ex, ""), object{"content": "x"})
	refused(t, "follow-up first", status, got, 404, 10015)
	status, got = call(t, s, "POST", "/interactions/1/"+ex.Token+"/callback", object{"type": 5})
	refused(t, "another id", status, got, 404, 10062)
	status, got = call(t, s, "POST", "/interactions/"+ex.ID+"/x/callback", object{"type": 5})
	refused(t, "another token", status, got, 404, 10062)
	callback(t, s, ex, object{"type": 5})
	status, got = callback(t, s, ex, object{"type": 4, "data": object{"content": "x"}})
	refused(t, "twice", status, got, 400, 40060)
	status, got = call(t, s, "PATCH", "/webhooks/1/"+ex.Token+"/messages/@original", object{"content": "x"})
	refused(t, "another application", status, got, 404, 10015)
	status, got = call(t, s, "GET", hook(ex, "/messages/1"), nil)
	refused(t, "no such message", status, got, 404, 10008)
	wantViolations(t, s, "before the callback", "unknown interaction 1", "unknown interaction", "a second callback", "unknown application or token")
}

// TestCallbackTypes: which types answer which interactions.
func TestCallbackTypes(t *testing.T) {
	bodies := map[int]object{
		4: {"content": "x"}, 5: nil, 6: nil, 7: {"content": "y"}, 8: {"choices": []any{}},
		9: {"custom_id": "m", "title": "t", "components": []any{object{"type": 18, "label": "l", "component": object{"type": 4, "custom_id": "i", "style": 1}}}},
	}
	for _, c := range []struct {
		name  string
		begin func(*testing.T, *Server) *Exchange
		fits  []int
	}{
		{"command", asked, []int{4, 5, 9}},
		{"autocomplete", func(t *testing.T, s *Server) *Exchange {
			asked(t, s)
			return s.Autocomplete(Invocation{Command: "ask", Focused: "question", Options: object{"question": "w"}})
		}, []int{8}},
		{"button", func(t *testing.T, s *Server) *Exchange {
			ex := asked(t, s)
			callback(t, s, ex, object{"type": 4, "data": with(rows(row(press("a"))), "content", "x")})
			return s.Click(ex, "a")
		}, []int{4, 5, 6, 7, 9}},
		{"modal of a command", func(t *testing.T, s *Server) *Exchange {
			ex := asked(t, s)
			callback(t, s, ex, object{"type": 9, "data": bodies[9]})
			return s.SubmitModal(ex, map[string]any{"i": "v"})
		}, []int{4, 5}},
	} {
		for kind := 4; kind <= 9; kind++ {
			t.Run(fmt.Sprintf("%s, type %d", c.name, kind), func(t *testing.T) {
				s := checked(t, Config{})
				ex := c.begin(t, s)
				if ex.Err() != nil {
					t.Fatal(ex.Err())
				}
				body := object{"type": kind}
				if bodies[kind] != nil {
					body["data"] = bodies[kind]
				}
				status, got := callback(t, s, ex, body)
				fitting := strings.Contains(fmt.Sprint(c.fits), fmt.Sprint(kind))
				if fitting {
					if status != http.StatusNoContent {
						t.Errorf("%d %v", status, got)
					}
					wantViolations(t, s)
					return
				}
				refused(t, "callback", status, got, 400, 50035)
				wantViolations(t, s, "can't answer an interaction")
			})
		}
	}
}

func TestCallbackData(t *testing.T) {
	for _, c := range []struct {
		name string
		body object
		want string
	}{
		{"deferral with V2", object{"type": 5, "data": object{"flags": flagV2}}, "only EPHEMERAL (64) is allowed"},
		{"deferral with content", object{"type": 5, "data": object{"content": "x"}}, "a deferral carries no message"},
		{"empty message", object{"type": 4, "data": object{}}, "Cannot send an empty message"},
		{"modal without title", object{"type": 9, "data": object{"custom_id": "a", "components": []any{object{}}}}, "data/title"},
		{"modal of six", object{"type": 9, "data": object{"custom_id": "a", "title": "t", "components": many(6, func(int) any { return object{} })}}, "6 components, want 1 to 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Config{})
			ex := asked(t, s)
			status, got := callback(t, s, ex, c.body)
			if status != http.StatusBadRequest {
				t.Errorf("%d %v", status, got)
			}
			wantViolations(t, s, c.want)
			if status, _ := callback(t, s, ex, object{"type": 5}); status != http.StatusNoContent {
				t.Errorf("a refused callback acknowledged: %d", status)
			}
		})
	}
}

func TestAutocomplete(t *testing.T) {
	choice := func(name string, v any) object { return object{"name": name, "value": v} }
	for _, c := range []struct {
		name    string
		choices []any
		want    string
	}{
		{"none", []any{}, ""},
		{"25", many(25, func(int) any { return choice("a", "b") }), ""},
		{"26", many(26, func(int) any { return choice("a", "b") }), "26 choices"},
		{"name of 101", []any{choice(n(101), "b")}, "name: 101 characters"},
		{"value of 101", []any{choice("a", n(101))}, "value: 101 characters"},
		{"number for text", []any{choice("a", 1)}, "no value for an option of type 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Config{})
			asked(t, s)
			ex := s.Autocomplete(Invocation{Command: "ask", Focused: "question", Options: object{"question": "w", "limit": 3}})
			if !strings.Contains(string(ex.Payload()), `"focused":true`) || ex.Err() != nil {
				t.Fatalf("%s %v", ex.Payload(), ex.Err())
			}
			callback(t, s, ex, object{"type": 8, "data": object{"choices": c.choices}})
			if c.want != "" {
				wantViolations(t, s, c.want)
				return
			}
			got, err := ex.WaitChoices(patience(t))
			if err != nil || len(got) != len(c.choices) {
				t.Errorf("%v %v", got, err)
			}
			wantViolations(t, s)
		})
	}
}
