package card

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/data"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/find"
	"cuttings/internal/ingest"
	"cuttings/internal/language"
	"cuttings/internal/quote"
	"cuttings/internal/text"
	"cuttings/internal/wallclock"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// stored is an article as version 1 of cutting number n.
func stored(n int64, a archive.Article) archive.Version {
	return archive.Version{Article: a, Number: n, Version: 1, Hash: archive.Hash(a.Text)}
}

// seeds is the coverage that ships, by the year of the article.
func seeds(t testing.TB) map[int]archive.Version {
	t.Helper()
	out := map[int]archive.Version{}
	for item := range ingest.ReadFS(context.Background(), data.Articles()) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		out[item.Article.Published.Year] = stored(int64(len(out)+1), item.Article)
	}
	return out
}

// cut quotes the sentences of v from the one that holds first to the one that
// holds last, with the answers in bold.
func cut(t testing.TB, v archive.Version, first, last string, answers ...string) quote.Quote {
	t.Helper()
	a, b := strings.Index(v.Text, first), strings.Index(v.Text, last)
	var span text.Span
	for _, s := range text.Sentences(v.Text) {
		if s.Start <= a && a < s.End {
			span.Start = s.Start
		}
		if s.Start <= b && b < s.End {
			span.End = s.End
		}
	}
	var spans []text.Span
	for _, answer := range answers {
		i := span.Start + strings.Index(span.Of(v.Text), answer)
		spans = append(spans, text.Span{Start: i, End: i + len(answer)})
	}
	q, err := quote.New(v, span, spans...)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// coverage is that of the seeds.
var coverage = archive.Coverage{
	Articles: 3,
	Outlets:  []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 3}},
	From:     archive.Date{Year: 2006, Month: 6},
	To:       archive.Date{Year: 2010, Month: 12},
	Updated:  time.Date(2026, 11, 22, 4, 10, 0, 0, time.UTC),
}

