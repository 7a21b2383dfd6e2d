package feed

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

// wide is a text in UTF-16.
func wide(order binary.AppendByteOrder, s string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// Whatever the encoding, and whatever is said of it, the characters are the same.
func TestEncodings(t *testing.T) {
	const begin, end = `<rss version="2.0"><channel><title>`, `</title></channel></rss>`
	const cafe = "“Café” – £5"
	latin := "\x93Caf\xe9\x94 \x96 \xa35"
	for name, test := range map[string]struct{ in, sentAs string }{
		"UTF-8, not declared":                            {begin + cafe + end, ""},
		"UTF-8 with a byte order mark":                   {"\ufeff" + `<?xml version="1.0"?>` + begin + cafe + end, ""},
		"UTF-8, declared as Latin 1":                     {`<?xml version="1.0" encoding="ISO-8859-1"?>` + begin + cafe + end, ""},
		"UTF-8, sent as Latin 1":                         {begin + cafe + end, "text/xml; charset=iso-8859-1"},
		"UTF-8, sent as US-ASCII, as RFC 3023 has it":    {`<?xml version="1.0" encoding="utf-8"?>` + begin + cafe + end, "text/xml; charset=us-ascii"},
		"UTF-8, declared as UTF-16":                      {`<?xml version="1.0" encoding="UTF-16"?>` + begin + cafe + end, ""},
		"UTF-8, declared as nothing there is":            {`<?xml version="1.0" encoding="x-none"?>` + begin + cafe + end, ""},
		"UTF-8, XML 1.1":                                 {`<?xml version="1.1" encoding="utf-8"?>` + begin + cafe + end, ""},
		"Windows-1252, declared":                         {`<?xml version="1.0" encoding="windows-1252"?>` + begin + latin + end, ""},
		"Windows-1252, declared as Latin 1":              {`<?xml version="1.0" encoding="ISO-8859-1"?>` + begin + latin + end, ""},
		"Windows-1252, declared as UTF-8":                {`<?xml version="1.0" encoding="UTF-8"?>` + begin + latin + end, "application/rss+xml; charset=utf-8"},
		"Windows-1252, not declared":                     {begin + latin + end, ""},
		"C1 controls of a program that took it for such": {begin + "\u0093Café\u0094 \u0096 £5" + end, ""},
		"references into C1":                             {begin + "&#147;Caf&#xE9;&#148; &#150; &#163;5" + end, ""},
		"entities of HTML, not declared":                 {begin + "&ldquo;Caf&eacute;&rdquo; &ndash; &pound;5" + end, ""},
		"entities in CDATA":                              {begin + "<![CDATA[&ldquo;Caf&eacute;&rdquo; &#8211; &pound;5]]>" + end, ""},
		"UTF-16, little end first, with a mark":          {wide(binary.LittleEndian, "\ufeff"+`<?xml version="1.0" encoding="UTF-16"?>`+begin+cafe+end), ""},
		"UTF-16, big end first, with a mark":             {wide(binary.BigEndian, "\ufeff"+`<?xml version="1.0" encoding="UTF-16"?>`+begin+cafe+end), ""},
		"UTF-16, little end first, without a mark":       {wide(binary.LittleEndian, `<?xml version="1.0" encoding="UTF-16"?>`+begin+cafe+end), ""},
		"UTF-16, big end first, sent as UTF-8":           {wide(binary.BigEndian, begin+cafe+end), "text/xml; charset=utf-8"},
	} {
		f, err := Read([]byte(test.in), test.sentAs, nil)
		if err != nil || f.Title != cafe {
			t.Errorf("%s: %q, %v", name, f.Title, err)
		}
		if kind := KindOf([]byte(test.in), test.sentAs); kind != RSS {
			t.Errorf("%s: its kind is %q", name, kind)
		}
	}
	for name, in := range map[string]string{
		"KOI8-R":    `<?xml version="1.0" encoding="koi8-r"?>` + begin + "\xf2\xd5\xd3\xd3\xcb\xc9\xca" + end,
		"Shift JIS": `<?xml version='1.0' encoding='shift_jis' ?>` + begin + "\x93\xfa\x96\x7b" + end,
	} {
		want := map[string]string{"KOI8-R": "Русский", "Shift JIS": "日本"}[name]
		if f, err := Read([]byte(in), "text/xml", nil); err != nil || f.Title != want {
			t.Errorf("%s: %q, %v", name, f.Title, err)
		}
	}
	few := begin + cafe + " caf\xe9" + end // a character that was damaged, of several
	if f, err := Read([]byte(few), "", nil); err != nil || f.Title != cafe+" caf\ufffd" {
		t.Errorf("a damaged character: %q, %v", f.Title, err)
	}
}
