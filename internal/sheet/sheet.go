// Package sheet writes articles that were found as a table: CSV (RFC 4180) in UTF-8
// that spreadsheets open, with no cell that they would take for a formula.
package sheet

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strconv"

	"cuttings/internal/find"
)

// columns are the table's first row.
var columns = []string{"number", "outlet", "byline", "date", "date precision", "headline", "address", "quote"}

// mark is U+FEFF, by which spreadsheets know UTF-8.
const mark = "\uFEFF"

// Table is a table being written. The same articles give the same bytes.
type Table struct {
	Rows int // besides the first

	most int
	out  bytes.Buffer
	row  bytes.Buffer
	csv  *csv.Writer
}

// New is a table without articles, of at most so many bytes unless the first row alone
// is longer.
func New(most int) *Table {
	t := &Table{most: most}
	t.csv = csv.NewWriter(&t.row)
	t.out.WriteString(mark)
	t.out.Write(t.written(columns))
	return t
}

// Add adds an article. It reports false, and adds nothing, where there is no room for
// it.
func (t *Table) Add(h find.Hit) bool {
	v := h.Quote.Version
	row := t.written([]string{
		strconv.FormatInt(v.Number, 10), safe(v.Outlet), safe(v.Author), v.Published.String(), string(v.Published.Precision()),
		safe(v.Title), safe(v.URL), safe(h.Quote.Text()),
	})
	if t.out.Len()+len(row) > t.most {
		return false
	}
	t.out.Write(row)
	t.Rows++
	return true
}

// Bytes is the table as far as it is written.
func (t *Table) Bytes() []byte { return t.out.Bytes() }

// written is a row as it is written, until the next one.
func (t *Table) written(cells []string) []byte {
	t.row.Reset()
	_ = t.csv.Write(cells) // into memory, it never fails
	t.csv.Flush()
	return t.row.Bytes()
}

// What begins a formula, also as wide as in Chinese writing (OWASP, CSV Injection); and
// the same behind what ends a cell in spreadsheets of other countries, or in those that
// take a table to be cut so.
var (
	begins = regexp.MustCompile("^[=+\\-@＝＋－＠\t\r\n]")
	within = regexp.MustCompile("([;\t\r\n])([=+\\-@＝＋－＠])")
)

// safe is a text in whose cell no formula begins: an apostrophe stands before it. Other
// texts are as they are.
func safe(s string) string {
	s = within.ReplaceAllString(s, "$1'$2")
	if begins.MatchString(s) {
		return "'" + s
	}
	return s
}
