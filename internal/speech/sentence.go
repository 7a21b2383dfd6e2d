package speech

import "strings"

// sentence is the tokens [lo, hi) of a paragraph that one sentence of the
// skeleton has.
type sentence struct {
	*paragraph
	lo, hi int
}

// longestSentence is how many tokens a sentence may have; a longer one is read in
// pieces, which bounds the work that grows with the square of it.
const longestSentence = 400

// sentences cuts the skeleton.
func (p *paragraph) sentences() []sentence {
	var list []sentence
	from := p.dateline()
	if from > 0 && from < len(p.tokens) {
		p.tokens[from].first = true
		p.tokens[from].classify(p.s)
	}
	for i := from; i < len(p.tokens); i++ {
		t := p.tokens[i]
		if len(list) == 0 || t.first || i-list[len(list)-1].lo >= longestSentence {
			list = append(list, sentence{p, i, i})
		}
		list[len(list)-1].hi = i + 1
	}
	joined := list[:0]
	for _, c := range list {
		if n := len(joined); n > 0 && c.attributes() {
			joined[n-1].hi = c.hi
		} else {
			joined = append(joined, c)
		}
	}
	return joined
}

// dateline is the number of tokens of a place and date before a dash, with which
// news from agencies begins: OXFORD, March 8 (PA) —.
func (p *paragraph) dateline() int {
	const most = 10
	for i := 1; i < min(len(p.tokens), most); i++ {
		if w := p.tokens[0].Of(p.s); p.kindAt(i, dash) && len(w) > 2 && strings.ToUpper(w) == w && p.capital(0) {
			return i + 1
		}
	}
	return 0
}

// attributes reports whether the sentence is no more than a cue and its subject,
// behind a quotation that a full stop or a question ended: “It is so.” Mr Hill
// said. A verb that is no cue counts only behind somebody: “Why?” she pressed.
func (c sentence) attributes() bool {
	last := c.hi - 1
	if c.hi-c.lo > 5 || !c.kindAt(c.lo-1, quoted) || c.is(c.lo, conjunction) {
		return false
	}
	somebody := c.is(c.lo, he|she|title|male|female) || c.capital(c.lo) && c.capital(c.lo+1)
	return c.is(last, say) && c.is(last, past) || last > c.lo && somebody && strings.HasSuffix(c.word(last), "ed")
}
