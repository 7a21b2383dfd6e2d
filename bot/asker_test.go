package bot

import (
	"encoding/json"
	"testing"
)

// What can't be read permits nothing.
func TestBits(t *testing.T) {
	for raw, want := range map[string]bits{
		`"0"`: 0, `"32"`: 32, `"9223372036854775807"`: 1<<63 - 1,
		`"9223372036854775808"`: 0, `"99999999999999999999999"`: 0, `"-1"`: 0, `"x"`: 0, `""`: 0, `32`: 0, `null`: 0,
	} {
		got := bits(8)
		if err := json.Unmarshal([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s: %d, %v, want %d", raw, got, err, want)
		}
	}
}
