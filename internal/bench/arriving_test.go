package bench

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"cuttings/internal/archive"
)

// Every article that arrives is filed, heard, found and told.
func TestArriving(t *testing.T) {
	var held archive.Store
	told := 0
	arrivals, err := Arriving(t.Context(), ArrivingSetting{
		Held: []int{20, 40}, Articles: 5, Seed: 1, Folder: filepath.Join(t.TempDir(), "bench"),
		Open: func(ctx context.Context, folder string) (archive.Store, func() error, error) {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return nil, nil, err
			}
			store, closeStore, err := openStore(ctx, filepath.Join(folder, "store"))
			held = store
			return store, func() error {
				seq, err := held.Seq(ctx)
				placed, placedErr := held.Placed(ctx)
				if err != nil || placedErr != nil || seq != 45 || placed.Seq != seq {
					t.Errorf("at change %d, told up to %d: %v, %v", seq, placed.Seq, err, placedErr)
				}
				return closeStore()
			}, err
		},
		Progress: func(string) { told++ },
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(arrivals) != 2 || arrivals[0].Held != 20 || arrivals[1].Held != 40 || arrivals[0].Ratio != 1 || told != 4 {
		t.Fatalf("%+v, told %d times", arrivals, told)
	}
	for _, a := range arrivals {
		if a.Filing <= 0 || a.Indexing <= 0 || a.Telling <= 0 || a.P50 <= 0 || a.P99 < a.P50 || a.Mean < a.Filing+a.Indexing+a.Telling {
			t.Errorf("%+v", a)
		}
	}
}
