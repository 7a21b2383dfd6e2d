package ingest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"cuttings/internal/archive"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestRecord(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     archive.Article
	}{
		{
			"all keys", `{"id":"a-1","url":"http://Example.org/a#b","title":" Jobs  to go","outlet":"Oxford Mail","author":"A. Hill","published":"2009-04-24T07:30:00Z","language":"en-GB","text":"One.\nTwo."}`,
			archive.Article{
				ID: "a-1", URL: "http://Example.org/a#b", Address: "https://example.org/a", Title: "Jobs to go", Outlet: "Oxford Mail", Author: "A. Hill",
				Published: archive.Date{Year: 2009, Month: 4, Day: 24}, Language: "en-GB", Text: "One.\nTwo.",
			},
		},
		{"only text", ` {"text":"x"} `, archive.Article{ID: "2d711642b726b044", Text: "x"}},
		{"numbers", `{"id":1234567890123456789012,"published":2009,"text":"x"}`, archive.Article{ID: "1234567890123456789012", Published: archive.Date{Year: 2009}, Text: "x"}},
		{"null and other keys", `{"id":"a","title":null,"url":null,"published":null,"tags":[{"text":"y"}],"text":"x"}`, archive.Article{ID: "a", Text: "x"}},
		{"an empty id is none", `{"id":"","text":"x"}`, archive.Article{ID: "2d711642b726b044", Text: "x"}},
		{"white space is kept", `{"id":"a","text":" One.\r\n\r\n\tTwo\u00a0 words.  \n"}`, archive.Article{ID: "a", Text: " One.\r\n\r\n\tTwo\u00a0 words.  \n"}},
		{"Markdown is kept", `{"id":"a","text":"# *One* &amp; <b>two</b>"}`, archive.Article{ID: "a", Text: "# *One* &amp; <b>two</b>"}},
		{"control characters", `{"id":"a","text":"O\u0000n\u001be.\u0085T\u000bw\u0092o\u007f."}`, archive.Article{ID: "a", Text: "O n e.\u00a0T w\u00a0o ."}},
		{"half a surrogate pair", `{"id":"a","text":"x\ud83dy"}`, archive.Article{ID: "a", Text: "x\ufffdy"}},
		{"furniture at the end", `{"id":"a","text":"One.  \n\nTwo.\n \nComments: Our rules\nRead the rules hereComments are closed on this article\n"}`, archive.Article{ID: "a", Text: "One.  \n\nTwo."}},
		{"furniture inside", `{"id":"a","text":"One.\nAdvertisement\nTwo.\n"}`, archive.Article{ID: "a", Text: "One.\nAdvertisement\nTwo.\n"}},
	} {
		got, err := Record([]byte(test.in))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestRecordRefuses(t *testing.T) {
	const object = ": each line must be one object {…}"
	const quote = " and must be a text: write it in quotation marks"
	const empty = "there is no text in it: put the article's words below what is known about it"
	for _, test := range []struct{ name, in, want string }{
		{"not JSON", `title: a`, "the line is not JSON (invalid character 'i' in literal true (expecting 'r'))" + object + ", with nothing around it"},
		{"cut off", `{"text":"x`, "the line is not JSON (unexpected end of JSON input)" + object + ", with nothing around it"},
		{"a comma too many", `{"text":"x"},`, "the line is not JSON (invalid character ',' after top-level value)" + object + ", with nothing around it"},
		{"a list", `[{"text":"x"}]`, "the line is a list" + object},
		{"a text", `"x"`, "the line is a text" + object},
		{"a number", `-1`, "the line is a number" + object},
		{"null", `null`, "the line is null" + object},
		{"not UTF-8", "{\"text\":\"caf\xe9\"}", "the line is not UTF-8: save the file as UTF-8"},
		{"text is a list", `{"text":["x"]}`, "text is a list" + quote},
		{"title is a number", `{"title":1984,"text":"x"}`, "title is a number" + quote},
		{"author is an object", `{"author":{"name":"A"},"text":"x"}`, "author is an object" + quote},
		{"id is true", `{"id":true,"text":"x"}`, "id is true or false" + quote},
		{"bad date", `{"published":"24.4.2009","text":"x"}`, `published: "24.4.2009" is not a date: write 2009, 2009-04 or 2009-04-24`},
		{"seconds since 1970", `{"published":1240531200,"text":"x"}`, `published: "1240531200" is not a date: write 2009, 2009-04 or 2009-04-24`},
		{"bad address", `{"url":"/news/1","text":"x"}`, `the address "/news/1" is not that of a web page: write it with http:// or https://, or leave it out`},
		{"no text", `{"id":"a"}`, empty},
		{"empty text", `{"id":"a","text":" \n"}`, empty},
		{"only furniture", `{"id":"a","text":"Advertisement\n\nShare\n"}`, empty},
		{"deep", `{"text":"x","a":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, "the line is not JSON (invalid character '[' exceeded max depth)" + object + ", with nothing around it"},
	} {
		a, err := Record([]byte(test.in))
		if fmt.Sprint(err) != test.want {
			t.Errorf("%s:\n got %v\nwant %s", test.name, err, test.want)
		}
		if a != (archive.Article{}) {
			t.Errorf("%s: an article came with the error", test.name)
		}
	}
}

// Offsets that others hold stay right: the text of a record is stored byte for
// byte.
func TestRecordKeepsTheText(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"\n", "\r\n", "\n\n", " ", "\u00a0", "\t", "\u2028", "\ufeff", "\u200b", "Mr Hill said: “No.”", "# a", "&amp;", "£44m", "e\u0301", "😀"}),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		given := blanked(strings.Join(rapid.SliceOfN(piece, 1, 20).Draw(t, "text"), "")) + rapid.SampledFrom([]string{"Jobs go.", "Jobs go.\n\n", "Jobs go \t"}).Draw(t, "end")
		line, err := json.Marshal(map[string]string{"id": "a", "text": given})
		if err != nil {
			t.Fatal(err)
		}
		a, err := Record(line)
		if err != nil || a.Text != given {
			t.Fatalf("given %q, stored %q, %v", given, a.Text, err)
		}
	})
}

func FuzzRecord(f *testing.F) {
	for _, s := range []string{`{"id":1,"text":"x"}`, `{"text":"x\u0000\ud800"}`, `{"text":"One.\nAdvertisement"}`, `{"published":"2009-04","url":"http://a:80/?#","text":"x","title":"\n"}`, `null`, `[]`, "{\"text\":\"\xff\"}", `{"text":"x","text":"y"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		a, err := Record(line)
		if err == nil {
			checkStored(t, a)
			if len(a.Text) > 3*len(line) {
				t.Errorf("%d bytes became %d", len(line), len(a.Text))
			}
		} else if !utf8.ValidString(err.Error()) || len(err.Error()) > 3000 {
			t.Errorf("an error that can't be shown: %q", err)
		}
	})
}
