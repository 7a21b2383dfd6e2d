package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"
)

// fewestWords is how many words a quotation needs that is told without a cue:
// fewer are a name or a distance.
const fewestWords = 4

// reader goes through an article and keeps what it has found.
type reader struct {
	*article
	found []Speech
	last  text.Span // the last quotation that was told, with its marks
	colon *Speaker  // who is announced by a sentence that ended with a colon
	sole  *Speaker  // the only one who speaks in the paragraph before
	just  *Speaker  // who alone spoke in the sentence before
}

// read reads paragraph n.
func (r *reader) read(n int) {
	p := &r.paragraphs[n]
	list := p.sentences()
	if len(list) > 0 && list[0].kindAt(list[0].lo, quoted) && list[0].alone(list[0].lo) && r.reopens(n) {
		r.goOn(p.quotations[0])
	}
	from := len(r.found)
	for i, c := range list {
		r.sentence(c, i > 0)
	}
	r.sole = soleSpeaker(r.found[from:])
}

// reopens reports whether the paragraph before n ended within a quotation that
// was told.
func (r *reader) reopens(n int) bool {
	if n == 0 || len(r.found) == 0 {
		return false
	}
	before := r.paragraphs[n-1].quotations
	return len(before) > 0 && before[len(before)-1].open && before[len(before)-1].outer == r.last
}

// soleSpeaker is who says all of these, or nil.
func soleSpeaker(list []Speech) *Speaker {
	var by *Speaker
	for _, s := range list {
		if s.Speaker == nil || by != nil && s.Speaker.Span != by.Span {
			return nil
		}
		by = s.Speaker
	}
	return by
}

// goOn adds the quotation to the last speech.
func (r *reader) goOn(q quotation) {
	last := &r.found[len(r.found)-1]
	last.Quote = append(last.Quote, q.inner)
	r.last = q.outer
}

// sentence reads one sentence; follows says that one stands before it in its
// paragraph.
func (r *reader) sentence(c sentence, follows bool) {
	list := c.announcements()
	colon := r.colon
	r.colon = nil
	first := len(r.found) // the first speech of this sentence
	for i := c.lo; i < c.hi; i++ {
		if !c.kindAt(i, quoted) {
			continue
		}
		q := c.quotations[c.tokens[i].quotation]
		if q.outer.Start < r.last.End {
			continue // told already
		}
		words := text.Words(q.inner.Of(c.s))
		k := c.announced(i, list)
		switch {
		case k >= 0 && list[k].speech > 0:
			r.found[list[k].speech-1].Quote = append(r.found[list[k].speech-1].Quote, q.inner)
		case k >= 0:
			r.tell(q, c.span(list[k].cue), c.speaker(list[k].source))
			list[k].speech = len(r.found)
		case r.beside(c, i, q):
		case words < fewestWords || c.isTitle(q):
			continue
		case colon != nil && i == c.lo:
			r.tell(q, text.Span{}, colon)
		case c.alone(i) && follows && len(r.found) > 0 && r.found[len(r.found)-1].Kind != Indirect && len(r.found) == first && r.last.End >= c.Start:
			r.goOn(q)
		case c.alone(i) && !follows && r.sole != nil:
			r.tell(q, text.Span{}, r.sole)
		case c.alone(i) && follows && r.just != nil:
			r.tell(q, text.Span{}, r.just)
		default:
			var by *Speaker
			if s, ok := c.introduced(i); ok {
				by = c.speaker(s)
			}
			r.tell(q, text.Span{}, by)
		}
		r.last = q.outer
	}
	r.report(c, list, first)
	r.just = soleSpeaker(r.found[first:])
	if c.kindAt(c.hi-1, colon_) {
		if n := len(list); n > 0 {
			r.colon = c.speaker(list[n-1].source)
		} else if s, ok := c.first(c.hi - 1); ok {
			r.colon = c.speaker(s)
		}
	}
}

// tell adds a speech that is all between quotation marks.
func (r *reader) tell(q quotation, cue text.Span, by *Speaker) {
	r.found = append(r.found, Speech{Kind: Direct, Quote: []text.Span{q.inner}, Cue: cue, Speaker: by})
}

// alone reports whether the quotation at i is the whole sentence.
func (c sentence) alone(i int) bool { return i == c.lo && i+1 == c.hi }

// isTitle reports whether the quotation is the title of a work: each word but
// the small ones has a capital, and it is no sentence.
func (c sentence) isTitle(q quotation) bool {
	words := strings.Fields(q.inner.Of(c.s))
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && classOf(w)&(preposition|conjunction|determiner) == 0 {
			return false
		}
	}
	return true
}

// announced is the number of the announcement that the quotation at i belongs
// to, or -1.
func (c sentence) announced(i int, list []announcement) int {
	before, after := -1, -1
	for k, a := range list {
		switch far := i - a.cue.hi; {
		case far < 0 && after < 0:
			after = k
		case far < 0 || far > reach(a.class):
		case a.class&(weak|call) == 0 || before < 0 || c.between(list[before].cue.hi, i):
			before = k
		}
	}
	follows := after >= 0 && (list[after].lo() == i+1 || list[after].lo() == i+2 && c.kindAt(i+1, comma))
	switch {
	case before >= 0 && (list[before].cue.hi == i || !follows):
		return before
	case after >= 0 && list[after].class&weak != 0 && !follows:
		return -1
	}
	return after
}

// reach is how many tokens may stand between a cue and a quotation behind it.
func reach(c class) int {
	switch {
	case c&weak != 0:
		return 5
	case c&call != 0:
		return 10
	}
	return 30
}

// between reports whether a quotation stands in the tokens from lo to hi.
func (c sentence) between(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if c.kindAt(k, quoted) {
			return true
		}
	}
	return false
}

// beside tells the quotation at i where a name and a verb stand behind it, though
// the verb is none of the cues: “Go back,” Mr Hill barked.
func (r *reader) beside(c sentence, i int, q quotation) bool {
	if !strings.ContainsAny(q.inner.Of(c.s)[q.inner.Len()-1:], ",?!-") {
		return false
	}
	n := i + 1
	if c.kindAt(n, comma) {
		n++
	}
	if !c.is(n, he|she) && !c.capital(n) && !c.is(n, determiner) {
		return false
	}
	by := c.startingAt(n, c.hi)
	if w := c.word(by.hi); !by.ok() || c.is(by.hi, function) || !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "s") && w != "went" && w != "began" {
		return false
	}
	r.tell(q, c.span(phrase{by.hi, by.hi + 1}), c.speaker(source{phrase: by}))
	return true
}

// introduced is who a quotation without a cue belongs to: it stands behind a
// comma or a colon and is a sentence, so somebody is made to say it.
func (c sentence) introduced(i int) (source, bool) {
	if c.kindAt(i-1, comma) || c.kindAt(i-1, colon_) {
		if s, ok := c.first(i - 1); ok && c.named(s.phrase) && !c.is(s.phrase.lo, they|it|who) && (c.kindAt(s.phrase.hi, word) || s.phrase.hi == i-1 && c.kindAt(i-1, colon_)) {
			return s, true
		}
	}
	return source{}, false
}

// speaker is the source as it is told.
func (c sentence) speaker(s source) *Speaker {
	return &Speaker{Span: c.span(s.phrase), RoleSpan: c.roleSpan(s.role)}
}
