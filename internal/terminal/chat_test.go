package terminal

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/desk"
)

var offered = []desk.Command{
	{Name: "ask", Options: []desk.Option{{Name: "question"}, {Name: "outlet"}, {Name: "since"}}},
	{Name: "watch", Commands: []desk.Command{
		{Name: "add", Options: []desk.Option{{Name: "words"}, {Name: "how"}}},
		{Name: "list"},
		{Name: "outlet", Commands: []desk.Command{{Name: "hide", Options: []desk.Option{{Name: "name"}}}}},
	}},
	{Name: "help"},
}

func TestParseSlash(t *testing.T) {
	for line, want := range map[string]map[string]string{
		"/ask How many posts?":                            {"question": "How many posts?"},
		"/ask question:How many posts? since:April 2009":  {"question": "How many posts?", "since": "April 2009"},
		"/ask since:2009 question: why: is it so":         {"since": "2009", "question": "why: is it so"},
		"/ask outlet:Oxford Mail question:who said 8:30?": {"outlet": "Oxford Mail", "question": "who said 8:30?"},
		"/ask":                               {},
		"/help":                              {},
		"/other":                             nil,
		"/watch add jobs OR posts how:daily": {"words": "jobs OR posts", "how": "daily"},
		"/watch  list":                       {},
		"/watch outlet hide The Mail":        {"name": "The Mail"},
		"/watch":                             nil,
		"/watch never":                       nil,
	} {
		_, got, err := parseSlash(offered, line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
	for line, want := range map[string]string{
		"/watch add jobs": "watch add", "/watch outlet hide x": "watch outlet hide", "/watch never": "watch", "/ask add": "ask",
	} {
		if name, _, err := parseSlash(offered, line); name != want || err != nil {
			t.Errorf("%s is /%s, want /%s; %v", line, name, want, err)
		}
	}
	for _, line := range []string{"hello", "/help me", "/watch list all", "/ask since:2009 since:2010 what"} {
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
		"/w":             "/watch ",
		"/watch a":       "/watch add ",
		"/watch add w":   "/watch add words:",
		"/watch outlet ": "/watch outlet ",
		"/watch o":       "/watch outlet ",
		"/q":             "/quit",
		"words without/": "words without/",
	} {
		if got := complete(offered, typed); got != want {
			t.Errorf("%q is completed to %q, want %q", typed, got, want)
		}
	}
}
