package source

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/figures"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// Finding is what the coverage has beside a sentence. It doesn't say whether
// either is true.
type Finding string

// What the coverage may have beside a sentence.
const (
	Same      Finding = "same"
	Different Finding = "a different figure"
	Nothing   Finding = "nothing found"
)

// Checked is a text compared with the coverage, sentence by sentence.
type Checked struct {
	Text   string // as it was read: bytes that are no UTF-8 are U+FFFD
	Claims []Claim
	Unread int // how many sentences at its end were not looked at
	Scope  ask.Scope
}

// Claim is one sentence of a text beside the coverage.
type Claim struct {
	Span    text.Span // bytes of the text
	Finding Finding   // Different where a figure is, else Same where its words or a figure are
	Words   bool      // the coverage has it word for word; Quote shows where
	Quote   quote.Quote
	Figures []FigureClaim // the figures of a sentence that isn't there word for word, in order
}

// FigureClaim is one figure of a sentence beside the coverage.
type FigureClaim struct {
	Asked   string // as the text has it
	Finding Finding
	Stands  string      // as the article has it; "" when nothing was found
	Quote   quote.Quote // the sentence that has it, marked; nothing when nothing was found
}

// Check compares a text with the coverage: for each sentence whether its words
// are there, else for each of its figures what figure the coverage gives for the
// same kind of thing in a sentence that shares its subject. ErrNoWords when the
// text has no words.
func Check(ctx context.Context, held ask.Archive, idx Index, filter archive.Filter, s string) (Checked, error) {
	r, err := newReader(ctx, held, idx, filter)
	if err != nil {
		return Checked{}, err
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	c := Checked{Text: s, Scope: r.scope}
	s = Undressed(s)
	parts := cut(s)
	if len(parts) == 0 {
		return Checked{}, ErrNoWords
	}
	if c.Unread = max(0, len(parts)-MaxSentences); c.Unread > 0 {
		parts = parts[:MaxSentences]
	}
	for _, p := range parts {
		claim, err := r.claim(s, p)
		if err != nil {
			return Checked{}, err
		}
		c.Claims = append(c.Claims, claim)
	}
	return c, nil
}

// claim compares one sentence with the coverage.
func (r *reader) claim(s string, p part) (Claim, error) {
	c := Claim{Span: p.span, Finding: Nothing}
	found, _, err := r.piece(s, []part{p})
	if err != nil {
		return c, err
	}
	if found.Match == Exact {
		c.Finding, c.Words, c.Quote = Same, true, found.Quote
		return c, nil
	}
	all := figures.Read(p.raw)
	if len(all) == 0 {
		return c, nil
	}
	subject, err := r.subject(p, all)
	if err != nil {
		return c, err
	}
	near, err := r.speaking(subject)
	if err != nil {
		return c, err
	}
	aligned := sentencesOf(found.Quote)
	for _, f := range all {
		one, err := figure(p, all, f, aligned)
		if err == nil && one.Finding == Nothing {
			one, err = figure(p, all, f, near)
		}
		if err != nil {
			return c, err
		}
		c.Figures = append(c.Figures, one)
		if one.Finding == Different || one.Finding == Same && c.Finding == Nothing {
			c.Finding = one.Finding
		}
	}
	return c, nil
}

// When a sentence of the coverage speaks of the same as one of the text: it has
// so many of the words that the subject is told by, and most of their weight,
// which must be more than some passage would have by chance (see leastSame).
// Better nothing than a wrong pair.
const (
	leastSubject = 0.7 // of the weight, its headline counted in
	leastShared  = 3   // words, in the sentence itself
	mostSubject  = 40  // passages that are looked at
)

// subject is what a sentence is about: its terms but for stop words and figures,
// with what each tells.
type subject struct {
	weight  map[string]float64
	total   float64
	chances float64 // the logarithm of the number of passages
}

func (r *reader) subject(p part, all []figures.Figure) (subject, error) {
	var terms []string
	for _, t := range index.Analyze(p.raw) {
		inFigure := slices.ContainsFunc(all, func(f figures.Figure) bool { return t.Span.Start < f.Span.End && f.Span.Start < t.Span.End })
		if !inFigure && !index.IsStopWord(t.Text) && !slices.Contains(terms, t.Text) {
			terms = append(terms, t.Text)
		}
	}
	s := subject{weight: map[string]float64{}}
	f, err := r.index.Frequencies(r.ctx, terms)
	if err != nil {
		return s, err
	}
	s.chances = math.Log(float64(max(f.Passages, 1)))
	for i, t := range terms {
		if t = usual(t); s.weight[t] == 0 {
			s.weight[t] = rarity(f.Passages, f.With[i])
			s.total += s.weight[t]
		}
	}
	return s, nil
}

// statement is a sentence of the coverage that speaks of a subject, with its
// figures.
type statement struct {
	version *archive.Version
	span    text.Span // bytes of its text
	figures []figures.Figure
	share   float64 // of the subject
}

// sentencesOf are the sentences of a quote; none of no quote.
func sentencesOf(q quote.Quote) []statement {
	var list []statement
	for _, span := range text.Sentences(q.Text()) {
		span = text.Span{Start: q.Span.Start + span.Start, End: q.Span.Start + span.End}
		list = append(list, statement{version: &q.Version, span: span, figures: figures.Read(span.Of(q.Version.Text))})
	}
	return list
}

// speaking are the sentences with figures that speak of the subject, those that
// share most of it first, then the latest.
func (r *reader) speaking(s subject) ([]statement, error) {
	terms := make([]string, 0, len(s.weight))
	for t := range s.weight {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	hits, err := r.index.Sharing(r.ctx, terms, leastSubject/2, r.filter, mostSubject)
	if err != nil {
		return nil, err
	}
	var list []statement
	for _, h := range hits {
		v, err := r.version(place{h.Number, h.Version})
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		for _, span := range text.Sentences(h.Span.Of(v.Text)) {
			span = text.Span{Start: h.Span.Start + span.Start, End: h.Span.Start + span.End}
			one := statement{version: v, span: span, figures: figures.Read(span.Of(v.Text))}
			shared := 0
			if one.share, shared = s.in(span.Of(v.Text), v.Title); len(one.figures) > 0 && shared >= leastShared &&
				one.share >= leastSubject && one.share*s.total >= s.chances {
				list = append(list, one)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b statement) int {
		return cmp.Or(cmp.Compare(b.share, a.share), -byDate(a.version, b.version))
	})
	return list, nil
}

// in is the share of the subject that stands in a sentence or its headline, and
// how many of its words stand in the sentence.
func (s subject) in(sentence, headline string) (share float64, shared int) {
	met := map[string]bool{}
	for i, part := range []string{sentence, headline} {
		for _, t := range index.Analyze(part) {
			word := usual(t.Text)
			w, ok := s.weight[word]
			if !ok || met[word] {
				continue
			}
			met[word] = true
			share += w
			if i == 0 {
				shared++
			}
		}
	}
	if s.total > 0 {
		share /= s.total
	}
	return share, shared
}

// figure compares one of the figures of a sentence with those that statements
// give for the same kind of thing: with the same, if one gives it, else with the
// only one of that kind in the first statement that has just one, those apart
// that the sentence gives as well.
func figure(p part, all []figures.Figure, f figures.Figure, near []statement) (FigureClaim, error) {
	c := FigureClaim{Asked: f.Span.Of(p.raw), Finding: Nothing}
	wanted := kindOf(f, p.raw)
	var at statement
	var stands figures.Figure
	for _, n := range near {
		var others []figures.Figure
		for _, g := range n.figures {
			switch {
			case !wanted.known() || kindOf(g, n.span.Of(n.version.Text)) != wanted:
			case equal(f, g):
				at, stands, c.Finding = n, g, Same
			case !slices.ContainsFunc(all, func(h figures.Figure) bool { return equal(g, h) }):
				others = append(others, g)
			}
		}
		if c.Finding == Same {
			break
		}
		if c.Finding == Nothing && len(others) == 1 {
			at, stands, c.Finding = n, others[0], Different
		}
	}
	if c.Finding == Nothing {
		return c, nil
	}
	c.Stands = stands.Span.Of(at.span.Of(at.version.Text))
	marked := text.Span{Start: at.span.Start + stands.Span.Start, End: at.span.Start + stands.Span.End}
	var err error
	c.Quote, err = quoteOf(at.version, at.span, marked)
	return c, err
}

func equal(f, g figures.Figure) bool { return f.Low == g.Low && f.High == g.High }

// kind is what a figure counts: its unit and the noun that it counts, and
// whether it is the whole of something.
type kind struct {
	unit, noun string
	whole      bool
}

// known reports whether anything is known of what is counted.
func (k kind) known() bool { return k != kind{} }

// kindOf is the kind of a figure of s.
func kindOf(f figures.Figure, s string) kind {
	k := kind{unit: f.Unit, whole: f.Whole}
	if terms := index.Analyze(f.Head.Of(s)); len(terms) > 0 {
		k.noun = usual(terms[len(terms)-1].Text)
	}
	return k
}

// usual is the term that stands for all which count the same thing.
func usual(term string) string { return cmp.Or(alike[term], term) }

// alike are nouns, as terms, that count the same thing, with the one that stands
// for all.
var alike = map[string]string{
	"post": "job", "posit": "job", "role": "job", "redund": "job",
	"peopl": "person", "men": "person", "women": "person", "employe": "worker", "staff": "worker",
}
