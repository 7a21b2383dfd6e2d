package card

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/bot/markdown"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/said"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// statement is the sentences of v from the one that holds first to the one that
// holds last, said by who, who is so called there.
func statement(t testing.TB, v archive.Version, first, last string, who speech.Speaker, called string) said.Statement {
	t.Helper()
	q := cut(t, v, first, last)
	at := q.Span.Start + strings.Index(q.Text(), called)
	who.Span = text.Span{Start: at, End: at + len(called)}
	s := speech.Speech{Kind: speech.Direct, Quote: []text.Span{{Start: q.Span.End - 20, End: q.Span.End - 1}}, Speaker: &who}
	q.Hear([]speech.Speech{s})
	return said.Statement{Quote: q, Speech: q.Speech}
}

func saidReply(r said.Result) desk.SaidReply {
	r.Scope = ask.Scope{Coverage: coverage}
	total := r.Certain.Total + r.Uncertain.Total
	return desk.SaidReply{Who: "Mr *Ladbroke*", Page: 1, Pages: (total + desk.SaidPage - 1) / desk.SaidPage, Result: r}
}

func TestGoldenSaid(t *testing.T) {
	seed := seeds(t)
	june, april := archive.Date{Year: 2006, Month: 6}, archive.Date{Year: 2009, Month: 4}
	mark := said.Person{
		Name: "Mark Ladbrooke", Speeches: 6, From: june, To: april, Roles: []said.Role{
			{Role: "health representative of trade union Unison", From: april, To: april, Speeches: 1},
			{Role: "chairman of Unison's Oxfordshire health branch", From: june, To: june, Speeches: 5},
		},
	}
	chair := speech.Speaker{Name: mark.Name, Role: mark.Roles[1].Role}
	certain := said.List{Total: 6, Statements: []said.Statement{
		statement(t, seed[2009], "Mr Ladbrooke said", "scattering", speech.Speaker{Name: mark.Name, Role: mark.Roles[0].Role}, "Mr Ladbrooke"),
		statement(t, seed[2006], "Mark Ladbrooke, chairman", "Mark Ladbrooke, chairman", chair, "Mark Ladbrooke, chairman of Unison's Oxfordshire health branch"),
		statement(t, seed[2006], "a serious idea", "a serious idea", chair, "He"),
	}}
	uncertain := said.List{Total: 1, Statements: []said.Statement{
		statement(t, seed[2006], "A spokesman for the Oxford", "look like", speech.Speaker{}, "A spokesman for the Oxford Radcliffe Hospitals NHS Trust"),
	}}
	for name, r := range map[string]said.Result{
		"said":           {Person: &mark, Certain: certain, Uncertain: uncertain, Others: []said.Person{{Name: "Ann Ladbroke"}}},
		"said_miss":      {Nearest: []said.Person{mark, {Name: "Ann <@1> Ladbroke"}}},
		"said_uncertain": {Uncertain: uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := Render(saidReply(r), Options{})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, outline(m))
		})
	}
}

// A quote of several speakers names them all, in words that are the article's.
func TestGoldenSpeakers(t *testing.T) {
	v := seeds(t)[2009]
	q := cut(t, v, "We are not anticipating", "366 jobs out of")
	half := q.Span.Start + 90
	name := func(s string) *speech.Speaker {
		at := strings.Index(v.Text, s)
		return &speech.Speaker{Name: s, Span: text.Span{Start: at, End: at + len(s)}}
	}
	q.Hear([]speech.Speech{
		{Kind: speech.Direct, Quote: []text.Span{{Start: q.Span.Start + 3, End: half}}, Speaker: name("Helen Peggs")},
		{Kind: speech.Indirect, Quote: []text.Span{{Start: half, End: q.Span.End}}, Speaker: name("Julian Hill")},
	})
	m, err := Render(desk.CuttingReply{Quote: q}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "speakers", outline(m))
}

// The line above what is uncertain has its place however much of the card the
// certain statements take.
func TestUncertainStatementsHaveRoomForTheirHeading(t *testing.T) {
	lines := func(number int64, n int) said.List {
		q := long(t, number, n)
		q.Hear([]speech.Speech{{Kind: speech.Direct, Quote: []text.Span{q.Span}}})
		return said.List{Total: 1, Statements: []said.Statement{{Quote: q, Speech: q.Speech}}}
	}
	for n := 3000; n < 4000; n += 5 {
		reply := saidReply(said.Result{Person: &said.Person{Name: "Ann Ladbroke"}, Certain: lines(1, n), Uncertain: lines(2, 400)})
		m, err := Render(reply, Options{})
		if err != nil {
			t.Fatalf("%d characters: %v", n, err)
		}
		if err := keepsLimits(m); err != nil || !strings.Contains(Text(m), "Not certain: 1 passage that may be Ann Ladbroke’s") {
			t.Fatalf("%d characters: %v\n%s", n, err, markdownOf(m))
		}
	}
}

// Whatever the articles and the names hold, the statements shown are as stored,
// in order, and those left out are counted.
func TestSaidIsShownAsStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []quote.Quote
		list := func(label string) said.List {
			var l said.List
			for range rapid.IntRange(0, 4).Draw(t, label) {
				q := drawQuote(t, int64(len(all)+1))
				all = append(all, q)
				s := said.Statement{Quote: q, Speech: q.Speech}
				if len(s.Speech) == 0 {
					s.Speech = []speech.Speech{{Kind: speech.Direct, Quote: []text.Span{q.Span}}}
				}
				l.Statements = append(l.Statements, s)
			}
			l.Total = len(l.Statements)
			return l
		}
		r := said.Result{Certain: list("certain"), Uncertain: list("uncertain")}
		if rapid.Bool().Draw(t, "person") {
			r.Person = &said.Person{Name: hostile(20).Draw(t, "name"), Roles: []said.Role{{Role: hostile(60).Draw(t, "role")}}}
			r.Others = []said.Person{{Name: hostile(60).Draw(t, "other")}}
		}
		for range rapid.IntRange(0, 6).Draw(t, "nearest") {
			r.Nearest = append(r.Nearest, said.Person{Name: hostile(20).Draw(t, "near")})
		}
		reply := saidReply(r)
		reply.Scope = drawScope(t)
		reply.Who, reply.About = hostile(30).Draw(t, "who"), hostile(30).Draw(t, "about")
		m, err := Render(reply, Options{})
		if err != nil {
			t.Fatalf("%v\n%+v", err, reply)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		seen := onScreen(m)
		shown := len(seen)
		for _, q := range all {
			if len(seen) > 0 && seen[0] == markdown.Plain(q.Text()) {
				seen = seen[1:]
			}
		}
		if len(seen) > 0 {
			t.Fatalf("%q is shown and not stored so\n%s", seen, markdownOf(m))
		}
		if words := Text(m); shown < len(all) && !strings.Contains(words, "not shown") && !strings.Contains(words, "too long for a card") {
			t.Fatalf("%d statements are missing without a word\n%s", len(all)-shown, words)
		}
	})
}
