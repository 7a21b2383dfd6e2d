package ask

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// pile are articles with these texts, all of them promising; what stands before
// a | is the headline.
func pile(u *understood, texts ...string) []article {
	var articles []article
	for i, s := range texts {
		a := article{headline: make([]bool, len(u.terms)), best: 1}
		title, body, ok := strings.Cut(s, "|")
		if !ok {
			title, body = "", s
		}
		for k, t := range u.terms {
			a.headline[k] = termSet(title)[t.text]
		}
		a.version.Number = int64(i + 1)
		a.version.Text = body
		a.said = u.heeded(body, speech.Read(body))
		a.sentences = u.sentences(body, []text.Span{{Start: 0, End: len(body)}}, a.said)
		articles = append(articles, a)
	}
	return articles
}

func texts(windows []window) []string {
	var list []string
	for i := range windows {
		list = append(list, windows[i].span().Of(windows[i].article.version.Text))
	}
	return list
}

func TestRank(t *testing.T) {
	for name, c := range map[string]struct {
		question string
		articles []string
		want     string // the best window
	}{
		"more of the question": {
			"Will the hospital close its wards?",
			[]string{"A hospital is new.", "The hospital may close wards.", "Wards are full."},
			"The hospital may close wards.",
		},
		"no sentence for nothing": {
			"Will the hospital close its wards?",
			[]string{"It rained. The hospital may close wards. It snowed."},
			"The hospital may close wards.",
		},
		"a sentence that says the rest": {
			"Will the hospital close its wards in Abingdon?",
			[]string{"It rained. The hospital may close wards. They are in Abingdon."},
			"The hospital may close wards. They are in Abingdon.",
		},
		"close together": {
			"Is the scrutiny committee there?",
			[]string{"A committee was told that there is need for more of what they call scrutiny.", "More of what they call need is what the scrutiny committee was told of."},
			"More of what they call need is what the scrutiny committee was told of.",
		},
		"the headline": {
			"How many jobs go in Banbury?",
			[]string{"Abingdon news|About 20 jobs go.", "Banbury news|About 30 jobs go."},
			"About 30 jobs go.",
		},
		"the form of an answer": {
			"How many jobs are lost?",
			[]string{"Jobs are lost.", "Lost are 30 jobs."},
			"Lost are 30 jobs.",
		},
		"what stands around": {
			"Are jobs lost in Banbury?",
			[]string{"Jobs are lost. That is in Abingdon, some " + strings.Repeat("x ", 60) + ".", "Jobs are lost. That is in Banbury, some " + strings.Repeat("x ", 60) + "."},
			"Jobs are lost.",
		},
	} {
		u := understand1(t, c.question)
		ranked := rank(u, pile(u, c.articles...), DefaultWords)
		if got := texts(ranked)[0]; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if name == "what stands around" && ranked[0].article.version.Number != 2 {
			t.Error("it is that of Abingdon")
		}
	}
}

// A window is as long as is allowed, and longer than a card only when it is one
// sentence.
func TestRankWords(t *testing.T) {
	u := understand1(t, "Where are wards?")
	long := "Wards " + strings.Repeat("x ", 78) + "yes."
	articles := pile(u, "Wards are open. Wards are shut. "+long+" Wards are full.")
	for maxWords, want := range map[int]int{2: 0, 3: 3, 5: 3, 6: 6, 60: 6, 79: 6, 80: 80, 190: 80} {
		most := 0
		for _, w := range rank(u, articles, maxWords) {
			most = max(most, w.words)
		}
		if most != want {
			t.Errorf("of at most %d words the longest has %d, want %d", maxWords, most, want)
		}
	}
}

