package indextest

import (
	"fmt"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
)

func testSimilar(t *testing.T, open opener) {
	x := open.fresh(t)
	var changes []archive.Change
	for i, s := range []string{
		"The Radcliffe closed.", "Radcliffe again.", "Radclyff came.", "They met in Abingdon.", "Gone: Wallingford.",
	} {
		a := archive.Article{ID: fmt.Sprint(i), Text: s, Collection: []string{"", "Union"}[i/2%2]}
		v := archive.Version{Article: a, Number: int64(i + 1), Version: 1, Hash: archive.Hash(s)}
		changes = append(changes, archive.Change{Seq: int64(i + 1), ID: a.ID, Number: v.Number, Current: &v})
	}
	gone := archive.Change{Seq: 9, ID: "4", Number: 5}
	for _, batch := range [][]archive.Change{changes[:3], changes[3:], {gone}} {
		if err := x.Apply(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	all := archive.Filter{}
	for asked, want := range map[string][]string{
		"Radclif":     {"radcliff"},             // the stem of Radcliffe; Radclyff is two slips away
		"Raddcliff":   {"radcliff"},             // nine letters, yet one slip is enough
		"Abbingtdon":  {"abingdon"},             // two slips in ten letters
		"Abignton":    nil,                      // two in eight
		"Abigndon":    {"abingdon"},             // two letters swapped
		"metn":        nil,                      // too short for a letter less
		"emt":         nil,                      // too short for a swap
		"gaani":       nil,                      // two swaps
		"aagin":       {"again"},                // a swap in five letters
		"came":        nil,                      // a word is no swap of itself
		"Badcliff":    nil,                      // another first letter
		"Wallingfort": nil,                      // nothing has it any more
		"Radcliff":    {"radcliff", "radclyff"}, // a word that is there is its own neighbour
	} {
		term := index.Analyze(asked)[0].Text
		got, err := x.Similar(t.Context(), term, all)
		if err != nil {
			t.Errorf("%s: %v", asked, err)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s, as %q (-want +got):\n%s", asked, term, diff)
		}
	}
	for _, test := range []struct {
		asked  string
		filter archive.Filter
		want   []string
	}{
		{"radclif", archive.Filter{Collection: "union"}, nil}, // one slip is another collection's, two are too many
		{"radclyf", archive.Filter{Collection: "union"}, []string{"radclyff"}},
		{"radclyff", archive.Filter{Hidden: archive.Hidden{}.Within("default")}, []string{"radcliff"}},
		{"aagin", archive.Filter{Hidden: archive.Hide([]int64{2}, nil)}, nil},
		{"abingdn", archive.Filter{Hidden: archive.Hidden{}.Within("default")}, nil},
	} {
		got, err := x.Similar(t.Context(), test.asked, test.filter)
		if err != nil {
			t.Errorf("%s: %v", test.asked, err)
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s in a part (-want +got):\n%s", test.asked, diff)
		}
	}
}
