package sheet_test

import (
	"encoding/csv"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/find"
	"cuttings/internal/quote"
	"cuttings/internal/sheet"
	"cuttings/internal/text"
)

// hit is an article that was found, with its whole text as the quote.
func hit(a archive.Article) find.Hit {
	v := archive.Version{Article: a, Number: 7, Version: 1, Hash: archive.Hash(a.Text)}
	return find.Hit{Quote: quote.Quote{Version: v, Span: text.Span{End: len(a.Text)}}}
}

// read reads a table back.
func read(t interface{ Fatal(...any) }, b []byte) [][]string {
	s, ok := strings.CutPrefix(string(b), "\uFEFF")
	if !ok {
		t.Fatal("the mark of UTF-8 is missing")
	}
	rows, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTable(t *testing.T) {
	table := sheet.New(math.MaxInt)
	for _, a := range []archive.Article{
		{
			Title: `Jobs "to go"`, URL: "https://a.b/c?d=e,f", Outlet: "The Bugle, daily", Author: "Ann\tHill", Published: archive.Date{Year: 2009, Month: 4},
			Text: "Six hundred; “posts”.\n\nAll go.",
		},
		{Title: "=1+1", Outlet: "+Mail", Author: "-x", URL: "@y", Text: "One.\n=cmd|' /C calc'!A0", Published: archive.Date{Year: 2009}},
		{Title: "\tx", Outlet: "＝1", Author: "a;=1", Text: "a\n\n-b;+c; =d\r@e", Published: archive.Date{Year: 2009, Month: 4, Day: 24}},
	} {
		if !table.Add(hit(a)) {
			t.Fatal("there is no room")
		}
	}
	want := [][]string{
		{"number", "outlet", "byline", "date", "date precision", "headline", "address", "quote"},
		{"7", "The Bugle, daily", "Ann\tHill", "2009-04", "month", `Jobs "to go"`, "https://a.b/c?d=e,f", "Six hundred; “posts”.\n\nAll go."},
		{"7", "'+Mail", "'-x", "2009", "year", "'=1+1", "'@y", "One.\n'=cmd|' /C calc'!A0"},
		{"7", "'＝1", "a;'=1", "2009-04-24", "day", "'\tx", "", "a\n\n'-b;'+c; =d\r'@e"},
	}
	if diff := cmp.Diff(want, read(t, table.Bytes())); diff != "" || table.Rows != 3 {
		t.Errorf("%d rows (-want +got):\n%s", table.Rows, diff)
	}
}

// Where there is no room for an article the table is whole without it.
func TestTableIsBounded(t *testing.T) {
	one := hit(archive.Article{Title: "A", Text: "It is."})
	first := len(sheet.New(0).Bytes())
	whole := sheet.New(math.MaxInt)
	whole.Add(one)
	table := sheet.New(2*len(whole.Bytes()) - first)
	for i, want := range []bool{true, true, false, false} {
		if got := table.Add(one); got != want {
			t.Errorf("article %d: %t", i+1, got)
		}
	}
	if rows := read(t, table.Bytes()); len(rows) != 3 || table.Rows != 2 {
		t.Errorf("%d rows", len(rows))
	}
	if empty := sheet.New(0); empty.Add(one) || len(read(t, empty.Bytes())) != 1 {
		t.Error("a table without room has a row")
	}
}

// Whatever the articles hold, no cell begins with a formula, wherever a spreadsheet
// cuts them; and but for the apostrophes the words are the articles' own.
func TestNoFormulas(t *testing.T) {
	danger := regexp.MustCompile("^[=+\\-@＝＋－＠\t\r\n]|[;\t\r\n][=+\\-@＝＋－＠]")
	piece := rapid.SampledFrom([]string{"=", "+", "-", "@", "＝", "\t", "\n", "\r", ";", ",", "\"", "'", "a", " ", "\n\n", "é", "|"})
	texts := rapid.Map(rapid.SliceOfN(piece, 1, 12), func(p []string) string { return strings.Join(p, "") })
	rapid.Check(t, func(t *rapid.T) {
		a := archive.Article{Title: texts.Draw(t, "title"), Outlet: texts.Draw(t, "outlet"), Author: texts.Draw(t, "author"), URL: texts.Draw(t, "url"), Text: texts.Draw(t, "text")}
		table := sheet.New(math.MaxInt)
		table.Add(hit(a))
		row := read(t, table.Bytes())[1]
		for i, was := range map[int]string{1: a.Outlet, 2: a.Author, 5: a.Title, 6: a.URL, 7: a.Text} {
			if danger.MatchString(row[i]) {
				t.Fatalf("%q begins a formula in %q", row[i], was)
			}
			// Whoever reads CSV takes a line end of two signs for one.
			plain := strings.NewReplacer("'", "", "\r", "").Replace
			if plain(row[i]) != plain(was) {
				t.Fatalf("%q became %q", was, row[i])
			}
		}
	})
}
