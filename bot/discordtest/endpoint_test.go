package discordtest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// replying is an endpoint that answers both PINGs as it should, and then as told.
func replying(t *testing.T, then http.HandlerFunc) string {
	t.Helper()
	came := 0
	e := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		came++
		switch came {
		case 1: // the wrongly signed one
			w.WriteHeader(http.StatusUnauthorized)
		case 2:
			fmt.Fprint(w, `{"type":1}`)
		default:
			then(w, r)
		}
	}))
	t.Cleanup(e.Close)
	return e.URL
}

// An endpoint that looks at no signature, or that is no endpoint, isn't taken.
func TestEndpointRefused(t *testing.T) {
	s := start(t, Config{})
	for name, status := range map[string]int{"takes all": 200, "is none": 404} {
		e := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, `{"type":1}`)
		}))
		if err := s.SetEndpoint(patience(t), e.URL); err == nil || !strings.Contains(err.Error(), "want 401") {
			t.Errorf("%s: %v", name, err)
		}
		e.Close()
	}
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(401) }))
	defer refuses.Close()
	if err := s.SetEndpoint(patience(t), refuses.URL); err == nil || !strings.Contains(err.Error(), "want PONG") {
		t.Errorf("refuses all: %v", err)
	}
	if _, app := call(t, s, "GET", "/applications/@me", nil); app["interactions_endpoint_url"] != nil {
		t.Errorf("the application has the endpoint %v", app["interactions_endpoint_url"])
	}
}

// What an endpoint answers is held against the same rules as a callback.
func TestEndpointGoneWrong(t *testing.T) {
	tests := map[string]struct {
		then http.HandlerFunc
		want string
	}{
		"another status": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "was answered with 500"},
		"no JSON":        {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") }, "the answer to interaction"},
		"no object":      {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "[]") }, "no JSON object"},
		"wrong type":     {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"type":8,"data":{"choices":[]}}`) }, "type 8 can't answer"},
		"too slow":       {func(http.ResponseWriter, *http.Request) { time.Sleep(3 * time.Second) }, "deadline exceeded"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, Config{AckDeadline: 2 * time.Second})
			s.commands[""] = []map[string]any{{"id": "1", "name": "ask", "type": 1}}
			if err := s.SetEndpoint(patience(t), replying(t, test.then)); err != nil {
				t.Fatal(err)
			}
			if err := s.Invoke(Invocation{Command: "ask"}).Err(); err != nil {
				t.Fatal(err)
			}
			if err := s.wait(patience(t), func() bool { return len(s.violations) > 0 }); err != nil {
				t.Fatal(err)
			}
			wantViolations(t, s, test.want)
		})
	}
}
