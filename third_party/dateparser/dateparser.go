// Package dateparser has the names of github.com/markusmobius/go-dateparser that
// go-htmldate mentions, and no parser behind them. go-htmldate asks it only in
// its extensive search, which Cuttings doesn't use; the real package compiles the
// expressions of 200 languages when a program starts, which cost every command
// half a second and 78 MB. See docs/decisions/0011-pages.md.
package dateparser

import (
	"errors"
	"time"
)

// Parser stands for a parser of dates; it parses none.
type Parser struct{ ParserTypes []ParserType }

// ParserType stands for a way of parsing.
type ParserType uint8

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// Configuration stands for the parser's settings.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// PreferredDateSource stands for which of two possible dates to take.
type PreferredDateSource uint8

// Past is the earlier one.
const Past PreferredDateSource = 1

// Date is a date that was parsed.
type Date struct{ Time time.Time }

// Parse fails, whatever it is given.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) {
	return Date{}, errors.New("dates in words are not parsed")
}
