package gateway

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

func TestIdentify(t *testing.T) {
	inWorld(t, func(w *world) {
		w.run(w.config())
		p := w.accept()
		if p.host != "gateway.test" || p.query != "v=10&encoding=json" {
			t.Errorf("connected to %s?%s", p.host, p.query)
		}
		got := p.expect(opIdentify)
		for _, want := range []string{`"token":"token"`, `"intents":0`, `"os":"`, `"shard":[0,1]`} {
			if !strings.Contains(got, want) {
				t.Errorf("IDENTIFY %s lacks %s", got, want)
			}
		}
		p.ready("first")
		p.event("INTERACTION_CREATE", map[string]any{"id": "1"})
		synctest.Wait()
		if diff := cmp.Diff([]string{"READY", "INTERACTION_CREATE"}, w.dispatched()); diff != "" {
			t.Error(diff)
		}
		w.stop()
		if code := p.hangUp(); code != closeGone {
			t.Errorf("at the end the connection was closed with %d, want 1000", code)
		}
	})
}

func TestHeartbeats(t *testing.T) {
	inWorld(t, func(w *world) {
		w.run(w.config())
		p := w.accept()
		began := time.Now()
		p.expect(opIdentify)
		if got := p.expect(opHeartbeat); got != "null" || time.Since(began) != interval/2 {
			t.Errorf("first heartbeat %s after %v, want null after half the interval", got, time.Since(began))
		}
		p.op(opHeartbeatACK, nil)
		p.ready("first")
		if got := p.expect(opHeartbeat); got != "1" || time.Since(began) != interval*3/2 {
			t.Errorf("second heartbeat %s after %v", got, time.Since(began))
		}
		p.op(opHeartbeatACK, nil)

		p.op(opHeartbeat, nil)
		if p.expect(opHeartbeat); time.Since(began) != interval*3/2 {
			t.Errorf("a heartbeat that Discord asked for came only after %v", time.Since(began))
		}
		p.op(opHeartbeatACK, nil)
		if p.expect(opHeartbeat); time.Since(began) != interval*5/2 {
			t.Errorf("third heartbeat after %v", time.Since(began))
		}
	})
}

func TestMissedACK(t *testing.T) {
	inWorld(t, func(w *world) {
		w.run(w.config())
		p := w.identified()
		began := time.Now()
		code := p.hangUp()
		if took := time.Since(began); took != interval*3/2 {
			t.Errorf("noticed after %v, want at the second heartbeat", took)
		}
		if code == 1000 || code == 1001 {
			t.Errorf("closed with %d, which ends the session", code)
		}
		p = w.accept()
		if got := p.expect(opResume); p.host != "resume.test" || got != `{"seq":1,"session_id":"first","token":"token"}` {
			t.Errorf("RESUME %s at %s", got, p.host)
		}
	})
}

// What Discord says decides between RESUME and IDENTIFY, and how long to wait.
func TestEndings(t *testing.T) {
	tests := []struct {
		name        string
		end         func(*peer)
		wait, until time.Duration
		next        int
	}{
		{"op 7", func(p *peer) { p.op(opReconnect, nil) }, 0, 0, opResume},
		{"op 9, resumable", func(p *peer) { p.op(opInvalidSession, true) }, time.Second, 5 * time.Second, opResume},
		{"op 9", func(p *peer) { p.op(opInvalidSession, false) }, time.Second, 5 * time.Second, opIdentify},
		{"op 9 with nonsense", func(p *peer) { p.op(opInvalidSession, "?") }, time.Second, 5 * time.Second, opIdentify},
		{"dropped", func(p *peer) { _ = p.ws.Close() }, 0, 0, opResume},
		{"4000", func(p *peer) { p.close(4000) }, 0, 0, opResume},
		{"4008 rate limited", func(p *peer) { p.close(4008) }, 0, 0, opResume},
		{"1001", func(p *peer) { p.close(1001) }, 0, 0, opResume},
		{"4003 not authenticated", func(p *peer) { p.close(4003) }, 0, 0, opIdentify},
		{"4007 invalid seq", func(p *peer) { p.close(4007) }, 0, 0, opIdentify},
		{"4009 timed out", func(p *peer) { p.close(4009) }, 0, 0, opIdentify},
		{"no JSON", func(p *peer) { p.send("no event") }, 0, 0, opIdentify},
		{"too long", func(p *peer) { _ = p.ws.WriteJSON(strings.Repeat("x", maxMessage)) }, 0, 0, opIdentify},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.run(w.config())
				p := w.identified()
				time.Sleep(window) // the next IDENTIFY need not wait for max_concurrency
				began := time.Now()
				test.end(p)
				p = w.accept()
				if took := time.Since(began); took < test.wait || took > test.until {
					t.Errorf("connected again after %v, want %v to %v", took, test.wait, test.until)
				}
				p.expect(test.next)
				if want := map[int]int{opIdentify: 2, opResume: 1}[test.next]; w.asked != want {
					t.Errorf("asked where to connect %d times, want %d", w.asked, want)
				}
			})
		})
	}
}

