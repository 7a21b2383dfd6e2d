package ask

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// coverage is an index that knows no more than how common terms are: so many
// passages hold each, one where nothing is said. It finds nothing.
type coverage map[string]int

func (coverage) Search(context.Context, index.Query) ([]index.Hit, error) { return nil, nil }

func (c coverage) Frequencies(_ context.Context, terms []string) (index.Frequencies, error) {
	f := index.Frequencies{Passages: 1000}
	for _, t := range terms {
		f.With = append(f.With, max(1, c[t]))
	}
	return f, nil
}

func (coverage) Similar(context.Context, string, archive.Filter) ([]string, error) { return nil, nil }

// misspelt is a coverage without some words, and the nearest words to them.
type misspelt map[string][]string

func (misspelt) Search(context.Context, index.Query) ([]index.Hit, error) { return nil, nil }

func (m misspelt) Frequencies(_ context.Context, terms []string) (index.Frequencies, error) {
	f := index.Frequencies{Passages: 1000}
	for _, t := range terms {
		_, unknown := m[t]
		f.With = append(f.With, map[bool]int{true: 0, false: 1}[unknown])
	}
	return f, nil
}

func (m misspelt) Similar(_ context.Context, term string, _ archive.Filter) ([]string, error) {
	return m[term], nil
}

