package feed

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// legalised is a document without characters that XML may not have, written as they
// are or by their numbers.
func legalised(text string) string {
	return references.ReplaceAllStringFunc(strings.Map(legal, text), legalReference)
}

// legal takes out the characters that XML may not have. Those of C1 are what programs
// make of Windows-1252, its quotation marks and dashes, and become these.
func legal(r rune) rune {
	switch {
	case r >= 0x80 && r < 0xA0:
		return charmap.Windows1252.DecodeByte(byte(r))
	case unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
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
	if legal(rune(n)) < 0 {
		return ""
	}
	return s
}
