package source_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
	"cuttings/internal/source"
)

func TestRevise(t *testing.T) {
	const first = "The fire at Tarnbeck mill injured 12 people. Some 40 neighbours left their homes. The mill was worth £3 million. It has 4 chimneys and 9 chimneys of brick."
	for name, tt := range map[string]struct {
		later string
		want  []string // was → is
	}{
		"another number":        {"The fire at Tarnbeck mill on Tuesday injured 15 people.", []string{"12 people → 15 people"}},
		"another word for them": {"The Tarnbeck mill fire injured 14 men.", []string{"12 people → 14 men"}},
		"money":                 {"The mill was worth £5 million, its owner said.", []string{"£3 million → £5 million"}},
		"the same":              {"The fire at Tarnbeck mill injured 12 people, the crews said.", nil},
		"of something else":     {"The fire at Tarnbeck mill injured 3 horses.", nil},
		"of another event":      {"A bus crash in Oxford left 15 people with bruises.", nil},
		"both are given":        {"The fire at Tarnbeck mill injured 12 people, and 15 people at the mill fled.", nil},
		"two to choose from":    {"The brick chimneys, 7 chimneys, were standing.", nil},
		"no figure":             {"The fire at Tarnbeck mill injured nobody.", nil},
		"two, in order":         {"Fire: 60 neighbours left their homes. The fire at Tarnbeck mill injured 15 people.", []string{"40 neighbours → 60 neighbours", "12 people → 15 people"}},
	} {
		store, idx := librarytest.Open(t, archive.Article{ID: "a", Text: first}, archive.Article{ID: "b", Text: tt.later}, archive.Article{ID: "c", Text: "The council met."})
		was, err := store.Cutting(t.Context(), 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		is, err := store.Cutting(t.Context(), 2, 0)
		if err != nil {
			t.Fatal(err)
		}
		list, err := source.Revise(t.Context(), idx, is, []archive.Version{was}, 5)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range list {
			a, b := r.Was.Answer[0].Of(r.Was.Version.Text), r.Is.Answer[0].Of(r.Is.Version.Text)
			got = append(got, fmt.Sprintf("%s → %s", counted(r.Was.Text(), a), counted(r.Is.Text(), b)))
			if r.Was.Verify() != nil || r.Is.Verify() != nil || r.Was.Version.Number != 1 || r.Is.Version.Number != 2 {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if strings.Join(got, "; ") != strings.Join(tt.want, "; ") {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// counted is a figure with the word behind it, unless it is money.
func counted(sentence, figure string) string {
	behind := strings.Fields(sentence[strings.Index(sentence, figure)+len(figure):])
	if strings.HasPrefix(figure, "£") || len(behind) == 0 {
		return figure
	}
	return figure + " " + strings.Trim(behind[0], ".,")
}

// Reports made to be slow take no longer than their first sentences.
func TestReviseOfEndlessReports(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "The mill at Tarnbeck has %d doors and %d windows. ", i+2, i+5000)
	}
	v := archive.Version{Article: archive.Article{Text: b.String()}, Number: 1, Version: 1, Hash: archive.Hash(b.String())}
	_, idx := librarytest.Open(t, archive.Article{ID: "a", Text: "One."})
	began := time.Now()
	earlier := make([]archive.Version, 50)
	for i := range earlier {
		earlier[i] = v
	}
	if _, err := source.Revise(t.Context(), idx, v, earlier, 3); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
