package ask

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/dates"
	"cuttings/internal/text"
)

// A question may say in its words when and where something was published: in
// 2009, according to the Oxford Mail. That is read as a filter, but the same
// words may speak of the thing itself, so it is kept only where what it leaves
// answers as surely.

// asGood is by how much less sure an answer within a filter may be that was
// read in the words: without it there is always more to find.
const asGood = 0.1

// narrow reads filters in the question's words, other than those that were set
// already, and returns the question without these words. ok is false when there
// are none.
func narrow(q Question, outlets []archive.OutletCount) (narrowed Question, ok bool) {
	narrowed = q
	if q.Filter.Since.IsZero() && q.Filter.Until.IsZero() {
		if r, at, found := dates.Find(narrowed.Text, q.Today); found {
			narrowed.Filter.Since, narrowed.Filter.Until = r.Since, r.Until
			narrowed.Text, ok = without(narrowed.Text, at), true
		}
	}
	if q.Filter.Outlet == "" {
		if outlet, at, found := findOutlet(narrowed.Text, outlets); found {
			narrowed.Filter.Outlet = outlet
			narrowed.Text, ok = without(narrowed.Text, at), true
		}
	}
	return narrowed, ok
}

// without is the question without a phrase.
func without(question string, phrase text.Span) string {
	return question[:phrase.Start] + " " + question[phrase.End:]
}

// The words around the name of an outlet that make it the source of what is
// asked, and not its subject.
var (
	sourceBefore = regexp.MustCompile(`(?:^|\W)((?:(?:according to|(?:reported|published|written) (?:by|in)|(?:reports?|articles?|stor(?:y|ies)) (?:by|in|from)|in|from|by) )?(?:the )?)$`)
	ends         = regexp.MustCompile(`^(?:$|[^\pL\pN])`)
	sourceBehind = regexp.MustCompile(`^(?:'s)? (?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|say|said|says|reported|write|wrote)\b`)
)

// findOutlet finds the one outlet of the coverage that the question names as a
// source, as the coverage spells it, and where it stands with the words around
// it. Two are no filter. An outlet of one word must be written with a capital
// as it is one: in time.
func findOutlet(question string, outlets []archive.OutletCount) (outlet string, at text.Span, ok bool) {
	folded := text.Fold(question)
	for _, o := range outlets {
		key := strings.TrimPrefix(archive.OutletKey(o.Outlet), "the ")
		for from := 0; key != ""; {
			i := strings.Index(folded.Text[from:], key)
			if i < 0 {
				break
			}
			name := text.Span{Start: from + i, End: from + i + len(key)}
			from = name.End
			phrase, is := asSource(folded.Text, name)
			if !is || !strings.Contains(key, " ") && !isCapital(folded.Source(name).Of(question)) {
				continue
			}
			if ok && o.Outlet != outlet {
				return "", text.Span{}, false
			}
			outlet, at, ok = o.Outlet, folded.Source(phrase), true
		}
	}
	return outlet, at, ok
}

// asSource reports whether a name in a folded question stands there as a source,
// and returns it with the words that make it one.
func asSource(folded string, name text.Span) (text.Span, bool) {
	before := sourceBefore.FindStringSubmatchIndex(folded[:name.Start])
	behind := sourceBehind.MatchString(folded[name.End:])
	if before == nil || !behind && !ends.MatchString(folded[name.End:]) {
		return name, false
	}
	leads := strings.TrimSuffix(folded[before[2]:before[3]], "the ") != ""
	return text.Span{Start: before[2], End: name.End}, leads || behind
}

// askNarrowed answers the question within the filter that was read in its words
// or, where that isn't as good, without it.
func askNarrowed(ctx context.Context, held Spoken, searcher index.Searcher, q, narrowed Question, scope Scope) (Answer, error) {
	part, err := ScopeOf(ctx, held, narrowed.Filter)
	if err != nil {
		return Answer{}, err
	}
	within := Answer{}
	if part.Coverage.Articles > 0 {
		within, err = askWithin(ctx, held, searcher, narrowed, part)
		if errors.Is(err, ErrNoWords) { // the question is nothing but that: it asks about the date or the outlet
			return askWithin(ctx, held, searcher, q, scope)
		}
		if err != nil {
			return Answer{}, err
		}
		if within.Confidence >= 1-asGood {
			return within, nil
		}
	}
	whole, err := askWithin(ctx, held, searcher, q, scope)
	if err != nil {
		return Answer{}, err
	}
	if within.Confidence >= max(Threshold, whole.Confidence-asGood) {
		return within, nil
	}
	whole.Scope.Dropped = slices.DeleteFunc(Filters(narrowed.Filter), func(f Filter) bool {
		return slices.Contains(Filters(q.Filter), f)
	})
	return whole, nil
}
