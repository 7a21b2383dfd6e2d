package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"cuttings/bot/card"
	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
)

// loopback listens for interactions at a free port.
func loopback(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func address(l net.Listener) string { return "http://" + l.Addr().String() + endpointPath }

// Everything that comes by the gateway may come by HTTP: newStage sees by the name
// of the test which way it is.
func TestByHTTP(t *testing.T) {
	for name, test := range map[string]func(*testing.T){
		"ask": TestAsk, "everywhere": TestEverywhere, "failures": TestFailures, "unknown": TestUnknown,
		"autocomplete": TestAutocomplete, "figures": TestFigures, "cite": TestCite, "coverage": TestCoverage,
		"hide": TestHide, "wrong": TestWrong, "wrong elsewhere": TestWrongElsewhere, "forget me": TestForgetMe, "message command": TestMessageCommand, "message commands on the seeds": TestMessageCommandsOnTheSeeds,
		"post": TestPost, "post at once": TestPostAtOnce, "post failures": TestPostFailures,
		"post follows hiding": TestPostFollowsHiding, "delete": TestDelete, "turn": TestTurn, "context": TestContext, "sheet": TestSheet, "same story": TestSameStory,
		"watch": TestWatch, "watch of somebody else": TestWatchOfSomebodyElse, "help": TestHelpIsClickable,
		"card refused": TestCardRefused, "many at once": TestManyAtOnce, "stop while working": TestStopWhileWorking,
		"one server": TestCommandsOfOneServer, "setup": TestSetup, "public answer": TestPublicAnswer, "public declines": TestPublicDeclines, "languages": TestLanguages,
	} {
		t.Run(name, test)
	}
}

// stageByHTTP is a stage with a bot that takes interactions by HTTP.
func stageByHTTP(t *testing.T) (*stage, *running) {
	s := newStage(t)
	s.byHTTP = true
	return s, s.open()
}

// Who takes interactions by HTTP connects to no gateway.
func TestNoGateway(t *testing.T) {
	s, _ := stageByHTTP(t)
	expect(t, s.answer(s.ask()), quoted)
	if c := s.server.Counts(); c.Identifies != 0 || c.REST["GET /gateway/bot"] != 0 {
		t.Errorf("%d identifies, %d questions for the gateway", c.Identifies, c.REST["GET /gateway/bot"])
	}
}

// Two processes behind a load balancer answer in turn; a button of the one's card
// works at the other.
func TestReplicas(t *testing.T) {
	s, _ := stageByHTTP(t)
	first := address(s.cfg.Listener)
	s.open()
	if err := s.server.SetEndpoint(s.ctx, first, address(s.cfg.Listener)); err != nil {
		t.Fatal(err)
	}
	var last discordtest.Message
	for range 4 {
		last = s.answer(s.ask())
		expect(t, last, quoted)
	}
	s.server.Invoke(discordtest.Invocation{Command: "help"}) // to shift whose turn it is
	expect(t, s.followUp(s.server.Click(last, last.Buttons()[0].CustomID)), "Posted by")
}

// Until Discord has the first answer there is no webhook; what follows is sent
// again then.
func TestEditBeforeAnswer(t *testing.T) {
	s, _ := stageByHTTP(t)
	s.server.OnREST(at("PATCH /webhooks/"), 2, discordtest.APIError(404, 10015, "Unknown Webhook"))
	expect(t, s.answer(s.ask()), quoted)
}

// request sends a request to the bot as it is, and returns the status and the body.
func (s *stage) request(body io.Reader, header http.Header) (int, string) {
	s.t.Helper()
	q, err := http.NewRequestWithContext(s.ctx, http.MethodPost, address(s.cfg.Listener), body)
	if err != nil {
		s.t.Fatal(err)
	}
	q.Header = header
	return s.do(q)
}

func (s *stage) do(q *http.Request) (int, string) {
	s.t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(q)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func stamp(ago time.Duration) string { return strconv.FormatInt(time.Now().Add(-ago).Unix(), 10) }

// Whatever is not Discord's, or not of now, is refused before anything is done.
func TestRefusedByHTTP(t *testing.T) {
	s, _ := stageByHTTP(t)
	s.desk.does(func(context.Context, string, map[string]string) (desk.Reply, error) {
		t.Error("the desk was asked")
		return nil, errors.New("asked")
	})
	body := fmt.Sprintf(`{"id":"1","type":2,"token":%q,"data":%s}`, token, askData)
	signed := func(stamp, body string) http.Header { return s.server.Sign(stamp, []byte(body)) }
	with := func(h http.Header, name, value string) http.Header { h.Set(name, value); return h }
	stranger := discordtest.New(discordtest.Config{Token: "another", RequireAllowedMentions: true})
	defer stranger.Close()
	now, huge := stamp(0), strings.Repeat(" ", 10<<20)+body
	tests := []struct {
		name   string
		body   string
		header http.Header
		status int
	}{
		{"another key", body, stranger.Sign(now, []byte(body)), 401},
		{"another body", body + " ", signed(now, body), 401},
		{"another time", body, with(signed(stamp(time.Hour), body), "X-Signature-Timestamp", now), 401},
		{"no signature", body, with(signed(now, body), "X-Signature-Ed25519", ""), 401},
		{"half a signature", body, with(signed(now, body), "X-Signature-Ed25519", "00ff"), 401},
		{"no time", body, signed("", body), 401},
		{"no number", body, signed("now", body), 401},
		{"replayed", body, signed(stamp(61*time.Second), body), 401},
		{"a year old", body, signed(stamp(365*24*time.Hour), body), 401},
		{"of tomorrow", body, signed(stamp(-24*time.Hour), body), 401},
		{"of the end of time", body, signed("9223372036854775807", body), 401},
		{"before time", body, signed("-9223372036854775808", body), 401},
		{"a form", body, with(signed(now, body), "Content-Type", "application/x-www-form-urlencoded"), 415},
		{"10 MB", huge, signed(now, huge), 413},
		{"no JSON", "{", signed(now, "{"), 400},
		{"no interaction", `{"type":1}`, signed(now, `{"type":1}`), 400},
		{"nothing", "", signed(now, ""), 400},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if status, text := s.request(strings.NewReader(test.body), test.header); status != test.status {
				t.Errorf("%d %q, want %d", status, text, test.status)
			}
		})
	}
	if n := s.server.Counts().REST["PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"]; n != 0 {
		t.Errorf("%d edits", n)
	}
	if log := s.log.String(); strings.Count(log, "clock right") != 5 {
		t.Errorf("the log names the clock otherwise than for what Discord once signed:\n%s", log)
	}
}

