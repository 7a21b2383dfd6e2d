package archive

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// What a store takes. The limits leave room in every database that the contract
// is meant for: an index entry of PostgreSQL holds 2,704 bytes.
const (
	MaxKey  = 2048     // bytes of an ID or an Address
	MaxSize = 32 << 20 // bytes of an article, all fields together
)

// Validate says why no store may hold the article, or nil: it has no ID or no
// text but white space, a field is not UTF-8 or holds a NUL byte (PostgreSQL
// has no place for one), it is longer than MaxKey and MaxSize allow, or its
// date is none that ParseDate gives. The message says what to do.
func (a Article) Validate() error {
	size := 0
	for _, f := range a.fields() {
		size += len(f.value)
		if err := Storable(f.value); err != nil {
			return fmt.Errorf("its %s %w", f.name, err)
		}
		if (f.name == "ID" || f.name == "address") && len(f.value) > MaxKey {
			return fmt.Errorf("its %s has %d bytes: shorten it to %d at most", f.name, len(f.value), MaxKey)
		}
	}
	switch d, err := ParseDate(a.Published.String()); {
	case a.ID == "":
		return errors.New("it has no ID: give it one, or an address to derive it from")
	case strings.TrimSpace(a.Text) == "":
		return errors.New("it has no text: see whether the source is empty or was cut off")
	case size > MaxSize:
		return fmt.Errorf("it has %d bytes: split it into parts of %d at most", size, MaxSize)
	case err != nil || d != a.Published:
		return errors.New("its date is no day of the calendar: write 2009, 2009-04 or 2009-04-24")
	}
	return nil
}

// Storable says why no store can keep s as text, or nil: it must be UTF-8
// without NUL bytes.
func Storable(s string) error {
	switch {
	case !utf8.ValidString(s):
		return errors.New("is not UTF-8: convert it first")
	case strings.Contains(s, "\x00"):
		return errors.New("holds a NUL byte: take it out, or see whether the source is text at all")
	}
	return nil
}

type field struct{ name, value string }

// fields are the article's strings with the names that people know them by.
func (a Article) fields() []field {
	return []field{
		{"ID", a.ID},
		{"URL", a.URL},
		{"address", a.Address},
		{"headline", a.Title},
		{"outlet", a.Outlet},
		{"byline", a.Author},
		{"language", a.Language},
		{"text", a.Text},
		{"collection", a.Collection},
	}
}
