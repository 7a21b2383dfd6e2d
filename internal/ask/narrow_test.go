package ask

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
)

// What the words of a question are read as: the filters, and what is left.
func TestNarrow(t *testing.T) {
	outlets := []archive.OutletCount{{Outlet: "Oxford Mail"}, {Outlet: "The Guardian"}, {Outlet: "Évening Post"}, {Outlet: "Time"}, {Outlet: ""}}
	today := archive.Date{Year: 2010, Month: 6, Day: 1}
	for question, want := range map[string]string{
		"How many posts must go?":                                   "",
		"How many posts went in 2006?":                              "[{since 2006} {until 2006}] How many posts went ?",
		"according to the Oxford Mail, how many posts go?":          "[{outlet Oxford Mail}] , how many posts go?",
		"How many, according to OXFORD  MAIL in 2009, go?":          "[{outlet Oxford Mail} {since 2009} {until 2009}] How many, , go?",
		"what did the evening post article of today say":            "[{outlet Évening Post} {since 2010-06-01} {until 2010-06-01}] what did article of say",
		"What did The Guardian say about beds last year?":           "[{outlet The Guardian} {since 2009} {until 2009}] What did say about beds ?",
		"What was in the guardian before March 2009?":               "[{until 2009-02}] What was in the guardian ?", // of one word, and small
		"What was in the Guardian’s report on beds?":                "[{outlet The Guardian}] What was ’s report on beds?",
		"Who came in time? Who got in Time?":                        "[{outlet Time}] Who came in time? Who got ?",
		"Who owns the Oxford Mail?":                                 "", // its subject
		"in the Oxford Mailing list, from Guardians":                "",
		"reports by the Oxford Mail and the Guardian's report":      "", // two are none
		"the efficiency plan for 2009/10":                           "",
		"\xff in 2009\xff according to the oxford mail\xff in Time": "[{since 2009} {until 2009}] \xff \xff according to the oxford mail\xff in Time", // two outlets
	} {
		got := ""
		if n, ok := narrow(Question{Text: question, Today: today}, outlets); ok {
			got = fmt.Sprint(Filters(n.Filter), " ", strings.Join(strings.Fields(n.Text), " "))
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", question, got, want)
		}
	}
}

// What was named apart from the words is not read in them once more.
func TestNarrowSet(t *testing.T) {
	q := Question{Text: "according to the Oxford Mail, who left in 2009?", Filter: archive.Filter{Outlet: "Times", Until: archive.Date{Year: 2011}}}
	if n, ok := narrow(q, []archive.OutletCount{{Outlet: "Oxford Mail"}}); ok {
		t.Errorf("%+v", n)
	}
}

// A filter in the words is applied and named where it leaves an answer, and
// taken back, which is said, where it doesn't.
func TestAskNarrowed(t *testing.T) {
	store, searcher := librarytest.Seeds(t)
	today := archive.Date{Year: 2010, Month: 3, Day: 1}
	for _, c := range []struct{ question, quote, filters, dropped string }{
		{"What did Mr Ladbrooke say in 2009?", "Health staff are concerned", "[{since 2009} {until 2009}]", "[]"},
		{"What did Mr Ladbrooke say about rumours before 2009?", "many rumours", "[{until 2008}]", "[]"},
		{"What did Mr Ladbrooke say last year?", "Health staff are concerned", "[{since 2009} {until 2009}]", "[]"},
		{"How many health jobs could go in Oxford in 2009?", "366", "[{since 2009} {until 2009}]", "[]"},
		{"According to the Oxford Mail, how many posts must go at the John Radcliffe?", "600 posts", "[{outlet Oxford Mail}]", "[]"},
		// Nothing was published then, or nothing that answers it.
		{"Will PCTs be abolished in 2013?", "by April 2013", "[]", "[{since 2013} {until 2013}]"},
		{"How many posts must go at the John Radcliffe since 2008?", "600 posts", "[]", "[{since 2008}]"},
		{"in 2009", "2009/10", "[]", "[]"}, // nothing but a date
		// These dates are what is asked about.
		{"Which savings are in the efficiency plan for 2009/10?", "efficiency plan for 2009/10", "[]", "[]"},
		{"Who will be abolished by April 2013?", "by April 2013", "[]", "[]"},
	} {
		a, err := Ask(t.Context(), store, searcher, Question{Text: c.question, Today: today, MinConfidence: -1})
		if err != nil {
			t.Fatal(err)
		}
		if !a.Found || !strings.Contains(a.Quotes[0].Text(), c.quote) {
			t.Errorf("%s: found %v, confidence %.2f, %d quotes", c.question, a.Found, a.Confidence, len(a.Quotes))
		}
		if diff := cmp.Diff(c.filters+c.dropped, fmt.Sprint(a.Scope.Filters)+fmt.Sprint(a.Scope.Dropped)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.question, diff)
		}
		want, err := store.Coverage(t.Context(), archive.Filter{})
		if c.filters == "[]" && (err != nil || a.Scope.Coverage.Articles != want.Articles) {
			t.Errorf("%s: searched %d articles (%v)", c.question, a.Scope.Coverage.Articles, err)
		}
	}
}