// A request that is sent again gets the same answer, and nothing is done twice.
func TestSentTwiceByHTTP(t *testing.T) {
	s, bot := stageByHTTP(t)
	asked := make(chan struct{}, 2)
	s.desk.does(func(context.Context, string, map[string]string) (desk.Reply, error) {
		asked <- struct{}{}
		return desk.HelpReply{}, nil
	})
	s.faulty = true // the test's Discord didn't make this interaction
	for _, kind := range []int{2, 4, 1} {
		body := fmt.Sprintf(`{"id":"%d","type":%d,"token":"x","data":%s}`, kind, kind, askData)
		first, want := s.request(strings.NewReader(body), s.server.Sign(stamp(0), []byte(body)))
		again, got := s.request(strings.NewReader(body), s.server.Sign(stamp(0), []byte(body)))
		if first != 200 || again != 200 || got != want {
			t.Errorf("%d %s, again %d %s", first, want, again, got)
		}
	}
	bot.stop()
	if len(asked) != 1 {
		t.Errorf("the desk was asked %d times", len(asked))
	}
}

// Who is turned away, by the operator or for a while, is asked nothing when a request is
// sent again either, and who was let in is asked the same.
func TestTurnedAwaySentTwiceByHTTP(t *testing.T) {
	s := newStage(t)
	s.byHTTP, s.faulty, s.cfg.Access.DenyUsers, s.cfg.Limits.User = true, true, []string{"9"}, 1 // the test's Discord didn't make these interactions
	s.open()
	for i, want := range []string{`{"type":9,`, `{"type":6}`, `{"type":6}`} {
		user := []string{"8", "8", "9"}[i]
		body := fmt.Sprintf(`{"id":"%d","type":3,"token":"x","user":{"id":%q},"data":{"custom_id":%q}}`, i+1, user, card.WrongID(desk.RefTo(sample(t))))
		var answers []string
		for range 2 {
			status, got := s.request(strings.NewReader(body), s.server.Sign(stamp(0), []byte(body)))
			if status != 200 || !strings.HasPrefix(got, want) {
				t.Errorf("%d: %d %s", i, status, got)
			}
			answers = append(answers, got)
		}
		if answers[0] != answers[1] {
			t.Errorf("%d: %s, again %s", i, answers[0], answers[1])
		}
	}
}

// A kind of interaction that nobody knows yet is answered like a command.
func TestUnknownTypeByHTTP(t *testing.T) {
	s, _ := stageByHTTP(t)
	s.faulty = true // as above
	body := `{"id":"1","type":17,"token":"x","data":null}`
	if status, got := s.request(strings.NewReader(body), s.server.Sign(stamp(0), []byte(body))); status != 200 || got != `{"type":5,"data":{"flags":64}}` {
		t.Errorf("%d %s", status, got)
	}
}

