package storetest

import (
	"sync/atomic"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// claimTests: what is to be done once.
var claimTests = map[string]func(*testing.T, Open){
	"of eight claimants of a key one has it":  oneHasIt,
	"a claim is given up, or over in time":    claimsEnd,
	"nobody gives up what is somebody else's": claimsKept,
	"what can't be a key":                     claimsRefused,
}

// claimKey claims a key for a minute and compares whether that is granted.
func claimKey(t *testing.T, s archive.Store, key string, want bool) archive.Claim {
	t.Helper()
	c, ok, err := s.Claim(t.Context(), key, time.Minute)
	if must(t, "Claim of "+key, ok, err) != want || (c != archive.Claim{}) != want {
		t.Errorf("Claim of %s: %+v, %t", key, c, ok)
	}
	return c
}

func release(t *testing.T, s archive.Store, c archive.Claim) {
	t.Helper()
	if err := s.Release(t.Context(), c); err != nil {
		t.Errorf("Release: %v", err)
	}
}

func oneHasIt(t *testing.T, open Open) {
	var won atomic.Int32
	eight(t, open, func(_ int, s archive.Store) error {
		_, ok, err := s.Claim(t.Context(), "a", time.Minute)
		if ok {
			won.Add(1)
		}
		return err
	})
	equal(t, "winners", 1, won.Load())
}

func claimsEnd(t *testing.T, open Open) {
	now := noon
	s := open.at(t, func() time.Time { return now })
	other := open.at(t, func() time.Time { return now })
	a := claimKey(t, s, "a", true)
	claimKey(t, other, "b", true)
	claimKey(t, other, "a", false)
	release(t, other, a)
	claimKey(t, other, "a", true)
	now = now.Add(time.Minute - time.Millisecond)
	claimKey(t, s, "a", false)
	now = now.Add(time.Millisecond)
	claimKey(t, s, "a", true) // whoever had it died
	equal(t, "changes", 0, seq(t, s))
	sound(t, s)
}

func claimsKept(t *testing.T, open Open) {
	now := noon
	s := open.at(t, func() time.Time { return now })
	late := claimKey(t, s, "a", true)
	now = now.Add(2 * time.Minute)
	claimKey(t, s, "a", true)
	release(t, s, late)
	release(t, s, archive.Claim{Key: "nosuch", Until: now})
	claimKey(t, s, "a", false)
}

func claimsRefused(t *testing.T, open Open) {
	s := open.handle(t)
	for _, key := range []string{"\xff", "a\x00b"} {
		if _, ok, err := s.Claim(t.Context(), key, time.Minute); err == nil || ok {
			t.Errorf("%q was claimed", key)
		}
	}
}
