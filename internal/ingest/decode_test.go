package ingest

import (
	"fmt"
	"strings"
	"testing"

	"cuttings/internal/archive"
)

func TestDecode(t *testing.T) {
	for _, test := range []struct{ name, bytes, want string }{
		{"UTF-8", "£44m — “jobs”", "£44m — “jobs”"},
		{"UTF-8 with a byte order mark", "\xef\xbb\xbf£44m", "£44m"},
		{"UTF-16, little end first", "\xff\xfe\xa3\x004\x00\n\x00\x1c\x20", "£4\n“"},
		{"UTF-16, big end first", "\xfe\xff\x00\xa3\x004\x00\n\x20\x1c", "£4\n“"},
		{"Windows-1252", "\x93It\x92s \xa344m,\x94 he said \x97 caf\xe9", "“It’s £44m,” he said — café"},
		{"line ends", "a\r\nb\rc\nd", "a\nb\nc\nd"},
		{"nothing", "", ""},
		{"few control characters", "a\x01b\x1b[1m", "a\x01b\x1b[1m"},
	} {
		got, err := decode([]byte(test.bytes))
		if err != nil || got != test.want {
			t.Errorf("%s: got %q, %v; want %q", test.name, got, err, test.want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	const save = ", not text: save the article's words as .txt or .md"
	const nul = "it holds NUL bytes, so it is not text, or text in another encoding: save the article's words as UTF-8"
	const unknown = "its encoding is neither UTF-8 nor Windows-1252: save it as UTF-8"
	for _, test := range []struct{ name, bytes, want string }{
		{"PDF", "%PDF-1.7\n", "it is a PDF file" + save},
		{"DOCX", "PK\x03\x04\x14\x00", "it is a ZIP archive or an office document (DOCX, ODT)" + save},
		{"DOC", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old office document (DOC)" + save},
		{"RTF", `{\rtf1\ansi`, "it is an RTF document" + save},
		{"PNG", "\x89PNG\r\n\x1a\n", "it is a picture (PNG)" + save},
		{"JPEG", "\xff\xd8\xff\xe0", "it is a picture (JPEG)" + save},
		{"GIF", "GIF89a", "it is a picture (GIF)" + save},
		{"gzip", "\x1f\x8b\x08\x00", "it is a gzip archive" + save},
		{"HTML", "\xef\xbb\xbf \n<!DOCTYPE HTML><html>", "it is a web page (HTML)" + save},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00", "it is UTF-32" + save},
		{"NUL", "text\x00text", nul},
		{"UTF-16 without a byte order mark", "a\x00b\x00", nul},
		{"control characters", strings.Repeat("\x01\x02", 10), "it holds 20 control characters, so it is not text: save the article's words as .txt or .md"},
		{"damaged UTF-8", "caf\u00e9\nna\u00efve \x93quote", "line 2: the byte 0x93 is not UTF-8, as the rest of the file is: write the character there anew"},
		{"Shift-JIS", "\x93\xfa\x96{\x8c\xea\x82\xcc\x90V\x95\xb7", unknown},
		{"KOI8-R", "\xf7\xd2\xc1\xde\xc9 \xc2\xc1\xd3\xd4\xd5\xc0\xd4", unknown},
	} {
		if _, err := decode([]byte(test.bytes)); fmt.Sprint(err) != test.want {
			t.Errorf("%s:\n got %v\nwant %s", test.name, err, test.want)
		}
	}
}

// Whatever the encoding, the same article is stored.
func TestEncodingsAgree(t *testing.T) {
	const plain = "---\ntitle: Caf\u00e9\n---\nJobs \u2014 \u201c366\u201d.\n\nAt risk.\n"
	utf16 := []byte("\xff\xfe")
	latin := []byte{}
	for _, r := range plain {
		utf16 = append(utf16, byte(r), byte(r>>8))
		latin = append(latin, map[rune]byte{'\u2014': 0x97, '\u201c': 0x93, '\u201d': 0x94, '\u00e9': 0xe9}[r])
		if r < 0x80 {
			latin[len(latin)-1] = byte(r)
		}
	}
	var articles []archive.Article
	for _, b := range [][]byte{[]byte(plain), []byte("\ufeff" + plain), utf16, latin, []byte(strings.ReplaceAll(plain, "\n", "\r"))} {
		a, err := Markdown("a.md", b)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	for _, a := range articles {
		if a != articles[0] || a.Title != "Café" || a.Text != "Jobs — “366”.\n\nAt risk." {
			t.Errorf("got %+v", a)
		}
	}
}
