package indextest

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var (
	ignoreScore = cmpopts.IgnoreFields(index.Hit{}, "Score")
	emptyIsNil  = cmpopts.EquateEmpty()
)

func byPlace(a, b index.Hit) int {
	return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Span.Start, b.Span.Start))
}

// testingT is what testing.T and rapid.T have in common.
type testingT interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

func apply(t testingT, x index.Index, changes []archive.Change) {
	t.Helper()
	if err := x.Apply(context.Background(), changes); err != nil {
		t.Fatalf("Apply: %v", err)
	}
}

func search(t testingT, x index.Searcher, q index.Query) []index.Hit {
	t.Helper()
	hits, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("Search %+v: %v", q, err)
	}
	return hits
}

// someCoverage is twelve articles.
func someCoverage(seed uint64) Coverage {
	var c Coverage
	r := rand.New(rand.NewPCG(seed, seed))
	for n := range int64(12) {
		c.Put(Article(r, n+1, 1, 1+r.IntN(10)))
	}
	return c
}

// probe are terms that most coverages have.
var probe = []string{"hospit", "nurs", "the", "£44m", "10000", "oconnor", "we'r", "nosuchterm"}

// state is what an index shows of itself.
type state struct {
	Position    int64
	Frequencies index.Frequencies
	Hits        []index.Hit
}

func snapshot(t testingT, x index.Index) state {
	t.Helper()
	at, err := x.Position(context.Background())
	if err != nil {
		t.Fatalf("Position: %v", err)
	}
	f, err := x.Frequencies(context.Background(), probe)
	if err != nil {
		t.Fatalf("Frequencies: %v", err)
	}
	return state{at, f, search(t, x, index.Query{Text: "hospital the nurses of O’Connor", Limit: all})}
}

// compare compares an index with the model: position, counts, one word's
// passages, and the index's own check.
func compare(t testingT, x index.Index, c *Coverage) {
	t.Helper()
	got := snapshot(t, x)
	if want := int64(len(c.Changes)); got.Position != want {
		t.Errorf("Position = %d, want %d", got.Position, want)
	}
	if diff := gocmp.Diff(c.Frequencies(probe), got.Frequencies); diff != "" {
		t.Errorf("Frequencies:\n%s", diff)
	}
	hits := search(t, x, index.Query{Text: "hospital", Limit: all})
	slices.SortFunc(hits, byPlace)
	if diff := gocmp.Diff(c.Matching("hospital", archive.Filter{}), hits, ignoreScore, emptyIsNil); diff != "" {
		t.Errorf("passages with the word:\n%s", diff)
	}
	if err := x.Check(context.Background()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
