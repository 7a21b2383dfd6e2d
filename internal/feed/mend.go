package feed

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// What one XML document may have. gofeed descends by recursion, and takes the square
// of the pieces that an element is in.
const (
	maxDepth      = 100     // of elements; a document is cut where it goes deeper
	maxAttributes = 100     // of an element; likewise
	maxRead       = 20_000  // items; likewise
	maxPieces     = 3000    // tokens in an element of an item; one with more is left out
	maxElement    = 1 << 20 // bytes of it; likewise
)

// mend is a document, from its root element on, as XML whose tags match: an end tag
// that was forgotten is put in, one too many left out, and what is no markup though
// it looks like it becomes text. A document that breaks off, or is more than one may
// be, is closed after its last whole item, and damaged is true.
func mend(text string) (mended string, damaged bool) {
	m := mender{text: references.ReplaceAllStringFunc(strings.Map(legal, text), legalReference)}
	m.left = 4*len(m.text) + 1<<16
	m.seek(0)
	for {
		switch err := m.step(); {
		case err == io.EOF:
			return string(m.out), false
		case err != nil:
			return string(m.out[:m.whole]) + m.closing, true
		}
	}
}

type mender struct {
	text    string
	left    int // bytes that may be read again
	start   int // where in the text the decoder begins
	decoder *xml.Decoder
	open    []element
	items   int
	out     []byte
	dropped int // the depth of the element that is being left out, or 0

	// Where the output may end when the rest is lost, and what closes it there.
	whole   int
	closing string
}

// element is one that is open.
type element struct {
	name   string // with its prefix
	at     int    // where it begins in the output
	pieces int    // tokens in it
}

// seek goes on at an offset into the text.
func (m *mender) seek(at int) {
	m.start, m.decoder = at, xml.NewDecoder(strings.NewReader(m.text[at:]))
	m.decoder.Strict = false
	m.left -= 64 // what a decoder costs
}

func (m *mender) offset() int { return m.start + int(m.decoder.InputOffset()) }

// step takes one token. The error is io.EOF at the document's end, and another
// where the rest is lost.
func (m *mender) step() error {
	if m.left < 0 {
		return io.ErrUnexpectedEOF
	}
	from := m.offset()
	if done, err := m.pass(from); done {
		return err
	}
	token, err := m.decoder.RawToken()
	to := m.offset()
	switch {
	case err == io.EOF && len(m.open) > 0:
		return io.ErrUnexpectedEOF
	case err == io.EOF:
		return io.EOF
	case err != nil:
		return m.recover(from, to)
	}
	switch token := token.(type) {
	case xml.StartElement:
		return m.enter(token, m.text[from:to])
	case xml.EndElement:
		return m.leave(qualified(token.Name), from == to)
	case xml.CharData:
		m.write(m.text[from:to])
		return m.count()
	}
	return nil
}

// pass passes over comments and instructions, and makes text of declarations: their
// rules are too strict, or too lax, for what is met.
func (m *mender) pass(from int) (done bool, err error) {
	rest := m.text[from:]
	for _, p := range []struct{ begin, end string }{{"<!--", "-->"}, {"<?", "?>"}} {
		if !strings.HasPrefix(rest, p.begin) {
			continue
		}
		end := strings.Index(rest, p.end)
		if end < 0 {
			return true, io.ErrUnexpectedEOF
		}
		m.seek(from + end + len(p.end))
		return true, m.count()
	}
	if strings.HasPrefix(rest, "<!") && !strings.HasPrefix(rest, "<![CDATA[") {
		return true, m.recover(from, from+2)
	}
	return false, nil
}

// recover goes on behind what can't be read: a < that begins no tag becomes text, a
// ]]> that ends nothing is left out.
func (m *mender) recover(from, to int) error {
	m.left -= to - from
	if strings.HasPrefix(m.text[from:], "<") {
		m.write("&lt;")
		m.seek(from + 1)
	} else {
		m.write(strings.TrimSuffix(m.text[from:to], "]]>"))
		m.seek(to)
	}
	return m.count()
}

