package ask

import (
	"strings"

	"cuttings/index"
)

// scaffold are words that build a question and don't say what it is about; stop
// words are left out apart from them. The last line are verbs that say little by
// themselves: to hold a rally, to take action.
var scaffold = termSet("what which who whom whose when where why how many much does did do say says said " +
	"tell told according article articles report reports reported reporting mention mentioned please know " +
	"happen happened coverage piece story featured discussed discussing suggest suggests indicate indicates " +
	"claim claims respectively both recently also published described describes compared portrayal " +
	"come came go went going gone get got take took taken make made hold held give gave given put try tried trying long")

// restating are words that say once more what kind of answer is asked for: how
// much money, on what date, where is the office.
var restating = map[Kind]map[string]bool{
	howMuch: termSet("money amount sum"),
	howMany: termSet("number"),
	when:    termSet("date day month year"),
	where:   termSet("place located situated based office offices headquarters"),
	who:     termSet("person name named individual"),
	why:     termSet("reason"),
}

// reporting are the words by which a question names the newspaper it has
// something from.
var reporting = termSet("article report reported coverage piece story according published publication blog")

// source may stand between such a word and the newspaper's name; a name that
// comes without a preposition is what the report is about.
var (
	prepositions = termSet("from by to in")
	source       = termSet("the a and both an with of")
)

// attribution marks the words of a question that name who reported something:
// capitalised words right before "article" or "report" (the TechCrunch
// article), and behind them with a preposition (as reported by The Verge and
// Fortune). They say nothing of what is asked: no article names its own paper
// in every passage. Bit i stands for all[i].
func attribution(question string, all []index.Term) []bool {
	marked := make([]bool, len(all))
	named := func(i int) bool { return i > 0 && isCapital(all[i].Span.Of(question)) }
	parted := func(i int) bool { // a comma before the i-th word
		return strings.ContainsAny(question[all[i-1].Span.End:all[i].Span.Start], ",;:")
	}
	for i, t := range all {
		if !reporting[t.Text] {
			continue
		}
		for j := i - 1; j >= 0 && named(j) && !parted(j+1); j-- {
			marked[j] = true
		}
		linked := false
		for j := i + 1; j < len(all); j++ {
			switch t := all[j].Text; {
			case named(j) && linked:
				marked[j] = true
			case prepositions[t]:
				linked = true
			case named(j), !source[t] && !reporting[t]:
				j = len(all)
			}
		}
	}
	return marked
}

// starters are the words that begin a part of a question.
var starters = termSet("and while but whereas or after before between")

// parts reports whether a new part of the question begins behind the gap
// between two words, with the term that follows.
func parts(gap, next string) bool {
	return starters[next] || strings.ContainsAny(gap, ",;:?\"“”‘()") || strings.Contains(gap, " '")
}
