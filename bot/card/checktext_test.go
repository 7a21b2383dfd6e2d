package card

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	sources "cuttings/internal/source"
	"cuttings/internal/text"
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

// Whatever the text and the articles hold, the card keeps to Discord's limits, and
// counts the sentences that it leaves out.
func TestCheckOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := sources.Checked{Scope: drawScope(t), Unread: rapid.IntRange(0, 2000).Draw(t, "unread")}
		for range rapid.IntRange(1, 6).Draw(t, "claims") {
			asked := hostile(60).Draw(t, "asked")
			c := sources.Claim{Span: text.Span{Start: len(r.Text), End: len(r.Text) + len(asked)}, Words: rapid.Bool().Draw(t, "words")}
			r.Text += asked
			if c.Words {
				c.Quote, c.Finding = drawQuote(t, rapid.Int64Range(1, 3).Draw(t, "number")), sources.Same
			} else {
				for range rapid.IntRange(0, 3).Draw(t, "figures") {
					f := sources.FigureClaim{Asked: hostile(9).Draw(t, "in the text"), Finding: sources.Nothing}
					if q := drawQuote(t, rapid.Int64Range(1, 3).Draw(t, "number")); len(q.Answer) > 0 {
						f.Quote, f.Stands, f.Finding = q, hostile(9).Draw(t, "in the article"), sources.Different
					}
					c.Figures = append(c.Figures, f)
				}
			}
			r.Claims = append(r.Claims, c)
		}
		m, err := Render(desk.CheckReply{Checked: r}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		containers := 0
		for _, c := range m.Components {
			if len(inside(c)) > 0 {
				containers++
			}
		}
		if containers < len(r.Claims) && !strings.Contains(Text(m), "of the text not shown") {
			t.Fatalf("%d of %d sentences are missing without a word\n%s", len(r.Claims)-containers, len(r.Claims), Text(m))
		}
	})
}
