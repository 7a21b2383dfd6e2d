package capture

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"cuttings/internal/page"
)

// maxParts is how many parts of an MHTML file are looked at for its page; it is
// the first of them, or among the first.
const maxParts = 200

// MHTML is the page in an MHTML file (RFC 2557): the first part that is HTML, or
// the whole body of a message without parts.
func MHTML(b []byte) (page.Source, error) {
	r := bufio.NewReader(bytes.NewReader(bytes.TrimLeft(b, "\r\n")))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil {
		return page.Source{}, fmt.Errorf("it is not an MHTML file (%w): save the page anew from a browser", err)
	}
	kind, parameters, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		return page.Source{}, fmt.Errorf("it is not an MHTML file, it names no kind of content: save the page anew from a browser")
	}
	s := page.Source{URL: head.Get("Snapshot-Content-Location")}
	if at, err := mail.ParseDate(head.Get("Date")); err == nil {
		s.Captured = at.UTC()
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return part(head, r, s)
	}
	parts := multipart.NewReader(r, parameters["boundary"])
	for range maxParts {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return page.Source{}, fmt.Errorf("it is damaged or was cut off (%w): save the page anew from a browser", err)
		}
		if isHTML(p.Header.Get("Content-Type")) {
			return part(p.Header, p, s)
		}
	}
	return page.Source{}, errNoPage
}

// part reads one part into what is known of its page: where that isn't known, the
// part says where it was captured.
func part(head textproto.MIMEHeader, body io.Reader, s page.Source) (page.Source, error) {
	if !isHTML(head.Get("Content-Type")) {
		return page.Source{}, errNoPage
	}
	switch strings.ToLower(strings.TrimSpace(head.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	if s.URL == "" {
		s.URL = head.Get("Content-Location")
	}
	var err error
	s.Type = head.Get("Content-Type")
	s.Body, err = limited(body)
	return s, err
}

func isHTML(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "text/html", "application/xhtml+xml":
		return true
	}
	return false
}
