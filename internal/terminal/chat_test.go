package terminal

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/desk"
)

var offered = []desk.Command{
	{Name: "ask", Options: []desk.Option{{Name: "question"}, {Name: "outlet"}, {Name: "since"}}},
	{Name: "help"},
}

func TestParseSlash(t *testing.T) {
	for line, want := range map[string]map[string]string{
		"/ask How many posts?":                            {"question": "How many posts?"},
		"/ask question:How many posts? since:April 2009":  {"question": "How many posts?", "since": "April 2009"},
		"/ask since:2009 question: why: is it so":         {"since": "2009", "question": "why: is it so"},
		"/ask outlet:Oxford Mail question:who said 8:30?": {"outlet": "Oxford Mail", "question": "who said 8:30?"},
		"/ask":   {},
		"/help":  {},
		"/other": nil,
	} {
		_, got, err := parseSlash(offered, line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
	for _, line := range []string{"hello", "/help me", "/ask since:2009 since:2010 what"} {
		var problem *desk.Problem
		if _, _, err := parseSlash(offered, line); !errors.As(err, &problem) {
			t.Errorf("%s: %v, want a problem", line, err)
		}
	}
}

func TestComplete(t *testing.T) {
	for typed, want := range map[string]string{
		"/":              "/",
		"/a":             "/ask ",
		"/ask q":         "/ask question:",
		"/ask why si":    "/ask why since:",
		"/ask ":          "/ask ",
		"/ask xyz":       "/ask xyz",
		"/nothing":       "/nothing",
		"/help o":        "/help o",
		"/q":             "/quit",
		"words without/": "words without/",
	} {
		if got := complete(offered, typed); got != want {
			t.Errorf("%q is completed to %q, want %q", typed, got, want)
		}
	}
}
