package terminal

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	search "cuttings/internal/find"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// found is a reply with one hit, whose words stand where the spans say.
func found(t *testing.T, answer, headline []text.Span) desk.FindReply {
	t.Helper()
	v := archive.Version{Article: archive.Article{ID: "a", Title: "Jobs to go", Text: "Jobs go. Posts stay.", Author: "Jane Hill"}, Number: 7, Version: 1}
	v.Hash = archive.Hash(v.Text)
	q, err := quote.New(v, text.Span{End: 8}, answer...)
	if err != nil {
		t.Fatal(err)
	}
	return desk.FindReply{
		Query: "jobs OR by:hill", Sort: search.Newest, Total: 1234, Page: 2, Pages: 247, Hits: []search.Hit{{Quote: q, Headline: headline}},
		Scope: ask.Scope{Coverage: archive.Coverage{Articles: 2000}},
	}
}

func TestFoundPage(t *testing.T) {
	const beside = "; this is how the article begins:"
	for _, c := range []struct {
		name             string
		answer, headline []text.Span
		says             string
	}{
		{"in the text", []text.Span{{End: 4}}, nil, "\n  \x1b[1mJobs\x1b[0m go.\n"},
		{"in both", []text.Span{{End: 4}}, []text.Span{{End: 4}}, "\n  \x1b[1mJobs\x1b[0m go.\n"},
		{"in the headline", nil, []text.Span{{End: 4}}, "Found in the headline" + beside},
		{"in the byline", nil, nil, "Found in the byline or the outlet's name" + beside},
	} {
		var out bytes.Buffer
		p := page{out: &out, columns: 80, styled: true}
		if err := p.print(found(t, c.answer, c.headline)); err != nil {
			t.Fatal(err)
		}
		got := out.String()
		for _, want := range []string{"1,234 articles found: jobs OR by:hill", c.says, "Jobs to go (No. 7)", "Page 2 of 247, newest first.", "Searched 2,000 articles"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: it doesn't say %q:\n%s", c.name, want, got)
			}
		}
		if strings.Contains(got, beside) != (c.answer == nil) {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

func TestFoundJSON(t *testing.T) {
	var out bytes.Buffer
	if err := printJSON(&out, foundJSON(found(t, []text.Span{{End: 4}}, nil))); err != nil {
		t.Fatal(err)
	}
	want := `{"query":"jobs OR by:hill","sort":"newest","total":1234,"page":2,"pages":247,"hits":[` +
		`{"text":"Jobs go.","start":0,"end":8,"char_start":0,"char_end":8,"answer":[{"start":0,"end":4}],` +
		`"article":{"id":"a","number":7,"version":1,"url":null,"title":"Jobs to go","outlet":null,"author":"Jane Hill","published":null},` +
		`"link":null,"speaker":null,"score":0,"told":null,"gone":null,"archived":null}],"scope":{"articles":2000,"outlets":0,"from":null,"to":null,"filters":[]},"stories":null}` + "\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