func TestChoose(t *testing.T) {
	const both = "Did the union plan a strike over hospital closures, and did the trust open a cancer centre in spring?"
	for name, c := range map[string]struct {
		question string
		articles []string
		n, words int
		want     []string
	}{
		"each part of a question": {
			both,
			[]string{
				"The union may plan a strike over hospital closures. More strikes over hospital closures, the union said.",
				"It was spring. The trust will open a cancer centre.",
			},
			2, 20,
			[]string{"The union may plan a strike over hospital closures. More strikes over hospital closures, the union said.", "It was spring. The trust will open a cancer centre."},
		},
		"a reprint once": {
			"Will wards close?",
			[]string{"The wards will close.", "The wards will close.", "Some wards may close too."},
			3, 60,
			[]string{"The wards will close.", "Some wards may close too."},
		},
		"a reprint once, though an editor was at it": {
			"Will the county close its wards in spring?",
			[]string{
				"The county will close its wards in spring, its chief executive Ann Hill said on Monday.",
				"The county will close its wards in spring, its chief executive Mrs Hill said on Monday.",
				"The county said in spring that its wards may close.",
			},
			3, 60,
			[]string{
				"The county will close its wards in spring, its chief executive Ann Hill said on Monday.",
				"The county said in spring that its wards may close.",
			},
		},
		"nothing that adds nothing": {
			"Will the county hospital close its wards?",
			[]string{"The county hospital will close its wards.", "A hospital elsewhere opened."},
			3, 60,
			[]string{"The county hospital will close its wards."},
		},
		"beyond a card there is room for the sentences around": {
			"Will wards close?",
			[]string{"It rained. The wards will close. It snowed."},
			3, 61,
			[]string{"It rained. The wards will close. It snowed."},
		},
		"nothing to choose from": {"Will wards close?", []string{"It rained."}, 3, 60, nil},
	} {
		u := understand1(t, c.question)
		got := choose(u, rank(u, pile(u, c.articles...), c.words), c.n, c.words)
		if diff := cmp.Diff(c.want, texts(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What a quote has shown is worth less in the next one.
func TestValueFalls(t *testing.T) {
	u := understand1(t, "Will the county hospital close its wards?")
	for _, w := range rank(u, pile(u, "Wards|The county hospital will close. It has wards to close."), 60) {
		left := slices.Repeat([]float64{1}, len(u.terms))
		if got := w.value(u, left); got != w.score {
			t.Errorf("worth %v at first, want its score %v", got, w.score)
		}
		for _, h := range w.held {
			before := w.value(u, left)
			left[h.term] /= 2
			if w.value(u, left) >= before {
				t.Errorf("%q is worth no less without %q", texts([]window{w}), u.terms[h.term].text)
			}
		}
	}
}

// The more of a question a window holds, the surer; a form of answer that is
// asked for and missing makes doubtful.
func TestConfidence(t *testing.T) {
	const question = "How many wards did the county hospital close?"
	u := understand1(t, question)
	sure := func(s string) float64 { return confidence(u, rank(u, pile(u, s), 60)) }
	order := []string{
		"It rained.", "The county is wet.", "The county hospital is wet.", "The county hospital did close.",
		"The county hospital did close its wards.", "The county hospital did close 3 wards.",
	}
	for i, s := range order[1:] {
		if before, now := sure(order[i]), sure(s); now <= before || now > 1 {
			t.Errorf("%q %.3f, %q %.3f", order[i], before, s, now)
		}
	}
	if got := sure(order[0]); got != 0 {
		t.Errorf("%.2f sure of nothing", got)
	}
	if got := sure(order[len(order)-1]); got < 0.9 {
		t.Errorf("%.2f sure of all there is", got)
	}
}

// A window that speaks of the names in a short question and of nothing that is
// asked about them is beside the point, whatever has the form of an answer.
func TestBeside(t *testing.T) {
	for _, c := range []struct {
		question, article string
		want              bool
	}{
		{"Who is the chief executive of the Horton Hospital?", "Ann Hill, a nurse at the Horton Hospital, said so.", true},
		{"Who is the chief executive of the Horton Hospital?", "Ann Hill, chief executive of the Horton Hospital, said so.", false},
		{"Who is the chief executive of the Horton Hospital?", "Horton Hospital executives meet|Ann Hill of the Horton Hospital said so.", false}, // in the headline
		{"Who is the chief executive of the Horton Hospital?", "The executives met. Ann Hill of the Horton Hospital was there.", false},           // and around
		{"When will the Horton Hospital close?", "They will meet at the Horton Hospital on Monday.", true},
		{"When will the Horton Hospital close?", "The Horton Hospital will close on Monday.", false},
		{"Who speaks for the Horton Hospital?", "Ann Hill, the spokesman of the Horton Hospital, said so.", false}, // one word
		{"Is the Horton Hospital closed?", "They will meet at the Horton Hospital on Monday.", false},              // no form
		{"who is the chief executive of the horton hospital", "Ann Hill, a nurse at the Horton Hospital, said so.", false},
		{"Who is Ann Hill?", "Ann Hill met Rose West.", false}, // nothing but names
	} {
		u := understand1(t, c.question)
		windows := rank(u, pile(u, c.article), 60)
		if got := u.beside(&windows[0]); got != c.want {
			t.Errorf("%s %q: %v, want %v", c.question, c.article, got, c.want)
		}
		if sure := confidence(u, windows); c.want && sure > confident.beside {
			t.Errorf("%s %q: %.2f sure", c.question, c.article, sure)
		}
	}
}
