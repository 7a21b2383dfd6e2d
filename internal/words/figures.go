package words

import (
	"strconv"
	"strings"

	"cuttings/internal/ask"
	"cuttings/internal/series"
)

// FiguresFound stands above a table of figures; where is what their articles hold
// besides, or "".
func (l Language) FiguresFound(r series.Result, what, where string) string {
	if where != "" {
		what = l.Narrowed(what, []ask.Filter{{Field: "where", Value: where}})
	}
	return l.Say("figures.found", "figures", l.Count(len(r.Rows), "figure"), "articles", l.Count(r.Articles, "article"), "what", what)
}

// FigureNotes are what is said beside a figure, in this order: that it is a part,
// when the sentence says that it was, where else the sentence stands, and what
// differs.
func (l Language) FigureNotes(r series.Row) []string {
	var notes []string
	if r.Part {
		notes = append(notes, l.Say("figures.part"))
	}
	if len(r.Times) > 0 {
		said := make([]string, len(r.Times))
		for i, span := range r.Times {
			said[i] = l.Quoted(span.Of(r.Quote.Version.Text))
		}
		notes = append(notes, l.Say("figures.says", "times", strings.Join(said, ", ")))
	}
	if len(r.Also) > 0 {
		numbers := make([]int64, len(r.Also))
		for i, v := range r.Also {
			numbers[i] = v.Number
		}
		notes = append(notes, l.Say("figures.also", "cuttings", l.Cuttings(numbers)))
	}
	if len(r.Differs) > 0 {
		notes = append(notes, l.Say("figures.differs", "cuttings", l.Cuttings(r.Differs)))
	}
	return notes
}

// Quoted is a text in quotation marks.
func (l Language) Quoted(text string) string { return l.Say("quoted", "text", text) }

// mostNamed is how many cuttings are named in a list.
const mostNamed = 5

// Cuttings names cuttings: "No. 3, 5 and 7 more" when there are many.
func (l Language) Cuttings(numbers []int64) string {
	named := make([]string, 0, mostNamed)
	for _, n := range numbers[:min(len(numbers), mostNamed)] {
		named = append(named, strconv.FormatInt(n, 10))
	}
	list := strings.Join(named, ", ")
	if more := len(numbers) - mostNamed; more > 0 {
		return l.Say("cuttings.more", "numbers", list, "n", more)
	}
	return l.Say("cuttings", "numbers", list)
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
func (l Language) Undrawn(n int) string {
	if n == 0 {
		return ""
	}
	return l.Say("figures.undrawn", "n", n)
}
