package bot

import (
	"strings"
	"testing"
	"time"
)

// A notice is posted once, shows its text as it is, and pings nobody.
func TestNotify(t *testing.T) {
	s, server := posting(t, both...)
	const text = "Feed 3, https://a.example/*b*_c_, can't be read: @everyone **no**"
	began := time.Now()
	for range 2 {
		if err := s.Notify(t.Context(), openChannel, text, "feed3-1"); err != nil {
			t.Fatal(err)
		}
	}
	if _, found, err := s.Find(t.Context(), openChannel, "feed3-1", began); !found || err != nil {
		t.Errorf("found %v, %v", found, err)
	}
	list := server.Messages(openChannel)
	if len(list) != 1 || !strings.Contains(list[0].Text(), "@everyone") {
		t.Errorf("%d messages: %+v", len(list), list)
	}
	if err := s.Notify(t.Context(), "1300000000000000009", text, "feed3-2"); err == nil {
		t.Error("a notice was posted into a channel that isn't there")
	}
}
