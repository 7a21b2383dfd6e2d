package series

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/figures"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// sentence is one sentence of an article.
type sentence struct {
	span    text.Span
	words   string
	terms   []index.Term
	figures []figures.Figure
}

// rows are the figures of the thing in one article.
func (t Thing) rows(v archive.Version) ([]Row, error) {
	var rows []Row
	m := newMatcher(t, v)
	var before sentence
	var given []figures.Figure // of the thing, in the sentence before
	for _, span := range text.Sentences(v.Text) {
		s := sentence{span: span, words: span.Of(v.Text)}
		s.terms = index.Analyze(s.words)
		var now []figures.Figure
		if m.speaksOf(s) {
			s.figures = figures.Read(s.words)
		}
		for i, f := range s.figures {
			if slices.ContainsFunc(s.figures[:i], func(o figures.Figure) bool { return s.same(o, f) }) {
				continue // said twice
			}
			part := false
			if !m.gives(s, f) {
				if part = m.breaksDown(s, f, given); !part {
					continue
				}
			} else {
				now = append(now, f)
			}
			if !m.beside(before, s) {
				continue
			}
			r, err := row(v, s, i)
			if err != nil {
				return nil, err
			}
			r.Part = part
			rows = append(rows, r)
		}
		before, given = s, now
	}
	return rows, nil
}

// same reports whether two figures of the sentence say the same.
func (s sentence) same(a, b figures.Figure) bool {
	return a.Low == b.Low && a.High == b.High && a.Unit == b.Unit && a.Whole == b.Whole && termOf(a.Head.Of(s.words)) == termOf(b.Head.Of(s.words))
}

// row shows the i-th figure of a sentence.
func row(v archive.Version, s sentence, i int) (Row, error) {
	at := s.span.Start
	r := Row{Figure: s.figures[i]}
	r.Shown = r.Figure.Span
	if q := r.Figure.Qualifier; q.Len() > 0 {
		r.Shown.Start, r.Shown.End = min(r.Shown.Start, q.Start), max(r.Shown.End, q.End)
	}
	const gap = 2 // words: 29% of its staff
	if c := r.Figure.Counted; c.Len() > 0 && c.Start >= r.Shown.End && len(strings.Fields(s.words[r.Shown.End:c.Start])) <= gap {
		r.Shown.End = c.End
	}
	if i+1 < len(s.figures) && s.figures[i+1].Whole {
		r.Shown.End = max(r.Shown.End, s.figures[i+1].Span.End)
		if c := s.figures[i+1].Counted; c.Start > r.Shown.End && len(strings.Fields(s.words[r.Shown.End:c.Start])) <= gap {
			r.Shown.End = c.End
		}
	}
	for _, span := range []*text.Span{&r.Shown, &r.Figure.Span, &r.Figure.Qualifier, &r.Figure.Counted, &r.Figure.Head} {
		if span.Len() > 0 {
			span.Start, span.End = span.Start+at, span.End+at
		}
	}
	for _, span := range figures.Times(s.words) {
		r.Times = append(r.Times, text.Span{Start: span.Start + at, End: span.End + at})
	}
	var err error
	r.Quote, err = quote.New(v, s.span, r.Shown)
	return r, err
}

// matcher holds a thing against the sentences of one article.
type matcher struct {
	thing    Thing
	names    []map[string]bool // of each reading, as terms
	actions  map[string]map[string]bool
	headline sentence
	year     string // of the article's date
}

func newMatcher(t Thing, v archive.Version) *matcher {
	m := &matcher{thing: t, actions: map[string]map[string]bool{}, headline: sentence{words: v.Title, terms: index.Analyze(v.Title)}}
	for _, r := range t.readings {
		m.names = append(m.names, terms(r.names))
	}
	for name, words := range known.actions {
		m.actions[name] = terms(words)
	}
	if y := v.Published.String(); y != "" {
		m.year = y[:4]
	}
	return m
}

