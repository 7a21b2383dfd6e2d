package capture

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/page"
)

// What one record of a WARC file may measure: a page as it was sent, with its
// headers.
const (
	maxRecord = page.MaxBytes + 1<<20
	maxLine   = 64 << 10 // of its head, bytes in a line
)

// WARC gives the pages of a WARC file (ISO 28500), compressed or not, in order:
// the answers of status 200 that are HTML. Other records are passed over. A page
// that can't be read comes with its error and its address; an error without an
// address ends the sequence.
func WARC(r io.Reader) iter.Seq2[page.Source, error] {
	return func(yield func(page.Source, error) bool) {
		b := bufio.NewReader(r)
		if magic, _ := b.Peek(2); string(magic) == "\x1f\x8b" {
			z, err := gzip.NewReader(b)
			if err != nil {
				yield(page.Source{}, damaged(err))
				return
			}
			b = bufio.NewReader(z) // which reads on over the members, one a record
		}
		found := false
		for {
			head, block, err := record(b)
			if err == io.EOF {
				break
			}
			if err != nil {
				yield(page.Source{}, damaged(err))
				return
			}
			s, ok, err := answer(head, block)
			if ok {
				found = true
				if !yield(s, err) {
					return
				}
			}
		}
		if !found {
			yield(page.Source{}, errNoPage)
		}
	}
}

func damaged(err error) error {
	return fmt.Errorf("reading stopped here: it is no WARC file, is damaged or was cut off (%w)", err)
}

// record reads one record; its block is nil when it is longer than any page.
func record(r *bufio.Reader) (head textproto.MIMEHeader, block []byte, err error) {
	line := ""
	for line == "" { // empty lines part the records
		if line, err = readLine(r); err != nil {
			return nil, nil, err
		}
	}
	if !strings.HasPrefix(line, "WARC/") {
		return nil, nil, fmt.Errorf("%.40q where a record should begin", line)
	}
	if head, err = readHead(r); err != nil {
		return nil, nil, err
	}
	n, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return nil, nil, errors.New("a record doesn't say how long it is")
	}
	if n > maxRecord {
		_, err = io.CopyN(io.Discard, r, n)
		return head, nil, unexpected(err)
	}
	var b bytes.Buffer // grows with what is there, not with what is claimed
	_, err = io.CopyN(&b, r, n)
	return head, b.Bytes(), unexpected(err)
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// answer is the page in a record; ok is false when it holds none.
func answer(head textproto.MIMEHeader, block []byte) (s page.Source, ok bool, err error) {
	s.URL = strings.Trim(head.Get("WARC-Target-URI"), "<> ")
	if at, err := time.Parse(time.RFC3339, head.Get("WARC-Date")); err == nil {
		s.Captured = at.UTC()
	}
	kind := head.Get("WARC-Type")
	if block == nil {
		return s, kind == "response" || kind == "resource" && isHTML(head.Get("Content-Type")), errLarge
	}
	switch {
	case kind == "resource" && isHTML(head.Get("Content-Type")):
		s.Type, s.Body = head.Get("Content-Type"), block
		return s, true, nil
	case kind != "response" || !strings.HasPrefix(s.URL, "http"):
		return s, false, nil
	}
	r := bufio.NewReader(bytes.NewReader(block))
	status, err := readLine(r)
	if fields := strings.Fields(status); err != nil || len(fields) < 2 || fields[1] != "200" {
		return s, false, nil
	}
	sent, err := readHead(r)
	if err != nil || !isHTML(sent.Get("Content-Type")) {
		return s, false, nil
	}
	s.Type = sent.Get("Content-Type")
	body, err := io.ReadAll(r)
	if err == nil && strings.EqualFold(sent.Get("Transfer-Encoding"), "chunked") {
		body = unchunk(body)
	}
	if err == nil {
		s.Body, err = decompress(strings.ToLower(sent.Get("Content-Encoding")), body)
	}
	return s, true, err
}

// unchunk joins a body that is kept in the chunks in which it was sent. Many
// programs join them and leave the header as it was, so that what isn't in chunks
// is returned as it is.
func unchunk(body []byte) []byte {
	var joined []byte
	for rest := body; ; {
		line, after, ok := bytes.Cut(rest, []byte("\r\n"))
		digits, _, _ := strings.Cut(string(line[:min(len(line), 100)]), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 31)
		if !ok || err != nil || uint64(len(after)) < n {
			return body
		}
		if n == 0 {
			return joined
		}
		joined = append(joined, after[:n]...)
		rest = bytes.TrimPrefix(after[n:], []byte("\r\n"))
	}
}

// readHead reads header lines to the empty one. Keys are as net/textproto writes
// them.
func readHead(r *bufio.Reader) (textproto.MIMEHeader, error) {
	head := textproto.MIMEHeader{}
	for range 1000 {
		line, err := readLine(r)
		if err != nil {
			return nil, unexpected(err)
		}
		if line == "" {
			return head, nil
		}
		if key, value, ok := strings.Cut(line, ":"); ok {
			head.Add(strings.TrimSpace(key), strings.TrimSpace(value))
		}
	}
	return nil, errors.New("a record's head doesn't end")
}

// readLine reads a line without its end.
func readLine(r *bufio.Reader) (string, error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		b = append(b, part...)
		switch {
		case len(b) > maxLine:
			return "", errors.New("a line of a record's head doesn't end")
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(b) > 0:
			err = nil
		}
		return strings.TrimRight(string(b), "\r\n"), err
	}
}
