package card

import (
	"testing"

	"cuttings/internal/words"
)

// The card's own words are German, and every quote, headline and outlet is the
// article's.
func TestGoldenGerman(t *testing.T) {
	all := replies(t)
	for _, name := range []string{"answer", "miss", "help", "hidden", "watches", "watch_drafted"} {
		m, err := Render(all[name], Options{Words: words.For("de"), CommandIDs: map[string]string{"ask": "41"}})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "german_"+name, outline(m))
	}
}
