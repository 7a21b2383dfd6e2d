package ask

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/index"
	"cuttings/internal/text"
)

// marked are the answers that a quote of the whole text would mark.
func marked(u *understood, s string) []string {
	a := &article{headline: make([]bool, len(u.terms))}
	a.version.Text = s
	a.sentences = u.sentences(s, []text.Span{{Start: 0, End: len(s)}})
	w := window{article: a, last: len(a.sentences) - 1}
	var list []string
	for _, span := range w.marked() {
		list = append(list, span.Of(s))
	}
	return list
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           []string
	}{
		{"How many posts must go?", "It was confirmed in 2006 that 600 posts must go, for £44m.", []string{"600 posts"}},
		{"How many nursing jobs will go?", "About 225 jobs will be in nursing and 250 managerial.", []string{"225 jobs"}},
		{"How many job vacancies are there?", "It has about 600 job vacancies.", []string{"600 job vacancies"}},
		{"How many people were at the meeting?", "There were about two dozen people at the meeting.", []string{"two dozen people"}},
		{"How much is the budget?", "About £11m of the £44m savings, from a budget of £600m, is for staff.", []string{"£600m"}},
		{"How much did crime fall?", "Crime fell by 12 per cent to 3.5% of what it was.", []string{"12 per cent"}},
		{"When will they address the committee?", "We meet staff on Monday. We will address the committee on May 14.", []string{"May 14"}},
		{"When will it be abolished?", "It is abolished by April 2013.", []string{"April 2013"}},
		{"When was it founded?", "It was founded in 1948.", []string{"1948"}},
		{"Who is the chief executive?", "The chief executive of the South Central Health Authority, Andrea Young, spoke.", []string{"Andrea Young"}},
		{"Who called the meeting?", "Mark Ladbrooke, of Oxford, called the meeting at Oxford Town Hall.", []string{"Mark Ladbrooke"}},
		{"Who is the boss of OpenAI?", "OpenAI’s boss is OpenAI CEO Sam Altman.", []string{"Sam Altman"}},
		{"Who runs PCTs?", "PCTs are run by NHS Chief Anna O’Brien-Smith’s staff.", []string{"Chief Anna O’Brien-Smith"}},
		{"Who is Julian Hill?", "Julian Hill is a spokesman.", nil},
		{"Where was the rally?", "The rally was last week in May at Oxford Town Hall.", []string{"Oxford Town Hall"}},
		{"Where in Oxford is it?", "It is in Oxford.", nil},
		{"Why did it fall?", "It fell on Monday by 12 per cent in Oxford.", nil},
		{"Who left?", "", nil},
	} {
		if diff := cmp.Diff(c.want, marked(understand1(t, c.question), c.text)); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", c.question, c.text, diff)
		}
	}
}

// A number beside what is asked for is worth more than one far away.
func TestNear(t *testing.T) {
	u := understand1(t, "How much is the annual budget?")
	const s = "The £5m plan is part of a budget of £600m"
	terms := index.Analyze(s)
	far, close := u.near(text.Span{Start: 4, End: 7}, terms), u.near(text.Span{Start: 36, End: 41}, terms)
	if far <= 0 || close <= far || close > 1 {
		t.Errorf("£5m %.2f, £600m %.2f", far, close)
	}
}

// What can be marked never fails to be a quote, whatever the sentence holds.
func FuzzAnswers(f *testing.F) {
	f.Add("How many posts must go?", "Some 600 posts, 12 % of 5,000 posts … “600 posts”")
	f.Add("Who said it when and where?", "İstanbul’s Dr A. de Souza-Ünal said in May 2010 in Le Havre\xff")
	f.Fuzz(func(t *testing.T, question, s string) {
		u, err := understand(t.Context(), coverage{}, question)
		if err != nil {
			return
		}
		for _, sentence := range text.Sentences(s) {
			for _, a := range u.answers(s, sentence, index.Analyze(sentence.Of(s))) {
				if a.span.Start < sentence.Start || a.span.End > sentence.End || a.span.Len() <= 0 || a.worth < 0 || a.worth > 1.001 {
					t.Errorf("%q: %v (%.2f) in %v", s, a.span, a.worth, sentence)
				}
			}
		}
	})
}
