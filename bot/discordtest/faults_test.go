package discordtest

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

func messagesPath(method, path string) bool {
	return method == "POST" && strings.HasSuffix(path, "/messages")
}

// TestFaults: each fault happens once; whether the message exists afterwards is
// part of the fault.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name      string
		fault     Fault
		status    int // 0: no answer
		contains  string
		header    string
		took      bool
		retryable bool // the next request is served at once
	}{
		{"429 user", RateLimited(3*time.Second, "user"), 429, `"global":false`, "user", false, false},
		{"429 shared", RateLimited(3*time.Second, "shared"), 429, `"retry_after":3`, "shared", false, false},
		{"429 global", RateLimited(3*time.Second, "global"), 429, `"global":true`, "global", false, false},
		{"429 Cloudflare", Cloudflare(3 * time.Second), 429, "<html>", "", false, false},
		{"500", ServerError(500), 500, `"code":0`, "", false, true},
		{"502", ServerError(502), 502, "<html>", "", false, true},
		{"503", ServerError(503), 503, "Service Unavailable", "", false, true},
		{"403", APIError(403, 50001, "Missing Access"), 403, "50001", "", false, true},
		{"slow", Slow(time.Millisecond), 200, `"id"`, "", true, true},
		{"dropped before", DropBefore(), 0, "", "", false, true},
		{"dropped after", DropAfter(), 0, "", "", true, true},
		{"truncated", TruncatedJSON(), 200, "", "", true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Config{})
			s.OnREST(messagesPath, 1, c.fault)
			post := func() (int, []byte, http.Header, error) {
				q := newRequest(t, "POST", s.URL()+"/api/v10/channels/"+ChannelID+"/messages", strings.NewReader(`{"content":"x"}`))
				resp, err := client.Do(q)
				if err != nil {
					return 0, nil, nil, err
				}
				defer resp.Body.Close()
				b, err := io.ReadAll(resp.Body)
				return resp.StatusCode, b, resp.Header, err
			}
			status, b, header, err := post()
			if status != c.status || (status == 0) != (err != nil) || !strings.Contains(string(b), c.contains) {
				t.Fatalf("%d %q %v", status, b, err)
			}
			if header.Get("X-RateLimit-Scope") != c.header {
				t.Errorf("scope %q, want %q", header.Get("X-RateLimit-Scope"), c.header)
			}
			if c.status == 429 && header.Get("Retry-After") != "3" {
				t.Errorf("Retry-After %q, want 3", header.Get("Retry-After"))
			}
			if c.name == "truncated" && json.Valid(b) {
				t.Errorf("%s is whole", b)
			}
			if took := len(s.Messages(ChannelID)) == 1; took != c.took {
				t.Errorf("took effect: %v, want %v", took, c.took)
			}
			if again, _, _, err := post(); c.retryable != (again == 200) {
				t.Errorf("the next request: %d, %v", again, err)
			}
			wantViolations(t, s)
		})
	}
}

func TestFaultsInARow(t *testing.T) {
	s := start(t, Config{})
	s.OnREST(nil, 2, ServerError(503))
	s.OnREST(nil, 1, ServerError(500))
	for _, want := range []int{503, 503, 500, 200} {
		if status, _ := call(t, s, "GET", "/users/@me", nil); status != want {
			t.Errorf("status %d, want %d", status, want)
		}
	}
	s.OnREST(func(_, path string) bool { return path == "/users/@me" }, -1, ServerError(502))
	for range 3 {
		if status, _, _ := try(t, s, "GET", "/users/@me", nil); status != 502 {
			t.Errorf("status %d, want 502", status)
		}
	}
	if status, _ := call(t, s, "GET", "/gateway", nil); status != 200 {
		t.Errorf("another route: status %d", status)
	}
	if c := s.Counts(); c.Status[503] != 2 || c.Status[502] != 3 || c.Status[200] != 2 {
		t.Errorf("counts %v", c.Status)
	}
}

func TestRateLimits(t *testing.T) {
	s := start(t, Config{RateLimit: func(string) (int, time.Duration) { return 2, time.Hour }})
	get := func(path string) (*http.Response, object) {
		resp, err := client.Do(newRequest(t, "GET", s.URL()+"/api/v10"+path, nil))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var got object
		_ = json.NewDecoder(resp.Body).Decode(&got)
		return resp, got
	}
	for _, left := range []string{"1", "0"} {
		resp, _ := get("/channels/" + ChannelID)
		h := resp.Header
		if resp.StatusCode != 200 || h.Get("X-RateLimit-Limit") != "2" || h.Get("X-RateLimit-Remaining") != left || h.Get("X-RateLimit-Bucket") == "" {
			t.Errorf("%d %v", resp.StatusCode, h)
		}
		after, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
		if err != nil || after < 3590 || after > 3600 {
			t.Errorf("X-RateLimit-Reset-After %q", h.Get("X-RateLimit-Reset-After"))
		}
	}
	resp, got := get("/channels/" + ChannelID)
	if resp.StatusCode != 429 || got["retry_after"].(float64) < 3590 || got["global"] != false || resp.Header.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("%d %v", resp.StatusCode, got)
	}
	if resp, _ := get("/channels/" + DMID); resp.StatusCode != 200 {
		t.Errorf("another channel: %d", resp.StatusCode)
	}
	wantViolations(t, s)
	if resp, _ := get("/channels/" + ChannelID); resp.StatusCode != 429 {
		t.Errorf("at once again: %d", resp.StatusCode)
	}
	s.mu.Lock()
	for k, b := range s.blocks {
		b.since = b.since.Add(-time.Minute)
		s.blocks[k] = b
	}
	s.mu.Unlock()
	get("/channels/" + ChannelID)
	wantViolations(t, s, "before the end of a 429")
}

func TestGlobalRateLimit(t *testing.T) {
	s := start(t, Config{})
	s.mu.Lock()
	s.global = window{left: 0, reset: time.Now().Add(time.Hour)}
	s.mu.Unlock()
	status, got := call(t, s, "GET", "/users/@me", nil)
	if status != 429 || got["global"] != true {
		t.Errorf("%d %v", status, got)
	}
	ex := s.Invoke(Invocation{Command: "x", Unchecked: true})
	if status, got := callback(t, s, ex, object{"type": 5}); status != http.StatusNoContent {
		t.Errorf("interactions are outside of the global limit: %d %v", status, got)
	}
	wantViolations(t, s)
}

// TestCloseNeverHangs: with a gateway connection, a request that is being served
// slowly and somebody who waits.
func TestCloseNeverHangs(t *testing.T) {
	s := New(Config{})
	w, _ := ready(t, s)
	s.OnREST(nil, 1, Slow(time.Hour))
	slow := make(chan error, 1)
	go func() {
		_, _, err := try(t, s, "GET", "/users/@me", nil)
		slow <- err
	}()
	if err := s.Wait(t.Context(), func(c Counts) bool { return c.REST["GET /users/@me"] == 1 }); err != nil {
		t.Fatal(err)
	}
	waiting := make(chan error, 1)
	go func() { waiting <- s.WaitReady(t.Context(), 99) }()
	s.Close()
	s.Close()
	if err := <-waiting; err != ErrClosed {
		t.Errorf("WaitReady returned %v, want ErrClosed", err)
	}
	if err := <-slow; err == nil {
		t.Error("the slow request was answered")
	}
	if code := w.closed(); code != 0 {
		t.Errorf("close code %d", code)
	}
}
