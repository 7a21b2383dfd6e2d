package terminal

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
)

// What everybody saw as an answer, and what digests and watches posted, is listed beside
// cards, and moves with an archive.
func TestPostsOfEachKind(t *testing.T) {
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	posts := []archive.Post{
		{Server: "1", Channel: "2", Message: "3", Kind: archive.DigestPost, Edition: "{}", Quotes: []archive.PostedQuote{{Number: 4}, {Number: 7}}},
		{Channel: "@8", Message: "9", Kind: archive.WatchPost, Edition: "{}", Quotes: []archive.PostedQuote{{Number: 4}}},
		{Server: "1", Channel: "2", Message: "5", By: "6", Kind: archive.AnswerPost, Quotes: []archive.PostedQuote{{Number: 4, Version: 1, Ref: "4.1.0.9"}}},
	}
	for _, p := range posts {
		if err := store.KeepPost(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	print := func(asJSON bool) string {
		t.Helper()
		var out bytes.Buffer
		s := &session{ctx: t.Context(), out: &out}
		c := &postsCommand{JSON: asJSON}
		if err := eachPost(s, store, func(p archive.Post) error { return c.print(s, p) }); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, want := range []string{
		"No. 4, No. 7 by a digest in channel 2 of server 1, message 3: to be edited", // no cutting is held
		"No. 4 by a watch in direct messages with user 8, message 9: to be edited",
		"No. 4 for an answer, by user 6 in channel 2 of server 1, message 5: to be edited",
	} {
		if got := strings.Join(strings.Fields(print(false)), " "); !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
	for _, want := range []string{
		`"channel":"2","message":"3","kind":"digest","by":null,`, `"channel":"@8","message":"9","kind":"watch","by":null,`,
		`"channel":"2","message":"5","kind":"answer","by":"6",`, `"quotes":[{"number":4,"version":1,"start":0,"end":9}],"state":"to be edited"`,
		`"quotes":[{"number":4,"version":null,"start":null,"end":null}],"state":"to be edited"`,
	} {
		if got := print(true); !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
	for _, p := range posts {
		p.Edition = ""
		if got := postRecordOf(p).post(); got.Kind != p.Kind || got.Channel != p.Channel || len(got.Quotes) != len(p.Quotes) || got.Validate() != nil {
			t.Errorf("%+v moved as %+v", p, got)
		}
	}
}
