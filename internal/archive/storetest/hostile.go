package storetest

import (
	"errors"
	"strings"
	"testing"

	"cuttings/internal/archive"
)

// hostileTests: strings that were made to be misread.
var hostileTests = map[string]func(*testing.T, Open){
	"strings come back as they were": verbatim,
	"names that only look alike":     lookAlikes,
	"what can't be stored":           notStorable,
	"five megabytes":                 fiveMegabytes,
}

var strangeStrings = []string{
	"'; DROP TABLE articles; --", `"quoted" \'back\' %s %d $1 ?1 :a @b`, "“curly” ‘quotes’ ’tis",
	"𝔉𝔯𝔞𝔨𝔱𝔲𝔯 🗞️ 👩‍👩‍👧", "e\u0301 and \u00e9", "\ufeffwith a mark of order", "\u202eright to left", "\ufffe\uffff\U0010ffff",
	" \t\r\nwhite\r\nspace\u2028\u00a0 ", "\x01\x1b[31m\x7f\u0085", "0012", "1e3", "NULL", "true", "0x10", "-",
}

func verbatim(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	for i, str := range strangeStrings {
		a := archive.Article{
			ID: str, URL: str, Address: str, Title: str, Outlet: str, Author: str, Language: str, Text: str,
		}
		if r := put(t, s, a)[0]; r.ID != str || r.Status != archive.Added {
			t.Errorf("receipt of %q: %+v", str, r)
		}
		equal(t, "Current", capture(a, int64(i+1), 1), current(t, s, str))
		if r := put(t, s, a)[0]; r.Status != archive.Unchanged {
			t.Errorf("%q again: %+v", str, r)
		}
		if got := coverage(t, s, archive.Filter{Outlet: str}); got.Articles == 0 {
			t.Errorf("the outlet %q is not found", str)
		}
		if err := s.SetSetting(ctx, str, str); err != nil {
			t.Errorf("SetSetting: %v", err)
		}
		if got, err := s.Setting(ctx, str); got != str || err != nil {
			t.Errorf("Setting of %q: %q, %v", str, got, err)
		}
	}
	sound(t, s)
	for _, str := range strangeStrings {
		remove(t, s, str, str)
		if reason, gone, err := s.Removal(ctx, str); reason != str || !gone || err != nil {
			t.Errorf("Removal of %q: %q, %v, %v", str, reason, gone, err)
		}
	}
	sound(t, s)
}

func lookAlikes(t *testing.T, open Open) {
	s := open.handle(t)
	for i, id := range []string{"a", "A", "a ", " a", "á", "a\u0301", "а", "0", "00", "0.0", "1", "1.0"} {
		a := article(id)
		a.Address = id
		if r := put(t, s, a)[0]; r.Status != archive.Added || r.Number != int64(i+1) {
			t.Errorf("%q: %+v", id, r)
		}
	}
}

func notStorable(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	put(t, s, article("a"))
	for _, str := range []string{"a\x00b", "\xff", "\xed\xa0\x80"} {
		if err := s.Remove(ctx, "a", str); err == nil || errors.Is(err, archive.ErrRemoved) {
			t.Errorf("a removal for %q: %v", str, err)
		}
		if err := s.SetSetting(ctx, str, "v"); err == nil {
			t.Errorf("the key %q was taken", str)
		}
		if err := s.SetSetting(ctx, "k", str); err == nil {
			t.Errorf("the value %q was taken", str)
		}
		if _, err := s.Current(ctx, str); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("Current of %q: %v", str, err)
		}
		if err := s.Remove(ctx, str, ""); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("Remove of %q: %v", str, err)
		}
		if _, gone, err := s.Removal(ctx, str); gone || err != nil {
			t.Errorf("Removal of %q: %v, %v", str, gone, err)
		}
		if got, err := s.Setting(ctx, str); got != "" || err != nil {
			t.Errorf("Setting of %q: %q, %v", str, got, err)
		}
		equal(t, "Coverage", archive.Coverage{}, coverage(t, s, archive.Filter{Outlet: str}))
	}
	if got, err := s.Setting(ctx, "k"); got != "" || err != nil || seq(t, s) != 1 {
		t.Errorf("an effect was left: %q, %v, Seq %d", got, err, seq(t, s))
	}
}

func fiveMegabytes(t *testing.T, open Open) {
	s := open.handle(t)
	a := article("large")
	a.Text = strings.Repeat("Sechshundert Stellen fallen weg, heißt es. 🗞 ", 5<<20/48)
	put(t, s, a)
	if got := current(t, s, "large"); got != capture(a, 1, 1) {
		t.Errorf("of %d bytes %d came back", len(a.Text), len(got.Text))
	}
	if r := put(t, s, a)[0]; r.Status != archive.Unchanged {
		t.Errorf("again: %s", r.Status)
	}
	sound(t, s)
	remove(t, s, "large", "")
	sound(t, s)
}
