package main

import (
	"log/slog"
	"maps"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/terminal"
)

// An article that names no outlet counts none, and a state that nothing is in is named.
func TestHoldings(t *testing.T) {
	library, err := open(t.Context(), terminal.Settings{Data: t.TempDir()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer library.Close()
	look := holdings(t.Context(), library, &keepingUp{library: library})
	before, err := look()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := library.Store.Put(t.Context(), archive.Article{ID: "x", Title: "Ferry", Text: "The ferry was late."}); err != nil {
		t.Fatal(err)
	}
	h, err := look()
	if err != nil || h.Articles != before.Articles+1 || h.Outlets != before.Outlets || h.Behind <= before.Behind || h.Store == 0 || h.Index == 0 {
		t.Errorf("%+v, then %+v, %v", before, h, err)
	}
	none := map[string]int{"active": 0, "paused": 0, "dry run": 0}
	if feeds := map[string]int{"active": 0, "failing": 0, "paused": 0}; !maps.Equal(h.Feeds, feeds) || !maps.Equal(h.Digests, none) || !maps.Equal(h.Watches, none) {
		t.Errorf("feeds %v, digests %v, watches %v", h.Feeds, h.Digests, h.Watches)
	}
}
