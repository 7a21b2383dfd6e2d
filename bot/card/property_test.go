package card

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/bot/markdown"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
	"cuttings/internal/text"
	"cuttings/internal/words"
)

// hostile draws text that means something to the client, with n pieces at most.
func hostile(n int) *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{
		"*", "**", "_", "__", "~~", "||", "`", "```", "\\", "<", ">", "@", "#", ":", "[", "]", "(", ")", "-", "+", "!", "1", "1.", ".",
		". ", ".\n", "\n# ", "\n> ", "\n- ", "\n1. ", "\n-# ", "\n\n", " ", " ", " ", "a", "Word", "words", "http://", "https://a.b/c_d",
		"[a](http://b.c)", "](", "<@1>", "<@&2>", "<#3>", "</ask:1>", "<:ab:1>", ":smile:", "<t:0:R>", "@everyone", "@here", `¯\_(ツ)_/¯`,
		"🙂", "é", "“", "”", "£44m", "\u200b", "\u202e", "\u2066", "שלום", "مرحبا", strings.Repeat("long", 60), strings.Repeat("word ", 100),
	})
	return rapid.Map(rapid.SliceOfN(piece, 1, n), func(p []string) string { return strings.Join(p, "") })
}

// drawQuote draws a quote of a hostile article, with answers.
func drawQuote(t *rapid.T, number int64) quote.Quote {
	a := archive.Article{
		Title:  rapid.OneOf(rapid.Just("A headline"), hostile(40)).Draw(t, "title"),
		Outlet: rapid.OneOf(rapid.Just(""), hostile(20)).Draw(t, "outlet"),
		Author: rapid.OneOf(rapid.Just(""), hostile(20)).Draw(t, "author"),
		URL: rapid.OneOf(
			rapid.SampledFrom([]string{"", "https://a.b/c", "https://a.b/" + strings.Repeat("c", 2000), "javascript:alert(1)", "https://a.b/(c)_*d*?e=15%25&f"}),
			hostile(4), rapid.Map(hostile(8), func(s string) string { return "https://a.b/" + s }),
		).Draw(t, "url"),
		Published: rapid.SampledFrom([]archive.Date{{}, {Year: 2009}, {Year: 2009, Month: 4}, {Year: 2009, Month: 4, Day: 24}}).Draw(t, "date"),
		Text:      "Begin. " + hostile(60).Draw(t, "text") + " End.",
	}
	v := stored(number, a)
	sentences := text.Sentences(a.Text)
	first := rapid.IntRange(0, len(sentences)-1).Draw(t, "first")
	last := rapid.IntRange(first, len(sentences)-1).Draw(t, "last")
	span := text.Span{Start: sentences[first].Start, End: sentences[last].End}
	var bounds []int
	for i := range span.Of(a.Text) {
		bounds = append(bounds, span.Start+i)
	}
	from := rapid.IntRange(0, len(bounds)-1).Draw(t, "from")
	answer := text.Span{Start: bounds[from], End: append(bounds, span.End)[rapid.IntRange(from+1, len(bounds)).Draw(t, "to")]}
	q, err := quote.New(v, span, answer)
	if err != nil {
		t.Fatal(err)
	}
	q.Told = drawTold(t)
	if rapid.Bool().Draw(t, "spoken") {
		q.Hear([]speech.Speech{drawSpeech(t, span, append(bounds, span.End))})
	}
	return q
}

// drawSpeech draws who says all of the span, called by words within the bounds.
func drawSpeech(t *rapid.T, span text.Span, bounds []int) speech.Speech {
	from := rapid.IntRange(0, len(bounds)-2).Draw(t, "speaker from")
	to := rapid.IntRange(from+1, len(bounds)-1).Draw(t, "speaker to")
	s := speech.Speech{Kind: speech.Direct, Quote: []text.Span{span}}
	if rapid.Bool().Draw(t, "named") {
		s.Speaker = &speech.Speaker{
			Span: text.Span{Start: bounds[from], End: bounds[to]},
			Name: rapid.OneOf(rapid.Just(""), hostile(6)).Draw(t, "name"),
			Role: rapid.OneOf(rapid.Just(""), hostile(20)).Draw(t, "role"),
		}
	}
	return s
}

// The speaker stands on the card as the words say, whatever the name.
func TestSpeakersAreShownAsTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t, 1)
		m, err := Render(desk.CuttingReply{Quote: q}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		line := shorten((words.Language{}).Speaker(q), maxSpeaker)
		if (line != "") != (len(q.Speech) > 0) || !strings.Contains(Text(m), line) {
			t.Fatalf("%q is not on the card:\n%s", line, Text(m))
		}
	})
}

// onScreen returns the quotes that a message shows, as a reader sees them.
func onScreen(m Message) []string {
	var out []string
	each(nodes(m), 0, func(n node, _ int) {
		d := markdown.Render(n.Content)
		for _, mark := range d.Marks(markdown.QuoteMark) {
			out = append(out, d.Of(mark))
		}
	})
	return out
}

