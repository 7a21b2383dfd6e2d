package terminal

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A bot that is told to stop while it still opens its library stops.
func TestServeStopsWhileItOpens(t *testing.T) {
	t.Setenv("DISCORD_TOKEN", "x.y.z")
	t.Setenv("CUTTINGS_DATA", t.TempDir())
	rooms := Rooms{Open: func(ctx context.Context, _ Settings, _ *slog.Logger) (*Library, error) {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Signal(syscall.SIGTERM)
		}
		if err != nil {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(10 * time.Second):
			return nil, errors.New("nobody said that it is to stop")
		}
	}}
	var out, errOut strings.Builder
	if code := Run(t.Context(), rooms, []string{"serve"}, strings.NewReader(""), &out, &errOut); code != 0 || errOut.Len() > 0 {
		t.Errorf("exit status %d: %s", code, errOut.String())
	}
}
