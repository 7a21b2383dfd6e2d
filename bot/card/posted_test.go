package card

import (
	"slices"
	"strings"
	"testing"

	"cuttings/internal/desk"
	"cuttings/internal/words"
)

// postedOf are cuttings of so many characters each, of which the first changed since.
func postedOf(t *testing.T, changed int, lengths ...int) (list []desk.PostedCutting) {
	t.Helper()
	for i, n := range lengths {
		q := long(t, int64(i+1), n)
		now := desk.CuttingReply{Quote: q}
		if i < changed {
			now.Present = becameOf(t, q.Text(), strings.Replace(q.Text(), "word", "term", 1))
		}
		list = append(list, desk.PostedCutting{Number: q.Version.Number, Shown: true, Now: now})
	}
	return list
}

// However many quotes a post has, however long they are and whatever became of them,
// it can be edited: what is hidden doesn't stay because the others have no room.
func TestPostedOfManyQuotes(t *testing.T) {
	one := postedOf(t, 0, 300)
	for name, c := range map[string]struct {
		cuttings []desk.PostedCutting
		left     bool // there isn't room for all of them
	}{
		"the first changed":      {postedOf(t, 1, 780, 780, 780, 780, 780), false},
		"all changed":            {postedOf(t, 5, 700, 700, 700, 700, 700), false},
		"short":                  {postedOf(t, 0, 20, 20, 20, 20, 20), false},
		"one of them twice":      {slices.Concat(one, one), false},
		"more than there can be": {postedOf(t, 9, slices.Repeat([]int{30}, 30)...), true},
	} {
		t.Run(name, func(t *testing.T) {
			r := desk.RevisitReply{Cuttings: append([]desk.PostedCutting{{Number: 99}}, c.cuttings...)}
			m, err := Render(r, Options{PostedBy: "42"})
			if err == nil {
				err = keepsLimits(m)
			}
			if err != nil {
				t.Fatal(err)
			}
			said := Text(m)
			if !strings.Contains(said, "No. 99") || !strings.HasSuffix(said, "[Delete]") || strings.Contains(said, "more quotes not shown") != c.left {
				t.Errorf("it says\n%s", said)
			}
			for _, p := range c.cuttings {
				if number := (words.Language{}).Cutting(p.Number); !c.left && !strings.Contains(said, number) {
					t.Errorf("nothing stands for %s:\n%s", number, said)
				}
			}
		})
	}
}

// Of somebody who is forgotten it says what they did, and only moderators can delete it.
func TestPostedByNobody(t *testing.T) {
	r := desk.RevisitReply{Cuttings: postedOf(t, 0, 30)}
	for want, opts := range map[string]Options{
		"Posted through this bot; by whom is not kept any more": {PostedBy: Nobody},
		"Asked through this bot; by whom is not kept any more":  {AskedBy: Nobody},
	} {
		m, err := Render(r, opts)
		if err != nil || !strings.HasSuffix(Text(m), want+"\n[Delete]") || strings.Contains(Text(m), "@") {
			t.Errorf("%v, %s", err, Text(m))
		}
	}
}
