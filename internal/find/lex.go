package find

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is.
type kind int

const (
	tokenEnd kind = iota
	tokenWord
	tokenPhrase
	tokenOpen
	tokenClose
	tokenField
	tokenAnd
	tokenOr
	tokenNot
	tokenNear
)

// token is a piece of a query.
type token struct {
	kind       kind
	start, end int    // bytes of the query
	text       string // of a word as typed, of a phrase what stands in it, of a field its name in lower case
	within     int    // of NEAR
}

var operators = map[string]kind{"AND": tokenAnd, "OR": tokenOr, "NOT": tokenNot}

// isOperator reports whether s, typed as a word, would be read as an operator.
func isOperator(s string) bool { return operators[s] != 0 || isNear(s) }

// lex cuts a query into tokens, the last of which is its end.
func lex(s string) ([]token, *fault) {
	var list []token
	for at := 0; ; {
		at = len(s) - len(strings.TrimLeftFunc(s[at:], unicode.IsSpace))
		if at == len(s) {
			return append(list, token{kind: tokenEnd, start: at, end: at}), nil
		}
		t, f := next(s, at)
		if f != nil {
			return nil, f
		}
		list = append(list, t)
		at = t.end
	}
}

// next reads the token that begins at at, where no white space stands.
func next(s string, at int) (token, *fault) {
	r, w := utf8.DecodeRuneInString(s[at:])
	switch {
	case r == '(':
		return token{kind: tokenOpen, start: at, end: at + w}, nil
	case r == ')':
		return token{kind: tokenClose, start: at, end: at + w}, nil
	case isQuote(r):
		end := strings.IndexFunc(s[at+w:], isQuote)
		if end < 0 {
			return token{}, unclosedQuote(s, at, w)
		}
		end += at + w
		_, last := utf8.DecodeRuneInString(s[end:])
		return token{kind: tokenPhrase, start: at, end: end + last, text: s[at+w : end]}, nil
	case isMinus(r) && at+w < len(s) && !strings.ContainsFunc(s[at+w:at+w+1], unicode.IsSpace):
		return token{kind: tokenNot, start: at, end: at + w}, nil
	}
	return unbroken(s, at)
}

// unbroken reads what is typed without a gap: a word, an operator or a field's name.
func unbroken(s string, at int) (token, *fault) {
	end := len(s)
	if n := strings.IndexFunc(s[at:], func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' || isQuote(r) }); n >= 0 {
		end = at + n
	}
	t := token{kind: tokenWord, start: at, end: end, text: s[at:end]}
	if k := operators[t.text]; k != 0 {
		t.kind = k
		return t, nil
	}
	if isNear(t.text) {
		return nearToken(s, t)
	}
	if name, _, ok := strings.Cut(t.text, ":"); ok && isName(name) {
		t.kind, t.end, t.text = tokenField, at+len(name)+1, strings.ToLower(name)
		if _, known := fieldOf[t.text]; !known {
			return token{}, unknownField(s, t, end)
		}
	}
	return t, nil
}

// isNear reports whether s is, or was meant to be, the operator: near/5 is, and
// near/far isn't.
func isNear(s string) bool {
	name, number, slash := strings.Cut(s, "/")
	_, digits := digitsOf(number)
	return name == "NEAR" || slash && strings.EqualFold(name, "NEAR") && (digits || number == "")
}

// nearToken reads NEAR/5.
func nearToken(s string, t token) (token, *fault) {
	_, number, _ := strings.Cut(t.text, "/")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > MaxNear || !strings.HasPrefix(t.text, "NEAR") || number[0] == '+' {
		return token{}, wrongNear(s, t, number)
	}
	t.kind, t.within = tokenNear, n
	return t, nil
}

// isName reports whether s could be the name of a field.
func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
}

// isQuote reports whether r is a double quotation mark of any kind; whichever
// opens, whichever closes.
func isQuote(r rune) bool { return strings.ContainsRune(`"“”„‟«»″〝〞〟＂`, r) }

// isMinus reports whether r stands for NOT before a word. Keyboards that mend
// what is typed make dashes of it.
func isMinus(r rune) bool { return r == '-' || r == '−' || r == '–' }
