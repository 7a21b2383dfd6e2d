package card

import (
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// How the program stands is one card, read as it is said at the terminal.
func TestStatus(t *testing.T) {
	at := time.Date(2026, 11, 26, 6, 30, 0, 0, time.UTC)
	standing := archive.Standing{At: at, Version: "1.2_beta*", Bots: []archive.Bot{{Version: "1.2_beta*", Since: at, Seen: at}}, Missed: 7}
	m, err := Render(desk.StatusReply{Standing: standing}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := Text(m)
	for _, want := range []string{"Cuttings 1.2_beta* · 26 November 2026, 06:30 UTC", "gateway: 0 of 0 shards connected", "found nothing: 7"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
