package card

import (
	"strings"
	"testing"

	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

func TestCheckText(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	d := desk.New(store, replica)
	for name, c := range map[string]struct {
		text string
		says []string
	}{
		"words": {"Health officials have raised fears the move could adversely affect services.", []string{"The same, word for word:", "Health officials", "[Post]"}},
		"figures": {"The cancer centre at the Churchill Hospital has 12 operating theatres and 217 beds.", []string{
			"A different figure: your text: “12” → in the coverage: “10”", "“217”: the same figure, “217”:", "with 10 new operating theatres and 217 beds",
			"does not mean untrue, nor does in it mean true",
		}},
		"nothing": {"||Pigs|| may fly.", []string{"Pigs may fly.", "Nothing found."}},
		"long":    {strings.Repeat("Health officials have raised fears the move could adversely affect services. ", 50), []string{"more parts of the text not shown"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := d.CheckText(t.Context(), c.text)
			if err != nil {
				t.Fatal(err)
			}
			m, err := Render(r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.says {
				if !strings.Contains(Text(m), want) {
					t.Errorf("it doesn't say %q:\n%s", want, Text(m))
				}
			}
			if n := strings.Count(Text(m), "[Post]"); n > 1 {
				t.Errorf("%d buttons post the same:\n%s", n, Text(m))
			}
			for _, judgement := range []string{" is true", " is false", "correct", "wrong"} {
				if strings.Contains(strings.ToLower(Text(m)), judgement) {
					t.Errorf("it judges: %s", Text(m))
				}
			}
		})
	}
}