// speaksOf reports whether a name of the thing stands in the sentence; without
// one, no figure there is the thing's.
func (m *matcher) speaksOf(s sentence) bool {
	return m.thing.price || slices.ContainsFunc(s.terms, func(t index.Term) bool {
		return slices.ContainsFunc(m.names, func(n map[string]bool) bool { return n[t.Text] })
	})
}

// beside reports whether every other word that was asked stands in the sentence,
// in the one before or in the headline; what has a price in the sentence itself.
// A year may be the article's own.
func (m *matcher) beside(before, s sentence) bool {
	for _, w := range m.thing.beside {
		around := !m.thing.price && (m.headline.holds(w) || before.holds(w))
		if w != m.year && !around && !s.holds(w) {
			return false
		}
	}
	return true
}

// holds reports whether a word that was asked stands in the sentence; one that was
// asked with a capital, as a name, only with one.
func (s sentence) holds(asked string) bool {
	term, name := termOf(asked), isCapital(asked)
	return slices.ContainsFunc(s.terms, func(t index.Term) bool {
		return t.Text == term && (!name || isCapital(t.Span.Of(s.words)))
	})
}

func isCapital(word string) bool { return strings.IndexFunc(word, unicode.IsUpper) == 0 }

// gives reports whether the figure is one of the thing, by its own sentence.
func (m *matcher) gives(s sentence, f figures.Figure) bool {
	if m.thing.price {
		return f.IsMoney() && !m.isOff(s, f) && (m.priced(s, f) || m.cameTo(0, s, f))
	}
	for i, r := range m.thing.readings {
		switch {
		case r.action == "" && (m.counts(i, s, f) || m.cameTo(i, s, f)):
			return true
		case r.action == "" || f.Whole:
		case m.namesBoth(i, s, f):
			return true
		case m.counts(i, s, f) && m.nearest(s, f, r.action) == r.action:
			return true
		}
	}
	return false
}

// breaksDown reports whether the figure is a part of one that the sentence before
// gives: it counts the same, is less, nothing is said to be done with it, and its
// sentence is a list of such figures or says what they are of.
func (m *matcher) breaksDown(s sentence, f figures.Figure, before []figures.Figure) bool {
	for i, r := range m.thing.readings {
		if r.action == "" || f.Whole || !m.counts(i, s, f) || m.nearest(s, f, r.action) != "" {
			continue
		}
		list := 0
		for _, o := range s.figures {
			if m.counts(i, s, o) {
				list++
			}
		}
		if list < 2 && !ofThose.MatchString(s.words) {
			continue
		}
		if slices.ContainsFunc(before, func(whole figures.Figure) bool { return whole.Unit == f.Unit && f.High.Cmp(whole.High) < 0 }) {
			return true
		}
	}
	return false
}

// ofThose is how a sentence goes on about what the one before counted.
var ofThose = regexp.MustCompile(`(?i)\b(?:of (?:those|these|them|which)|the (?:rest|remainder|others))\b`)

// counts reports whether what the words beside the amount say is the noun of the
// reading: it is the head or, of money, any word of what it is for.
func (m *matcher) counts(reading int, s sentence, f figures.Figure) bool {
	if f.Head.Len() == 0 {
		return false
	}
	is := func(t index.Term) bool { return m.names[reading][t.Text] }
	head := m.names[reading][termOf(f.Head.Of(s.words))]
	switch m.thing.readings[reading].kind {
	case sums:
		return f.Unit != "" && slices.ContainsFunc(index.Analyze(f.Counted.Of(s.words)), is)
	case either:
		return head || f.IsMoney() && slices.ContainsFunc(index.Analyze(f.Counted.Of(s.words)), is)
	}
	return head && !f.IsMoney()
}

// namesBoth reports whether the figure's noun is the action and the thing stands
// before it: 40 job losses.
func (m *matcher) namesBoth(reading int, s sentence, f figures.Figure) bool {
	if f.Head.Len() == 0 || !m.actions[m.thing.readings[reading].action][termOf(f.Head.Of(s.words))] {
		return false
	}
	return slices.ContainsFunc(index.Analyze(f.Counted.Of(s.words)), func(t index.Term) bool { return m.names[reading][t.Text] })
}

