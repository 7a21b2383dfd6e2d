package quote_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

const words = "Café staff voted. They struck on May 14! Nobody crossed.\n\nThe trust “regrets” it."

func version(s string) archive.Version {
	return archive.Version{
		Article: archive.Article{ID: "a", URL: "https://example.org/a", Text: s}, Number: 7, Version: 2, Hash: archive.Hash(s),
	}
}

// span is where part stands in s, for the first time.
func span(s, part string) text.Span {
	start := strings.Index(s, part)
	return text.Span{Start: start, End: start + len(part)}
}

func TestNew(t *testing.T) {
	q, err := quote.New(version(words), span(words, "They struck on May 14! Nobody crossed."), span(words, "May 14"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := q.Text(), "They struck on May 14! Nobody crossed."; got != want {
		t.Errorf("Text is %q, want %q", got, want)
	}
	// é is two bytes: code points lag behind by one.
	if got, want := q.Chars(), (text.Span{Start: q.Span.Start - 1, End: q.Span.End - 1}); got != want {
		t.Errorf("Chars is %v, want %v", got, want)
	}
	if got, want := q.Link(), "https://example.org/a#:~:text="; !strings.HasPrefix(got, want) {
		t.Errorf("Link is %q, want it to begin with %q", got, want)
	}
	q.Version.URL = ""
	if got := q.Link(); got != "" {
		t.Errorf("Link without an address is %q", got)
	}
}

func TestNewRefuses(t *testing.T) {
	good := span(words, "They struck on May 14!")
	forged := version(words)
	forged.Text = strings.Replace(words, "14", "15", 1)
	for name, c := range map[string]struct {
		version archive.Version
		span    text.Span
		answer  []text.Span
		want    string
	}{
		"another text":         {forged, good, nil, "not the one that was stored"},
		"before the text":      {version(words), text.Span{Start: -1, End: good.End}, nil, "no text at"},
		"behind the text":      {version(words), text.Span{Start: good.Start, End: len(words) + 1}, nil, "no text at"},
		"nothing":              {version(words), text.Span{Start: good.Start, End: good.Start}, nil, "no text at"},
		"half a sentence":      {version(words), span(words, "They struck"), nil, "cuts a sentence"},
		"from the middle":      {version(words), span(words, "struck on May 14!"), nil, "cuts a sentence"},
		"answer outside":       {version(words), good, []text.Span{span(words, "Nobody")}, "can't be marked"},
		"answer cuts a letter": {version(words), span(words, "Café staff voted."), []text.Span{{Start: 0, End: 4}}, "can't be marked"},
		"answers overlap":      {version(words), good, []text.Span{span(words, "May 14"), span(words, "14")}, "can't be marked"},
		"empty answer":         {version(words), good, []text.Span{{Start: good.Start, End: good.Start}}, "can't be marked"},
	} {
		if _, err := quote.New(c.version, c.span, c.answer...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want %q in it", name, err, c.want)
		}
	}
}

// Every run of whole sentences is a quote, and its words are the article's.
func TestRunsOfSentences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("([A-Z][a-zé “”'\"]{1,20}[.!?]( |\n\n|”\n))*[A-Z][a-z*_`<>@|#]{1,30}\\.").Draw(t, "text")
		sentences := text.Sentences(s)
		if len(sentences) == 0 {
			t.Skip("no sentence")
		}
		first := rapid.IntRange(0, len(sentences)-1).Draw(t, "first")
		last := rapid.IntRange(first, len(sentences)-1).Draw(t, "last")
		run := text.Span{Start: sentences[first].Start, End: sentences[last].End}
		q, err := quote.New(version(s), run)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s[run.Start:run.End], q.Text()); diff != "" {
			t.Fatal(diff)
		}
		if chars := q.Chars(); string([]rune(s)[chars.Start:chars.End]) != q.Text() {
			t.Fatalf("code points %v hold other words", chars)
		}
	})
}
