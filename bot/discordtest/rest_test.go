package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

func TestWhatDiscordRefusesFirst(t *testing.T) {
	for _, c := range []struct {
		name         string
		path         string
		change       func(*http.Request)
		status, code int
		want         string
	}{
		{"no token", "/api/v10/users/@me", func(q *http.Request) { q.Header.Del("Authorization") }, 401, 0, "without Authorization"},
		{"another's token", "/api/v10/users/@me", func(q *http.Request) { q.Header.Set("Authorization", "Bot x") }, 401, 0, "without Authorization"},
		{"no Bot before it", "/api/v10/users/@me", func(q *http.Request) { q.Header.Set("Authorization", TestToken) }, 401, 0, "without Authorization"},
		{"some user agent", "/api/v10/users/@me", func(q *http.Request) { q.Header.Set("User-Agent", "curl/8") }, 200, 0, `User-Agent "curl/8"`},
		{"user agent, no address", "/api/v10/users/@me", func(q *http.Request) { q.Header.Set("User-Agent", "DiscordBot (1.0)") }, 200, 0, "User-Agent"},
		{"old version", "/api/v8/users/@me", nil, 404, 0, "want /api/v9 or /api/v10"},
		{"no route", "/api/v10/nowhere", nil, 404, 0, "is no route"},
		{"no API", "/elsewhere", nil, 404, 0, "want /api/v9 or /api/v10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Config{})
			q := newRequest(t, "GET", s.URL()+c.path, nil)
			if c.change != nil {
				c.change(q)
			}
			status, b, err := do(q)
			if err != nil || status != c.status {
				t.Fatalf("status %d, want %d (%v)", status, c.status, err)
			}
			var e apiError
			if status != 200 && (json.Unmarshal(b, &e) != nil || e.Code != c.code || e.Message == "") {
				t.Errorf("error %s", b)
			}
			wantViolations(t, s, c.want)
		})
	}
}

func TestBothVersions(t *testing.T) {
	s := start(t, Config{})
	for _, v := range []string{"v9", "v10"} {
		status, b, err := do(newRequest(t, "GET", s.URL()+"/api/"+v+"/gateway/bot", nil))
		if err != nil || status != http.StatusOK || !strings.Contains(string(b), s.GatewayURL()) {
			t.Errorf("%s: %d %s %v", v, status, b, err)
		}
	}
	if n := s.Counts().REST["GET /gateway/bot"]; n != 2 {
		t.Errorf("%d requests counted, want 2", n)
	}
	wantViolations(t, s)
}

func TestBodiesThatAreNoJSON(t *testing.T) {
	for _, body := range []string{`{"content": `, `nonsense`, "\x00"} {
		s := start(t, Config{})
		q := newRequest(t, "POST", s.URL()+"/api/v10/channels/"+ChannelID+"/messages", strings.NewReader(body))
		if status, b, err := do(q); err != nil || status != 400 || !strings.Contains(string(b), "50109") {
			t.Errorf("%q: %d %s %v", body, status, b, err)
		}
		wantViolations(t, s, "body:")
	}
}

// form makes a multipart body of payload_json and files.
func form(t *testing.T, payload any, files map[string]int) (*bytes.Buffer, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="payload_json"`}, "Content-Type": {"application/json"}})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(mustJSON(payload))
	for name, size := range files {
		part, err := w.CreateFormFile("files[0]", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(bytes.Repeat([]byte("x"), size))
	}
	_ = w.Close()
	return &b, w.FormDataContentType()
}

func TestFiles(t *testing.T) {
	card := func(name string) object {
		return object{"flags": flagV2, "attachments": []any{object{"id": "0", "filename": "chart.png"}}, "components": []any{
			object{"type": 12, "items": []any{object{"media": object{"url": "attachment://" + name}}}},
			object{"type": 13, "file": object{"url": "attachment://" + name}},
		}}
	}
	stray := card("chart.png")
	stray["attachments"] = []any{object{"id": "1", "filename": "chart.png"}}
	for _, c := range []struct {
		name    string
		payload object
		size    int
		status  int
		want    []string
	}{
		{"named as a file that isn't there", stray, 100, 400, []string{"1 is no file of this request"}},
		{"a chart", card("chart.png"), 100, 200, nil},
		{"another name", card("graph.png"), 100, 400, []string{`no file "graph.png"`, `no file "graph.png"`}},
		{"too large", card("chart.png"), maxFile + 1, 413, []string{"at most 10485760"}},
		{"a file alone", object{}, 100, 200, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := checked(t, Config{})
			body, kind := form(t, c.payload, map[string]int{"chart.png": c.size})
			q := newRequest(t, "POST", s.URL()+"/api/v10/channels/"+ChannelID+"/messages", body)
			q.Header.Set("Content-Type", kind)
			status, b, err := do(q)
			if err != nil || status != c.status {
				t.Fatalf("%d %s %v", status, b, err)
			}
			if status == 200 && !strings.Contains(string(b), `"filename":"chart.png"`) {
				t.Errorf("no attachment in %s", b)
			}
			if status == 200 && strings.Contains(string(b), `"url":"attachment://`) {
				t.Errorf("unresolved attachment in %s", b)
			}
			wantViolations(t, s, c.want...)
		})
	}
}

