package card

import (
	"strings"
	"testing"

	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	sources "cuttings/internal/source"
)

// sourceOf is what the desk says of a text, from the coverage that ships.
func sourceOf(t *testing.T, text string) desk.SourceReply {
	t.Helper()
	store, replica := librarytest.Seeds(t)
	r, err := desk.New(store, replica).Source(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSource(t *testing.T) {
	const exact = "a possibility of a number of specialist posts"
	for name, c := range map[string]struct {
		text string
		says []string
	}{
		"exact":  {exact, []string{"Word for word in 1 article:", "He said last night: “It’s very early days", "[Post]", "Searched 3 articles", "newest version"}},
		"nearly": {"an estimated 600 jobs out of 10,000 at the trust could be affected", []string{"your text: “600” → in the coverage: “366”", "said an estimated 366 jobs", "[Post]"}},
		"none":   {"**Pigs** may @everyone <@80351110224678912> fly: http://x.test/*a*.", []string{"Not found: Pigs may @everyone fly: http://x.test/ a .", "Nothing in 3 articles"}},
		"both":   {exact + ". Pigs may fly … We will meet staff at the Horton", []string{"Word for word", "Not found: Pigs may fly", "the text leaves something out", "“We will meet staff"}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := Render(sourceOf(t, c.text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.says {
				if !strings.Contains(Text(m), want) {
					t.Errorf("it doesn't say %q:\n%s", want, Text(m))
				}
			}
		})
	}
}

// What doesn't fit is counted, in order; what differs is named up to a number.
func TestSourceOfALongText(t *testing.T) {
	text := strings.Repeat("Health officials have raised fears. Pigs may fly for 3 miles and more than that, in any weather. ", 20)
	m, err := Render(sourceOf(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(Text(m), "more parts of the text not shown") {
		t.Error(Text(m))
	}
	changes := make([]sources.Change, maxChanges+2)
	if lines := differences(changes); len(lines) != maxChanges+1 || !strings.Contains(lines[maxChanges], "2 more differences") {
		t.Errorf("%q", lines)
	}
}

func TestSourceIsChecked(t *testing.T) {
	r := sourceOf(t, "a possibility of a number of specialist posts")
	r.Result.Pieces[0].Quote.Version.Text = "Nothing of the kind."
	if _, err := Render(r, Options{}); err == nil {
		t.Error("a quote that was changed is shown")
	}
}
