package bot

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"cuttings/bot/gateway"
)

// connection connects to the gateway, waits for READY and for a heartbeat that is
// acknowledged, cuts the connection, and sees whether the session goes on.
func (s *smoke) connection(ctx context.Context, app application) {
	ctx, cancel := context.WithCancel(ctx)
	steps, cut, over := make(chan gateway.Step, 100), new(severable), make(chan error, 1)
	dialer := *websocket.DefaultDialer
	dialer.HandshakeTimeout, dialer.NetDialContext = 15*time.Second, cut.dial
	go func() {
		over <- gateway.Run(ctx, gateway.Config{
			Token: s.cfg.Token, Start: s.rest.gateway, Log: s.cfg.Log, Dialer: &dialer,
			Rand: func() float64 { return 0 }, // the first heartbeat at once
			Watch: func(_ int, step gateway.Step, _ time.Duration) {
				select {
				case steps <- step:
				default: // nobody waits any more
				}
			},
		}, func(*discordgo.Event) {})
	}()
	defer func() {
		cancel()
		<-over
	}()
	// until waits for a step and says what came in its place.
	until := func(want gateway.Step, wrong gateway.Step, what string) (time.Duration, error) {
		began, limit := time.Now(), time.NewTimer(s.Patience)
		defer limit.Stop()
		for {
			select {
			case step := <-steps:
				if step == want {
					return time.Since(began).Round(time.Millisecond), nil
				}
				if step == wrong {
					return 0, fmt.Errorf("%s; see the log above", what)
				}
			case err := <-over:
				over <- nil
				return 0, errors.Join(err, ctx.Err())
			case <-limit.C:
				return 0, fmt.Errorf("%s within %v; see the log above", what, s.Patience)
			}
		}
	}
	took, err := until(gateway.Ready, "", "no session became ready: can this machine open WebSockets to gateway.discord.gg")
	if !s.say("gateway", err, fmt.Sprintf("connected and ready after %v", took)) {
		return
	}
	took, err = until(gateway.Beat, "", "no heartbeat was acknowledged: something on the way holds messages back")
	if !s.say("gateway heartbeat", err, fmt.Sprintf("acknowledged after %v", took)) {
		return
	}
	cut.sever()
	took, err = until(gateway.Resumed, gateway.Ready, "the session did not go on after the connection was cut; what is asked in such a moment is lost")
	s.say("gateway resume", err, fmt.Sprintf("the session went on %v after its connection was cut", took))
}

// severable is a dialer whose last connection can be cut.
type severable struct {
	mu   sync.Mutex
	last net.Conn
}

func (s *severable) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		s.last = conn
	}
	return conn, err
}

func (s *severable) sever() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last != nil {
		_ = s.last.Close()
	}
}
