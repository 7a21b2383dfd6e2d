package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/data"
	"cuttings/internal/archive"
	"cuttings/internal/ingest"
	"cuttings/internal/librarytest"
	"cuttings/internal/source"
	"cuttings/internal/text"
)

// shown is a piece as the tables name it.
type shown struct {
	Match   source.Match
	Number  int64 // of the cutting; 0 where nothing was found
	Marked  string
	Changes []source.Change
}

func show(r source.Result) []shown {
	var list []shown
	for _, p := range r.Pieces {
		one := shown{Match: p.Match, Number: p.Quote.Version.Number, Changes: p.Changes}
		for i, a := range p.Quote.Answer {
			if i > 0 {
				one.Marked += " | "
			}
			one.Marked += a.Of(p.Quote.Version.Text)
		}
		list = append(list, one)
	}
	return list
}

const (
	early = "“It’s very early days, but we think there is a possibility of a number of specialist posts being lost"
	about = "an estimated 366 jobs out of 10,000 at the trust could be affected"
)

func TestFind(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	exact := func(marked string) []shown { return []shown{{source.Exact, 2, marked, nil}} }
	for name, c := range map[string]struct {
		text string
		want []shown
	}{
		"as it stands":         {early, exact(early[len("“"):])},
		"straight, upper case": {strings.ToUpper(strings.NewReplacer("“", `"`, "’", "'").Replace(early)), exact(early[len("“"):])},
		"half a sentence":      {"there is a possibility of a number", exact("there is a possibility of a number")},
		"over two paragraphs": {
			"avoid cuts in services. We will meet staff",
			exact("avoid cuts in services.\n\n“We will meet staff"),
		},
		"Discord's own": {
			"> **it’s very** early days,\n> but ||we think there is|| a possi-\n> bility of <@80351110224678912> a number https://news.test/366",
			exact("It’s very early days, but we think there is a possibility of a number"),
		},
		"a number": {
			strings.Replace(about, "366", "600", 1),
			[]shown{{source.Nearly, 2, "an estimated | jobs out of 10,000 at the trust could be affected", []source.Change{{Asked: "600", Stands: "366", Number: true}}}},
		},
		"a decimal point": {
			"About £1.1m of the £44m savings, from an annual budget of £600m, would",
			[]shown{{source.Nearly, 2, "About | of the £44m savings, from an annual budget of £600m, would", []source.Change{
				{Asked: "£1.1m", Stands: "£11m", Number: true},
			}}},
		},
		"another word": {
			strings.Replace(about, "affected", "saved", 1),
			[]shown{{source.Nearly, 2, strings.TrimSuffix(about, " affected"), []source.Change{{Asked: "saved", Stands: "affected"}}}},
		},
		"not there": {"The council voted to plant ninety trees along the ring road.", []shown{{Match: source.None}}},
		"two articles and nothing": {
			"Health officials have raised fears the move could adversely affect services. Unicorns are no answer. " +
				"He said last night: It’s very early days",
			[]shown{
				{source.Exact, 2, "Health officials have raised fears the move could adversely affect services", nil},
				{Match: source.None},
				{source.Exact, 2, "He said last night: “It’s very early days", nil},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := source.Find(t.Context(), store, replica, archive.Filter{}, c.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, show(r)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, p := range r.Pieces {
				if p.Match == source.None {
					continue
				}
				if err := p.Quote.Verify(); err != nil {
					t.Error(err)
				}
			}
			if r.Scope.Coverage.Articles != 3 {
				t.Errorf("scope %+v", r.Scope)
			}
		})
	}
}

func TestLeftOut(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	for _, c := range []struct {
		text    string
		omitted []int // of each piece; -1 where nothing is left out before it
	}{
		{"We will meet staff at the Horton Hospital […] on May 14.", []int{-1, 27}},
		{"a possibility of a number... specialist posts being lost", []int{-1, 1}},
		{"…a possibility of a number", []int{-1}},
		{"on May 14 ... We will meet staff at the Horton Hospital", []int{-1, 0}},
		{"a possibility … of a number of specialist posts", []int{-1}}, // nothing was
	} {
		r, err := source.Find(t.Context(), store, replica, archive.Filter{}, c.text)
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, p := range r.Pieces {
			n := -1
			if p.LeftOut {
				n = p.Omitted
			}
			if p.Match != source.Exact {
				t.Errorf("%q: %q is %s", c.text, p.Span.Of(r.Text), p.Match)
			}
			got = append(got, n)
		}
		if !cmp.Equal(got, c.omitted) {
			t.Errorf("%q: left out %v, want %v", c.text, got, c.omitted)
		}
	}
}

// library is a coverage made to be hard.
func library(t testing.TB) (archive.Store, source.Index) {
	on := func(day int) archive.Date { return archive.Date{Year: 2009, Month: 4, Day: day} }
	blob := strings.Repeat("deadbeef", 12)
	store, replica := librarytest.Open(t,
		archive.Article{ID: "late", Text: "He said on Monday that all was well. The MPs left.", Published: on(9)},
		archive.Article{ID: "early", Text: "Nothing. Who knew? He said on Monday that nothing was.", Published: on(2)},
		archive.Article{ID: "undated", Text: "He said on Monday that all was well."},
		archive.Article{ID: "odd", Text: "That is it. The key is " + blob + " and no other. No\u200bthing of the na\u0308ive ﬁnd was kept. It fell 3.5% in 2009-10."},
		archive.Article{ID: "far", Text: "กระทรวงสาธารณสุขประกาศว่าโรงพยาบาลในกรุงเทพมหานครจะปิดแผนกผู้ป่วยนอกเป็นเวลาสามวันเริ่มตั้งแต่วันจันทร์ " +
			"東京都は水曜日に病院の予算を三割削減すると発表した。Профсоюзы обещали бороться. 〇だ。"},
		archive.Article{ID: "changed", Text: "The first version named seven bishops."},
	)
	if _, err := store.Put(t.Context(), archive.Article{ID: "changed", Text: "The second version named eight canons."}); err != nil {
		t.Fatal(err)
	}
	if err := replica.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return store, replica
}

func TestHardOnes(t *testing.T) {
	store, idx := library(t)
	for _, c := range []struct {
		text     string
		match    source.Match
		number   int64
		articles int
	}{
		{"he said on monday", source.Exact, 2, 3},
		{"He said on Monday that all was well", source.Exact, 1, 2},
		{"the mps left", source.Exact, 1, 1},
		{"That is it.", source.Exact, 4, 1},
		{"the key is " + strings.Repeat("deadbeef", 12), source.Exact, 4, 1},
		{"nothing of the naive find was kept", source.Exact, 4, 1},
		{"it fell 3.5 % in 2009-10", source.None, 0, 0}, // per cent belongs to its number
		{"It fell 3.5% in 2009–10!", source.Exact, 4, 1},
		{"It fell 35% in 2009–10!", source.None, 0, 0}, // too little is left to know it by
		{"โรงพยาบาลในกรุงเทพมหานครจะปิดแผนกผู้ป่วยนอก", source.Exact, 5, 1},
		{"水曜日に病院の予算を三割削減すると発表した", source.Exact, 5, 1},
		{"水曜日に病院の予算を五割削減すると発表した", source.Nearly, 5, 0},
		{"〇だ", source.Exact, 5, 1},
		{"ПРОФСОЮЗЫ ОБЕЩАЛИ", source.Exact, 5, 1},
		{"The second version named eight canons", source.Exact, 6, 1},
		{"The first version named seven bishops", source.None, 0, 0}, // of an older version
	} {
		r, err := source.Find(t.Context(), store, idx, archive.Filter{}, c.text)
		if err != nil {
			t.Fatalf("%q: %v", c.text, err)
		}
		if p := r.Pieces[0]; len(r.Pieces) != 1 || p.Match != c.match || p.Quote.Version.Number != c.number || p.Articles != c.articles {
			t.Errorf("%q: %d pieces, %s in No. %d, %d articles, %v", c.text, len(r.Pieces), p.Match, p.Quote.Version.Number, p.Articles, p.Changes)
		}
	}
	for _, s := range []string{"", " \n", "?!… — “”", strings.Repeat("😀", 4000), "<@80351110224678912>", "\xff\xfe"} {
		if _, err := source.Find(t.Context(), store, idx, archive.Filter{}, s); !errors.Is(err, source.ErrNoWords) {
			t.Errorf("%.20q: %v", s, err)
		}
	}
	long := strings.Repeat("Nobody knows. ", source.MaxSentences+7)
	if r, err := source.Find(t.Context(), store, idx, archive.Filter{}, long); err != nil || r.Unread != 7 {
		t.Errorf("%d of a long text are not read, %v", r.Unread, err)
	}
}

func TestSignsDiffer(t *testing.T) {
	store, idx := library(t)
	for s, want := range map[string]bool{
		"Nothing. Who knew?":          false,
		"nothing — “who knew":         true, // a full stop less
		"Nothing. Who knew":           false,
		"Nothing? Who knew?":          true,
		"**Nothing**. _Who_ ‘knew’?":  false,
		"He said, on Monday that all": true,
	} {
		r, err := source.Find(t.Context(), store, idx, archive.Filter{}, s)
		if err != nil || len(r.Pieces) != 1 || r.Pieces[0].Match != source.Exact || r.Pieces[0].SignsDiffer != want {
			t.Errorf("%q: %+v, %v", s, r.Pieces, err)
		}
	}
}

// Whatever run of words of the coverage is asked for, in whatever dress, it is
// found, and what is marked are these words.
func TestEveryRunIsFound(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	var articles []archive.Article
	for item := range ingest.ReadFS(t.Context(), data.Articles()) {
		articles = append(articles, item.Article)
	}
	dress := []func(string) string{
		strings.ToUpper, strings.ToLower,
		strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "—", "-").Replace,
		func(s string) string { return strings.Join(strings.Fields(s), "\u00a0\t") },
		func(s string) string { return "> *" + s + "*" },
		func(s string) string { return strings.Join(strings.Fields(s), "\u00ad ") },
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SampledFrom(articles).Draw(t, "article").Text
		fields := strings.Fields(a)
		first := rapid.IntRange(0, len(fields)-3).Draw(t, "first")
		last := rapid.IntRange(first+2, min(first+80, len(fields))).Draw(t, "last")
		s := strings.Join(fields[first:last], " ")
		for range rapid.IntRange(0, 3).Draw(t, "dresses") {
			s = rapid.SampledFrom(dress).Draw(t, "dress")(s)
		}
		r, err := source.Find(t.Context(), store, replica, archive.Filter{}, s)
		if errors.Is(err, source.ErrNoWords) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Pieces {
			if p.Match != source.Exact {
				t.Fatalf("%q of %q is %s", p.Span.Of(r.Text), s, p.Match)
			}
			if err := p.Quote.Verify(); err != nil {
				t.Fatal(err)
			}
			letters := func(s string) string {
				return strings.Map(func(r rune) rune {
					if strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789", r) {
						return r
					}
					return -1
				}, text.Fold(s).Text)
			}
			if got := p.Quote.Answer[0].Of(p.Quote.Version.Text); letters(got) != letters(p.Span.Of(r.Text)) {
				t.Fatalf("%q is marked for %q", got, p.Span.Of(r.Text))
			}
		}
	})
}

