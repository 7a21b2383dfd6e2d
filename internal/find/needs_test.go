package find_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/find"
)

func TestNeeds(t *testing.T) {
	often := func(term string) int {
		return map[string]int{"job": 900, "trust": 500, "nurs": 80, "agenc": 30, "hill": 3}[term]
	}
	for query, want := range map[string]string{
		"jobs":                            "job",
		"jobs nurses":                     "nurs",
		"jobs OR nurses":                  "job nurs",
		"jobs (nurses OR agencies)":       "nurs agenc",
		`"the trust nurses" jobs`:         "nurs",
		`"the of" OR jobs`:                "the job",
		"jobs NEAR/5 agencies":            "agenc",
		"nurses NOT agencies":             "nurs",
		"jobs hospit*":                    "job",
		"hospit* OR by:hill":              "hospit* author:hill",
		"outlet:hill jobs":                "job",
		"headline:jobs jobs":              "headline:job",
		"nurses NOT (jobs OR NOT hill)":   "hill",
		"jobs (nurses OR NOT agencies)":   "job",
		"(jobs nurses) OR (nurses trust)": "nurs",
	} {
		var got []string
		for _, n := range parse(t, query).Needs(often) {
			s := n.Term
			if n.Field != "" {
				s = string(n.Field) + ":" + s
			}
			if n.Prefix {
				s += "*"
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
	var none find.Query
	if len(none.Needs(often)) != 0 {
		t.Error("the zero query needs something")
	}
}

// A document decides as the query does that reads the version by itself, and no
// article matches that has none of the words that are needed, whichever those
// are.
func TestDocuments(t *testing.T) {
	matched := 0
	rapid.Check(t, func(t *rapid.T) {
		l := drawLibrary(t)
		q, err := find.Parse(drawQuery(t, 3).written)
		if err != nil {
			t.Skip("a query that can't be answered")
		}
		seed := rapid.Uint64().Draw(t, "frequencies")
		needs := q.Needs(func(term string) int { return int(uint64(len(term)*7919+int(term[0])) * (seed | 1) % 1000) })
		if len(needs) == 0 {
			t.Fatalf("%s needs nothing", q)
		}
		for _, v := range l.versions {
			d := find.NewDocument(v)
			if d.Match(q) != q.Match(v) {
				t.Fatalf("%s in %q, headline %q: %t as a document", q, v.Text, v.Title, d.Match(q))
			}
			if !q.Match(v) {
				continue
			}
			matched++
			has := false
			for word, form := range d.Words() {
				for _, n := range needs {
					has = has || n == word || n.Prefix && n.Field == word.Field && strings.HasPrefix(form, n.Term)
				}
			}
			if !has {
				t.Fatalf("%s is found in %q, headline %q, without any of %v", q, v.Text, v.Title, needs)
			}
		}
	})
	if matched == 0 {
		t.Error("no query found anything")
	}
}
