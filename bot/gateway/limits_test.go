package gateway

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

// Whatever Discord answers, the identifies of a day last for the day.
func TestIdentifiesOfADay(t *testing.T) {
	tests := []struct {
		name   string
		answer func(w *world, p *peer)
	}{
		{"op 9 every time", func(_ *world, p *peer) { p.op(opInvalidSession, false) }},
		{"op 7 every time", func(_ *world, p *peer) { p.op(opReconnect, nil) }},
		{"op 9 after every READY", func(_ *world, p *peer) { p.ready("s"); p.op(opInvalidSession, false) }},
		{"op 9 after good and bad connections", func(w *world, p *peer) {
			if w.asked%8 == 0 {
				p.ready("s")
				p.alive(stable)
			}
			p.op(opInvalidSession, false)
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				cfg := w.config()
				start := cfg.Start
				day := time.Now().Add(24 * time.Hour)
				cfg.Start = func(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
					w.limit.ResetAfter = int(time.Until(day).Milliseconds())
					return start(ctx)
				}
				w.run(cfg)
				identifies := 0
				for time.Now().Before(day) {
					var p *peer
					select {
					case p = <-w.peers:
					case <-time.After(time.Until(day)):
						continue
					}
					p.op(opHello, map[string]any{"heartbeat_interval": interval.Milliseconds()})
					p.expect(opIdentify)
					identifies++
					w.limit.Remaining--
					test.answer(w, p)
					p.hangUp()
				}
				if identifies >= 1000 || identifies < 200 {
					t.Errorf("%d identifies in a day", identifies)
				}
				t.Logf("%d identifies in a day", identifies)
			})
		})
	}
}

// alive acknowledges heartbeats for so long.
func (p *peer) alive(d time.Duration) {
	end := time.After(d)
	for {
		select {
		case <-p.received:
			p.op(opHeartbeatACK, nil)
		case <-end:
			return
		}
	}
}

func TestNoIdentifyLeft(t *testing.T) {
	inWorld(t, func(w *world) {
		cfg := w.config()
		start := cfg.Start
		cfg.Start = func(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
			bot, err := start(ctx)
			if w.asked == 1 {
				bot.SessionStartLimit.Remaining, bot.SessionStartLimit.ResetAfter = 0, 3600_000
			}
			return bot, err
		}
		began := time.Now()
		w.run(cfg)
		p := w.accept()
		if took := time.Since(began); took != time.Hour {
			t.Errorf("connected after %v, want the hour that Discord named", took)
		}
		p.expect(opIdentify)
	})
}

func TestGate(t *testing.T) {
	tests := []struct {
		concurrency int
		want        []time.Duration // of the identifies of shards 0 to 3
	}{
		{1, []time.Duration{0, 5 * time.Second, 10 * time.Second, 15 * time.Second}},
		{2, []time.Duration{0, 0, 5 * time.Second, 5 * time.Second}},
		{16, []time.Duration{0, 0, 0, 0}},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			var gate Gate
			began := time.Now()
			times := make(chan time.Duration, len(test.want))
			for shard := range test.want {
				go func() {
					turn, err := gate.enter(t.Context(), shard%test.concurrency, sleep)
					if err != nil {
						t.Error(err)
						return
					}
					turn.used()
					turn.leave()
					times <- time.Since(began)
				}()
			}
			var got []time.Duration
			for range test.want {
				got = append(got, <-times)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("max_concurrency %d: %s", test.concurrency, diff)
			}
		})
	}
}

// A shard that gives up while it waits does not keep the others from their turn.
func TestGateGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var gate Gate
		first, err := gate.enter(t.Context(), 0, sleep)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := gate.enter(ctx, 0, sleep); err == nil {
			t.Error("two shards have the turn")
		}
		first.used()
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := gate.enter(ctx, 0, sleep); err == nil {
			t.Error("a turn within the 5 s")
		}
		third, err := gate.enter(t.Context(), 0, sleep)
		if err != nil {
			t.Fatal(err)
		}
		third.leave() // did not identify: the next need not wait
		began := time.Now()
		if _, err := gate.enter(t.Context(), 0, sleep); err != nil || time.Since(began) != 0 {
			t.Errorf("waited %v: %v", time.Since(began), err)
		}
	})
}

func TestSilentServer(t *testing.T) {
	inWorld(t, func(w *world) {
		w.run(w.config())
		began := time.Now()
		p := <-w.peers // says nothing at all
		p.hangUp()
		if took := time.Since(began); took != helloLimit {
			t.Errorf("waited %v for HELLO", took)
		}
		p = w.accept()
		began = time.Now()
		p.expect(opIdentify)
		p.alive(readyLimit) // acknowledges heartbeats and nothing else
		p.hangUp()
		if took := time.Since(began); took != readyLimit {
			t.Errorf("waited %v for READY", took)
		}
		w.accept().expect(opIdentify)
	})
}

// A resume address that can't be reached is not tried for ever.
func TestResumeAddressGone(t *testing.T) {
	inWorld(t, func(w *world) {
		dials := 0
		w.refuse = func(address string) bool {
			gone := address == "resume.test:80"
			if gone {
				dials++
			}
			return gone
		}
		w.run(w.config())
		p := w.identified()
		_ = p.ws.Close()
		w.accept().expect(opIdentify)
		if dials != maxDials {
			t.Errorf("%d dials of the resume address, want %d", dials, maxDials)
		}
	})
}

// Run ends at once and leaves nothing behind, whatever it is doing.
func TestStop(t *testing.T) {
	stages := map[string]func(w *world){
		"asking":          func(*world) {},
		"before HELLO":    func(w *world) { <-w.peers },
		"before READY":    func(w *world) { w.accept().expect(opIdentify) },
		"connected":       func(w *world) { w.identified() },
		"between":         func(w *world) { w.identified().op(opInvalidSession, false); synctest.Wait() },
		"no session left": func(*world) { synctest.Wait() },
	}
	for name, reach := range stages {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				if name == "no session left" {
					w.limit.Remaining = 0
				}
				w.run(w.config())
				reach(w)
				began := time.Now()
				w.stop()
				if took := time.Since(began); took > time.Second {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}
