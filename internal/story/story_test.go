package story

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

// article is a version for grouping, published on a day of May 2021, or on none.
func article(number int64, day int, title, text string) Article {
	v := archive.Version{Number: number, Article: archive.Article{Title: title, Text: text}}
	if day > 0 {
		v.Published = archive.Date{Year: 2021, Month: 5, Day: day}
	}
	return New(v)
}

// rarity weighs a term by how many of the articles hold it.
func rarity(articles []Article) func(string) float64 {
	with := map[string]int{}
	for _, a := range articles {
		for term := range a.counts {
			with[term]++
		}
	}
	return func(term string) float64 {
		return math.Log((float64(len(articles)) + background + 1) / (float64(with[term]) + 0.5))
	}
}

// Two strikes at two hospitals, and a fire: look-alike events stay apart.
func TestGroupTellsEventsApart(t *testing.T) {
	articles := []Article{
		article(1, 3, "Nurses walk out at Saltmarsh General", "Nurses at Saltmarsh General walked out on Monday over rosters. Around 120 staff joined the picket outside the Saltmarsh maternity wing, said Ada Brandt of the Care Union."),
		article(2, 4, "Saltmarsh strike enters second day", "The strike by nurses at Saltmarsh General entered its second day. Ada Brandt said 120 nurses would stay out until rosters change."),
		article(3, 3, "Nurses strike at Highfold Infirmary", "Nurses at Highfold Infirmary went on strike on Monday over parking charges. About 60 staff stood at the Highfold gates, said Tomasz Wrona of the Health Guild."),
		article(4, 5, "Highfold nurses stay out over parking", "Parking charges keep 60 nurses of Highfold Infirmary on strike, Tomasz Wrona of the Health Guild said."),
		article(5, 4, "Fire destroys mill", "A fire destroyed the old mill at Tarnbeck on Tuesday night. Fire crews from three towns fought the blaze until dawn."),
	}
	if got, want := Group(articles, rarity(articles)), []int{0, 0, 2, 2, 4}; !slices.Equal(got, want) {
		t.Errorf("groups %v, want %v", got, want)
	}
}

// The same words a season later are another event; without a date they may be
// the same.
func TestGroupHeedsTime(t *testing.T) {
	const text = "The Tarnbeck fair drew 4,000 visitors to the green on Saturday, the organiser Rhona Pike said."
	for _, c := range []struct {
		day  int
		want []int
	}{{31, []int{0, 0}}, {0, []int{0, 0}}} {
		articles := []Article{article(1, 1, "Fair draws thousands", text), article(2, c.day, "Fair draws thousands", text)}
		if got := Group(articles, rarity(articles)); !slices.Equal(got, c.want) {
			t.Errorf("day %d: groups %v, want %v", c.day, got, c.want)
		}
	}
	later := article(2, 1, "Fair draws thousands", text)
	later.first, later.last = later.first+Window, later.last+Window
	articles := []Article{article(1, 1, "Fair draws thousands", text), later}
	if got := Group(articles, rarity(articles)); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("a season apart: groups %v", got)
	}
}

// The groups don't depend on the order in which the articles are handed in.
func TestGroupIsDeterministic(t *testing.T) {
	words := strings.Fields("Saltmarsh Highfold Tarnbeck strike nurses fire mill 120 60 fair Brandt Wrona parking rosters ward budget")
	rapid.Check(t, func(t *rapid.T) {
		var articles []Article
		for i := range rapid.IntRange(0, 12).Draw(t, "articles") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, fmt.Sprint("words ", i)), " ")
			articles = append(articles, article(int64(i+1), rapid.IntRange(0, 28).Draw(t, "day"), "", text))
		}
		idf := rarity(articles)
		groups := Group(articles, idf)
		for i, g := range groups {
			if g > i || groups[g] != g {
				t.Fatalf("groups %v: article %d is in group %d", groups, i, g)
			}
		}
		if again := Group(articles, idf); !slices.Equal(groups, again) {
			t.Fatalf("groups %v, then %v", groups, again)
		}
	})
}

const agency = "Councillors in Saltmarsh voted on Thursday to close the swimming pool after a debate of four hours. " +
	"The pool, built in 1962, needs repairs of £2.4m that the council says it can't pay for. " +
	"Campaigners had handed in a petition with 9,300 names. " +
	"“We will be back,” said Ines Calloway, who has led the campaign since January. " +
	"The closure takes effect at the end of the summer holidays."

func TestReprints(t *testing.T) {
	rewritten := "Swimmers are out of luck in Saltmarsh, where the pool is to go. " + agency[strings.Index(agency, "The pool"):]
	longer := agency + " " + strings.Repeat("The town has two other pools, and each of them has a history of its own that our reporter went to see. ", 1) +
		"At Elm Road the boiler failed in March. At Quayside the roof leaks. Neither is large enough for a gala, and the club has asked the county for help with the fares to the next town. " +
		"Its chairman, Piet Larsen, said that seven of ten members come on foot. The county did not answer our questions about the bus."
	articles := []Article{
		article(4, 7, "Pool to close", agency),
		article(2, 8, "Pool to close, council decides", rewritten),
		article(3, 0, "", agency),
		article(5, 8, "Three pools and a bus", longer),
		article(9, 6, "Vote on pool today", "Councillors vote on the future of the pool on Thursday. A petition has 9,300 names."),
	}
	if got, want := Reprints(articles), []int64{0, 4, 4, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("reprints of %v, want %v", got, want)
	}
	if got := Reprints([]Article{article(1, 0, "", ""), article(2, 0, "", "")}); !slices.Equal(got, []int64{0, 0}) {
		t.Errorf("articles without words are reprints: %v", got)
	}
}

func BenchmarkGroup(b *testing.B) {
	articles := make([]Article, neighbourhood)
	for i := range articles {
		articles[i] = article(int64(i+1), i%28+1, fmt.Sprintf("Report %d", i), agency)
	}
	idf := rarity(articles)
	for b.Loop() {
		Group(articles, idf)
	}
}
