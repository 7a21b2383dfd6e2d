package ingest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Records are handed on as they are read: the second line is not asked for
// before the first was taken.
func TestRecordsStream(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		fmt.Fprintln(w, `{"id":"1","text":"`+strings.Repeat("x", 1<<16)+`"}`)
	}()
	for item := range records("a.jsonl", pipeFile{r}) {
		if item.Err != nil || item.Article.ID != "1" {
			t.Errorf("got %+v", item)
		}
		break // while the writer still holds the file open
	}
	_ = r.Close()
}

type pipeFile struct{ io.Reader }

func (pipeFile) Stat() (fs.FileInfo, error) { return nil, errors.New("no size") }
func (pipeFile) Close() error               { return nil }

func TestReadFails(t *testing.T) {
	broken := errors.New("disk on fire")
	var got []string
	for item := range records("a.jsonl", pipeFile{io.MultiReader(strings.NewReader("{\"title\":\"T\",\"text\":\"x\"}\n"+strings.Repeat(" ", 600)), failing{broken})}) {
		got = append(got, outcome("", item))
	}
	want := []string{"a.jsonl:1 | T: x", "a.jsonl:2 | ERROR reading stopped here: it can't be read (disk on fire): check that it may be read, and the disk"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
