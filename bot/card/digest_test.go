package card

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	sources "cuttings/internal/source"
	"cuttings/internal/words"
)

// digestAt is when the tests' digests are due.
var digestAt = time.Date(2026, time.March, 29, 8, 0, 0, 0, time.UTC)

func TestGoldenDigest(t *testing.T) {
	seed := seeds(t)
	jobs := cut(t, seed[2009], "366 health jobs", "366 health jobs")
	posts := cut(t, seed[2006], "600 posts must go", "600 posts must go")
	jobs.Told = archive.Told{Story: 4, Articles: 11, Newsrooms: 2, Reprints: 9}
	posts.Told = archive.Told{Story: 5, Articles: 1, Newsrooms: 1}
	old := desk.Headline{First: seed[2006], Line: posts, Told: posts.Told}
	r := desk.DigestReply{
		DigestRequest: desk.DigestRequest{
			Topic: "jobs", At: digestAt, Since: digestAt.AddDate(0, 0, -2), Late: 40 * time.Minute, Layout: archive.Quotes,
		},
		Stories: []desk.Headline{{First: seed[2009], Line: jobs, Told: jobs.Told}}, More: 4,
		Revised: []sources.Revised{{Was: posts, Is: jobs}},
		Edited:  []desk.Edited{{Was: posts, Present: desk.Present{State: desk.TakenOut, Since: digestAt}}},
		Scope:   ask.Scope{Coverage: coverage},
	}
	opts := Options{Role: "80351110224678912", CommandIDs: map[string]string{"latest": "80351110224678913"}}
	german := opts
	german.Words = words.For("de")
	headlines, quiet := r, desk.DigestReply{DigestRequest: r.DigestRequest, OnThisDay: &old, Scope: r.Scope}
	headlines.Layout, headlines.Revised, headlines.Edited = archive.Headlines, nil, nil
	for name, c := range map[string]struct {
		reply desk.DigestReply
		opts  Options
	}{"digest": {r, opts}, "german_digest": {r, german}, "digest_headlines": {headlines, opts}, "digest_quiet": {quiet, Options{}}} {
		m, err := Render(c.reply, c.opts)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, outline(m))
	}
}

// A preview is nobody's post: it has no button that deletes it for everybody.
func TestPreviewIsNotDeleted(t *testing.T) {
	for _, preview := range []bool{true, false} {
		m, err := Render(desk.DigestReply{DigestRequest: desk.DigestRequest{At: digestAt}, Scope: ask.Scope{Coverage: coverage}, Preview: preview}, Options{})
		if err != nil || strings.Contains(outline(m), "Delete") == preview {
			t.Errorf("preview %t: %v\n%s", preview, err, outline(m))
		}
	}
}

// A role is named in a digest that pings it, and in nothing else, whatever the
// articles and the topic say.
func TestDigestNamesNoOtherRole(t *testing.T) {
	r := desk.DigestReply{DigestRequest: desk.DigestRequest{Topic: "<@&7> @everyone", At: digestAt}, Scope: ask.Scope{Coverage: coverage}}
	m, err := Render(r, Options{})
	if err != nil || strings.Contains(markdownOf(m), "<@&") {
		t.Errorf("%v\n%s", err, markdownOf(m))
	}
	for _, role := range []string{"x", "7>", "123456789012345678901"} {
		if _, err := Render(r, Options{Role: role}); err == nil {
			t.Errorf("the role %q was taken", role)
		}
	}
}

// Whatever came, the card keeps to Discord's limits, gives room in the order of
// worth, cuts no quote, and counts the stories that it leaves out.
func TestDigestOfAnyDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := desk.DigestReply{
			DigestRequest: desk.DigestRequest{
				Topic: hostile(20).Draw(t, "topic"), At: digestAt, Since: digestAt.AddDate(0, 0, -1),
				Layout: rapid.SampledFrom([]archive.Layout{archive.Quotes, archive.Headlines}).Draw(t, "layout"),
			},
			More: rapid.IntRange(0, 2).Draw(t, "more"), Scope: drawScope(t),
		}
		for i := range rapid.IntRange(1, desk.MaxDigest).Draw(t, "stories") {
			line := drawQuote(t, int64(i+1))
			r.Stories = append(r.Stories, desk.Headline{First: line.Version, Line: line, Told: line.Told})
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "figures") {
			r.Revised = append(r.Revised, sources.Revised{Was: drawQuote(t, int64(i+21)), Is: drawQuote(t, int64(i+31))})
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "edits") {
			r.Edited = append(r.Edited, desk.Edited{Was: drawQuote(t, int64(i+41)), Present: desk.Present{State: desk.TakenOut, Since: digestAt}})
		}
		if rapid.Bool().Draw(t, "on this day") {
			line := drawQuote(t, 51)
			r.OnThisDay = &desk.Headline{First: line.Version, Line: line, Told: line.Told}
		}
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		left := len(r.Stories) - len(m.Cuttings) + r.More
		if said := strings.Contains(Text(m), "more stor"); said != (left > 0) {
			t.Fatalf("%d stories are left out; it is said: %t\n%s", left, said, Text(m))
		}
		if len(m.Cuttings) == 0 || m.Cuttings[0] != r.Stories[0].Line.Version.Number {
			t.Fatalf("the best story has no room: %v", m.Cuttings)
		}
		if strings.Contains(markdownOf(m), PostID(desk.RefTo(r.Stories[0].Line))) {
			t.Fatal("what everybody sees can be posted")
		}
	})
}
