package page

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// declared finds the encoding that a document names below the first 1,024 bytes, in
// which browsers look for it, or in its XML declaration.
var declared = regexp.MustCompile(`(?i)(?:<meta\s[^>]{0,200}charset|^\s*<\?xml\s[^>]{0,200}encoding)\s*=\s*["']?\s*([a-z0-9_:-]{2,40})`)

// Decode is the characters of a page, or of a document in XML or JSON, that came with
// the Content-Type (or ""): by its byte order mark, that header, or what it says of
// itself. What is UTF-8 is read as such whatever is said, since hardly any text is by
// chance, and so is what claims to be or says nothing and has a few damaged
// characters; all else of these is Windows-1252, as browsers have it. XML in UTF-16
// is known without a mark. The error says what the bytes are instead, and what to do.
func Decode(body []byte, contentType string) (string, error) {
	if kind := Kind(body); kind != "" {
		return "", fmt.Errorf("it is %s, not a web page: save the article's words as .txt or .md", kind)
	}
	e, name, certain := charset.DetermineEncoding(body, contentType)
	if wide := wideXML(body); wide != "" {
		e, name = charset.Lookup(wide)
	} else if !certain {
		if m := declared.FindSubmatch(body[:min(len(body), 64<<10)]); m != nil {
			if found, foundName := charset.Lookup(string(m[1])); found != nil && !strings.HasPrefix(foundName, "utf-16") {
				e, name = found, foundName
			}
		}
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	switch {
	case strings.HasPrefix(name, "utf-16") && bytes.IndexByte(body, 0) >= 0:
	case utf8.Valid(body), (name == "utf-8" || !certain && name == "windows-1252") && mostlyUTF8(body):
		return strings.ToValidUTF8(string(body), "\uFFFD"), nil
	case name == "utf-8":
		e, name = charset.Lookup("windows-1252")
	}
	text, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return "", fmt.Errorf("it can't be read as %s (%w): save it anew from a browser", name, err)
	}
	return strings.TrimPrefix(string(text), "\ufeff"), nil
}

// wideXML is the form of UTF-16 in which a document's first characters are <? or a
// tag's (XML 1.0, appendix F), or "".
func wideXML(b []byte) string {
	switch {
	case len(b) < 4:
	case b[0] == '<' && b[1] == 0 && b[2] != 0 && b[3] == 0:
		return "utf-16le"
	case b[0] == 0 && b[1] == '<' && b[2] == 0 && b[3] != 0:
		return "utf-16be"
	}
	return ""
}

// mostlyUTF8 reports whether more of the bytes above ASCII are good UTF-8 than
// not: a page with a few damaged characters in it.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > bad
}

// Kind names the kind of file that begins with these bytes, where that is neither a
// page nor text; else it is "". The magic numbers are those of the formats' own
// specifications.
func Kind(b []byte) string {
	for _, m := range []struct{ magic, kind string }{
		{"%PDF-", "a PDF file"},
		{"PK\x03\x04", "a ZIP archive or an office document (DOCX, ODT)"},
		{"\xd0\xcf\x11\xe0", "an old office document (DOC)"},
		{"{\\rtf", "an RTF document"},
		{"\x89PNG", "a picture (PNG)"},
		{"\xff\xd8\xff", "a picture (JPEG)"},
		{"GIF8", "a picture (GIF)"},
		{"\x1f\x8b", "a gzip archive"},
		{"\xff\xfe\x00\x00", "UTF-32"},
		{"\x00\x00\xfe\xff", "UTF-32"},
	} {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.kind
		}
	}
	return ""
}
