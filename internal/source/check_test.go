package source_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
	"cuttings/internal/source"
)

// beside is a claim as the table names it: what was found, then each figure as
// "asked finding stands No. n".
func beside(c source.Claim) []string {
	list := []string{string(c.Finding)}
	if c.Words {
		list = append(list, fmt.Sprintf("words No. %d", c.Quote.Version.Number))
	}
	for _, f := range c.Figures {
		one := f.Asked + " " + string(f.Finding)
		if f.Finding != source.Nothing {
			one += fmt.Sprintf(" %s No. %d", f.Stands, f.Quote.Version.Number)
		}
		list = append(list, one)
	}
	return list
}

func TestCheck(t *testing.T) {
	day := func(y int) archive.Date { return archive.Date{Year: y, Month: 3, Day: 1} }
	store, replica := librarytest.Open(t,
		archive.Article{ID: "a", Title: "Radcliffe posts to go", Published: day(2006), Text: "The Radcliffe hospital said 600 posts must go by autumn. The canteen serves 90 meals a day."},
		archive.Article{ID: "b", Title: "Radcliffe cuts", Published: day(2009), Text: "Managers of the Radcliffe hospital told nurses that 366 jobs will go. It must save £44m in its budget of £600m."},
		archive.Article{ID: "c", Title: "Nursing", Published: day(2010), Text: "Of the cuts at the Horton, 225 posts are in nursing and 250 posts in administration. Bells rang in Cowley at noon."},
		archive.Article{ID: "d", Title: "Weather", Text: "It rained for days in Abingdon. Farmers near Witney lost their barley. Rivers rose along the Cherwell. Nobody was hurt."},
	)
	for text, want := range map[string][]string{
		"The canteen serves 90 meals a day.":                                             {"same", "words No. 1"},
		"At the Radcliffe hospital 600 jobs must go.":                                    {"same", "600 same 600 No. 1"},
		"At the Radcliffe hospital 700 jobs must go.":                                    {"a different figure", "700 a different figure 600 No. 1"}, // which shares more
		"At the Radcliffe hospital 600 nurses must go.":                                  {"nothing found", "600 nothing found"},
		"At the Churchill hospice 600 jobs must go.":                                     {"nothing found", "600 nothing found"},
		"Of the cuts at the Horton, 225 posts are in nursing and 260 in administration.": {"a different figure", "225 same 225 No. 3", "260 a different figure 250 No. 3"},
		"Of the cuts at the Horton, 925 posts are in nursing and 960 in administration.": {"nothing found", "925 nothing found", "960 nothing found"}, // which for which?
		"Rivers rose along the Isis.":                                                    {"nothing found"},
	} {
		c, err := source.Check(t.Context(), store, replica, archive.Filter{}, text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, beside(c.Claims[0])); diff != "" || len(c.Claims) != 1 {
			t.Errorf("%q: %d claims (-want +got):\n%s", text, len(c.Claims), diff)
		}
	}
	if _, err := source.Check(t.Context(), store, replica, archive.Filter{}, "?!"); !errors.Is(err, source.ErrNoWords) {
		t.Errorf("no words: %v", err)
	}
}

func FuzzCheck(f *testing.F) {
	store, idx := library(f)
	for _, s := range []string{about, "**600** jobs", "£1m £1m £1m", "5% 5% of 5%", "\xff 3", "a third of 10,000", "The key is 3.5% of it. It fell 4% in 2009-10."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := source.Check(t.Context(), store, idx, archive.Filter{}, s)
		if errors.Is(err, source.ErrNoWords) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, claim := range c.Claims {
			if claim.Words {
				if err := claim.Quote.Verify(); err != nil {
					t.Fatal(err)
				}
			}
			for _, f := range claim.Figures {
				if f.Finding == source.Nothing {
					continue
				}
				if err := f.Quote.Verify(); err != nil || f.Quote.Answer[0].Of(f.Quote.Version.Text) != f.Stands {
					t.Fatalf("%+v: %v", f, err)
				}
			}
		}
	})
}
