package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
)

// records reads a .jsonl file line by line, never more than one in memory. A
// line that can't be read gives its error, and the next one follows. Empty
// lines are passed over.
func records(source string, f fs.File) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		lines := &lineReader{r: bufio.NewReaderSize(f, 64<<10)}
		if err := lines.begin(); err != nil {
			yield(Item{Source: source, Err: err})
			return
		}
		found := false
		for number := 1; ; number++ {
			line, err := lines.next()
			if err == io.EOF {
				break
			}
			if err == nil && len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			found = true
			item := Item{Source: fmt.Sprintf("%s:%d", source, number), Err: err}
			if err == nil {
				item.Article, item.Err = Record(line)
			}
			if !yield(item) || err != nil && !errors.Is(err, errLong) {
				return
			}
		}
		if !found {
			yield(Item{Source: source, Err: errors.New("there is no record in it: write one object {…} on each line")})
		}
	}
}

// lineReader cuts a stream into lines.
type lineReader struct {
	r   *bufio.Reader
	buf []byte // the latest line
}

var errLong = fmt.Errorf("the line is longer than %d MB, the limit for one article: cut it into several", maxRecord>>20)

// begin passes over a byte order mark and refuses what is no text from its
// first bytes.
func (l *lineReader) begin() error {
	start, err := l.r.Peek(512)
	if err != nil && err != io.EOF {
		return unreadable(err)
	}
	kind := binaryKind(start)
	if kind == "" && (bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff"))) {
		kind = "UTF-16"
	}
	if kind != "" {
		return fmt.Errorf("it is %s, not lines of JSON: save it as UTF-8, one object {…} on each line", kind)
	}
	if bytes.IndexByte(start, 0) >= 0 {
		return errNUL
	}
	if bytes.HasPrefix(start, []byte(bom)) {
		_, err = l.r.Discard(len(bom))
		return err
	}
	return nil
}

// next returns the next line, which holds until the next call; io.EOF when
// there is none. A line over the limit is passed over and reported as errLong.
func (l *lineReader) next() ([]byte, error) {
	l.buf = l.buf[:0]
	long, read := false, false
	for {
		part, err := l.r.ReadSlice('\n')
		read = read || len(part) > 0
		if long = long || len(l.buf)+len(part) > maxRecord; !long {
			l.buf = append(l.buf, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && err != io.EOF:
			return nil, fmt.Errorf("reading stopped here: %w", unreadable(err))
		case !read:
			return nil, io.EOF
		case long:
			return nil, errLong
		}
		return l.buf, nil
	}
}