// void are the elements of HTML that have no end, as they stand in descriptions.
var void = map[string]bool{"br": true, "img": true, "hr": true, "wbr": true, "input": true, "area": true, "col": true, "embed": true}

// frame are the elements that a feed is built of; unnamed, an end tag doesn't close
// them.
var frame = map[string]bool{"rss": true, "rdf": true, "channel": true, "feed": true, "item": true, "entry": true, "opml": true}

func framed(name string) bool {
	_, local, ok := strings.Cut(name, ":")
	if !ok {
		local = name
	}
	return frame[strings.ToLower(local)]
}

// isItem reports whether an element is an article of a feed.
func isItem(name string) bool {
	return framed(name) && (strings.HasSuffix(strings.ToLower(name), "item") || strings.HasSuffix(strings.ToLower(name), "entry"))
}

func qualified(name xml.Name) string {
	if name.Space != "" {
		return name.Space + ":" + name.Local
	}
	return name.Local
}

func (m *mender) enter(token xml.StartElement, tag string) error {
	name := qualified(token.Name)
	if isItem(name) {
		for i := range m.open {
			if strings.EqualFold(m.open[i].name, name) { // its end was forgotten
				m.closeTo(i)
				break
			}
		}
		m.items++
	}
	if len(m.open) >= maxDepth || len(token.Attr) > maxAttributes || m.items > maxRead {
		return io.ErrUnexpectedEOF
	}
	if void[strings.ToLower(name)] {
		m.write(strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/") + "/>")
		return m.count()
	}
	m.open = append(m.open, element{name: name, at: len(m.out)})
	m.write(strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/") + ">")
	return m.count()
}

// leave closes what an end tag names, and what is open within it.
func (m *mender) leave(name string, short bool) error {
	if void[strings.ToLower(name)] {
		if !short { // </br>
			return m.count()
		}
		return nil
	}
	for i := len(m.open) - 1; i >= 0; i-- {
		if strings.EqualFold(m.open[i].name, name) {
			m.closeTo(i)
			break
		}
		if framed(m.open[i].name) && !framed(name) {
			break
		}
	}
	if len(m.open) == 0 {
		return io.EOF
	}
	return m.count()
}

// closeTo closes the open elements from the i-th on.
func (m *mender) closeTo(i int) {
	for len(m.open) > i {
		last := m.open[len(m.open)-1]
		if m.dropped == len(m.open) {
			m.out, m.dropped = m.out[:last.at], 0
		} else {
			m.write("</" + last.name + ">")
		}
		m.open = m.open[:len(m.open)-1]
	}
	if n := len(m.open); n == 0 || framed(m.open[n-1].name) && !isItem(m.open[n-1].name) {
		m.whole, m.closing = len(m.out), ""
		for _, e := range m.open {
			m.closing = "</" + e.name + ">" + m.closing
		}
	}
}

// count counts a token towards the outermost element within the frame, and leaves
// that out when it has too many.
func (m *mender) count() error {
	for i := range m.open {
		if framed(m.open[i].name) {
			continue
		}
		m.open[i].pieces++
		if m.dropped == 0 && (m.open[i].pieces > maxPieces || len(m.out)-m.open[i].at > maxElement) {
			m.dropped = i + 1
		}
		break
	}
	return nil
}

func (m *mender) write(s string) {
	if m.dropped == 0 {
		m.out = append(m.out, s...)
	}
}

// legal takes out the characters that XML may not have.
func legal(r rune) rune {
	if unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
		return -1
	}
	return r
}

// references are the characters that a document writes by their numbers.
var references = regexp.MustCompile(`&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});`)

func legalReference(s string) string {
	digits, base := s[2:len(s)-1], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	if err != nil || n > unicode.MaxRune {
		return ""
	}
	if r := rune(n); r < 0x80 && legal(r) < 0 || r == 0xFFFE || r == 0xFFFF {
		return ""
	}
	return s
}
