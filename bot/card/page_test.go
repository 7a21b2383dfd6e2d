package card

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/find"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// buttonsOf are the labels of a message's buttons, those that can't be pressed in
// brackets.
func buttonsOf(m Message) (labels []string) {
	walk(m.Components, func(c discordgo.MessageComponent) {
		if b, ok := c.(discordgo.Button); ok {
			label := b.Label
			if b.Disabled {
				label = "(" + label + ")"
			}
			labels = append(labels, label)
		}
	})
	return labels
}

// paged is a page of a list of stories that nobody wrote down.
func paged(page int, more bool, search string) desk.PageReply {
	return desk.PageReply{Paged: desk.StoryReply{
		Page: page, Pages: page + map[bool]int{true: 1}[more], Reports: 12, Steps: []desk.Step{{Key: short(1)}}, First: short(1).Version,
	}, Search: search}
}

// short is a quote of one sentence.
func short(number int64) quote.Quote {
	v := stored(number, archive.Article{Title: "Mill burns", URL: "https://a.b/c", Text: "The mill burned."})
	return quote.Quote{Version: v, Span: text.Span{End: len(v.Text)}}
}

func TestPagesAreTurned(t *testing.T) {
	for _, c := range []struct {
		name  string
		reply desk.PageReply
		want  string
		says  []string
	}{
		{"the first of several", paged(1, true, "x"), "Post, Context, Wrong?, (◀ Previous), Next ▶", []string{"Page 1 of 2"}},
		{"one in the middle", paged(2, true, "x"), "Post, Context, Wrong?, ◀ Previous, Next ▶", []string{"Page 2 of 3"}},
		{"the last", paged(3, false, "x"), "Post, Context, Wrong?, ◀ Previous, (Next ▶)", nil},
		{"the only one", paged(1, false, "x"), "Post, Context, Wrong?", nil},
		{"one that can't be turned", paged(2, true, ""), "Post, Context, Wrong?", []string{"Page 2 of 3"}},
		{"one after changes", desk.PageReply{Paged: paged(2, false, "x").Paged, Search: "x", Wanted: 3, Was: 1200}, "Post, Context, Wrong?, ◀ Previous, (Next ▶)", []string{
			"The list ends before page 3 by now", "Entries before: 1,200, now: 12",
		}},
	} {
		m, err := Render(c.reply, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := strings.Join(buttonsOf(m), ", "); got != c.want {
			t.Errorf("%s: buttons %s, want %s", c.name, got, c.want)
		}
		for _, want := range c.says {
			if !strings.Contains(Text(m), want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, Text(m))
			}
		}
	}
}

// Five hits as they come have room on a page with all that can be pressed.
func TestFiveHitsAPage(t *testing.T) {
	const sentence = "The trust said on Tuesday that 600 posts must go at the John Radcliffe, the Churchill and the Horton by the end of the year, " +
		"and that it could not rule out compulsory redundancies among nurses, porters and managers. "
	var hits []find.Hit
	for i := range 5 {
		v := stored(int64(1000+i), archive.Article{
			Title: fmt.Sprint("Hundreds of posts to go at hospitals, says trust, part ", i), Outlet: "Oxford Mail", Author: "A. Reporter", Text: sentence,
			URL: "https://www.oxfordmail.co.uk/news/4317524.meeting-held-hospital-job-cut-fears/", Published: archive.Date{Year: 2009, Month: 4, Day: 24},
		})
		q, err := quote.New(v, text.Span{End: len(sentence) - 1}, text.Span{Start: 31, End: 40})
		if err != nil {
			t.Fatal(err)
		}
		q.Told = archive.Told{Story: 1, Articles: 12, Newsrooms: 2, Reprints: 9}
		hits = append(hits, find.Hit{Quote: q})
	}
	r := found(42, hits...)
	r.Page = 2
	m, err := Render(desk.PageReply{Paged: r, Search: strings.Repeat("s", 80)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(onScreen(m)); n != 5 || strings.Contains(Text(m), "not shown") {
		t.Errorf("%d hits are shown:\n%s", n, Text(m))
	}
}

func TestTurnID(t *testing.T) {
	for _, turn := range []Turn{
		{Search: "find?words=mill", Page: 2, Total: 12},
		{Search: strings.Repeat("s", 80), Page: most, Total: most},
		{Search: "a:b:c", Page: 1},
	} {
		got, ok := ParseTurn(TurnID(turn))
		if !ok || got != turn || len(TurnID(turn)) > maxCustomID {
			t.Errorf("%q is read as %+v, %t", TurnID(turn), got, ok)
		}
	}
	for _, id := range []string{
		"", "turn", "turn:", "turn:1", "turn:1:2", "turn:1:2:", "turn:0:2:x", "turn:-1:2:x", "turn:1:-2:x", "turn: 1:2:x", "turn:zzzzzz:2:x",
		"turn:99999999999999999999:2:x", "turn:1:2:" + strings.Repeat("x", 92), "TURN:1:2:x", "post:1.1.0.5",
	} {
		if got, ok := ParseTurn(id); ok {
			t.Errorf("%.40q is read as %+v", id, got)
		}
	}
}

func FuzzParseTurn(f *testing.F) {
	for _, id := range []string{"turn:1:c:find?words=mill", "turn:2:0:AbC-_1", "turn:::", "turn:1:2:a:b"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		turn, ok := ParseTurn(id)
		if !ok {
			return
		}
		if again, ok := ParseTurn(TurnID(turn)); !ok || !cmp.Equal(turn, again) || turn.Page < 1 || turn.Total < 0 {
			t.Fatalf("%q is read as %+v, whose button is read as %+v", id, turn, again)
		}
	})
}
