package feed

import (
	"encoding/xml"
	"io"
	"strings"
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
	m := mender{text: legalised(text)}
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
	prefix  string // of the vocabulary that the feed itself is in, with its colon; gofeed takes that for an extension
	open    []opened
	items   int
	out     []byte
	dropped int // the depth of the element that is being left out, or 0

	// Where the output may end when the rest is lost, and what closes it there.
	whole   int
	closing string
}

// opened is an element that is open.
type opened struct {
	name   string // with its prefix
	part   part
	at     int // where it begins in the output
	pieces int // tokens in it
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
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	case err != nil:
		return m.recover(from, to)
	}
	switch token := token.(type) {
	case xml.StartElement:
		return m.enter(token, m.text[from:to])
	case xml.EndElement:
		return m.leave(m.qualified(token.Name), from == to)
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

// part is what an element is of a feed. The frame is what it is built of: the end of
// something else doesn't close it.
type part uint8

const (
	inside part = iota // of an item or the feed's own description
	ofFrame
	ofItem // and of the frame
)

var parts = map[string]part{"rss": ofFrame, "rdf": ofFrame, "channel": ofFrame, "feed": ofFrame, "item": ofItem, "entry": ofItem}

func partOf(name string) part {
	if _, local, ok := strings.Cut(name, ":"); ok {
		name = local
	}
	return parts[strings.ToLower(name)]
}

// qualified is an element's name with its prefix, unless that is the feed's own.
func (m *mender) qualified(name xml.Name) string {
	if name.Space != "" {
		return strings.TrimPrefix(name.Space+":"+name.Local, m.prefix)
	}
	return name.Local
}

func (m *mender) enter(token xml.StartElement, tag string) error {
	if space := token.Name.Space; len(m.out) == 0 && space != "" && space != "rdf" {
		m.prefix = space + ":"
	}
	name := m.qualified(token.Name)
	tag = "<" + strings.TrimPrefix(tag[1:], m.prefix)
	of := partOf(name)
	if of == ofItem {
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
	m.open = append(m.open, opened{name: name, part: of, at: len(m.out)})
	m.write(strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/") + ">")
	m.mark()
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
		if m.open[i].part != inside && partOf(name) == inside {
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
	m.mark()
}

// mark notes that the output may end here, between items.
func (m *mender) mark() {
	if n := len(m.open); n > 0 && m.open[n-1].part != ofFrame {
		return
	}
	m.whole, m.closing = len(m.out), ""
	for _, e := range m.open {
		m.closing = "</" + e.name + ">" + m.closing
	}
}

// count counts a token towards the outermost element within the frame, and leaves
// that out when it has too many.
func (m *mender) count() error {
	for i := range m.open {
		if m.open[i].part != inside {
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
