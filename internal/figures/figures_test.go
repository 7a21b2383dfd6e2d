package figures_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/figures"
)

// shown is a figure on one line: qualifier | amount as written = value unit |
// counted > head, / of, with what is missing left out.
func shown(s string, f figures.Figure) string {
	var b strings.Builder
	if q := f.Qualifier.Of(s); q != "" {
		fmt.Fprintf(&b, "%s | ", q)
	}
	fmt.Fprintf(&b, "%s = %s", f.Span.Of(s), f.Low)
	if f.High != f.Low {
		fmt.Fprintf(&b, "…%s", f.High)
	}
	if f.Unit != "" {
		fmt.Fprintf(&b, " %s", f.Unit)
	}
	if counted, head := f.Counted.Of(s), f.Head.Of(s); counted != "" {
		fmt.Fprintf(&b, " | %s > %s", counted, head)
	}
	if !f.Of.IsZero() {
		fmt.Fprintf(&b, " / %s", f.Of)
	}
	if f.Whole {
		b.WriteString(" whole")
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		s    string
		want []string
	}{
		// counts, with what stands before the noun
		{"It was confirmed that 600 posts must go at the hospital.", []string{"600 = 600 | posts > posts"}},
		{"366 health jobs could be lost", []string{"366 = 366 | health jobs > jobs"}},
		{"It has about 600 job vacancies and there was potential.", []string{"about | 600 = 600 | job vacancies > vacancies"}},
		{"with 10 new operating theatres and 217 beds", []string{"10 = 10 | new operating theatres > theatres", "217 = 217 | beds > beds"}},
		{"It employs more than 300 staff.", []string{"more than | 300 = 300 | staff > staff"}},
		{"10 new and refurbished theatres", []string{"10 = 10 | new and refurbished theatres > theatres"}},
		{"1,250 full-time nurses", []string{"1,250 = 1250 | full-time nurses > nurses"}},
		{"a 217-bed hospital", []string{"217 = 217 | bed > bed"}},
		{"600,000 tonnes of grain rotted", []string{"600,000 = 600000 | tonnes of grain > tonnes"}},
		{"one job will go", []string{"one = 1 | job > job"}},
		{"on sale for £249 right now, a record low of £249", []string{"£249 = 249 £", "£249 = 249 £"}},
		{"a staff of 300", []string{"300 = 300 | staff > staff"}},
		{"membership stood at 3,400", []string{"3,400 = 3400"}},

		// the noun left out
		{
			"About 225 jobs will be in nursing and 250 managerial and in administration.",
			[]string{"About | 225 = 225 | jobs > jobs", "250 = 250 | managerial and in administration > jobs"},
		},
		{"300 or 400 posts", []string{"300 = 300 | posts > posts", "400 = 400 | posts > posts"}},
		{"20 nurses left, and another 12 will.", []string{"20 = 20 | nurses > nurses", "another | 12 = 12 | nurses > nurses"}},

		// money and its noun, behind or before
		{"threatened by a £44m savings bid.", []string{"£44m = 44000000 £ | savings bid > bid"}},
		{
			"About £11m of the £44m savings, from an annual budget of £600m, would go.",
			[]string{"About | £11m = 11000000 £ | savings > savings / 44000000", "£44m = 44000000 £ | savings > savings whole", "£600m = 600000000 £ | annual budget > budget"},
		},
		{"$10bn in revenue in July", []string{"$10bn = 10000000000 $ | revenue > revenue"}},
		{"US$1.5 billion, A$20 and 20,000 dollars", []string{"US$1.5 billion = 1500000000 $", "A$20 = 20 A$", "20,000 dollars = 20000 $"}},
		{"from $US76.7 billion to $A5", []string{"$US76.7 billion = 76700000000 $", "$A5 = 5 A$"}},
		{"It costs 99p or 50 pence", []string{"99p = 99 p", "50 pence = 50 p"}},
		{"£2.75 a head, €1,000.50", []string{"£2.75 = 2.75 £", "€1,000.50 = 1000.5 €"}},
		{"a £5 family ticket", []string{"£5 = 5 £ | family ticket > ticket"}},

		// shares
		{"5 per cent of staff, 2.5% and three percentage points", []string{"5 per cent = 5 % | staff > staff", "2.5% = 2.5 %", "three percentage points = 3 percentage points"}},
		{"A third of patients, two-thirds of doctors", []string{"A third = 1/3 share | patients > patients", "two-thirds = 2/3 share | doctors > doctors"}},
		{"an estimated 366 jobs out of 10,000 at the trust", []string{"an estimated | 366 = 366 | jobs > jobs / 10000", "10,000 = 10000 whole"}},
		{"300 of the trust's 10,000 staff", []string{"300 = 300 | staff > staff / 10000", "10,000 = 10000 | staff > staff whole"}},
		{"One in five nurses", []string{"One = 1 | nurses > nurses / 5", "five = 5 | nurses > nurses whole"}},
		{"the first half of the year", nil},

		// words
		{"two dozen doctors and half a million people", []string{"two dozen = 24 | doctors > doctors", "half a million = 500000 | people > people"}},
		{"a hundred and twenty-five nurses", []string{"a hundred and twenty-five = 125 | nurses > nurses"}},
		{"two and a half years", []string{"two and a half = 2.5 | years > years"}},
		{"three million two hundred thousand homes", []string{"three million two hundred thousand = 3200000 | homes > homes"}},
		{"several hundred people and a few thousand more", nil},
		{"2½ miles", []string{"2½ = 2.5 | miles > miles"}},

		// how surely
		{"up to 40 beds; at least 20 homes; nearly a third of us", []string{"up to | 40 = 40 | beds > beds", "at least | 20 = 20 | homes > homes", "nearly | a third = 1/3 share"}},
		{"600-odd jobs and 20 or more nurses", []string{"-odd | 600 = 600 | jobs > jobs", "or more | 20 = 20 | nurses > nurses"}},
		{"about a £5m deal", []string{"about | £5m = 5000000 £ | deal > deal"}},

		// ranges
		{"Between 10 and 15 jobs; 10 to 15 posts; 10–15 beds", []string{"Between 10 and 15 = 10…15 | jobs > jobs", "10 to 15 = 10…15 | posts > posts", "10–15 = 10…15 | beds > beds"}},
		{"£10m-£15m, £10 to 15 million", []string{"£10m-£15m = 10000000…15000000 £", "£10 to 15 million = 10000000…15000000 £"}},
		{"from 10 to 15 per cent", []string{"10 = 10 %", "15 per cent = 15 %"}},
		{"cut from £500 to £400", []string{"£500 = 500 £", "£400 = 400 £"}},

		// millions or metres
		{"1.5m users; sales of 2bn", []string{"1.5m = 1500000 | users > users", "2bn = 2000000000 | sales > sales"}},
		{"he won the 100m easily", nil},
		{"2000 jobs had gone", []string{"2000 = 2000 | jobs > jobs"}},
	} {
		check(t, c.s, c.want)
	}
}

