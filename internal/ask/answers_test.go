package ask

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// marked are the answers that a quote of the whole text would mark.
func marked(u *understood, s string) []string {
	a := &article{headline: make([]bool, len(u.terms))}
	a.version.Text = s
	a.sentences = u.sentences(s, []text.Span{{Start: 0, End: len(s)}}, u.heeded(s, speech.Read(s)))
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
		{"Why the fall?", "The fall came because of rain, snow and hail, which lay for days; nobody said so.", []string{"because of rain, snow and hail, which lay for days"}},
		{"How many staff are there?", "The unit, which opened in 1911, employs more than 300 staff.", []string{"more than 300 staff"}},
		{"How many people work at the unit?", "The unit employs more than 300 staff.", []string{"more than 300 staff"}},
		{"How many theatres and beds are there?", "It has 10 new operating theatres and 217 beds for £2m.", []string{"10 new operating theatres", "217 beds"}},
		{"How many jobs out of 10,000 could go?", "An estimated 366 jobs out of 10,000 could go.", []string{"366 jobs"}},
		{"How much of the £44 million is for staff?", "About £11m of the £44m savings is for staff.", []string{"£11m"}},
		{"How long is the consultation?", "We are now, after 5 days, in a three-month consultation.", []string{"three-month"}},
		{"How far is the library?", "The library is six miles away and has 7 staff.", []string{"six miles"}},
		{"How old is Mrs Kay?", "Mrs Kay, 53, has 3 sons.", []string{"53"}},
		{"How old is the driver?", "The driver, a 27-year-old, left.", []string{"27"}},
		{"When will PCTs be abolished?", "In July, it was announced that PCTs would be abolished by April 2013.", []string{"April 2013"}},
		{"When was it announced?", "In July, it was announced that PCTs would be abolished by April 2013.", []string{"In July"}},
		{"Which union called the meeting?", "Mark Ladbrooke, of trade union Unison, called the meeting in Oxford.", []string{"Unison"}},
		{"Which hospital is it?", "On Monday it was the Churchill Hospital, Mr Hill said.", []string{"Churchill Hospital"}},
		{"Where is the unit based?", "The unit is at Cowley-based NHS Oxfordshire.", []string{"Cowley"}},
		{"Who said jobs would go?", "Alison Brumfitt, spokesman for PCTs, said jobs would go at Oxford Town Hall.", []string{"Alison Brumfitt"}},
		{"What did Ann Hill say about beds?", "“There are no beds,” said Ann Hill. “There are no buildings,” said Bob Mott.", []string{"There are no beds,"}},
		{"What did the trust's spokesman say?", "A spokesman for the trust said: “Nothing is lost.” A nurse said: “Everything is.”", []string{"Nothing is lost."}},
		{"Did jobs go?", "On May 14 600 jobs went in Oxford, Ann Hill said.", nil},
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
		u, err := understand(t.Context(), coverage{}, archive.Filter{}, question)
		if err != nil {
			return
		}
		for _, sentence := range text.Sentences(s) {
			for _, a := range u.answers(s, sentence, index.Analyze(sentence.Of(s)), u.heeded(s, speech.Read(s))) {
				if a.span.Start < sentence.Start || a.span.End > sentence.End || a.span.Len() <= 0 || a.worth < 0 || a.worth > 1.001 {
					t.Errorf("%q: %v (%.2f) in %v", s, a.span, a.worth, sentence)
				}
			}
		}
	})
}
