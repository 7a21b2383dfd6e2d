package ask

import "regexp"

// A quote that begins with a pronoun says of whom only to those who have read
// what stands before it.

// mostLead is how many sentences are taken in to explain a pronoun.
const mostLead = 3

var (
	// pronoun is the beginning of a sentence whose subject was named before.
	pronoun = regexp.MustCompile(`^(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|Both|The (?:former|latter))\b`)

	// noPronoun is the beginning of one that only looks like it: a time, or an
	// "it" that stands for what follows.
	noPronoun = regexp.MustCompile(`^(?:(?:This|That|These|Those) (?:year|month|week|morning|afternoon|evening|summer|winter|spring|autumn|time|days)|` +
		`It (?:is|was|has been|had been|will be|would be|could be|may be|seems?|appears?|emerged)\b[^.,;“”"]{0,40}\b(?:that|to|how|whether|why|what)|That said)\b`)

	// person is a person's pronoun, which needs a name and not just what was said
	// before.
	person = regexp.MustCompile(`^(?:He|She|His|Her)\b`)

	// named is a name, or a person by what they are.
	named = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr)\.? \p{Lu}|` + capitalised + ` ` + capitalised)
)

// lead takes in the sentences before the window that its first word refers to,
// as far as there is room and they aren't shown already. Where the one that
// names it is out of reach the window stays as it is.
func (c *choice) lead(w *window, maxWords int) {
	a := w.article
	begin := func(k int) string { return a.sentences[k].span.Of(a.version.Text) }
	if !needs(begin(w.first)) {
		return
	}
	who := person.MatchString(begin(w.first))
	words := w.words
	for k := w.first - 1; k >= max(0, w.first-mostLead); k-- {
		if words += c.u.sentence(a, k).words; words > maxWords || c.told.holds(begin(k)) {
			return
		}
		if !needs(begin(k)) && (!who || named.MatchString(begin(k))) {
			for w.first > k {
				w.take(w.first - 1)
			}
			return
		}
	}
}

// needs reports whether a sentence begins with a word that was explained before.
func needs(sentence string) bool {
	return pronoun.MatchString(sentence) && !noPronoun.MatchString(sentence)
}