var update = flag.Bool("update", false, "rewrite the golden file")

// The cases of testdata/cases.txt as they are read: under each sentence its
// figures, and behind @ when it says that they were.
func TestCases(t *testing.T) {
	cases, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(cases)) {
		got.WriteString(line)
		if line = strings.TrimSuffix(line, "\n"); line == "" || strings.HasPrefix(line, "==") {
			continue
		}
		for _, f := range figures.Read(line) {
			fmt.Fprintf(&got, "    %s\n", shown(line, f))
		}
		for _, span := range figures.Times(line) {
			fmt.Fprintf(&got, "    @ %s\n", span.Of(line))
		}
	}
	const file = "testdata/cases.golden"
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got; go test -update rewrites it):\n%s", file, diff)
	}
}

// What is no figure of a thing.
func TestReadPassesOver(t *testing.T) {
	for _, s := range []string{
		"on May 14 and 24 April 2009, the 24th of June",
		"by April 2013, for 2009/10, in 2010, the 2010 figures, its 2009 accounts",
		"at 10.30am, 10:30, 5 o'clock, 2 p.m. and 5 pm",
		"Ann Smith, 45, was aged 12 at the age of 12, a 45-year-old, 45 years old",
		"call 01865 425262 or +44 1865 425262 or 800-555-1234",
		"10 Downing Street",
		"United won 3-1, then 2–0 against City",
		"Windows 10, Section 21, page 5, No 10, No. 2, the top 10, Room 101, phase two",
		"M40, A34, 3D, 1st, 70s, 24/7, v1.2.3, #5, covid-19, one-on-one",
		"a three-month consultation, a 10-mile run, a two-time winner",
		"one of the men, no one, one day, this one, one another",
		"1. Introduction",
		"It was 7",
		"", "0", "£", "%", "of the",
	} {
		check(t, s, nil)
	}
}

func check(t *testing.T, s string, want []string) {
	t.Helper()
	var got []string
	for _, f := range figures.Read(s) {
		got = append(got, shown(s, f))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", s, diff)
	}
}

