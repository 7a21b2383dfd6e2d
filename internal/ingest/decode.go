package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"cuttings/internal/page"
)

// decode returns a file's characters, with \n for every kind of line end. It
// reads UTF-8 with a byte order mark or without, UTF-16 with one, and
// Windows-1252 where the bytes are no UTF-8 and look like text in it. Anything
// else is refused by what it is.
func decode(b []byte) (string, error) {
	if kind := binaryKind(b); kind != "" {
		return "", fmt.Errorf("it is %s, not text: save the article's words as .txt or .md", kind)
	}
	s, err := characters(b)
	if err != nil {
		return "", err
	}
	if controls := strings.Count(s, "") - strings.Count(printable(s), ""); controls > 8+len(s)/100 {
		return "", fmt.Errorf("it holds %d control characters, so it is not text: save the article's words as .txt or .md", controls)
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), nil
}

func characters(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte(bom)):
		b = b[len(bom):]
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		var err error
		if b, err = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Bytes(b); err != nil {
			return "", fmt.Errorf("it can't be read as UTF-16 (%w): save it as UTF-8", err)
		}
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return "", errNUL
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	return windows1252(b)
}

const bom = "\xef\xbb\xbf"

var errNUL = errors.New("it holds NUL bytes, so it is not text, or text in another encoding: save the article's words as UTF-8")

// windows1252 reads bytes that are not UTF-8. A text with more good UTF-8
// sequences than bad bytes is UTF-8 that was damaged: read as Windows-1252 all
// its accents and quotation marks would come out wrong. Bytes that Windows-1252
// doesn't define, or three of ten above ASCII, mean another encoding (a Western
// text has one or two of a hundred).
func windows1252(b []byte) (string, error) {
	var good, bad, high, undefined int
	badAt := -1
	for i := 0; i < len(b); {
		_, n := utf8.DecodeRune(b[i:])
		switch {
		case n > 1:
			good++
		case b[i] >= utf8.RuneSelf:
			bad++
			if badAt < 0 {
				badAt = i
			}
		}
		i += n
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			high++
		}
		if bytes.IndexByte([]byte{0x81, 0x8d, 0x8f, 0x90, 0x9d}, c) >= 0 {
			undefined++
		}
	}
	if good > bad {
		line := 1 + bytes.Count(b[:badAt], []byte("\n"))
		return "", fmt.Errorf("line %d: the byte 0x%02X is not UTF-8, as the rest of the file is: write the character there anew", line, b[badAt])
	}
	if undefined > 0 || 10*high > 3*len(b) {
		return "", errors.New("its encoding is neither UTF-8 nor Windows-1252: save it as UTF-8")
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	return string(s), err
}

// binaryKind names the kind of file that begins with these bytes, or is "" for
// what may be text.
func binaryKind(b []byte) string {
	if kind := page.Kind(b); kind != "" {
		return kind
	}
	start := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(b[:min(len(b), 512)], []byte(bom))))
	if bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) {
		return "a web page (HTML)"
	}
	return ""
}
