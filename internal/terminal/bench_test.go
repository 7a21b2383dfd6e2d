package terminal

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

// How many are held must grow by those that were added, and may begin below that.
func TestHeldGrows(t *testing.T) {
	begun := errors.New("it has begun")
	rooms := Rooms{Open: func(context.Context, Settings, *slog.Logger) (*Library, error) { return nil, begun }}
	for held, want := range map[string]string{
		"1":       begun.Error(),
		"100,300": begun.Error(),
		"100,299": "--held 299",
		"0":       "--held 0",
	} {
		var out, errOut strings.Builder
		if code := Run(t.Context(), rooms, []string{"bench", "--held", held}, strings.NewReader(""), &out, &errOut); code != 1 || !strings.Contains(errOut.String(), want) {
			t.Errorf("--held %s: exit status %d: %s", held, code, errOut.String())
		}
	}
}
