package ask_test

import (
	"strings"
	"testing"

	"cuttings/internal/ask"
	"cuttings/internal/librarytest"
)

// A quote that would begin with a pronoun begins where the pronoun is
// explained, if that is near and short enough.
func TestAntecedent(t *testing.T) {
	const hill = "Ann Hill runs the bakery in Fenwick. "
	filler := strings.Repeat("Nothing of it is of any use to anyone in town. ", 3)
	for _, c := range []struct{ text, quote string }{
		{hill + "She bought a lighthouse.", hill + "She bought a lighthouse."},
		{hill + "Her husband bought a lighthouse.", hill + "Her husband bought a lighthouse."},
		{hill + "Rain fell. She bought a lighthouse.", hill + "Rain fell. She bought a lighthouse."},
		{hill + "It had a cellar. It was a lighthouse.", hill + "It had a cellar. It was a lighthouse."},
		{"The town is old. This was a lighthouse.", "The town is old. This was a lighthouse."},
		// Out of reach, or not needed.
		{hill + filler + "She bought a lighthouse.", "She bought a lighthouse."},
		{hill + strings.Repeat("and so on ", 25) + "it went. She bought a lighthouse.", "She bought a lighthouse."},
		{hill + "This year the lighthouse opened.", "This year the lighthouse opened."},
		{hill + "It was clear that the lighthouse was hers.", "It was clear that the lighthouse was hers."},
		{"Rain fell. She bought a lighthouse.", "She bought a lighthouse."}, // nobody is named
		{"She bought a lighthouse. Rain fell.", "She bought a lighthouse."},
	} {
		store, searcher := librarytest.Open(t, article("1", "", c.text))
		a, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: "lighthouse", Quotes: 1})
		if err != nil || !a.Found || a.Quotes[0].Text() != c.quote {
			t.Errorf("%s\n%+v (%v)", c.text, a.Quotes, err)
		}
	}
}