func TestFinalCodes(t *testing.T) {
	for _, code := range []int{4004, 4010, 4011, 4012, 4013, 4014} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.run(w.config())
				p := w.accept()
				p.expect(opIdentify)
				p.close(code)
				var final *FinalError
				if err := w.over(); !errors.As(err, &final) || final.Code != code {
					t.Errorf("Run: %v, want a FinalError of %d", err, code)
				} else if !strings.Contains(err.Error(), ": ") || !strings.Contains(err.Error(), fmt.Sprint(code)) {
					t.Errorf("%q does not say what to do", err)
				}
			})
		})
	}
}

func TestStartRefused(t *testing.T) {
	inWorld(t, func(w *world) {
		cfg := w.config()
		tries := 0
		cfg.Start = func(context.Context) (*discordgo.GatewayBotResponse, error) {
			if tries++; tries < 3 {
				return nil, errors.New("no network")
			}
			return nil, &FinalError{Text: "the token is wrong: change it"}
		}
		w.run(cfg)
		if err := w.over(); err == nil || !strings.Contains(err.Error(), "change it") || tries != 3 {
			t.Errorf("after %d tries: %v", tries, err)
		}
	})
}

// Op 7 may be the first reply to IDENTIFY and to RESUME.
func TestReconnectAsFirstReply(t *testing.T) {
	inWorld(t, func(w *world) {
		w.run(w.config())
		p := w.accept()
		p.expect(opIdentify)
		p.op(opReconnect, nil)
		p = w.identified()
		p.op(opReconnect, nil)
		for range 3 {
			p = w.accept()
			p.expect(opResume)
			p.op(opReconnect, nil)
		}
		p = w.accept()
		p.expect(opResume)
		p.seq = 1
		p.event("RESUMED", nil)
		synctest.Wait()
		if diff := cmp.Diff([]string{"READY", "RESUMED"}, w.dispatched()); diff != "" {
			t.Error(diff)
		}
	})
}

// What was missed comes after RESUME; what was handed over does not come again.
func TestReplay(t *testing.T) {
	inWorld(t, func(w *world) {
		w.run(w.config())
		p := w.identified()
		p.event("A", nil)
		p.event("B", nil)
		synctest.Wait()
		_ = p.ws.Close()

		p = w.accept()
		if got := p.expect(opResume); !strings.Contains(got, `"seq":3`) {
			t.Errorf("RESUME %s, want seq 3", got)
		}
		p.seq = 1
		for _, name := range []string{"A", "B", "C"} {
			p.event(name, nil)
		}
		p.event("RESUMED", nil)
		synctest.Wait()
		if diff := cmp.Diff([]string{"READY", "A", "B", "C", "RESUMED"}, w.dispatched()); diff != "" {
			t.Error(diff)
		}
	})
}

func (p *peer) close(code int) {
	_ = p.ws.WriteControl(8, []byte{byte(code >> 8), byte(code)}, time.Now().Add(time.Second))
}