// priced reports whether the amount is the price of what is asked: it stands
// before it, "the £109m cancer centre", or behind it in the clause.
func (m *matcher) priced(s sentence, f figures.Figure) bool {
	first, _ := s.place(f.Span)
	counted := f.Counted.Of(s.words)
	for _, w := range m.thing.beside {
		is := func(t index.Term) bool { return t.Text == termOf(w) }
		if !slices.ContainsFunc(index.Analyze(counted), is) &&
			(counted != "" || !slices.ContainsFunc(s.terms[max(0, first-reach):first], is)) {
			return false
		}
	}
	return true
}

// isOff reports whether the amount is a difference: £50 off.
func (m *matcher) isOff(s sentence, f figures.Figure) bool {
	_, last := s.place(f.Span)
	return last+1 < len(s.terms) && differences[s.terms[last+1].Text]
}

// differences are what stands behind an amount that a price differs by.
var differences = terms([]string{"off", "less", "more", "below", "above", "cheaper", "discount", "saving", "drop", "cut", "rise", "increase"})

// reach is how many words may lie between an amount and what says what it is.
const reach = 15

// cameTo reports whether an amount that no noun stands beside is the thing's
// because the clause says so: "revenue rose 5% to £10bn", "the price is £400".
// The name stands before it, and figures between the two name no other thing.
func (m *matcher) cameTo(reading int, s sentence, f figures.Figure) bool {
	switch kind := m.thing.readings[reading].kind; {
	case f.Counted.Len() > 0 || f.Whole, kind == counts && f.IsMoney(), kind == sums && f.Unit == "":
		return false
	}
	from, _ := s.place(f.Span)
	for i := from - 1; i >= max(0, from-reach); i-- {
		t := s.terms[i]
		if ends(s.words[t.Span.End:s.terms[i+1].Span.Start]) && i+1 < from || i+1 == from && ends(s.words[t.Span.End:f.Span.Start]) {
			return false
		}
		if slices.ContainsFunc(s.figures, func(o figures.Figure) bool {
			return o.Counted.Len() > 0 && o.Span.Start <= t.Span.Start && t.Span.Start < max(o.Span.End, o.Counted.End)
		}) {
			return false
		}
		if m.names[reading][t.Text] {
			return i == 0 || !known.idioms[s.terms[i-1].Text+" "+t.Text]
		}
	}
	return false
}

// ends reports whether a clause ends in what stands between two words.
func ends(between string) bool {
	for _, r := range between {
		switch r {
		case ';', ':', '.', '?', '!', '(', ')', '"', '“', '”':
			return true
		}
	}
	return false
}

// nearest is the action that stands nearest by the figure, or "": an amount
// belongs to what is said next to it. Of two as near, it is the one asked for.
func (m *matcher) nearest(s sentence, f figures.Figure, asked string) string {
	first, last := s.place(f.Span)
	best, least := "", reach+1
	for i := max(0, first-reach); i < min(len(s.terms), last+reach+1); i++ {
		far := max(first-i, i-last)
		if far <= least && m.actions[asked][s.terms[i].Text] {
			best, least = asked, far
		}
		for _, name := range actionNames {
			if far < least && m.actions[name][s.terms[i].Text] {
				best, least = name, far
			}
		}
	}
	return best
}

// place is which terms of the sentence the span covers: the first and the last.
// Where it covers none, both are the one behind it.
func (s sentence) place(span text.Span) (first, last int) {
	first = len(s.terms)
	for i, t := range s.terms {
		if t.Span.End > span.Start && first == len(s.terms) {
			first = i
		}
		if t.Span.Start < span.End && t.Span.End > span.Start {
			last = i
		}
	}
	return first, max(first, last)
}
