package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for s, want := range map[string]string{
		"The trust’s £44m “savings” bid": "the trusts |£44m| savings bid",
		"10,000 jobs; 1,5 or 1,2345":     "|10000| jobs |1| |5| or |1| |2345|",
		"3.5% of 2009/10, -5 per cent.":  "|3.5%| of |2009| |10| |5| per cent",
		"don`t ’quote’ o’clock''s":       "dont quote oclock s",
		"NAÏVE ﬁnds: Ærø":                "naive finds aero",
		"東京 ข่าว 5人":                     "東 京 ข า ว |5| 人",
		"COVID-19 B2B 9:10pm £ 5 £x":     "covid |19| |b2b| |9| |10pm| |5| x",
		"** — 😀 | …":                     "",
	} {
		w := wordsIn(s, 100)
		var got []string
		for i := range w.spans {
			got = append(got, w.word(i))
			if w.isNumber(i) != strings.HasPrefix(w.word(i), "|") {
				t.Errorf("%q: is %q a number?", s, w.word(i))
			}
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	}
}

// Every word lies in the text, behind the one before it, and says by itself what
// it says in the text.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"£44m, 10,000", "o''clock", "ΣΑΣ ς", "e\u0301", "1.2.3", "½ 1½", "\xff a", "ก็", "5%%", "1'a", "ſt ŉ", "a\u00adb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := wordsIn(s, 0)
		at := 0
		for i, p := range w.spans {
			if p.Start < at || p.End <= p.Start || p.End > len(s) {
				t.Fatalf("word %d at %v, after %d", i, p, at)
			}
			at = p.End
			if w.word(i) == "" {
				t.Fatalf("word %d is empty", i)
			}
		}
		if w.len() == 0 {
			return
		}
		if found := w.find(w.key); len(found) != 1 || found[0] != (run{0, w.len()}) {
			t.Fatalf("a text is found in itself at %v", found)
		}
	})
}

func TestFindRuns(t *testing.T) {
	w := wordsIn("Redundancies of 36 6 jobs, 366 jobs; job jobs of redun- dancies", 0)
	for key, want := range map[string][]run{
		"redundan-\ncies": {{0, 1}, {10, 12}},
		"366 jobs":        {{5, 7}},
		"36":              {{2, 3}},
		"jobs":            {{4, 5}, {6, 7}, {8, 9}},
		"jobsof":          {{8, 10}},
		"dundancies":      nil,
		"":                nil,
	} {
		if diff := cmp.Diff(want, w.find(wordsIn(key, 0).key), cmp.AllowUnexported(run{})); diff != "" {
			t.Errorf("%q: %s", key, diff)
		}
	}
}

// What repeats itself is found as often as it stands there, and a word that does
// is passed at once.
func TestFindWhatRepeatsItself(t *testing.T) {
	if found := wordsIn(strings.Repeat("a ", 5000)+strings.Repeat("a", 5000)+" a", 0).find("a"); len(found) != 5001 {
		t.Errorf("%d places", len(found))
	}
	long := strings.Repeat("a", 400_000)
	if found := wordsIn(long, 0).find(long[:200_000]); len(found) != 0 { // takes seconds where each letter is tried
		t.Errorf("a word is found within a longer one: %v", found)
	}
}

func TestCut(t *testing.T) {
	for s, want := range map[string][]string{
		"One is. Two are… Three, etc.":        {"One is.", "Two are", "… Three, etc."},
		"a line,\nGoing on\nand on\nThe next": {"a line,\nGoing on\nand on", "The next"},
		"> a possi-\n> bility\n\nof more":     {"a possi-\n> bility", "of more"},
		"[...] so":                            {"so"},
		"so (. . .) and on":                   {"so", "… and on"},
		"1. 2. !!":                            {"1. 2. !!"},
		"":                                    nil,
	} {
		var got []string
		at := 0
		for _, p := range cut(Undressed(s)) {
			one := p.span.Of(s)
			if p.leftOut {
				one = "… " + one
			}
			got = append(got, strings.TrimSpace(one))
			if p.span.Start < at {
				t.Errorf("%q: %v after %d", s, p.span, at)
			}
			at = p.span.End
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	}
	long := strings.Repeat("word ", 2*mostWords+1)
	if parts := cut(long); len(parts) != 3 || parts[2].words.len() != 1 {
		t.Errorf("a long sentence is cut into %d parts", len(parts))
	}
	if s := "see <#123456> and </ask:99> <:x:1> <t:-5:R> <b>"; strings.TrimSpace(blank(s, mentions)) != "see           and                             <b>"[0:3]+strings.Repeat(" ", 11)+"and"+strings.Repeat(" ", 27)+"<b>" {
		t.Errorf("%q", blank(s, mentions))
	}
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		asked, stands string
		cost          int
		want          []Change
	}{
		{"cut 600 jobs now", "they will cut 366 jobs now, he said", costNumber, []Change{{"600", "366", true}}},
		{"five or 600 jobs went", "five or six hundred jobs went", costKind + costGap, []Change{{"600", "six hundred", false}}},
		{"the jobs must go", "the jobs must not go", costGap, []Change{{"", "not", false}}},
		{"the jobs must not go", "the jobs must go", costGap, []Change{{"not", "", false}}},
		{"the Radclitfe hospital", "the Radcliffe hospital", costMisread, []Change{{"Radclitfe", "Radcliffe", false}}},
		{"a red fox ran 5 miles by 9", "a blue cat ran 6 miles by 8", 2*costWord + 2*costNumber, []Change{{"red fox", "blue cat", false}, {"5", "6", true}, {"9", "8", true}}},
		{"red undancies loom", "redundancies loom", costGap + costWord, nil},
		{"36 6 jobs", "366 jobs", costGap + costNumber, []Change{{"36", "", false}, {"6", "366", true}}},
	} {
		p := cut(c.asked)[0]
		stands := wordsIn(c.stands, 0)
		steps, cost := align(p.words, stands)
		got, same := changes(steps, p, stands, c.stands)
		if diff := cmp.Diff(c.want, got); diff != "" || cost != c.cost {
			t.Errorf("%q in %q costs %d, want %d; changes (-want +got):\n%s", c.asked, c.stands, cost, c.cost, diff)
		}
		for _, s := range same {
			if p.words.word(s.asked) != stands.word(s.stands) {
				t.Errorf("%q: %q is not %q", c.asked, p.words.word(s.asked), stands.word(s.stands))
			}
		}
	}
}
