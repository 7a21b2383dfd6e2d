package figures

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"
)

// kind is what a token is made of.
type kind int

const (
	word     kind = iota // letters, with digits and apostrophes inside
	digits               // 10,000.5
	currency             // a currency sign
	mark                 // any other character that is no white space
)

// token is a word, a number or a mark.
type token struct {
	text.Span
	kind  kind
	lower string // folded to small letters, the apostrophe straight
	apart bool   // white space stands before it, or nothing
	upper bool   // it begins with a capital
	class class  // of a word
}

// scan cuts s into tokens.
func scan(s string) []token {
	tokens := make([]token, 0, len(s)/5+1)
	apart := true
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			apart = true
			i += w
			continue
		}
		t := token{Span: text.Span{Start: i, End: i + w}, kind: mark, apart: apart}
		switch {
		case '0' <= r && r <= '9':
			t.kind, t.End = digits, i+numberLen(s[i:])
		case unicode.IsLetter(r):
			t.kind, t.End = word, i+wordLen(s[i:])
			if n := len(tokens); n > 0 && !apart && tokens[n-1].kind == currency { // $US76
				t.End = i + strings.IndexFunc(s[i:t.End]+"0", unicode.IsDigit)
			}
			t.upper = unicode.IsUpper(r)
		case unicode.Is(unicode.Sc, r):
			t.kind = currency
		}
		t.lower = t.Of(s)
		if t.kind == word {
			t.lower = strings.ReplaceAll(strings.ToLower(t.lower), "’", "'")
			t.class = classes[t.lower]
		}
		tokens = append(tokens, t)
		apart = false
		i = t.End
	}
	return tokens
}

// wordLen is the length of the word that s begins with.
func wordLen(s string) int {
	end := 0
	for end < len(s) {
		r, w := utf8.DecodeRuneInString(s[end:])
		if r == '\'' || r == '’' {
			if next, _ := utf8.DecodeRuneInString(s[end+w:]); !unicode.IsLetter(next) {
				break
			}
		} else if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && r != '\u00ad' {
			break
		}
		end += w
	}
	return end
}

// numberLen is the length of the number that s begins with: its digits, in
// threes behind commas or not, and a decimal point with what follows.
func numberLen(s string) int {
	end := digitsLen(s)
	if end <= 3 {
		for strings.HasPrefix(s[end:], ",") && digitsLen(s[end+1:]) == 3 {
			end += 4
		}
	}
	if strings.HasPrefix(s[end:], ".") {
		if n := digitsLen(s[end+1:]); n > 0 {
			end += 1 + n
		}
	}
	return end
}

func digitsLen(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// at is the token at i; beyond the ends it is a mark that is nothing.
func (r *reader) at(i int) token {
	r.looks++
	if i < 0 || i >= len(r.tokens) {
		return token{kind: mark, apart: true}
	}
	return r.tokens[i]
}

// is reports whether a word or mark stands at i.
func (r *reader) is(i int, lower string) bool { return r.at(i).lower == lower }

// joined reports whether a hyphen or a dash joins what stands before and behind
// it without white space.
func (r *reader) joined(i int) bool {
	return isDash(r.at(i).lower) && !r.at(i).apart && !r.at(i+1).apart
}

func isDash(s string) bool {
	switch s {
	case "-", "–", "—", "‑", "−":
		return true
	}
	return false
}
