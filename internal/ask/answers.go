package ask

import (
	"cmp"
	"slices"

	"cuttings/index"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// answer is a span that has the form of an answer, and how much of the question
// stands near it (see near).
type answer struct {
	span  text.Span // bytes of the version's text
	worth float64
}

// mostAnswers is how many spans are looked at in a sentence: one of news has few.
const mostAnswers = 32

// answers finds, in one sentence of s, the spans that have the form of an answer
// of the question's kind, in order and apart from each other. The terms are the
// sentence's, with spans in bytes of it; said is what is said in s, where the
// question asks for that.
func (u *understood) answers(s string, sentence text.Span, terms []index.Term, said []speech.Speech) []answer {
	words := sentence.Of(s)
	var spans []text.Span
	switch u.kind {
	case howMany, howMuch:
		spans = u.figures(words)
	case saidWhat:
		spans = spoken(sentence, said)
	case whoSaid:
		if spans = speakers(sentence, said); len(spans) == 0 && hasSaying(words, terms) {
			spans = slices.DeleteFunc(matches(aName, words), func(span text.Span) bool { return !u.fits(words, span) })
		}
	case why:
		spans = matches(aReason, words)
	default:
		if form := forms[u.kind]; form != nil {
			spans = slices.DeleteFunc(matches(form, words), func(span text.Span) bool { return !u.fits(words, span) })
		}
	}
	var found []answer
	for _, span := range spans[:min(len(spans), mostAnswers)] {
		if u.kind == who || u.kind == whoSaid || u.kind == organisation || u.kind == where {
			span.End = span.Start + len(bare(span.Of(words)))
		}
		at := text.Span{Start: sentence.Start + span.Start, End: sentence.Start + span.End}
		if n := len(found); n == 0 || at.Start >= found[n-1].span.End {
			found = append(found, answer{span: at, worth: u.worth(span, terms)})
		}
	}
	return found
}

// holds reports whether every word of the phrase is among what is asked.
func (u *understood) holds(phrase string) bool {
	for _, t := range index.Analyze(phrase) {
		if !index.IsStopWord(t.Text) && !u.asks(t.Text) {
			return false
		}
	}
	return true
}

// worth is what a span that can be the answer is worth. Of what somebody said,
// it is how much of what the question asks about stands in it.
func (u *understood) worth(span text.Span, terms []index.Term) float64 {
	if u.kind != saidWhat {
		return u.near(span, terms)
	}
	inside := make([]bool, len(u.terms))
	for _, t := range terms {
		if t.Span.Start >= span.Start && t.Span.End <= span.End {
			for _, k := range u.at[t.Text] {
				inside[k] = true
			}
		}
	}
	about, said := 0.0, 0.0
	for k, t := range u.terms {
		if slices.Contains(u.focus, t.text) {
			continue // the speaker
		}
		about += t.weight
		if inside[k] {
			said += t.weight
		}
	}
	if about == 0 {
		return 1
	}
	return (1 + said/about) / 2
}

// near is how much of the question stands near a span in its sentence, between
// 0 and 1: the weight of each term over its distance, which is 1 within the span.
// What is said, announced or confirmed lies as far behind the verb as if there
// were a few words more between: its dates and numbers are not those of saying
// it.
func (u *understood) near(span text.Span, terms []index.Term) float64 {
	const clause = 4
	at := make([]int, len(terms)) // where each stands
	behind := 0
	from, to := -1, -1 // the span itself
	for i, t := range terms {
		at[i] = i + behind
		if t.Span.End > span.Start && t.Span.Start < span.End {
			if from < 0 {
				from = at[i]
			}
			to = at[i]
		}
		if telling[t.Text] {
			behind += clause
		}
	}
	closest := make([]float64, len(u.terms))
	for i, t := range terms {
		for _, k := range u.at[t.Text] {
			closest[k] = max(closest[k], 1/float64(1+max(0, from-at[i], at[i]-to)))
		}
	}
	sum := 0.0
	for k, c := range closest {
		sum += c * u.terms[k].weight / u.total
	}
	return sum
}

// telling are verbs behind which stands what is told.
var telling = termSet("said says told announced confirmed revealed warned claimed insisted added argued denied")

// marks is how many answers of a quote are marked at most, and those only which
// are worth so much of the best one.
const (
	marks     = 3
	markworth = 0.8
)

// marked are the answers in the window that stand nearest to what is asked, in
// the order of the text.
func (w *window) marked() []text.Span {
	var found []answer
	for _, s := range w.article.sentences[w.first : w.last+1] {
		found = append(found, s.answers...)
	}
	slices.SortStableFunc(found, func(a, b answer) int { return cmp.Compare(b.worth, a.worth) })
	var spans []text.Span
	for _, a := range found[:min(marks, len(found))] {
		if a.worth >= markworth*found[0].worth {
			spans = append(spans, a.span)
		}
	}
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans
}