// Other ways and paths lead nowhere.
func TestMethodsAndPaths(t *testing.T) {
	s, _ := stageByHTTP(t)
	root := strings.TrimSuffix(address(s.cfg.Listener), endpointPath)
	for _, test := range []struct {
		method, path string
		status       int
	}{
		{"GET", endpointPath, 405},
		{"PUT", endpointPath, 405},
		{"POST", "/", 404},
		{"GET", "/healthz", 200},
		{"GET", "/readyz", 200},
		{"POST", "/readyz", 405},
	} {
		q, err := http.NewRequestWithContext(s.ctx, test.method, root+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if status, _ := s.do(q); status != test.status {
			t.Errorf("%s %s: %d, want %d", test.method, test.path, status, test.status)
		}
	}
}

// A body that ends early or never is given up; others are answered meanwhile.
func TestSlowAndShortBodies(t *testing.T) {
	s, _ := stageByHTTP(t)
	for name, rest := range map[string]string{"ends early": "\x00end", "never comes": ""} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", s.cfg.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			var head bytes.Buffer
			fmt.Fprintf(&head, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n", endpointPath)
			if err := s.server.Sign(stamp(0), nil).Write(&head); err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(conn, head.String()+"\r\n{"); err != nil {
				t.Fatal(err)
			}
			expect(t, s.answer(s.ask()), quoted)
			if rest != "" {
				if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
					t.Fatal(err)
				}
			}
			began := time.Now()
			if err := conn.SetReadDeadline(began.Add(30 * time.Second)); err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(conn)
			if err != nil || !strings.HasPrefix(string(got), "HTTP/1.1 400 ") {
				t.Errorf("after %v: %q, %v", time.Since(began), got, err)
			}
		})
	}
}

// Before Discord has said who the bot is the process lives, and isn't ready.
func TestNotReady(t *testing.T) {
	s := newStage(t)
	s.cfg.Listener = loopback(t)
	s.server.OnREST(at("GET /applications/@me"), 1, discordtest.ServerError(503))
	s.server.OnREST(at("GET /applications/@me"), 1, discordtest.Slow(200*time.Millisecond))
	behind := errors.New("the index is behind")
	s.cfg.Ready = func(context.Context) error { return behind }
	b, err := New(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(s.ctx)
	done := make(chan error)
	go func() { done <- b.Run(ctx) }()
	get := func(path string) (int, string) {
		q, err := http.NewRequestWithContext(s.ctx, http.MethodGet, "http://"+s.cfg.Listener.Addr().String()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		return s.do(q)
	}
	if status, _ := get("/healthz"); status != 200 {
		t.Errorf("healthz: %d", status)
	}
	if status, text := get("/readyz"); status != 503 || !strings.Contains(text, "who this bot is") {
		t.Errorf("readyz at first: %d %s", status, text)
	}
	if status, _ := s.request(strings.NewReader("{}"), s.server.Sign(stamp(0), []byte("{}"))); status != 503 {
		t.Errorf("an interaction at first: %d", status)
	}
	if err := s.log.wait(s.ctx, "taking interactions by HTTP", 1); err != nil {
		t.Fatal(err)
	}
	if status, text := get("/readyz"); status != 503 || !strings.Contains(text, behind.Error()) {
		t.Errorf("readyz later: %d %s", status, text)
	}
	if s.log.wait(s.ctx, "Interactions Endpoint URL", 1) != nil {
		t.Errorf("the log does not say where to put the address:\n%s", s.log)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A listener that breaks ends the bot with a word.
func TestListenerBreaks(t *testing.T) {
	s := newStage(t)
	s.cfg.Listener = loopback(t)
	_ = s.cfg.Listener.Close()
	b, err := New(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Run(s.ctx); err == nil || !strings.Contains(err.Error(), "taking interactions by HTTP") {
		t.Errorf("Run: %v", err)
	}
}

// FuzzReceive: what isn't signed by Discord never gets through, whatever it is.
func FuzzReceive(f *testing.F) {
	f.Add("application/json", "1700000000", strings.Repeat("00", 64), []byte(`{"id":"1","token":"x","type":1}`))
	f.Add("text/plain", "", "", []byte(nil))
	key, err := application{VerifyKey: strings.Repeat("ab", 32)}.publicKey()
	if err != nil {
		f.Fatal(err)
	}
	e := &endpoint{now: time.Now}
	f.Fuzz(func(t *testing.T, kind, stamp, signature string, body []byte) {
		q, err := http.NewRequest(http.MethodPost, endpointPath, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", kind)
		q.Header.Set("X-Signature-Timestamp", stamp)
		q.Header.Set("X-Signature-Ed25519", signature)
		var refused rejection
		if _, err := e.receive(nil, q, key); !errors.As(err, &refused) {
			t.Errorf("%q %q %q: %v", kind, stamp, signature, err)
		}
	})
}
