package evaluate

import (
	"slices"
	"time"

	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// SpeechReport is how much of the marked speech is found, and how often the
// speaker is the one that was marked.
type SpeechReport struct {
	File     string        `json:"file"`
	Articles int           `json:"articles"`
	Quoted   []QuotedShare `json:"quoted"` // direct; mixed; both; and mixed with fewer words between marks
	Indirect IndirectShare `json:"indirect"`
	P50      float64       `json:"p50_ms"` // to read an article, in milliseconds
	P99      float64       `json:"p99_ms"`
}

// QuotedShare tells of speech with quotation marks, of four words or more between
// them. It is found where one speech of ours holds at least half the bytes
// between the marks; a speaker is right where the words for it overlap those
// that were marked.
type QuotedShare struct {
	Kind      string   `json:"kind"`
	Quotes    int      `json:"quotes"`    // marked
	Sourced   int      `json:"sourced"`   // of them with a speaker
	Found     Estimate `json:"found"`     // of the marked
	Right     Estimate `json:"right"`     // of the sourced: found, and the right speaker given
	Asserted  Estimate `json:"asserted"`  // of the sourced: found, and a speaker given
	Precision Estimate `json:"precision"` // of those asserted: the right one
}

// IndirectShare tells of reported speech without quotation marks.
type IndirectShare struct {
	Marked    int      `json:"marked"`
	Found     int      `json:"found"`     // by us
	Recall    Estimate `json:"recall"`    // of the marked: half its bytes are in a speech of ours
	Precision Estimate `json:"precision"` // of ours: half its bytes are marked, as speech of any kind
	Right     Estimate `json:"right"`     // of the marked that were found with a speaker on both sides: the right one
}

// fewestWords is how many words between quotation marks make quoted speech; what
// has fewer is counted apart.
const fewestWords = 4

// The names of the lines of a speech report.
const (
	both  = "direct and mixed"
	short = "mixed, up to 3 words quoted"
)

// Speakers reads the marked articles and compares. Progress, when not nil, is
// told after each how many are done.
func Speakers(articles []Marked, progress func(done int)) SpeechReport {
	r := SpeechReport{Articles: len(articles)}
	tallies := map[string]*tally{}
	for _, kind := range []string{"direct", "mixed", both, short} {
		tallies[kind] = &tally{}
	}
	var in indirect
	var took []time.Duration
	for i, m := range articles {
		start := time.Now()
		ours := speech.Read(m.Text)
		took = append(took, time.Since(start))
		for _, a := range m.Said {
			if a.Kind != "direct" && a.Kind != "mixed" {
				continue
			}
			marked := a.marked(m.Text)
			o := compare(a, marked, ours)
			if words(m.Text, marked) >= fewestWords {
				tallies[a.Kind].add(o)
				tallies[both].add(o)
			} else if a.Kind == "mixed" && words(m.Text, a.Content) >= fewestWords {
				tallies[short].add(o)
			}
		}
		in.add(m, ours)
		if progress != nil {
			progress(i + 1)
		}
	}
	for _, kind := range []string{"direct", "mixed", both, short} {
		r.Quoted = append(r.Quoted, tallies[kind].share(kind))
	}
	r.Indirect = in.share()
	slices.Sort(took)
	r.P50, r.P99 = milliseconds(Quantile(took, .5)), milliseconds(Quantile(took, .99))
	return r
}

func words(s string, list []text.Span) int {
	n := 0
	for _, p := range list {
		n += text.Words(p.Of(s))
	}
	return n
}

// found is what became of one attribution.
type found struct{ sourced, found, asserted, right bool }

// compare looks for the marked parts of an attribution in our speech.
func compare(a Attribution, marked []text.Span, ours []speech.Speech) found {
	o := found{sourced: len(a.Source) > 0}
	best, most := -1, 0
	for i, s := range ours {
		if n := overlap(marked, s.Quote); n > most {
			best, most = i, n
		}
	}
	o.found = best >= 0 && 2*most >= length(marked)
	if o.found && o.sourced && ours[best].Speaker != nil {
		o.asserted = true
		o.right = overlap(a.Source, []text.Span{ours[best].Speaker.Span}) > 0
	}
	return o
}

// overlap is how many bytes lie in both.
func overlap(a, b []text.Span) int {
	n := 0
	for _, p := range a {
		for _, q := range b {
			n += max(0, min(p.End, q.End)-max(p.Start, q.Start))
		}
	}
	return n
}

func length(list []text.Span) int {
	n := 0
	for _, p := range list {
		n += p.Len()
	}
	return n
}

// tally counts what was found.
type tally struct{ quotes, sourced, found, asserted, right int }

func (t *tally) add(o found) {
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	t.quotes++
	count(&t.sourced, o.sourced)
	count(&t.found, o.found)
	count(&t.asserted, o.asserted)
	count(&t.right, o.right)
}

func (t *tally) share(kind string) QuotedShare {
	return QuotedShare{
		Kind: kind, Quotes: t.quotes, Sourced: t.sourced,
		Found: Wilson(t.found, t.quotes), Right: Wilson(t.right, t.sourced),
		Asserted: Wilson(t.asserted, t.sourced), Precision: Wilson(t.right, t.asserted),
	}
}

// indirect counts reported speech.
type indirect struct{ marked, recalled, ours, confirmed, both, right int }

func (in *indirect) add(m Marked, ours []speech.Speech) {
	var all []text.Span
	for _, a := range m.Said {
		all = append(all, a.Content...)
		if a.Kind != "indirect" {
			continue
		}
		in.marked++
		o := compare(a, a.Content, ours)
		if o.found {
			in.recalled++
		}
		if o.asserted {
			in.both++
		}
		if o.right {
			in.right++
		}
	}
	all = union(all)
	for _, s := range ours {
		if s.Kind == speech.Indirect {
			in.ours++
			if 2*overlap(s.Quote, all) >= length(s.Quote) {
				in.confirmed++
			}
		}
	}
}

func (in *indirect) share() IndirectShare {
	return IndirectShare{
		Marked: in.marked, Found: in.ours,
		Recall: Wilson(in.recalled, in.marked), Precision: Wilson(in.confirmed, in.ours), Right: Wilson(in.right, in.both),
	}
}

// union is the spans sorted, with those that overlap made one.
func union(list []text.Span) []text.Span {
	slices.SortFunc(list, func(a, b text.Span) int { return a.Start - b.Start })
	var out []text.Span
	for _, p := range list {
		if n := len(out); n > 0 && p.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, p.End)
		} else {
			out = append(out, p)
		}
	}
	return out
}
