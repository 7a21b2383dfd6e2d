package quote_test

import (
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

const spoken = "Ann Hill, the chair, said beds will go. “They will,” Ben Ray said. “All of them,” he added. It rained. Nobody spoke."

// place is where the words stand in spoken.
func place(t *testing.T, words string) text.Span {
	t.Helper()
	at := strings.Index(spoken, words)
	if at < 0 {
		t.Fatalf("no %q", words)
	}
	return text.Span{Start: at, End: at + len(words)}
}

// speechIn is what is said in spoken: Ray's by his name and by "he".
func speechIn(t *testing.T) []speech.Speech {
	t.Helper()
	hill := speech.Speaker{Span: place(t, "Ann Hill, the chair"), Name: "Ann Hill", NameSpan: place(t, "Ann Hill"), Role: "the chair", RoleSpan: place(t, "the chair")}
	ray := speech.Speaker{Span: place(t, "Ben Ray"), Name: "Ben Ray", NameSpan: place(t, "Ben Ray")}
	he := ray
	he.Span = place(t, "he added")
	he.Span.End = he.Span.Start + len("he")
	return []speech.Speech{
		{Kind: speech.Indirect, Quote: []text.Span{place(t, "beds will go")}, Cue: place(t, "said"), Speaker: &hill},
		{Kind: speech.Direct, Quote: []text.Span{place(t, "They will,")}, Cue: text.Span{Start: ray.Span.End + 1, End: ray.Span.End + 5}, Speaker: &ray},
		{Kind: speech.Direct, Quote: []text.Span{place(t, "All of them,")}, Cue: place(t, "added"), Speaker: &he},
	}
}

// heard quotes the sentences from the one that begins so to the one that ends so.
func heard(t *testing.T, first, last string, answers ...string) quote.Quote {
	t.Helper()
	v := archive.Version{Article: archive.Article{ID: "a", Text: spoken}, Number: 1, Version: 1, Hash: archive.Hash(spoken)}
	var spans []text.Span
	for _, a := range answers {
		spans = append(spans, place(t, a))
	}
	q, err := quote.New(v, text.Span{Start: place(t, first).Start, End: place(t, last).End}, spans...)
	if err != nil {
		t.Fatal(err)
	}
	q.Hear(speechIn(t))
	return q
}

func TestSaid(t *testing.T) {
	for name, c := range map[string]struct {
		q      quote.Quote
		heard  int
		want   string // the speaker; "" for none
		quoted string
	}{
		"one speech":                {heard(t, "Ann Hill", "go."), 1, "Ann Hill", "beds will go"},
		"one speaker, twice":        {heard(t, "“They", "he added."), 2, "Ben Ray", "All of them,"},
		"two speakers":              {heard(t, "Ann Hill", "he added."), 3, "", ""},
		"nobody":                    {heard(t, "It rained.", "It rained."), 0, "", ""},
		"an answer in the words":    {heard(t, "Ann Hill", "he added.", "beds"), 3, "Ann Hill", "beds will go"},
		"an answer in the name":     {heard(t, "Ann Hill", "he added.", "Ben Ray"), 3, "Ben Ray", "They will,"},
		"answers of one":            {heard(t, "Ann Hill", "he added.", "They", "All"), 3, "Ben Ray", "All of them,"},
		"answers of two":            {heard(t, "Ann Hill", "he added.", "beds", "All"), 3, "", ""},
		"an answer that isn't said": {heard(t, "“All", "It rained.", "rained"), 1, "", ""},
	} {
		s, ok := c.q.Said()
		if len(c.q.Speech) != c.heard {
			t.Errorf("%s: %d speeches are heard, want %d", name, len(c.q.Speech), c.heard)
		}
		switch {
		case ok != (c.want != ""):
			t.Errorf("%s: said %t", name, ok)
		case ok && (s.Speaker.Name != c.want || s.Quote[0].Of(spoken) != c.quoted):
			t.Errorf("%s: %s says %q", name, s.Speaker.Name, s.Quote[0].Of(spoken))
		}
	}
}

// What is damaged in the store is passed over, not shown.
func TestHearPassesOverWhatDoesNotFit(t *testing.T) {
	q := heard(t, "Ann Hill", "he added.")
	far := text.Span{Start: 1, End: len(spoken) + 1}
	for _, bad := range []speech.Speech{
		{Quote: []text.Span{far}},
		{Quote: []text.Span{{Start: 4, End: 2}}},
		{Quote: []text.Span{place(t, "beds")}, Cue: far},
		{Quote: []text.Span{place(t, "beds")}, Speaker: &speech.Speaker{Span: far}},
		{},
	} {
		if q.Hear([]speech.Speech{bad}); len(q.Speech) != 0 {
			t.Errorf("%+v is heard", bad)
		}
	}
}

func TestAttribution(t *testing.T) {
	all := speechIn(t)
	far := all[0]
	far.Cue = place(t, "added")
	for want, s := range map[string]speech.Speech{
		"Ann Hill, the chair, said": all[0],
		"Ben Ray said":              all[1],
		"he added":                  all[2],
		"Ann Hill, the chair":       far,
		"":                          {Cue: place(t, "said")},
	} {
		if got := quote.Attribution(s).Of(spoken); got != want {
			t.Errorf("the article says %q, want %q", got, want)
		}
	}
	bare := all[1]
	bare.Cue = text.Span{}
	if got := quote.Attribution(bare).Of(spoken); got != "Ben Ray" {
		t.Errorf("without a cue %q", got)
	}
}
