package data

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The text below the front matter is the text that was given, byte for byte:
// these are the hashes of the given files.
func TestTextIsAsGiven(t *testing.T) {
	want := map[string]string{
		"2006-06-industrial-action-considered.md": "ada49cd20ad47abe2e77dafc8974b3a3ef3cf1c5123a2f8e1bf43512e0a0f533",
		"2009-04-hospital-job-cut-fears.md":       "249cb6809b382c93cec7d2587997148f624968922b97b2249cd6634a97d8bb9b",
		"2010-12-health-managers-merger-plans.md": "ff7870dcdf426a73fe85537d7a0e92c203d71462a4c90ac25547abe0b2132985",
	}
	got := map[string]string{}
	err := fs.WalkDir(Articles(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(Articles(), name)
		if err != nil {
			return err
		}
		front, body, found := strings.Cut(string(b), "\n---\n\n")
		if !found || !strings.HasPrefix(front, "---\n") {
			t.Errorf("%s has no front matter", name)
		}
		sum := sha256.Sum256([]byte(body))
		got[name] = hex.EncodeToString(sum[:])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("articles and the hashes of their text (-want +got):\n%s", diff)
	}
}
