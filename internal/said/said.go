// Package said is who said what across the articles: it joins the archive's
// speakers into people, finds the person that was meant, and lists their words,
// newest first.
package said

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/find"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// Archive is the part of archive.Store that listing people's words needs.
type Archive interface {
	ask.Spoken
	Speakers(ctx context.Context, filter archive.Filter) ([]archive.Speaker, error)
	Spoken(ctx context.Context, filter archive.Filter, called ...string) ([]archive.Spoken, error)
	Heard(ctx context.Context) (int64, error)
}

// Request is whose words are wanted.
type Request struct {
	Who    string         // see Directory.Find
	About  find.Query     // what the statement or its headline must hold; the zero Query asks for nothing
	Filter archive.Filter // of the articles
	Offset int            // so many statements are passed over, the certain ones first
	Limit  int            // at most so many statements
}

// Result is what was found. Without a Person nobody of that name speaks.
type Result struct {
	Person    *Person
	Others    []Person // whom the name fits as well, those who say most first
	Nearest   []Person // where nobody fits: whose names or roles come nearest
	Certain   List     // what the person says
	Uncertain List     // what the person may say: see Said
	Scope     ask.Scope
}

// List is the wanted part of some statements, and how many there are.
type List struct {
	Total      int
	Statements []Statement
}

// Statement is what somebody says at one place of an article: the whole
// sentences that hold the words and the cue, as a quote.
type Statement struct {
	Quote  quote.Quote     // its Answer is where the words of About stand
	Speech []speech.Speech // in order; one at least
}

// MaxArticles is how many articles are read for one list.
const MaxArticles = 3000

// TooManyError says that somebody speaks in more articles than are read.
type TooManyError struct{ Articles int }

func (e *TooManyError) Error() string {
	return fmt.Sprintf("%d articles would have to be read for this, and at most %d are: narrow it to an outlet or a date",
		e.Articles, MaxArticles)
}

// Said lists the words of a person, newest articles first, those without a date
// last, in the order of each text. Certain is what is said under the full name.
// Uncertain is what is said under a name or a pronoun that may be the person's,
// where the article doesn't settle it: the surname alone, "he" or "the spokesman"
// in an article where the person speaks, and the full name without a role where
// several people have it. Where nobody is meant by the name, Uncertain is what
// those say whom the articles call so without a full name. The error of a person
// who speaks in more than MaxArticles is a *TooManyError.
func Said(ctx context.Context, held Archive, d *Directory, r Request) (Result, error) {
	scope, err := ask.ScopeOf(ctx, held, r.Filter)
	if err != nil {
		return Result{}, err
	}
	result := Result{Scope: scope}
	found, err := d.Find(ctx, held, r.Filter.Visible(), r.Who)
	if err != nil {
		return Result{}, err
	}
	result.Nearest = found.Nearest
	if len(found.People) > 0 {
		result.Person, result.Others = &found.People[0], found.People[1:]
	}
	articles, err := spokenIn(ctx, held, found, r.Filter)
	if err != nil {
		return Result{}, err
	}
	var certain, uncertain []passage
	for _, a := range articles {
		sure, unsure, err := passages(ctx, held, a, found, r.About)
		if err != nil {
			return Result{}, err
		}
		certain, uncertain = append(certain, sure...), append(uncertain, unsure...)
	}
	if result.Certain, err = page(certain, r.Offset, r.Limit); err != nil {
		return Result{}, err
	}
	result.Uncertain, err = page(uncertain, max(0, r.Offset-len(certain)), r.Limit-len(result.Certain.Statements))
	return result, err
}

// spokenIn are the articles that pass the filter in which somebody speaks who is
// or may be the person found, newest first.
func spokenIn(ctx context.Context, held Archive, f Found, filter archive.Filter) ([]archive.Spoken, error) {
	articles, err := held.Spoken(ctx, filter, f.calls()...)
	if err != nil {
		return nil, err
	}
	if n := len(articles); n > MaxArticles {
		return nil, &TooManyError{n}
	}
	slices.SortFunc(articles, newer)
	return articles, nil
}

// page makes statements of the passages that are wanted.
func page(all []passage, offset, limit int) (List, error) {
	l := List{Total: len(all)}
	for _, p := range all[min(max(offset, 0), len(all)):] {
		if len(l.Statements) >= limit {
			break
		}
		s, err := p.statement()
		if err != nil {
			return List{}, err
		}
		l.Statements = append(l.Statements, s)
	}
	return l, nil
}

// newer puts the articles with the later first day first.
func newer(a, b archive.Spoken) int {
	day := func(s archive.Spoken) int {
		if first, _, ok := s.Published.Days(); ok {
			return first
		}
		return math.MinInt
	}
	return cmp.Or(cmp.Compare(day(b), day(a)), cmp.Compare(b.Number, a.Number))
}

// passages are where the person speaks in one article, and where it may be the
// person who speaks. An article that is removed meanwhile has none.
func passages(ctx context.Context, held Archive, a archive.Spoken, f Found, about find.Query) (certain, uncertain []passage, err error) {
	v, err := held.Cutting(ctx, a.Number, a.Version)
	if archive.Absent(err) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	all, err := held.Speech(ctx, a.Number, a.Version)
	if err != nil {
		return nil, nil, err
	}
	var sure, unsure, hinted []speech.Speech
	for _, s := range all {
		who, ok := archive.NewSpeaker(v, s)
		switch {
		case !ok:
		case f.is(who):
			sure = append(sure, s)
		case f.mayBe(who):
			unsure, hinted = append(unsure, s), append(hinted, s)
		case f.mayMean(who):
			hinted = append(hinted, s)
		}
	}
	if len(sure) > 0 { // so "he" may be them too
		unsure = hinted
	}
	c := &cutter{version: v, all: all, sentences: text.Sentences(v.Text), about: about}
	return c.passages(sure), c.passages(unsure), nil
}

// words are the words of a name or a role in the form in which they are
// compared, without its titles.
func words(s string) []string {
	list := strings.FieldsFunc(key(s), isGap)
	if rest := slices.DeleteFunc(slices.Clone(list), func(w string) bool { return titles[w] }); len(rest) > 0 {
		return rest
	}
	return list
}

// terms are the words of a role that tell something, as stems.
func terms(role string) []string {
	var list []string
	for _, t := range index.Analyze(role) {
		if !index.IsStopWord(t.Text) && !slices.Contains(list, t.Text) {
			list = append(list, t.Text)
		}
	}
	return list
}