// replies is one of each kind, by name.
func replies(t testing.TB) map[string]desk.Reply {
	t.Helper()
	seed := seeds(t)
	posts := cut(t, seed[2006], "600 posts must go", "600 posts must go", "600 posts")
	jobs := cut(t, seed[2009], "366 health jobs", "366 health jobs", "366 health jobs")
	clusters := cut(t, seed[2010], "split into three clusters", "split into three clusters")
	scope := ask.Scope{Coverage: coverage}
	large := ask.Scope{
		Coverage: archive.Coverage{
			Articles: 1412, Outlets: []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 1400}, {Outlet: "The Herald", Articles: 11}, {Articles: 1}},
			From: archive.Date{Year: 2006, Month: 6, Day: 1}, To: archive.Date{Year: 2026, Month: 11}, Undated: 2, Updated: coverage.Updated,
		},
		Filters: []ask.Filter{{Field: "outlet", Value: "Oxford Mail"}, {Field: "since", Value: "2009"}},
	}
	homeless := jobs
	homeless.Version.URL, homeless.Version.Outlet, homeless.Version.Title = "", "", ""
	homeless.Version.Published = archive.Date{}
	hostile := stored(99, archive.Article{
		Title: "[LIVE] *Strike* @everyone", URL: "https://a.b/live_(1)", Outlet: "**The** `Herald`", Author: "<@1>",
		Text: "# Jobs: https://a.b/c_d\n1. \"*Cuts*\" <@1> ||secret|| :smile: \\o/ ¯\\_(ツ)_/¯ must go.",
	})
	whole, err := quote.New(hostile, text.Span{End: len(hostile.Text)}, text.Span{Start: 28, End: 34})
	if err != nil {
		t.Fatal(err)
	}
	telling := archive.Subscription{
		ID: 7, Topic: "jobs AND NOT agency", Watch: archive.AtTimes, Channel: "@1", By: "1", State: archive.Active,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: 1 << time.Monday},
	}
	next := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	paused := telling
	paused.ID, paused.Watch, paused.State, paused.Why, paused.Channel = 9, archive.AtOnce, archive.Paused, "its channel is gone", "2"
	trial := &desk.Trial{Query: telling.Topic, Days: 30, Recent: 1, Total: 3, Hits: []find.Hit{{Quote: jobs}}, Scope: scope}
	return map[string]desk.Reply{
		"watch_tried":   desk.WatchReply{Deed: desk.WatchTried, Trial: trial},
		"watch_drafted": desk.WatchReply{Deed: desk.WatchDrafted, Changed: true, Watch: telling, Trial: trial},
		"watch_begun":   desk.WatchReply{Deed: desk.WatchActive, Changed: true, Watch: telling, Next: next},
		"watch_already": desk.WatchReply{Deed: desk.WatchPaused, Watch: paused},
		"watch_removed": desk.WatchReply{Deed: desk.WatchRemoved, Changed: true, Watch: telling},
		"watches":       desk.WatchesReply{Watches: []archive.Subscription{telling, paused}, Next: []time.Time{next, {}}},
		"watches_none":  desk.WatchesReply{},
		"told":          desk.ToldReply{Watch: telling, Hits: []find.Hit{{Quote: jobs}, {Quote: posts}}, More: 34},
		"hostile":       desk.CuttingReply{Quote: whole},
		"answer": desk.AskReply{
			Question: "How many posts must go at the John Radcliffe?",
			Answer:   ask.Answer{Found: true, Confidence: 0.9, Scope: scope, Quotes: []quote.Quote{posts, jobs, clusters}},
		},
		"miss": desk.AskReply{
			Question: "Who won the cup?",
			Answer:   ask.Answer{Scope: large, Nearest: &clusters},
		},
		"miss_without_nearest": desk.AskReply{Question: "Who won the cup?", Answer: ask.Answer{Scope: scope}},
		"miss_empty":           desk.AskReply{Question: "Who won the cup?"},
		"cutting":              desk.CuttingReply{Quote: posts},
		"cutting_without_source": desk.CuttingReply{
			Quote: homeless,
		},
		"coverage":          desk.CoverageReply{Coverage: coverage},
		"coverage_filtered": desk.CoverageReply{Coverage: large.Coverage, Filters: large.Filters},
		"coverage_empty":    desk.CoverageReply{},
		"hidden":            desk.HideReply{Hiding: archive.Hiding{Outlet: "**The** `Herald`", Reason: "<@1> complained"}, Changed: true},
		"shown_not_outlet":  desk.HideReply{Hiding: archive.Hiding{Scope: "1", Number: 2, Shown: true, Reason: "settled"}, Changed: true, Outlet: true},
		"shown_and_hidden":  desk.HideReply{Hiding: archive.Hiding{Number: 2, Shown: true, Reason: "settled"}, Changed: true, Everywhere: true},
		"post_hidden":       desk.RevisitReply{Cuttings: []desk.PostedCutting{{Number: 7}, {Number: 1, Shown: true, Now: desk.CuttingReply{Quote: posts}}}},
		"help": desk.HelpReply{
			Commands: []desk.Command{
				{Name: "ask", Description: language.Phrase("command.ask")},
				{Name: "coverage", Description: language.Phrase("command.coverage")},
				{Name: "help", Description: language.Phrase("command.help")},
			},
			Samples: []string{"How many posts must go at the John Radcliffe?", "What did Helen Peggs say about redundancies?"},
		},
	}
}

// golden compares got with the file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// outline is the Markdown of a message, component by component, and what a
// screen reader reads.
func outline(m Message) string {
	var b strings.Builder
	b.WriteString(markdownOf(m))
	b.WriteString("\n---- read aloud ----\n")
	b.WriteString(Text(m))
	b.WriteString("\n")
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, reply := range replies(t) {
		opts := Options{}
		switch name {
		case "cutting", "post_hidden":
			opts.PostedBy = "80351110224678912"
		case "help":
			opts.CommandIDs = map[string]string{"ask": "1234567890"}
		}
		t.Run(name, func(t *testing.T) {
			m, err := Render(reply, opts)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, outline(m))
		})
	}
}

func TestGoldenProblem(t *testing.T) {
	golden(t, "problem", outline(Notice("There is no outlet *Oxford Male*. Try /coverage to see which there are.")))
}
