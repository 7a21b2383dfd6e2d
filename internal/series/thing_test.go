package series

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/find"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		what, noun, action string
		beside             []string
	}{
		{"jobs to go", "jobs", "loss", nil},
		{"How many jobs were to go?", "jobs", "loss", nil},
		{"nursing posts", "posts", "", []string{"nursing"}},
		{"job losses at the trust", "job", "loss", []string{"trust"}},
		{"the number of users of Acme", "users", "", []string{"Acme"}},
		{"Acme's revenue in 2020", "revenue", "", []string{"Acme", "2020"}},
		{"How many people use Acme?", "people", "", []string{"use", "Acme"}},
		{"How much is the trust trying to save?", "save", "", []string{"trust"}},
		{"price of a ticket", "price", "", []string{"ticket"}},
	} {
		thing, err := Parse(c.what)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		r := thing.readings[0]
		if r.names[0] != c.noun || r.action != c.action {
			t.Errorf("%s: the %s of %s, want the %s of %s", c.what, r.action, r.names[0], c.action, c.noun)
		}
		if diff := cmp.Diff(c.beside, thing.beside); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, what := range []string{"", "how many", "the of and", "😀", "?!"} {
		if _, err := Parse(what); !errors.Is(err, ErrNothing) {
			t.Errorf("%q: %v", what, err)
		}
	}
}

// Whatever is typed, it is refused or can be looked for.
func TestParseIsSearchable(t *testing.T) {
	pieces := strings.Fields(`jobs to go " OR NOT 2009/10 £44m price cost lost of the trust * ( : in 2009 sales a.b x-y ’ posts é layoffs NEAR/5`)
	pieces = append(pieces, strings.Repeat("long", 15), "\xff")
	rapid.Check(t, func(t *rapid.T) {
		thing, err := Parse(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "what"), " "))
		if err != nil {
			return
		}
		query := thing.query(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "where"), " "))
		if _, err := find.Parse(query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	})
}

// Every word of synonyms.txt is one that the index knows, and every equation
// names a noun and an action of it.
func TestVocabulary(t *testing.T) {
	if len(known.nouns) < 5 || len(known.actions) != len(actionNames) || len(known.same) == 0 {
		t.Fatalf("synonyms.txt is read as %+v", known)
	}
	for _, e := range known.same {
		if known.actions[e.action] == nil {
			t.Errorf("%v: there is no action %q", e.words, e.action)
		}
	}
	for name, words := range known.actions {
		if slices.ContainsFunc(words, func(w string) bool { return termOf(w) == "" }) {
			t.Errorf("%s: %v", name, words)
		}
	}
}