// FuzzBody: whatever a client sends, the server answers.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		`{"type":4,"data":{"content":"x"}}`, `[{"name":"ask","description":"d","options":[{"type":1,"name":"x","description":"y"}]}]`,
		`{"components":[{"type":17,"components":[{"type":9,"accessory":{"type":2}}]}],"flags":32768}`, `null`, `[null]`, `{"embeds":[{"footer":1}]}`,
	} {
		f.Add(seed)
	}
	s := New(Config{RequireAllowedMentions: true, RateLimit: unlimited, GlobalLimit: -1})
	f.Cleanup(client.CloseIdleConnections)
	f.Cleanup(s.Close)
	f.Fuzz(func(t *testing.T, body string) {
		ex := s.Invoke(Invocation{Command: "ask", Unchecked: true})
		for _, target := range []string{
			"POST /channels/" + ChannelID + "/messages", "PUT /applications/" + TestAppID + "/commands", "POST /applications/" + TestAppID + "/commands",
			"POST /interactions/" + ex.ID + "/" + ex.Token + "/callback", "PATCH /webhooks/" + TestAppID + "/" + ex.Token + "/messages/@original",
		} {
			method, path, _ := strings.Cut(target, " ")
			r := newRequest(t, method, s.URL()+"/api/v10"+path, strings.NewReader(body))
			if status, _, err := do(r); err != nil || status >= 500 {
				t.Errorf("%s with %q: status %d, %v", target, body, status, err)
			}
		}
	})
}

func unlimited(string) (int, time.Duration) { return 0, 0 }

func ExampleServer_Violations() {
	s := New(Config{})
	defer s.Close()
	resp, err := http.Get(s.URL() + "/api/v10/users/@me")
	if err == nil {
		_ = resp.Body.Close()
		fmt.Println(resp.StatusCode)
	}
	for _, v := range s.Violations() {
		fmt.Println(v)
	}
	// Output:
	// 401
	// rest: User-Agent "Go-http-client/1.1", want DiscordBot (URL, version) (docs: API Reference, User Agent)
	// rest: GET /users/@me without Authorization: Bot TOKEN (docs: API Reference, Authentication)
}

// TestAttachmentsAreKept: an edit keeps the files, unless attachments names the
// ones to keep.
func TestAttachmentsAreKept(t *testing.T) {
	s := checked(t, Config{})
	body, kind := form(t, object{"content": "x"}, map[string]int{"chart.png": 10})
	q := newRequest(t, "POST", s.URL()+"/api/v10/channels/"+ChannelID+"/messages", body)
	q.Header.Set("Content-Type", kind)
	_, b, err := do(q)
	if err != nil {
		t.Fatal(err)
	}
	id := text(at(decode(b), "id"))
	file := text(objects(at(decode(b), "attachments"))[0]["id"])
	for _, c := range []struct {
		edit object
		want int
	}{
		{object{"content": "y"}, 1},
		{object{"attachments": []any{object{"id": file}}}, 1},
		{object{"attachments": []any{}}, 0},
	} {
		status, got := call(t, s, "PATCH", "/channels/"+ChannelID+"/messages/"+id, c.edit)
		if files, _ := got["attachments"].([]any); status != http.StatusOK || len(files) != c.want {
			t.Errorf("%v: %d %v", c.edit, status, got)
		}
	}
	wantViolations(t, s)
}
