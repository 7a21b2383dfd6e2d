package bot

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
)

// wire is a REST client and a server of the test's own, joined in memory in a
// synctest bubble: pauses take no time and are exact.
type wire struct {
	*rest
	log  bytes.Buffer
	dial func() error // fails a dial; nil lets all through
}

const secret = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.bot.token"

func onWire(t *testing.T, handler http.HandlerFunc, test func(t *testing.T, w *wire)) {
	synctest.Test(t, func(t *testing.T) {
		w := new(wire)
		r, err := newREST(Config{
			Meter: noMeter{}, Token: secret, API: "http://discord.test", Version: "1.2.3",
			Log: slog.New(slog.NewTextHandler(&w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		})
		if err != nil {
			t.Fatal(err)
		}
		w.rest = r
		r.transport.rand = func() float64 { return 0 }
		pipes := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
		r.transport.base.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			if w.dial != nil {
				if err := w.dial(); err != nil {
					return nil, &net.OpError{Op: "dial", Err: err}
				}
			}
			here, there := net.Pipe()
			select {
			case pipes.conns <- there:
				return here, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		server := &http.Server{Handler: handler}
		served := make(chan error)
		go func() { served <- server.Serve(pipes) }()
		test(t, w)
		r.close()
		close(pipes.closed)
		_ = server.Close()
		<-served
	})
}

// pipes are a net.Listener.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error   { return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }
