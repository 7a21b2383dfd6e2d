package sqlite_test

import (
	"path/filepath"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/archive/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		path := filepath.Join(t.TempDir(), "archive.db")
		return func(t *testing.T, now func() time.Time) archive.Store {
			s, err := sqlite.Open(t.Context(), path, sqlite.Clock(now))
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	})
}
