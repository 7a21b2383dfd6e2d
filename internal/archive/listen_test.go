package archive_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/speech"
)

func TestListen(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	const said = "“It is so,” said Ann Hill. Nothing else happened."
	var articles []archive.Article
	for i := range 150 {
		articles = append(articles, archive.Article{ID: fmt.Sprint(i), Text: said})
	}
	if _, err := s.Put(t.Context(), articles...); err != nil {
		t.Fatal(err)
	}
	var seen []int64
	if err := archive.Listen(t.Context(), s, func(done int64) { seen = append(seen, done) }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{64, 128, 150}, seen); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	if left, err := s.Unread(t.Context(), speech.Rules, 1); err != nil || len(left) != 0 {
		t.Errorf("%d are left, %v", len(left), err)
	}
	got, err := s.Speech(t.Context(), 150, 1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(speech.Read(said), got); diff != "" || len(got) != 1 {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}

// failing is a store that fails so many times.
type failing struct{ times, asked int }

func (f *failing) Unread(context.Context, int, int) ([]archive.Version, error) {
	f.asked++
	if f.asked <= f.times {
		return nil, errors.New("no disk")
	}
	return nil, nil
}

func (f *failing) KeepSpeech(context.Context, ...archive.Reading) error { return nil }

func TestKeepListening(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, told := &failing{times: 2}, 0
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute+10*time.Second)
		defer cancel()
		archive.KeepListening(ctx, store, time.Second, func(error) { told++ })
		if told != 2 || store.asked < 2+9 || store.asked > 2+11 {
			t.Errorf("asked %d times and told %d errors", store.asked, told)
		}
	})
}
