package archive

import (
	"slices"
	"strings"
	"unicode"

	"cuttings/internal/text"
)

// Match reports whether the version passes the filter. This is what the filter
// means; stores count and engines search by the same rule. The date of an
// article is the range of days that it may mean, and passes when that range and
// the filter's, from the first day of Since to the last of Until, share a day.
func (f Filter) Match(v Version) bool {
	return (f.Outlet == "" || OutletKey(v.Outlet) == OutletKey(f.Outlet)) &&
		hasAll(NameWords(v.Author), NameWords(f.Byline)) &&
		(f.Collection == "" || CollectionKey(v.Collection) == CollectionKey(f.Collection)) &&
		f.matchDate(v.Published) && !f.Hidden.Has(v)
}

// Visible is the filter with what may not be shown, and which collection is asked,
// and nothing more: what a word means, who somebody is and what a story tells
// doesn't depend on the dates that are asked for.
func (f Filter) Visible() Filter { return Filter{Collection: f.Collection, Hidden: f.Hidden} }

func (f Filter) matchDate(d Date) bool {
	since, _, lower := f.Since.Days()
	_, until, upper := f.Until.Days()
	if !lower && !upper {
		return true
	}
	first, last, known := d.Days()
	empty := lower && upper && since > until
	return known && !empty && (!lower || last >= since) && (!upper || first <= until)
}

// OutletKey is the name of an outlet in the form in which Filter compares it: as
// text.Fold leaves it, without letter case, accents, kinds of quotation marks
// and superfluous white space. Two names are one outlet's when their keys are
// equal.
func OutletKey(outlet string) string { return strings.TrimSpace(text.Fold(outlet).Text) }

// DefaultCollection is the collection of the articles that name none.
const DefaultCollection = "default"

// CollectionKey is the name of a collection in the form in which Filter compares
// it: folded as OutletKey folds, and DefaultCollection where there is none.
func CollectionKey(collection string) string {
	if key := OutletKey(collection); key != "" {
		return key
	}
	return DefaultCollection
}

// NameWords are the different words of a name or a byline in the form in which
// Filter compares them, in order: folded, without apostrophes, cut at everything
// else that belongs to no word. "By Seán O’Connor-Hill" is by, hill, oconnor and
// sean.
func NameWords(name string) []string {
	folded := apostrophes.Replace(text.Fold(name).Text)
	return sorted(strings.FieldsFunc(folded, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}))
}

var apostrophes = strings.NewReplacer("'", "", "ʼ", "")

// hasAll reports whether all of some words are among those of a name.
func hasAll(name, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(name, w) })
}
