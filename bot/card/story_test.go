package card

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	sources "cuttings/internal/source"
)

func TestGoldenStory(t *testing.T) {
	seed := seeds(t)
	posts := cut(t, seed[2006], "600 posts must go", "600 posts must go", "600 posts")
	jobs := cut(t, seed[2009], "366 health jobs", "366 health jobs", "366 health jobs")
	r := desk.StoryReply{
		Name: "posts", First: seed[2006], Page: 1, Pages: 1, Scope: ask.Scope{Coverage: coverage},
		Told:    archive.Told{Story: 1, Articles: 4, Newsrooms: 1, Reprints: 2, First: seed[2006].Published, Last: seed[2009].Published},
		Outlets: []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 2}, {Outlet: "The *Herald*", Articles: 1}, {Articles: 1}},
		Steps: []desk.Step{
			{First: true, Key: posts, Reprints: []archive.Teller{
				{Entry: archive.Entry{Number: 8, Outlet: "The *Herald*", Published: archive.Date{Year: 2006, Month: 7, Day: 1}}, ReprintOf: 1}, {Entry: archive.Entry{Number: 9}, ReprintOf: 1},
			}},
			{Key: jobs, Revised: []sources.Revised{{Was: posts, Is: jobs}}},
		},
	}
	one := desk.StoryReply{
		Name: "jobs", First: seed[2009], Page: 1, Pages: 1, Scope: r.Scope, Outlets: r.Outlets[:1], Steps: []desk.Step{{First: true, Key: jobs}},
		Told: archive.Told{Story: 2, Articles: 1, Newsrooms: 1, First: seed[2009].Published, Last: seed[2009].Published},
	}
	nearest := seed[2009]
	for name, reply := range map[string]desk.StoryReply{
		"story": r, "story_of_one": one, "story_miss": {Name: "zebra *parade*", Nearest: &nearest, Scope: r.Scope}, "story_empty": {Name: "zebra"},
	} {
		m, err := Render(reply, Options{})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, outline(m))
	}
}

// Whatever the articles hold, the card keeps to Discord's limits, and counts the
// reports and the figures that it leaves out.
func TestStoryOfAnyReports(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := desk.StoryReply{Name: hostile(20).Draw(t, "name"), Page: 1, Pages: 1, Scope: drawScope(t), Told: drawTold(t)}
		for range rapid.IntRange(0, 9).Draw(t, "outlets") {
			r.Outlets = append(r.Outlets, archive.OutletCount{Outlet: hostile(9).Draw(t, "outlet"), Articles: 2})
		}
		quotes := 0
		for i := range rapid.IntRange(1, desk.StoryPage).Draw(t, "reports") {
			s := desk.Step{First: i == 0, Key: drawQuote(t, int64(i+1))}
			quotes++
			for k := range rapid.IntRange(0, 7).Draw(t, "reprints") {
				s.Reprints = append(s.Reprints, archive.Teller{Entry: archive.Entry{Number: int64(k), Outlet: hostile(9).Draw(t, "reprinted in")}})
			}
			for range rapid.IntRange(0, 2).Draw(t, "figures") {
				s.Revised = append(s.Revised, sources.Revised{Was: drawQuote(t, 1), Is: drawQuote(t, int64(i+1))})
				quotes += 2
			}
			r.Steps = append(r.Steps, s)
		}
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		said := Text(m)
		if len(onScreen(m)) < quotes && !strings.Contains(said, "not shown") && !strings.Contains(said, "too long for a card") {
			t.Fatalf("quotes are missing without a word\n%s", said)
		}
	})
}

func TestStoryIsChecked(t *testing.T) {
	seed := seeds(t)
	good := cut(t, seed[2006], "600 posts must go", "600 posts must go")
	bad := good
	bad.Version.Text = "Nothing of the kind."
	for _, s := range []desk.Step{{Key: bad}, {Key: good, Revised: []sources.Revised{{Was: bad, Is: good}}}, {Key: good, Revised: []sources.Revised{{Was: good, Is: quote.Quote{}}}}} {
		if _, err := Render(desk.StoryReply{First: seed[2006], Page: 1, Pages: 1, Steps: []desk.Step{s}}, Options{}); err == nil {
			t.Errorf("a quote that was changed is shown: %+v", s)
		}
	}
}