func TestTimes(t *testing.T) {
	for s, want := range map[string][]string{
		"In July it would abolish all PCTs by April 2013.":      {"In July", "by April 2013"},
		"Last week it emerged, in its plan for 2009/10":         {"Last week", "for 2009/10"},
		"on May 14. He said last night":                         {"on May 14", "last night"},
		"Earlier this year; three years ago; since Monday":      {"Earlier this year", "three years ago", "since Monday"},
		"over the next three years":                             {"over the next three years"},
		"from 2009 to 2011, by the end of March 2012":           {"from 2009 to 2011", "by the end of March 2012"},
		"on Friday, 24 April 2009 and April 24, 2009, in May":   {"on Friday, 24 April 2009", "April 24, 2009", "in May"},
		"He may march at the time of the 2020 election of 2000": {"of 2000"},
		"": nil, "in": nil, "the end of": nil,
	} {
		var got []string
		for _, span := range figures.Times(s) {
			got = append(got, span.Of(s))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s, diff)
		}
	}
}

// pieces are what sentences with figures are made of, and what they are not.
var pieces = []string{
	"600", "10,000", "1.5", "£", "$", "€", "m", "bn", "%", "per cent", "jobs", "staff", "of", "the", "in", "out of", "about", "up to", "between", "and",
	"to", "-", "–", ",", ".", "(", ")", "a", "half", "third", "million", "dozen", "twenty", "one", "May", "2009", "Oxford", "US", "’s", "½", "\xff", "0", "99999999999999999999",
	"hundred", "or more", "+", ":", "/", "years", "ago", "last", "week",
}

// Whatever is read, the spans lie in the text, in order and apart, and the
// numbers are numbers.
func TestReadIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(0, 30).Draw(t, "pieces") {
			b.WriteString(rapid.SampledFrom(pieces).Draw(t, "piece"))
			b.WriteString(rapid.SampledFrom([]string{"", " ", " "}).Draw(t, "gap"))
		}
		wellFormed(t, b.String())
	})
}

func wellFormed(t interface{ Fatalf(string, ...any) }, s string) {
	at := 0
	for i, f := range figures.Read(s) {
		if f.Span.Start < at || f.Span.Len() == 0 || f.Span.End > len(s) {
			t.Fatalf("%q: figure %d stands at %v, the last ended at %d", s, i, f.Span, at)
		}
		at = f.Span.End
		if f.Low.IsZero() || f.High.IsZero() || f.Low.Cmp(f.High) > 0 {
			t.Fatalf("%q: figure %d is %s to %s", s, i, f.Low, f.High)
		}
		for _, span := range []struct{ Start, End int }{{f.Qualifier.Start, f.Qualifier.End}, {f.Counted.Start, f.Counted.End}, {f.Head.Start, f.Head.End}} {
			if span.Start < 0 || span.Start > span.End || span.End > len(s) {
				t.Fatalf("%q: figure %d has a span %v", s, i, span)
			}
		}
	}
	at = 0
	for _, span := range figures.Times(s) {
		if span.Start < at || span.Len() == 0 || span.End > len(s) {
			t.Fatalf("%q: a time at %v after %d", s, span, at)
		}
		at = span.End
	}
}

func FuzzRead(f *testing.F) {
	f.Add("About 225 jobs will be in nursing and 250 managerial and in administration, from an annual budget of £600m.")
	f.Add("between 10 and 15 per cent of 2,000 by April 24, 2009/10")
	f.Add("half a million and a half of the a the 1-2-3-4")
	f.Fuzz(func(t *testing.T, s string) { wellFormed(t, s) })
}

func TestNumber(t *testing.T) {
	third := figures.Integer(1).Times(figures.Read("a third of us")[0].Low)
	if third.String() != "1/3" || third.Times(figures.Integer(3)) != figures.Integer(1) {
		t.Errorf("three times %s is %s", third, third.Times(figures.Integer(3)))
	}
	if s := figures.Integer(44_000_000).String(); s != "44000000" {
		t.Error(s)
	}
	if big := figures.Integer(1 << 62); !big.Times(figures.Integer(4)).IsZero() {
		t.Error("a number beyond 2⁶³ was kept")
	}
	if figures.Integer(2).Cmp(third) <= 0 || figures.Integer(0).IsZero() {
		t.Error("numbers compare wrongly")
	}
}

func BenchmarkRead(b *testing.B) {
	s := "About £11m of the £44m savings, from an annual budget of £600m, would be accounted for by reducing staff costs."
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		figures.Read(s)
	}
}
