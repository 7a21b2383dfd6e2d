package picture

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"cuttings/bot/card"
	"cuttings/data"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/ingest"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

var update = flag.Bool("update", false, "rewrite the pages in docs/pictures")

// seeds is the coverage that ships, in order of date, and how it is counted.
func seeds(t *testing.T) ([]archive.Version, archive.Coverage) {
	t.Helper()
	var out []archive.Version
	for item := range ingest.ReadFS(context.Background(), data.Articles()) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		a := item.Article
		out = append(out, archive.Version{Article: a, Number: int64(len(out) + 1), Version: 1, Hash: archive.Hash(a.Text)})
	}
	return out, archive.Coverage{
		Articles: len(out), Outlets: []archive.OutletCount{{Outlet: out[0].Outlet, Articles: len(out)}},
		From: out[0].Published, To: out[len(out)-1].Published,
	}
}

// cut quotes the sentence of v that holds the words, with the answers in bold.
func cut(t *testing.T, v archive.Version, words string, answers ...string) quote.Quote {
	t.Helper()
	at := strings.Index(v.Text, words)
	for _, s := range text.Sentences(v.Text) {
		if s.Start <= at && at < s.End {
			var spans []text.Span
			for _, answer := range answers {
				start := s.Start + strings.Index(s.Of(v.Text), answer)
				spans = append(spans, text.Span{Start: start, End: start + len(answer)})
			}
			q, err := quote.New(v, s, spans...)
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
	}
	t.Fatalf("no sentence of cutting %d holds %q", v.Number, words)
	return quote.Quote{}
}

// The pages are what the pictures are made of: docs/pictures/make.
func TestPages(t *testing.T) {
	versions, coverage := seeds(t)
	scope := ask.Scope{Coverage: coverage}
	posts := cut(t, versions[0], "600 posts must go", "600 posts")
	jobs := cut(t, versions[1], "366 jobs out of 10,000", "366 jobs")
	clusters := cut(t, versions[2], "NHS shake-up was announced")
	for name, c := range map[string]struct {
		shot  Shot
		reply desk.Reply
		opts  card.Options
	}{
		"answer": {
			Shot{Title: "An answer", Command: "/ask", Private: true},
			desk.AskReply{
				Question: "How many posts must go at the John Radcliffe?",
				Answer:   ask.Answer{Found: true, Scope: scope, Quotes: []quote.Quote{posts, jobs}},
			},
			card.Options{},
		},
		"miss": {
			Shot{Title: "A miss", Command: "/ask", Private: true},
			desk.AskReply{
				Question: "How many people work in the commissioning unit in Reading?",
				Answer:   ask.Answer{Scope: scope, Nearest: &clusters},
			},
			card.Options{},
		},
		"posted": {
			Shot{Title: "A cutting, posted for everybody", Members: map[string]string{"80351110224678912": "Priya"}},
			desk.CuttingReply{Quote: posts},
			card.Options{PostedBy: "80351110224678912"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := card.Render(c.reply, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			c.shot.Message = m
			got, err := c.shot.HTML()
			if err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join("..", "..", "..", "docs", "pictures", name+".html"), got)
		})
	}
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not the card any more: run `go test ./bot/card/picture -update`, then docs/pictures/make (-want +got):\n%s", file, diff)
	}
}

func TestText(t *testing.T) {
	shot := Shot{Members: map[string]string{"7": "A&E"}}
	for md, want := range map[string]string{
		"a **b** <c>":          "a <strong>b</strong> &lt;c&gt;",
		"> a\n> **b**\nc":      "<blockquote>a\n<strong>b</strong></blockquote>c",
		"-# a\n**b*c***":       "<small>a</small><strong>b<em>c</em></strong>",
		"[a\"](https://b.c)":   `<a href="https://b.c">a&#34;</a>`,
		"by <@7>":              `by <span class="user">@A&amp;E</span>`,
		"<@1> ||x||":           `<span class="user">@1</span> <span class="spoiler">x</span>`,
		"- a\n- b":             "• <span class=\"list-item\">a</span>\n• <span class=\"list-item\">b</span>",
		`\*\<script\>alert(1)`: "*&lt;script&gt;alert(1)",
	} {
		if got := string(shot.text(md)); got != want {
			t.Errorf("%q is drawn as %s, want %s", md, got, want)
		}
	}
}

func TestOtherComponentsAreRefused(t *testing.T) {
	s := Shot{Message: card.Message{Components: []discordgo.MessageComponent{discordgo.Container{
		Components: []discordgo.MessageComponent{discordgo.Thumbnail{}},
	}}}}
	if _, err := s.HTML(); err == nil {
		t.Error("a thumbnail was drawn, though no card has one")
	}
}
