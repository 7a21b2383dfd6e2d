package source_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
	"cuttings/internal/source"
	"cuttings/internal/text"
)

// records reads a file of the evaluation sets.
func records(t testing.TB, name string) []archive.Article {
	t.Helper()
	f, err := os.Open(librarytest.Evaluation(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []archive.Article
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var one struct{ ID, Doc, Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		list = append(list, archive.Article{ID: one.ID + one.Doc, Title: one.Title, Text: one.Text})
	}
	return list
}

var full = flag.Bool("full", false, "take every sentence of the evaluation sets, not a sample: half an hour")

// sample are n of the sentences of the articles that keep lets through, in a
// random order that is always the same; all of them with -full.
func sample(articles []archive.Article, n int, keep func(string) bool) []string {
	var all []string
	for _, a := range articles {
		for _, p := range text.Sentences(a.Text) {
			if s := p.Of(a.Text); keep(s) {
				all = append(all, s)
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if *full {
		return all
	}
	return all[:min(n, len(all))]
}

var digits = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)

// otherNumber puts another number in the place of one of those of s, and returns
// both.
func otherNumber(r *rand.Rand, s string) (changed, from, to string) {
	all := digits.FindAllStringIndex(s, -1)
	at := all[r.IntN(len(all))]
	from = s[at[0]:at[1]]
	for to = from; to == from; {
		b := []byte(from)
		for i, c := range b {
			if c >= '0' && c <= '9' {
				b[i] = byte('0' + r.IntN(10))
			}
		}
		if b[0] == '0' {
			b[0] = '1'
		}
		to = string(b)
	}
	return s[:at[0]] + to + s[at[1]:], from, to
}

// dresses are what happens to words on their way through a chat.
var dresses = map[string]func(string) string{
	"as it stands":    func(s string) string { return s },
	"straight quotes": strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "—", "-", "–", "-").Replace,
	"upper case":      strings.ToUpper,
	"other space":     func(s string) string { return strings.Join(strings.Fields(s), "  ") },
	"all of it": func(s string) string {
		s = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'").Replace(s)
		return strings.ToLower(strings.Join(strings.Fields(s), " \u00a0"))
	},
}

// TestEvaluation holds what is claimed against text that nobody here wrote: every
// sentence of the coverage is found, none of another one is, and a number that
// was changed is named. It takes a sample, or everything with -full.
func TestEvaluation(t *testing.T) {
	corpus := records(t, "questions/corpus.jsonl")
	foreign := append(records(t, "speakers/train.jsonl"), records(t, "speakers/dev.jsonl")...)
	n := 300
	if testing.Short() {
		n, corpus = 100, corpus[:100]
	}
	store, replica := librarytest.Open(t, corpus...)
	find := func(t *testing.T, s string) source.Result {
		t.Helper()
		r, err := source.Find(t.Context(), store, replica, archive.Filter{}, s)
		if err != nil && !errors.Is(err, source.ErrNoWords) {
			t.Fatal(err)
		}
		return r
	}
	for name, dress := range dresses {
		t.Run("exact/"+name, func(t *testing.T) {
			list := sample(corpus, n, func(string) bool { return true })
			wordless, whole := 0, 0
			for _, s := range list {
				r := find(t, dress(s))
				if len(r.Pieces) == 0 {
					wordless++
				}
				if len(r.Pieces) == 1 {
					whole++
				}
				for _, p := range r.Pieces {
					if p.Match != source.Exact {
						t.Errorf("%q is %s: %v", p.Span.Of(r.Text), p.Match, p.Changes)
					}
				}
			}
			t.Logf("of %d sentences, %d are found in one piece, %d have no word", len(list), whole, wordless)
		})
	}
	t.Run("foreign", func(t *testing.T) {
		list := sample(foreign, 2*n, func(string) bool { return true })
		exact, longest, nearly := 0, 0, 0
		for _, s := range list {
			for _, p := range find(t, s).Pieces {
				switch p.Match {
				case source.Exact: // it does stand there: "Of course not."
					exact++
					longest = max(longest, text.Words(p.Span.Of(s)))
				case source.Nearly:
					nearly++
					t.Logf("nearly: %q %v", p.Span.Of(s), p.Changes)
				}
			}
		}
		t.Logf("of %d sentences, %d pieces stand in the coverage word for word, of %d words at most; %d are claimed to nearly", len(list), exact, longest, nearly)
		if nearly*2000 > len(list) {
			t.Errorf("%d of %d foreign sentences are claimed", nearly, len(list))
		}
	})
	t.Run("foreign figures", func(t *testing.T) {
		list := sample(foreign, 2*n, digits.MatchString)
		paired := 0
		for _, s := range list {
			c, err := source.Check(t.Context(), store, replica, archive.Filter{}, s)
			if err != nil {
				t.Fatal(err)
			}
			for _, claim := range c.Claims {
				for _, f := range claim.Figures {
					if f.Finding != source.Nothing {
						paired++
						t.Logf("%s %q in %q: %q in %q", f.Finding, f.Asked, s, f.Stands, f.Quote.Text())
					}
				}
			}
		}
		t.Logf("of %d sentences with a number, %d figures are set beside one of the coverage", len(list), paired)
	})
	t.Run("figure", func(t *testing.T) {
		r := rand.New(rand.NewPCG(4, 4))
		read, other, same := 0, 0, 0
		for _, s := range sample(corpus, n, digits.MatchString) {
			changed, from, to := otherNumber(r, s)
			c, err := source.Check(t.Context(), store, replica, archive.Filter{}, changed)
			if err != nil && !errors.Is(err, source.ErrNoWords) {
				t.Fatal(err)
			}
			for _, claim := range c.Claims {
				for _, f := range claim.Figures {
					if !strings.Contains(f.Asked, to) {
						continue
					}
					read++
					switch {
					case f.Finding == source.Different && strings.Contains(f.Stands, from):
						other++
					case f.Finding == source.Same:
						same++
					}
				}
			}
		}
		t.Logf("of %d changed numbers that are read as figures, %d are set beside the one that the coverage gives there, %d beside the same elsewhere", read, other, same)
		if 2*other < read {
			t.Error("that is less than half")
		}
	})
	t.Run("number", func(t *testing.T) {
		r := rand.New(rand.NewPCG(2, 2))
		all, named := [2]int{}, [2]int{} // of sentences of any length, and of six words or more
		for _, s := range sample(corpus, n, digits.MatchString) {
			changed, from, to := otherNumber(r, s)
			ok := 0
			for _, p := range find(t, changed).Pieces {
				for _, c := range p.Changes {
					if c.Number && strings.Contains(c.Asked, to) && strings.Contains(c.Stands, from) {
						ok = 1
					}
				}
			}
			all[0]++
			named[0] += ok
			if text.Words(s) >= 6 {
				all[1]++
				named[1] += ok
			}
		}
		share := float64(named[1]) / float64(all[1])
		t.Logf("the number is named in %d of %d sentences, in %d of %d (%.3f) of six words or more", named[0], all[0], named[1], all[1], share)
		if share < 0.98 {
			t.Error("that is less than .98")
		}
	})
}

// BenchmarkFind looks up one sentence after another in the coverage of the
// evaluation, and in ten times as much: the others are made of its sentences,
// their words in another order.
func BenchmarkFind(b *testing.B) {
	corpus := records(b, "questions/corpus.jsonl")
	list := sample(corpus, 500, func(s string) bool { return text.Words(s) >= 6 })
	for _, times := range []int{1, 10} {
		store, replica := librarytest.Open(b, grown(corpus, times)...)
		b.Run(fmt.Sprintf("articles=%d", times*len(corpus)), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := source.Find(b.Context(), store, replica, archive.Filter{}, list[i%len(list)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// grown is so many times as many articles: those that are added have the words
// of the others in another order, so that no sentence stands in two.
func grown(articles []archive.Article, times int) []archive.Article {
	r := rand.New(rand.NewPCG(3, 3))
	all := slices.Clone(articles)
	for n := 1; n < times; n++ {
		for _, a := range articles {
			sentences := text.Sentences(a.Text)
			var b strings.Builder
			for _, p := range sentences {
				words := strings.Fields(p.Of(a.Text))
				r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
				b.WriteString(strings.Join(words, " ") + ". ")
			}
			all = append(all, archive.Article{ID: fmt.Sprint(a.ID, "-", n), Text: b.String()})
		}
	}
	return all
}
