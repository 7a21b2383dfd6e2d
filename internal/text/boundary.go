package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// boundary is a place where a sentence may end: the sentence so far, the mark
// with what closes after it, and the paragraph from the next sign on; of the
// first and the last no more than reach bytes.
type boundary struct{ before, mark, after string }

// ends reports whether a sentence ends here.
func (b boundary) ends() bool {
	next, starter := b.next()
	if next == 0 || !strings.ContainsFunc(b.before, isWordRune) {
		return false
	}
	bare := strings.TrimRightFunc(b.mark, func(r rune) bool { return !isTerminator(r) })
	closed := bare != b.mark
	word := b.word()
	switch {
	case unicode.IsLower(next):
		return false
	case bare != "." && closed && b.said():
		return false
	case bare == "!":
		return classes[word+"!"]&may == 0 || starter
	case bare == "…" || strings.HasPrefix(bare, ".."):
		// Words left out, a pause, or the end: And then ... Mr Hill came.
		return closed || starter && next != 'I' && !strings.HasSuffix(b.before, " ")
	case bare != ".":
		return true
	case strings.HasSuffix(b.before, ". "): // an ellipsis with spaces
		return false
	}
	c := classes[word]
	switch {
	case c&never != 0 || b.label():
		return false
	case c&(number|months) != 0 && unicode.IsDigit(next):
		return false
	case c&(may|months) != 0 || isInitials(word):
		return starter
	}
	return true
}

// next returns the letter or digit that comes next, past opening quotation
// marks and other signs, and whether its word is one that begins sentences.
// It is 0 where a mark comes first that goes on with the sentence, or nothing.
func (b boundary) next() (first rune, starter bool) {
	const most = 16 // signs; more of them is no sentence
	n := 0
	for i, r := range b.after {
		if isWordRune(r) {
			word := b.after[i:]
			end := strings.IndexFunc(word, func(r rune) bool { return !isWordRune(r) })
			if end < 0 {
				end = len(word)
			}
			goesOn := end < len(word) && (word[end] == '.' || word[end] == '-') // A. A. Milne, All-Star
			return r, !goesOn && classes[word[:end]]&starters != 0
		}
		if n++; n > most || isTerminator(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune(",;:&/%)”’»", r) {
			break
		}
	}
	return 0, false
}

// word is the word that the mark follows, with the full stops inside it and
// without the number before it: p.m of 6p.m.
func (b boundary) word() string {
	before := strings.TrimRight(b.before, " ")
	word := before[len(strings.TrimRightFunc(before, func(r rune) bool {
		return isWordRune(r) || r == '.'
	})):]
	return strings.TrimLeft(word, ".0123456789")
}

// label reports whether the sentence so far is no more than the number or
// letter of a list, or ends with a number that one begins: it read: 1. Go
func (b boundary) label() bool {
	s := strings.TrimLeft(b.before, `"'“‘([`)
	rest := strings.TrimRight(s, "0123456789")
	digits := len(s) - len(rest)
	if digits > 0 {
		rest = strings.TrimRight(rest, " ")
		return digits <= 3 && (rest == "" || strings.ContainsAny(rest[len(rest)-1:], ",:;("))
	}
	_, w := utf8.DecodeRuneInString(s)
	return w == len(s) || len(s) <= 4 && strings.Trim(s, "ivxlc") == ""
}

// said reports whether what follows is a name and a verb of saying.
func (b boundary) said() bool {
	const longest = 8 // words of a name with its title and party
	rest := b.after
	for range longest {
		var word string
		word, rest, _ = strings.Cut(rest, " ")
		if classes[strings.TrimRight(word, ".,:;")]&saying != 0 {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) {
			return false
		}
	}
	return false
}

// isInitials reports whether the word is letters with full stops between them:
// J, U.S, a.m.
func isInitials(word string) bool {
	letter := false
	for _, r := range word {
		letter = !letter
		if letter != unicode.IsLetter(r) || !letter && r != '.' {
			return false
		}
	}
	return letter
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
