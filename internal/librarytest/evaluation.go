package librarytest

import (
	"os"
	"path/filepath"
	"testing"
)

// Evaluation is a file or a folder of the evaluation sets, which are not in the
// repository: CUTTINGS_EVAL names the folder in which they are. Without it the test
// is skipped.
func Evaluation(t testing.TB, name string) string {
	t.Helper()
	folder := os.Getenv("CUTTINGS_EVAL")
	if folder == "" {
		t.Skipf("CUTTINGS_EVAL isn't set: it names the folder of the evaluation sets, with %s", name)
	}
	path := filepath.Join(folder, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("CUTTINGS_EVAL: %v", err)
	}
	return path
}
