package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParagraphs(t *testing.T) {
	long := strings.Repeat("A paragraph a line, as sites hand it out. ", 3)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"white space", " \n\t\r\n", nil},
		{"one", "  He came.  ", []string{"He came."}},
		{"blank lines", "One.\n\nTwo.\r\n \t \r\nThree.\n\n\n", []string{"One.", "Two.", "Three."}},
		{"a line each", long + "\nHEADLINE\n" + long, []string{strings.TrimSpace(long), "HEADLINE", strings.TrimSpace(long)}},
		{"short lines", "One.\nTwo.\nThree.", []string{"One.", "Two.", "Three."}},
		{"list", "Tea towels\nWoollen blankets\nFolding garden chairs\nOil lamps", []string{"Tea towels", "Woollen blankets", "Folding garden chairs", "Oil lamps"}},
		{"headline", "Meeting held\nThe trust met the unions today.", []string{"Meeting held", "The trust met the unions today."}},
		{"line breaks", long + "\r\nTwo.\rThree.\u2028Four.\u2029Five.", []string{strings.TrimSpace(long), "Two.", "Three.", "Four.", "Five."}},
		{
			"hard-wrapped",
			"The trust said that it would\nnot cut jobs, and the unions\nsaid that they were pleased.\nNobody had known before then\nof it.\n\nIt met again on Monday.",
			[]string{"The trust said that it would\nnot cut jobs, and the unions\nsaid that they were pleased.\nNobody had known before then\nof it.", "It met again on Monday."},
		},
		{"hard-wrapped, CRLF", "He said that the\r\nreport was out.", []string{"He said that the\r\nreport was out."}},
		{"short lines beside a long one", "He said that the\nreport was out.\n" + long, []string{"He said that the", "report was out.", strings.TrimSpace(long)}},
	} {
		var got []string
		for _, p := range Paragraphs(c.text) {
			got = append(got, p.Of(c.text))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSeeds(t *testing.T) {
	for i, want := range [][2]int{{16, 21}, {16, 17}, {16, 17}} { // counted in the articles by hand
		article := seeds(t)[i]
		if got := [2]int{len(Paragraphs(article)), len(Sentences(article))}; got != want {
			t.Errorf("article %d has %v paragraphs and sentences, want %v:\n%s", i, got, want, strings.Join(texts(article), "\n"))
		}
	}
}
