package source

import (
	"cmp"
	"context"
	"math"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// What is read for a text, at most.
const (
	mostPassages = 10_000 // for one part: those that share words with it
	mostArticles = 3_000  // of those passages
	mostLooked   = 20_000 // passages for all parts together
	fewPassages  = 100    // as many for each part, however many the parts before it took
	mostKept     = 256    // articles kept in memory for the parts that follow
)

// reader reads the articles that may hold a text, for one request.
type reader struct {
	ctx    context.Context
	held   ask.Archive
	index  Index
	filter archive.Filter
	scope  ask.Scope
	kept   map[place]*archive.Version // nil where it is gone
	looked int                        // how many passages were looked at
}

// place names a version.
type place struct {
	number  int64
	version int
}

// version takes a version from the archive, nil when it is gone, or doesn't pass
// any more, and the index has yet to hear of it.
func (r *reader) version(p place) (*archive.Version, error) {
	if v, known := r.kept[p]; known {
		return v, nil
	}
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	var found *archive.Version
	v, err := r.held.Cutting(r.ctx, p.number, p.version)
	switch {
	case archive.Absent(err):
	case err != nil:
		return nil, err
	case r.filter.Match(v):
		found = &v
	}
	if len(r.kept) < mostKept {
		r.kept[p] = found
	}
	return found, nil
}

// quoteOf is the run of whole sentences around a span of the article's text.
func quoteOf(v *archive.Version, span text.Span, answer ...text.Span) (quote.Quote, error) {
	around := span
	for _, s := range text.Sentences(v.Text) {
		if s.Start <= span.Start && span.Start < s.End {
			around.Start = s.Start
		}
		if s.Start < span.End && span.End <= s.End {
			around.End = s.End
		}
	}
	return quote.New(*v, around, answer...)
}

// A passage that holds half of a part's words is looked at, and of those that
// hold a quarter the first few: mostly a run of words stands in one passage or
// reaches over two, but it may reach over three, and then one has a third.
const (
	half, quarter = 0.5, 0.25
	firstFew      = 30
	reachedOver   = 3 // passages
)

// candidates are the passages that may hold a part, those that share most with
// it first, and whether others may hold it too.
func (r *reader) candidates(p part) (hits []index.Hit, more bool, err error) {
	terms := termsOf(p.raw)
	hits, err = r.index.Sharing(r.ctx, terms, half, r.filter, mostPassages)
	if err != nil || len(hits) >= firstFew {
		return hits, len(hits) == mostPassages, err
	}
	hits, err = r.index.Sharing(r.ctx, terms, quarter, r.filter, firstFew)
	if len(hits) < firstFew {
		return hits, false, err
	}
	// Those left out share no more than the last, which may be too little for a
	// third of the part.
	return hits, reachedOver*hits[firstFew-1].Score >= hits[0].Score, err
}

// fewWords is how many words beside stop words tell enough without those.
const fewWords = 4

// mostTerms is how many different terms are looked up: more than any part has.
const mostTerms = 4 * mostWords

// termsOf are the different terms of s, analysed as it is and folded: the index
// tells "PCTs" from "pcts". There are no stop words among them unless there are
// few others.
func termsOf(s string) []string {
	var content, all []string
	seen := map[string]bool{}
	for _, t := range append(index.Analyze(s), index.Analyze(text.Fold(s).Text)...) {
		if seen[t.Text] || len(all) == mostTerms {
			continue
		}
		seen[t.Text] = true
		all = append(all, t.Text)
		if !index.IsStopWord(t.Text) {
			content = append(content, t.Text)
		}
	}
	if len(content) < fewWords {
		return all
	}
	return content
}

// holder is a place where words stand one behind the other.
type holder struct {
	version *archive.Version
	span    text.Span // bytes of its text
}

// holders are the places where the words of the part stand one behind the other,
// and whether some of the passages found were not read.
func (r *reader) holders(found []index.Hit, p part) (list []holder, more bool, err error) {
	articles := map[place]*archive.Version{} // nil where there is none
	type start struct {
		place
		at int
	}
	met := map[start]bool{}
	for i, h := range found {
		if r.looked++; r.looked > mostLooked && i == fewPassages {
			return list, true, nil
		}
		name := place{h.Number, h.Version}
		v, known := articles[name]
		if !known {
			if len(articles) == mostArticles {
				return list, true, nil
			}
			if v, err = r.version(name); err != nil {
				return nil, false, err
			}
			articles[name] = v
		}
		if v == nil {
			continue
		}
		w := surroundings(v.Text, h.Span, p.reach())
		for _, match := range w.find(p.words.key) {
			span := w.span(match)
			if key := (start{name, span.Start}); !met[key] {
				met[key] = true
				list = append(list, holder{v, span})
			}
		}
	}
	return list, false, nil
}

// reach is how many bytes the words of a part take in an article at most, for
// longer signs and more space between them.
func (p part) reach() int { return 256 + 4*len(p.raw) }

// goingOn are those of the holders in which the words of the part follow at
// once.
func goingOn(list []holder, p part) []holder {
	var some []holder
	for _, h := range list {
		w := surroundings(h.version.Text, text.Span{Start: h.span.End, End: h.span.End}, p.reach())
		next := w.from(h.span.End)
		if found := next.find(p.words.key); len(found) > 0 && found[0].first == 0 {
			some = append(some, holder{h.version, text.Span{Start: h.span.Start, End: next.span(found[0]).End}})
		}
	}
	return some
}

// articlesOf is how many articles the places are in.
func articlesOf(list []holder) int {
	in := map[int64]bool{}
	for _, h := range list {
		in[h.version.Number] = true
	}
	return len(in)
}

// earliest is the first place in the article that appeared first; those without
// a date come last, and of equals the lower cutting number first.
func earliest(list []holder) holder {
	return slices.MinFunc(list, func(a, b holder) int {
		return cmp.Or(byDate(a.version, b.version), cmp.Compare(a.span.Start, b.span.Start))
	})
}

func byDate(a, b *archive.Version) int {
	day := func(v *archive.Version) int {
		if first, _, ok := v.Published.Days(); ok {
			return first
		}
		return math.MaxInt
	}
	return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(a.Number, b.Number))
}
