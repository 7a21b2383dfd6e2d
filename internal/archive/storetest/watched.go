package storetest

import (
	"testing"

	"cuttings/internal/archive"
)

// watchedTests: what became of the files in watched folders.
var watchedTests = map[string]func(*testing.T, Open){
	"what became of a file is kept and replaced": watchedKept,
	"what can't be stored of a file":             watchedRefused,
}

func keepWatched(t *testing.T, s archive.Store, f archive.WatchedFile) {
	t.Helper()
	if err := s.KeepWatched(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func watchedKept(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	before := seq(t, s)
	nothing, err := s.WatchedFile(ctx, "/in/a.md")
	equal(t, "a file that nothing is kept of", archive.WatchedFile{}, must(t, "WatchedFile", nothing, err))
	a := archive.WatchedFile{Path: "/in/a.md", Stamp: "7 1", ID: "y", Text: "h"}
	b := archive.WatchedFile{Path: "/in/b.md", Stamp: "9 1", Fault: "line 1: no text"}
	c := archive.WatchedFile{Path: "/in/Ä.md", Stamp: "9 1", ID: "x", Text: "h", Fault: "its address is held"}
	for _, f := range []archive.WatchedFile{c, b, {Path: a.Path, Stamp: "5 1", Fault: "half"}, a, a} {
		keepWatched(t, s, f)
	}
	for _, handle := range []archive.Store{s, open.handle(t)} {
		got, err := handle.WatchedFile(ctx, a.Path)
		equal(t, "the newest", a, must(t, "WatchedFile", got, err))
		for hash, want := range map[string]string{"h": "x", "g": "", "": ""} {
			id, err := handle.WatchedText(ctx, hash)
			equal(t, "who has the text "+hash, want, must(t, "WatchedText", id, err))
		}
	}
	keepWatched(t, s, archive.WatchedFile{Path: c.Path, Stamp: "9 2", ID: "x", Text: "g"})
	id, err := s.WatchedText(ctx, "h")
	equal(t, "who has the text after a change", "y", must(t, "WatchedText", id, err))
	if seq(t, s) != before {
		t.Error("watching moved the sequence")
	}
	sound(t, s)
}

func watchedRefused(t *testing.T, open Open) {
	s := open.handle(t)
	for _, f := range []archive.WatchedFile{{Path: "/in/\xff.md"}, {Path: "/in/a.md", Fault: "a\x00b"}} {
		if err := s.KeepWatched(t.Context(), f); err == nil {
			t.Errorf("%+v was kept", f)
		}
	}
	kept, err := s.WatchedFile(t.Context(), "/in/a.md")
	equal(t, "what was refused", archive.WatchedFile{}, must(t, "WatchedFile", kept, err))
}
