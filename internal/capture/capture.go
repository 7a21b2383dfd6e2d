// Package capture cuts the files in which whole pages are saved (gzip, MHTML,
// WARC) into the pages in them, as they were sent.
package capture

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"cuttings/internal/page"
)

var errLarge = fmt.Errorf("the page in it is larger than %d MB, the limit for a page: save the article's words as .txt or .md", page.MaxBytes>>20)

// Gunzip is what a gzip file of at most page.MaxBytes holds.
func Gunzip(r io.Reader) ([]byte, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("it is not a gzip file, whatever its name says (%w)", err)
	}
	return limited(z)
}

// limited reads no more than a page may have.
func limited(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, page.MaxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("it is damaged or was cut off (%w): get it anew", err)
	case len(b) > page.MaxBytes:
		return nil, errLarge
	}
	return b, nil
}

// decompress undoes the Content-Encoding of an answer.
func decompress(encoding string, body []byte) ([]byte, error) {
	r := bytes.NewReader(body)
	switch encoding {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		return Gunzip(r)
	case "deflate": // with zlib's head, as RFC 9110 has it, or without, as some servers do
		if z, err := zlib.NewReader(r); err == nil {
			return limited(z)
		}
		return limited(flate.NewReader(bytes.NewReader(body)))
	}
	return nil, fmt.Errorf("the page in it is compressed as %.20q, which can't be read: capture it without compression", encoding)
}

var errNoPage = errors.New("there is no web page in it")
