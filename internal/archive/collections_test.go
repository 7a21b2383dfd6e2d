package archive_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
)

// settings are kept in memory.
type settings map[string]string

func (s settings) Setting(_ context.Context, key string) (string, error) { return s[key], nil }

func (s settings) SetSetting(_ context.Context, key, value string) error {
	s[key] = value
	return nil
}

func (s settings) Settings(_ context.Context, prefix string) (map[string]string, error) {
	kept := maps.Clone(s)
	maps.DeleteFunc(kept, func(k, v string) bool { return v == "" || !strings.HasPrefix(k, prefix) })
	return kept, nil
}

func TestAskedBy(t *testing.T) {
	ctx, s := t.Context(), settings{"discord.commands": "x"}
	asks := func(server string, want archive.Asked) {
		t.Helper()
		if got, err := archive.AskedBy(ctx, s, server); got != want || err != nil {
			t.Errorf("%q asks %+v, %v; want %+v", server, got, err, want)
		}
	}
	serve := func(server string, what archive.Asked) {
		t.Helper()
		if err := archive.Serve(ctx, s, server, what); err != nil {
			t.Fatal(err)
		}
	}
	one := func(name string) archive.Asked { return archive.Asked{Collection: name} }
	asks("7", one(archive.DefaultCollection))
	serve("7", one("*")) // a name, however odd
	serve("8", archive.Asked{All: true})
	asks("7", one("*"))
	asks("8", archive.Asked{All: true})
	asks("77", one(archive.DefaultCollection))
	serve(archive.Others, one("Union"))
	asks("7", one("*"))
	asks("77", one("Union"))
	asks(archive.Others, one("Union"))
	served, err := archive.Served(ctx, s)
	want := map[string]archive.Asked{"7": one("*"), "8": {All: true}, archive.Others: one("Union")}
	if diff := cmp.Diff(want, served); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	serve("7", archive.Asked{})
	asks("7", one("Union"))
}

func TestWithin(t *testing.T) {
	v := func(collection string) archive.Version {
		return archive.Version{Number: 3, Article: archive.Article{Collection: collection}}
	}
	for _, tt := range []struct {
		within, of string
		want       bool
	}{
		{"Union", "union", true},
		{"Union", "", false},
		{"default", "", true},
		{"", "Default", true},
		{"default", "Union", false},
	} {
		h := archive.Hidden{}.Within(tt.within)
		if h.Has(v(tt.of)) == tt.want || h.Apart(v(tt.of)) == tt.want || (archive.Filter{Hidden: h}).Match(v(tt.of)) != tt.want {
			t.Errorf("within %q one of %q is shown: %t", tt.within, tt.of, !tt.want)
		}
	}
	hidden := archive.Hide([]int64{3}, nil).Within("Union")
	if !hidden.Has(v("Union")) || hidden.Apart(v("Union")) {
		t.Error("within its collection a hidden cutting is shown")
	}
}