func FuzzFind(f *testing.F) {
	store, idx := library(f)
	for _, s := range []string{
		early, about, "he said on monday … that nothing was", "\xff\x00a", "<@1> https://x", "1,000.5%", "a\n\n- b\nc-\nd", "[...] [...]",
		"東京", "e\u0301\u0301", "''''a''", strings.Repeat("a ", 300), "£ 5 £5 5£", "|1||2|", "ſ ß İ ŉ ﬀ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := source.Find(t.Context(), store, idx, archive.Filter{}, s)
		if errors.Is(err, source.ErrNoWords) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, p := range r.Pieces {
			if p.Span.Start < at || p.Span.Start >= p.Span.End || p.Span.End > len(r.Text) {
				t.Fatalf("a piece at %v, after %d, of %d", p.Span, at, len(r.Text))
			}
			at = p.Span.End
			if p.Match == source.None {
				continue
			}
			if err := p.Quote.Verify(); err != nil {
				t.Fatal(err)
			}
			if (p.Match == source.Nearly) != (len(p.Changes) > 0) || (p.Match == source.Exact) != (p.Articles > 0) {
				t.Fatalf("%+v", p)
			}
		}
		if again, err := source.Find(t.Context(), store, idx, archive.Filter{}, s); err != nil || fmt.Sprint(again) != fmt.Sprint(r) {
			t.Fatalf("asked again: %v, %v", again, err)
		}
	})
}
