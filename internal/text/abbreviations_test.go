package text

import (
	"strings"
	"testing"
)

func TestAbbreviations(t *testing.T) {
	var all class
	for word, c := range classes {
		all |= c
		if c&never != 0 && c&(may|months) != 0 {
			t.Errorf("%q is said both to end a sentence and never to", word)
		}
		if strings.HasSuffix(word, ".") || strings.ContainsAny(word, "[]#,") {
			t.Errorf("%q can't be the word before a full stop", word)
		}
	}
	if want := never | may | number | months | starters | saying; all != want {
		t.Errorf("classes %b are used, want %b", all, want)
	}
}