func TestMend(t *testing.T) {
	coverage := misspelt{"radclif": {"radcliff"}, "postz": {"post", "pots"}, "xyzzy": nil, "27th": {"7th"}}
	u, err := understand(t.Context(), coverage, archive.Filter{}, "Which posts and postz go at the Radclif on the 27th, xyzzy?")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, term := range u.terms {
		if term.asked != "" {
			got = append(got, term.asked+" → "+term.text)
		}
	}
	// "post" is asked for already, so "postz" may be the next nearest; a number is
	// never mended, and what nothing resembles stays as it is.
	if diff := cmp.Diff([]string{"postz → pots", "Radclif → radcliff"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	last := u.parts[len(u.parts)-1] // what follows "and"
	if u.asks("radclif") || !u.asks("radcliff") || !strings.Contains(last.words, "radcliff") {
		t.Errorf("what is looked for: %+v", u)
	}
	articles := []article{{
		version:   archive.Version{Article: archive.Article{Text: "The Radcliffe."}},
		sentences: []sentence{{span: text.Span{End: 14}, promising: true}},
	}}
	want := []Mended{{"postz", "pots"}, {"Radclif", "Radcliffe"}}
	if diff := cmp.Diff(want, u.mended(articles)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func understand1(t *testing.T, question string) *understood {
	t.Helper()
	u, err := understand(t.Context(), coverage{}, archive.Filter{}, question)
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return u
}

func TestUnderstand(t *testing.T) {
	for question, want := range map[string]struct {
		kind  Kind
		focus string
		words string // those looked for
	}{
		"How many posts must go at the John Radcliffe?":      {howMany, "post", "posts must John Radcliffe"},
		"How many of the nursing jobs will be cut?":          {howMany, "nurs job", "nursing jobs will cut"},
		"how many people came to the meeting":                {howMany, "peopl", "people meeting"},
		"What number of beds is there?":                      {howMany, "bed", "beds"},
		"How much is the trust trying to save?":              {howMuch, "", "trust save"},
		"What is the trust's annual budget?":                 {howMuch, "", "trust annual budget"},
		"When will PCTs be abolished?":                       {when, "", "will PCTs abolished"},
		"In which year did the centre open?":                 {when, "", "centre open"},
		"Who called a meeting?":                              {who, "", "called meeting"},
		"Where was the rally held?":                          {where, "", "rally"},
		"Which country did she visit?":                       {where, "", "country visit"},
		"Is the man who left the trust back?":                {yesOrNo, "", "man left trust back"},
		"What did he say about beds, beds and BEDS?":         {saidWhat, "", "beds"},
		"What did the Guardian article say about the strike": {anything, "", "strike"},
		"What did Mr O’Connor say about beds?":               {saidWhat, "oconnor", "Mr O’Connor beds"},
		"Who said the beds would go?":                        {whoSaid, "", "beds"},
		"Who is Julian Hill?":                                {anything, "", "Julian Hill"},
		"who was the boss":                                   {who, "", "boss"},
		"Why did it go?":                                     {why, "", "go"},
		"Which local health union is it?":                    {organisation, "", "local health union"},
		"Considering the fall, did it go?":                   {yesOrNo, "", "Considering fall"},
		"After he was fired, who became boss?":               {who, "", "fired became boss"},
		"How far is it to Oxford?":                           {measure, strings.Join(units["far"], " "), "far Oxford"},
		"How old is the mayor?":                              {howOld, "", "old mayor"},
		"How many theatres and beds has it?":                 {howMany, "theatr bed", "theatres beds"},
		"What did he say?":                                   {saidWhat, "", "say"},
	} {
		u := understand1(t, question)
		if u.kind != want.kind {
			t.Errorf("%s: kind %q, want %q", question, u.kind, want.kind)
		}
		if got := strings.Join(u.focus, " "); got != want.focus {
			t.Errorf("%s: the focus is %q, want %q", question, got, want.focus)
		}
		if got := strings.TrimSpace(u.words); got != want.words {
			t.Errorf("%s: looks for %q, want %q", question, got, want.words)
		}
	}
}

func TestUnderstandNothing(t *testing.T) {
	for _, question := range []string{"", "?!", "the of which", "😀 \x00 \xff"} {
		if _, err := understand(t.Context(), coverage{}, archive.Filter{}, question); !errors.Is(err, ErrNoWords) {
			t.Errorf("%q: %v, want ErrNoWords", question, err)
		}
	}
}

func TestParts(t *testing.T) {
	for question, want := range map[string][]string{
		"How many posts must go?": {"posts must"},
		"Did the union plan a strike over hospital closures, and did the trust open a new cancer centre in spring?": {
			"union plan strike hospital closures", "trust open new cancer centre spring",
		},
		// One word is no part of its own.
		"Who closed the old county hospital and wards?": {"closed old county hospital wards"},
		`Was "Meeting held over hospital job cut fears" written after the rally at Oxford Town Hall?`: {
			"Meeting hospital job cut fears written", "rally Oxford Town Hall",
		},
	} {
		var got []string
		for _, p := range understand1(t, question).parts {
			got = append(got, strings.TrimSpace(p.words))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", question, diff)
		}
	}
}

// Hostile questions are cut off, however long they are.
func TestUnderstandBounds(t *testing.T) {
	var question strings.Builder
	for i := range 5000 {
		question.WriteString(strings.Repeat(string(rune('a'+i%26)), 1+i/26%60) + " ")
		if i%3 == 0 {
			question.WriteString(", ")
		}
	}
	u := understand1(t, question.String())
	if len(u.terms) != mostTerms || len(u.parts) > mostParts {
		t.Errorf("%d terms in %d parts", len(u.terms), len(u.parts))
	}
}

// A rare word tells more than a common one, and a name more than another word.
func TestWeights(t *testing.T) {
	u, err := understand(t.Context(), coverage{"job": 500}, archive.Filter{}, "Will jobs go at Abingdon or elsewhere?")
	if err != nil {
		t.Fatal(err)
	}
	weight := func(term string) float64 { return u.terms[u.at[term][0]].weight }
	if job, town, other := weight("job"), weight("abingdon"), weight("elsewher"); job >= other || other >= town {
		t.Errorf("jobs %.2f, elsewhere %.2f, Abingdon %.2f", job, other, town)
	}
}

func TestAttribution(t *testing.T) {
	for question, want := range map[string]string{
		"What does the TechCrunch article say?":                               "TechCrunch",
		"Who, according to articles from both The Verge and TechCrunch, left": "The Verge TechCrunch",
		"as reported by the Oxford Mail in May, who won":                      "Oxford Mail May",
		"Is the report on Julian Hill right?":                                 "",
		"Did the BBC News report, Julian Hill said, appear?":                  "BBC News",
		"Oxford is in an article":                                             "",
	} {
		all := index.Analyze(question)
		var got []string
		for i, marked := range attribution(question, all) {
			if marked {
				got = append(got, all[i].Span.Of(question))
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
}
