package card

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

func TestGoldenLatest(t *testing.T) {
	seed := seeds(t)
	jobs := cut(t, seed[2009], "366 health jobs", "366 health jobs")
	posts := cut(t, seed[2006], "600 posts must go", "600 posts must go")
	jobs.Told = archive.Told{
		Story: 4, Articles: 11, Newsrooms: 2, Reprints: 9,
		First: archive.Date{Year: 2009, Month: 4, Day: 24}, Last: archive.Date{Year: 2009, Month: 5},
	}
	posts.Told = archive.Told{Story: 5, Articles: 1, Newsrooms: 1, First: posts.Version.Published, Last: posts.Version.Published}
	r := desk.LatestReply{
		Topic: "jobs OR posts", Page: 2, More: true, Updated: coverage.Updated, Now: coverage.Updated.Add(12 * time.Minute),
		Stories: []desk.Headline{{First: seed[2009], Line: jobs, Told: jobs.Told}, {First: seed[2006], Line: posts, Told: posts.Told}},
		Scope:   ask.Scope{Coverage: coverage, Filters: []ask.Filter{{Field: "outlet", Value: "Oxford Mail"}}},
	}
	for name, reply := range map[string]desk.LatestReply{"latest": r, "latest_miss": {Scope: r.Scope, Page: 1}} {
		m, err := Render(reply, Options{})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, outline(m))
	}
}

// drawTold draws how widely a story is told.
func drawTold(t *rapid.T) archive.Told {
	return archive.Told{
		Story: rapid.Int64Range(0, 9).Draw(t, "story"), Articles: rapid.IntRange(1, 99).Draw(t, "articles"),
		Newsrooms: rapid.IntRange(1, 9).Draw(t, "newsrooms"), Reprints: rapid.IntRange(0, 9).Draw(t, "reprints"),
	}
}

// Whatever the articles hold, the card keeps to Discord's limits, and counts the
// stories that it leaves out.
func TestLatestOfAnyStories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := desk.LatestReply{Topic: hostile(20).Draw(t, "topic"), Page: 1, More: rapid.Bool().Draw(t, "more"), Scope: drawScope(t)}
		for i := range rapid.IntRange(1, desk.LatestPage).Draw(t, "stories") {
			line := drawQuote(t, int64(i+11))
			h := desk.Headline{First: drawQuote(t, int64(i+1)).Version, Line: line, Told: line.Told}
			r.Stories = append(r.Stories, h)
		}
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		said := Text(m)
		if len(onScreen(m)) < len(r.Stories) && !strings.Contains(said, "not shown") && !strings.Contains(said, "too long for a card") {
			t.Fatalf("stories are missing without a word\n%s", said)
		}
	})
}
