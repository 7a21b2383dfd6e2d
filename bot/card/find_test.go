package card

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/bot/markdown"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/find"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

func found(total int, hits ...find.Hit) desk.FindReply {
	return desk.FindReply{
		Query: `jobs AND NOT "trust's offer"`, Sort: find.Best, Total: total, Page: 1, Pages: (total + 4) / 5, Hits: hits,
		Scope: ask.Scope{Coverage: coverage},
	}
}

func TestGoldenFind(t *testing.T) {
	seed := seeds(t)
	posts := cut(t, seed[2006], "600 posts must go", "600 posts must go", "posts", "must go")
	clusters := cut(t, seed[2010], "split into three clusters", "split into three clusters")
	for name, reply := range map[string]desk.FindReply{
		"find":      found(12, find.Hit{Quote: posts}, find.Hit{Quote: clusters, Headline: []text.Span{{Start: 0, End: 6}}}),
		"find_miss": found(0),
	} {
		t.Run(name, func(t *testing.T) {
			m, err := Render(reply, Options{})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, outline(m))
		})
	}
}

// Whatever the articles and the query hold, the hits shown are as stored, in
// order, and those left out are counted.
func TestFoundIsShownAsStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var hits []find.Hit
		for i := range rapid.IntRange(0, 5).Draw(t, "hits") {
			h := find.Hit{Quote: drawQuote(t, int64(i+1))}
			if rapid.Bool().Draw(t, "in the headline only") {
				h.Quote.Answer, h.Headline = nil, []text.Span{{End: 1}}
			}
			hits = append(hits, h)
		}
		r := found(len(hits), hits...)
		r.Scope = drawScope(t)
		r.Query = hostile(30).Draw(t, "query")
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatalf("%v\n%+v", err, r)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		seen := onScreen(m)
		shown := len(seen)
		for _, h := range hits {
			if len(seen) > 0 && seen[0] == markdown.Plain(h.Quote.Text()) {
				seen = seen[1:]
			}
		}
		if len(seen) > 0 {
			t.Fatalf("%q is shown and not stored so\n%s", seen, markdownOf(m))
		}
		said := Text(m)
		if shown < len(hits) && !strings.Contains(said, "not shown") && !strings.Contains(said, "too long for a card") {
			t.Fatalf("%d hits are missing without a word\n%s", len(hits)-shown, said)
		}
	})
}

func TestFoundRefusesWhatIsNotStored(t *testing.T) {
	v := stored(1, archive.Article{Title: "Jobs", Text: "Jobs go. Posts stay."})
	q, err := quote.New(v, text.Span{End: 8})
	if err != nil {
		t.Fatal(err)
	}
	q.Version.Text = "Jobs go! Posts stay."
	if _, err := Render(found(1, find.Hit{Quote: q}), Options{}); err == nil {
		t.Error("a hit that was changed is shown")
	}
	if _, err := Render(found(0, find.Hit{Quote: q}), Options{}); err == nil {
		t.Error("more is shown than was found")
	}
}
