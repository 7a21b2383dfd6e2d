package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// Limits of one connection. Discord waits 3 s for an answer, so a request that
// takes longer to arrive is no use to it.
const (
	maxHeader    = 16 << 10
	readLimit    = 3 * time.Second  // of a request with its body
	writeLimit   = 10 * time.Second // from the request's header to the end of the answer
	idleLimit    = 2 * time.Minute  // between requests; longer than load balancers' own
	receiveLimit = 6 * time.Second  // at the end, for what is under way: arriving and its first answer
)

// listen is Run for a bot that takes interactions by HTTP. It connects to no
// gateway.
func (b *Bot) listen(ctx context.Context) error {
	e := &endpoint{log: b.cfg.Log, ready: b.Ready, now: time.Now}
	server := &http.Server{
		Handler: e.handler(), MaxHeaderBytes: maxHeader,
		ReadTimeout: readLimit, WriteTimeout: writeLimit, IdleTimeout: idleLimit,
		ErrorLog: slog.NewLogLogger(b.cfg.Log.Handler(), slog.LevelDebug),
	}
	ctx, stop := context.WithCancel(ctx)
	served := make(chan error)
	go func() {
		err := server.Serve(b.cfg.Listener)
		stop()
		served <- err
	}()
	err := b.serve(ctx, func(app application, s *service) error {
		key, err := app.publicKey()
		if err != nil {
			return err
		}
		e.opened.Store(&opened{service: s, key: key})
		b.cfg.Log.Info("taking interactions by HTTP", "address", b.cfg.Listener.Addr().String(), "path", endpointPath)
		if app.Endpoint == "" {
			b.cfg.Log.Warn("Discord sends nothing here yet: put this server's public address, https://…" + endpointPath +
				", into Interactions Endpoint URL on the General Information page at " + portal)
		}
		<-ctx.Done()
		// What came is answered or refused before the service is drained.
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), receiveLimit)
		defer cancel()
		if server.Shutdown(last) != nil {
			b.cfg.Log.Warn("some requests were cut short")
		}
		return nil
	})
	_ = server.Close()
	if broken := <-served; !errors.Is(broken, http.ErrServerClosed) {
		err = errors.Join(err, fmt.Errorf("taking interactions by HTTP: %w", broken))
	}
	return err
}