// drawScope draws what was searched, narrowed and read by words that may hold
// anything.
func drawScope(t *rapid.T) ask.Scope {
	s := ask.Scope{Coverage: coverage}
	for _, field := range []string{"outlet", "since", "until"} {
		f := ask.Filter{Field: field, Value: hostile(30).Draw(t, field)}
		if rapid.Bool().Draw(t, field+" is dropped") {
			s.Dropped = append(s.Dropped, f)
		} else {
			s.Filters = append(s.Filters, f)
		}
	}
	if rapid.Bool().Draw(t, "mended") {
		s.Mended = []ask.Mended{{Asked: hostile(20).Draw(t, "asked"), Read: hostile(20).Draw(t, "read")}}
	}
	return s
}

func drawAnswer(t *rapid.T) desk.AskReply {
	var quotes []quote.Quote
	for i := range rapid.IntRange(0, 5).Draw(t, "quotes") {
		quotes = append(quotes, drawQuote(t, int64(i+1)))
	}
	r := desk.AskReply{
		Question: hostile(30).Draw(t, "question"),
		Answer: ask.Answer{
			Found: len(quotes) > 0, Quotes: quotes,
			Scope: drawScope(t),
		},
	}
	if len(quotes) == 0 && rapid.Bool().Draw(t, "nearest") {
		q := drawQuote(t, 1)
		r.Answer.Nearest = &q
	}
	return r
}

// Whatever an article holds: the quotes on the screen are the stored ones, best
// first, whole; what is missing is said; and Discord takes the message.
func TestQuotesAreShownAsStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawAnswer(t)
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatalf("%v\n%+v", err, r)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		wanted := r.Answer.Quotes
		if r.Answer.Nearest != nil {
			wanted = []quote.Quote{*r.Answer.Nearest}
		}
		seen := onScreen(m)
		for _, q := range wanted {
			if len(seen) > 0 && seen[0] == markdown.Plain(q.Text()) {
				seen = seen[1:]
			}
		}
		if len(seen) > 0 {
			t.Fatalf("%q is shown and not stored so\n%s", seen, markdownOf(m))
		}
		said := Text(m)
		if hidden := len(wanted) - len(onScreen(m)); hidden > 0 && !strings.Contains(said, "not shown") && !strings.Contains(said, "too long for a card") {
			t.Fatalf("%d quotes are missing without a word\n%s", hidden, said)
		}
	})
}

// The buttons lead back to the very quote beside them; its story is offered where
// others tell it.
func TestButtonsNameTheirQuotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t, rapid.Int64Range(1, 1<<31-1).Draw(t, "number"))
		m, err := Render(desk.CuttingReply{Quote: q}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var actions []Action
		walk(m.Components, func(c discordgo.MessageComponent) {
			b, ok := c.(discordgo.Button)
			if !ok {
				return
			}
			action, ref, err := ParseID(b.CustomID)
			if actions = append(actions, action); err != nil || !cmp.Equal(ref, desk.RefTo(q)) {
				t.Fatalf("%q is read as %v %+v, %v", b.CustomID, action, ref, err)
			}
		})
		want := []Action{Post, Context}
		if q.Told.Articles > 1 {
			want = append(want, Story)
		}
		want = append(want, Wrong)
		if len(onScreen(m)) > 0 && !cmp.Equal(actions, want) {
			t.Fatalf("the buttons do %v, want %v", actions, want)
		}
	})
}

// Nothing on a card pings, opens or hides anything but what the card itself puts
// there, and the whole page's links lead where the articles are.
func TestNothingForeignIsMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t, 1)
		m, err := Render(desk.CuttingReply{Quote: q}, Options{PostedBy: "42"})
		if err != nil {
			t.Fatal(err)
		}
		each(nodes(m), 0, func(n node, _ int) {
			d := markdown.Render(n.Content)
			for _, mark := range d.Marks() {
				switch mark.Kind {
				case markdown.QuoteMark, markdown.BoldMark, markdown.SubtextMark:
				case markdown.LinkMark:
					if !strings.HasPrefix(mark.Target, "http://") && !strings.HasPrefix(mark.Target, "https://") {
						t.Fatalf("a link to %q", mark.Target)
					}
				case markdown.UserMark:
					if mark.Target != "42" {
						t.Fatalf("a mention of %q", mark.Target)
					}
				default:
					t.Fatalf("%q shows %q as %s", n.Content, d.Of(mark), mark.Kind)
				}
			}
		})
	})
}

func TestProblemsAreShownAsTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.Just(""), hostile(60)).Draw(t, "text")
		m := Notice(text)
		if err := keepsLimits(m); err != nil {
			t.Fatal(err)
		}
		if err := check(m, nil, Options{}); err != nil {
			t.Fatal(err)
		}
		if want := shorten(text, maxSaid); want != "" && Text(m) != want {
			t.Fatalf("%q is shown as %q", text, Text(m))
		}
	})
}

// Whatever the outlets and filters are called, the coverage is shown.
func TestCoverageKeepsLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := coverage
		for range rapid.IntRange(0, 20).Draw(t, "outlets") {
			c.Outlets = append(c.Outlets, archive.OutletCount{Outlet: hostile(20).Draw(t, "outlet"), Articles: 1})
		}
		var filters []ask.Filter
		for _, field := range []string{"outlet", "since", "until"} {
			filters = append(filters, ask.Filter{Field: field, Value: hostile(40).Draw(t, field)})
		}
		m, err := Render(desk.CoverageReply{Coverage: c, Filters: filters}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatal(err)
		}
	})
}
