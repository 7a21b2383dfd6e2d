package discordtest

import (
	"fmt"
	"net/http"
	"unicode/utf8"
)

// breach is one rule broken: where in the body, what is wrong, where the rule is
// written. A code other than 0 is the error's own, the rest are 50035.
type breach struct {
	where, why, source string
	code               int
}

// breaches collects what is wrong with one body.
type breaches []breach

func (b *breaches) add(where, source, format string, args ...any) {
	*b = append(*b, breach{where: where, why: fmt.Sprintf(format, args...), source: source})
}

// atMost adds a breach when a text has more than n code points.
func (b *breaches) atMost(n int, t, where, source string) {
	if got := length(t); got > n {
		b.add(where, source, "%d characters, at most %d are allowed", got, n)
	}
}

// between adds a breach when a text has fewer than low or more than high code points.
func (b *breaches) between(low, high int, t, where, source string) {
	if got := length(t); got < low || got > high {
		b.add(where, source, "%d characters, want %d to %d", got, low, high)
	}
}

func length(t string) int { return utf8.RuneCountInString(t) }

// judge writes the breaches down and makes the answer that refuses the request;
// nil when there are none. The lock is held.
func (s *Server) judge(rt route, found breaches) *answer {
	for _, b := range found {
		s.violate(b.source, "%s: %s: %s", rt, orDefault(b.where, "the body"), b.why)
	}
	if len(found) == 0 {
		return nil
	}
	a := invalid(found[0].where, found[0].why)
	if found[0].code != 0 {
		a = fail(http.StatusBadRequest, found[0].code, found[0].why)
	}
	return &a
}
