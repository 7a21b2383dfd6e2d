package desk

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/find"
)

// How a story's name is understood.
const (
	namedIn      = 0.7 // of the weight of its words must stand in an article for it to be meant
	looksForName = 40  // articles with its words in the headline that are looked at, and passages that speak of it
)

// meaning is the article by which a name was understood.
type meaning struct {
	version *archive.Version // nil where nothing comes near
	certain bool
}

// meant finds the article that a story's name means: by its number, the newest
// with all of the name's words in its headline, or the one that has most of them,
// those in the headline counted twice.
func (d *Desk) meant(ctx context.Context, name string, shown archive.Filter) (meaning, error) {
	if number, err := parseNumber(name); err == nil {
		v, err := d.newest(ctx, number)
		return meaning{&v, true}, err
	}
	var terms []string
	for _, t := range index.Analyze(name) {
		if !slices.Contains(terms, t.Text) && !index.IsStopWord(t.Text) {
			terms = append(terms, t.Text)
		}
	}
	f, err := d.index.Frequencies(ctx, terms)
	if err != nil {
		return meaning{}, err
	}
	weight, all := map[string]float64{}, 0.0
	for i, t := range terms {
		weight[t] = math.Log(1 + (float64(f.Passages)+1)/(float64(f.With[i])+0.5))
		all += weight[t]
	}
	numbers, headed, err := d.near(ctx, name, shown)
	if err != nil {
		return meaning{}, err
	}
	var best meaning
	most := 0.0
	for i, number := range numbers {
		v, err := d.store.Cutting(ctx, number, 0)
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return meaning{}, err
		}
		headline, whole := holds(v, weight)
		if i < headed { // by words that may not be written to their ends
			headline, whole = all, all
		}
		if score := headline + whole; score > most {
			most = score
			best = meaning{&v, whole >= namedIn*all}
		}
	}
	return best, nil
}

// holds is the weight of the words that stand in the headline, and of those that
// stand anywhere in the article.
func holds(v archive.Version, weight map[string]float64) (headline, whole float64) {
	met := map[string]bool{}
	for i, part := range []string{v.Title, v.Text} {
		for _, t := range index.Analyze(part) {
			if met[t.Text] {
				continue
			}
			met[t.Text] = true
			whole += weight[t.Text]
			if i == 0 {
				headline += weight[t.Text]
			}
		}
	}
	return headline, whole
}

// near are the articles that a story's name may mean: those with its words in
// the headline, the newest first, and how many those are; then those with
// passages that speak of it, the best first.
func (d *Desk) near(ctx context.Context, name string, shown archive.Filter) (numbers []int64, headed int, err error) {
	if numbers, err = d.headed(ctx, name, shown); err != nil {
		return nil, 0, err
	}
	headed = len(numbers)
	hits, err := d.index.Search(ctx, index.Query{Text: name, Filter: shown, Limit: looksForName})
	for _, h := range hits {
		if !slices.Contains(numbers, h.Number) {
			numbers = append(numbers, h.Number)
		}
	}
	return numbers, headed, err
}

// headed are the newest articles whose headlines hold all words of a name, the
// last of them perhaps not written to its end.
func (d *Desk) headed(ctx context.Context, name string, shown archive.Filter) ([]int64, error) {
	words := strings.FieldsFunc(name, func(r rune) bool { return !isWritten(r) && !unicode.IsMark(r) })
	if n := len(words); n > 0 && utf8.RuneCountInString(words[n-1]) > 1 && strings.HasSuffix(name, words[n-1]) {
		words[n-1] += "*"
	}
	for i, w := range words {
		if strings.HasSuffix(w, "*") {
			continue
		}
		words[i] = strconv.Quote(w) // AND is a word of a name
	}
	query, err := find.Parse("headline:(" + strings.Join(words, " ") + ")")
	if err != nil {
		return nil, nil // nothing that can be looked for
	}
	entries, err := find.All(ctx, d.store, d.index, query, shown)
	var broad *find.TooBroadError
	if errors.As(err, &broad) {
		return nil, nil
	}
	var numbers []int64
	for _, e := range entries[:min(len(entries), looksForName)] {
		numbers = append(numbers, e.Number)
	}
	return numbers, err
}

// suggestStories are the stories whose headlines hold what is typed, newest first,
// each by the number of its first cutting; the newest of all where nothing is.
func (d *Desk) suggestStories(ctx context.Context, shown archive.Filter, typed string) ([]Suggestion, error) {
	var stories []archive.Placement
	var err error
	if number, no := parseNumber(typed); no == nil {
		if _, err := d.newest(ctx, number); err == nil {
			at, err := d.placement(ctx, number)
			if err != nil {
				return nil, err
			}
			stories = append(stories, at)
		}
	} else if strings.ContainsFunc(typed, isWritten) {
		numbers, err := d.headed(ctx, typed, shown)
		if err != nil {
			return nil, err
		}
		if stories, err = d.distinct(ctx, numbers, mostSuggestions); err != nil {
			return nil, err
		}
	} else if stories, err = d.newestStories(ctx, find.Query{}, shown, mostSuggestions); err != nil {
		return nil, err
	}
	var list []Suggestion
	for _, at := range stories {
		tellers, err := d.tellers(ctx, at, shown)
		if err != nil {
			return nil, err
		}
		if len(tellers) == 0 {
			continue
		}
		v, err := d.store.Cutting(ctx, tellers[0].Number, 0)
		if err != nil || v.Title == "" {
			continue // gone meanwhile, or without a name
		}
		list = append(list, Suggestion{Shown: inRoom(v.Title + " · " + spoken(ctx).Date(v.Published)), Value: "#" + strconv.FormatInt(v.Number, 10)})
	}
	return list, nil
}
