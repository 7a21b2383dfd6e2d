package source_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/source"
	"cuttings/internal/text"
)

func versionOf(s string) archive.Version {
	return archive.Version{Article: archive.Article{Text: s}, Number: 7, Version: 2, Hash: archive.Hash(s)}
}

const (
	passage = "The harbour board will cut 60 posts by the spring, its chairman said on Monday."
	before  = "The tide was out when the board met."
	after   = "Dredging goes on."
)

func TestWithin(t *testing.T) {
	for name, c := range map[string]struct {
		passage, text string
		match         source.Match
		stands        string // the quote
		changes       []source.Change
		signs         bool
	}{
		"as it was":                 {passage, before + " " + passage + " " + after, source.Exact, passage, nil, false},
		"elsewhere":                 {passage, after + "\n\n" + before + "\n\n" + passage, source.Exact, passage, nil, false},
		"over two paragraphs":       {passage + " " + after, before + " " + passage + "\n\n" + after, source.Exact, passage + "\n\n" + after, nil, false},
		"other quotes and dashes":   {"“We’re sorry – truly,” she wrote.", `"We're sorry - truly," she wrote.`, source.Exact, `"We're sorry - truly," she wrote.`, nil, false},
		"another comma":             {"Let us eat, grandmother said.", "Let us eat grandmother, said.", source.Exact, "Let us eat grandmother, said.", nil, true},
		"a number":                  {passage, before + " " + strings.Replace(passage, "60", "75", 1), source.Nearly, strings.Replace(passage, "60", "75", 1), []source.Change{{Asked: "60", Stands: "75", Number: true}}, false},
		"a word more":               {passage, strings.Replace(passage, "will", "will not", 1), source.Nearly, strings.Replace(passage, "will", "will not", 1), []source.Change{{Stands: "not"}}, false},
		"a word less":               {passage, strings.Replace(passage, " on Monday", "", 1), source.Nearly, strings.Replace(passage, " on Monday", "", 1), []source.Change{{Asked: "on Monday"}}, false},
		"within a longer sentence":  {"The board has resigned.", before + " It is untrue that the board has resigned. " + after, source.Nearly, "It is untrue that the board has resigned.", []source.Change{{Stands: "It is untrue that"}}, false},
		"one of two sentences gone": {passage + " " + after, before + " " + passage + " Gulls were seen over the quay all day.", source.Nearly, passage, []source.Change{{Asked: "Dredging goes on"}}, false},
		"a sentence between them":   {before + " " + after, before + " It rained. " + after, source.Nearly, before + " It rained. " + after, []source.Change{{Stands: "It rained"}}, false},
		"taken out":                 {passage, before + " " + after, source.None, "", nil, false},
		"only small words the same": {passage, "The weather will by the way, it was said, clear up on Monday in the spring.", source.None, "", nil, false},
		"another script":            {"東京の人口は五人です。", "東京の人口は六人です。", source.Nearly, "東京の人口は六人です。", []source.Change{{Asked: "五", Stands: "六"}}, false},
		"no words":                  {"…", passage, source.None, "", nil, false},
		"long, and changed":         {strings.Repeat(passage+" ", 40) + after, strings.Repeat(passage+" ", 40) + "No more.", source.Nearly, "", nil, false},
		"long, and gone":            {strings.Repeat(passage+" ", 40) + after, before, source.None, "", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := source.Within(c.passage, versionOf(c.text))
			if err != nil {
				t.Fatal(err)
			}
			stands := ""
			if p.Quote.Version.Number != 0 {
				stands = p.Quote.Text()
				if err := p.Quote.Verify(); err != nil {
					t.Error(err)
				}
			}
			if p.Match != c.match || stands != c.stands || p.SignsDiffer != c.signs {
				t.Errorf("%s, %q, signs differ: %v", p.Match, stands, p.SignsDiffer)
			}
			if diff := cmp.Diff(c.changes, p.Changes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every run of sentences is found in its own text; a change of one word is named,
// and nothing else is.
func TestWithinFindsWhatStands(t *testing.T) {
	words := rapid.StringMatching(`[a-f]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		sentence := rapid.Custom(func(t *rapid.T) string {
			return "S" + strings.Join(rapid.SliceOfN(words, 1, 8).Draw(t, "words"), " ") + "."
		})
		s := strings.Join(rapid.SliceOfN(sentence, 1, 12).Draw(t, "sentences"), " ")
		sentences := text.Sentences(s)
		first := rapid.IntRange(0, len(sentences)-1).Draw(t, "first")
		last := rapid.IntRange(first, len(sentences)-1).Draw(t, "last")
		span := text.Span{Start: sentences[first].Start, End: sentences[last].End}
		p, err := source.Within(span.Of(s), versionOf(s))
		if err != nil || p.Match != source.Exact || p.Quote.Text() != span.Of(s) || p.SignsDiffer {
			t.Fatalf("%q in %q: %+v, %v", span.Of(s), s, p, err)
		}
		changed := s[:span.Start] + "Zebras " + s[span.Start:]
		p, err = source.Within(span.Of(s), versionOf(changed))
		if err != nil || p.Match == source.Nearly && !strings.Contains(p.Quote.Text(), p.Changes[0].Stands) {
			t.Fatalf("%q in %q: %+v, %v", span.Of(s), changed, p, err)
		}
	})
}

// What strangers can write takes no more than time in proportion.
func TestWithinIsBounded(t *testing.T) {
	long := strings.Repeat("A. ", 300_000)
	for _, passage := range []string{long + "B.", strings.Repeat("A. ", 400) + "B.", "A. A. B.", "B."} {
		if _, err := source.Within(passage, versionOf(long)); err != nil {
			t.Error(err)
		}
	}
}

func FuzzWithin(f *testing.F) {
	f.Add(passage, before+" "+passage)
	f.Add("A ½ b.", "A 1½ b. c")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, passage, s string) {
		s = strings.ToValidUTF8(s, "?") // as all texts that are stored
		p, err := source.Within(passage, versionOf(s))
		if err != nil {
			t.Fatal(err)
		}
		if p.Quote.Version.Number != 0 {
			if err := p.Quote.Verify(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
