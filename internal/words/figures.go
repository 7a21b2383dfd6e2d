package words

import (
	"strconv"
	"strings"

	"cuttings/internal/series"
)

// FiguresFound stands above a table of figures.
func FiguresFound(r series.Result, what string) string {
	return Count(len(r.Rows), "figure") + " in " + Count(r.Articles, "article") + ": " + what
}

// AsGiven says what is not done with figures.
const AsGiven = "As the articles give them: nothing is summed, averaged or rounded."

// FigureNotes are what is said beside a figure, in this order: that it is a part,
// when the sentence says that it was, where else the sentence stands, and what
// differs.
func FigureNotes(r series.Row) []string {
	var notes []string
	if r.Part {
		notes = append(notes, "a part of the figure in the sentence before")
	}
	if len(r.Times) > 0 {
		said := make([]string, len(r.Times))
		for i, span := range r.Times {
			said[i] = "“" + span.Of(r.Quote.Version.Text) + "”"
		}
		notes = append(notes, "it says "+strings.Join(said, ", "))
	}
	if len(r.Also) > 0 {
		numbers := make([]int64, len(r.Also))
		for i, v := range r.Also {
			numbers[i] = v.Number
		}
		notes = append(notes, "the same sentence in "+Cuttings(numbers))
	}
	if len(r.Differs) > 0 {
		notes = append(notes, "differs from "+Cuttings(r.Differs))
	}
	return notes
}

// mostNamed is how many cuttings are named in a list.
const mostNamed = 5

// Cuttings names cuttings: "No. 3, 5 and 7 more" when there are many.
func Cuttings(numbers []int64) string {
	named := make([]string, 0, mostNamed)
	for _, n := range numbers[:min(len(numbers), mostNamed)] {
		named = append(named, strconv.FormatInt(n, 10))
	}
	s := "No. " + strings.Join(named, ", ")
	if more := len(numbers) - mostNamed; more > 0 {
		s += " and " + Number(more) + " more"
	}
	return s
}

// Figure is a row's amount in the article's words, with its noun in square
// brackets where the sentence names that elsewhere.
func Figure(r series.Row) string {
	if noun := r.Noun(); noun != "" {
		return r.Words() + " [" + noun + "]"
	}
	return r.Words()
}

// Undrawn says how many figures a chart leaves out, or nothing.
func Undrawn(n int) string {
	if n == 0 {
		return ""
	}
	return Count(n, "figure") + " of another unit or without a date not drawn."
}
