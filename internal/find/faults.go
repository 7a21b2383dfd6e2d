package find

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/language"
)

// What can be wrong with a query: a function for each, which says what it is and
// how the query would read without it.

func tooLong(s string) *fault {
	chars := 0
	at := len(s)
	for i := range s {
		if chars == MaxLength {
			at = i
		}
		chars++
	}
	return &fault{at: at, text: language.Phrase("query.too-long", "n", chars, "most", MaxLength)}
}

func unclosedQuote(s string, at, width int) *fault {
	mended := strings.TrimSpace(s) + `"`
	if strings.TrimSpace(s[at+width:]) == "" {
		mended = s[:at]
	}
	return faultAt(s, at, mended, "query.open-quote")
}

func unclosedBracket(s string, t token) *fault {
	return faultAt(s, t.start, s+")", "query.open-bracket")
}

func unopened(s string, t token) *fault {
	return faultAt(s, t.start, without(s, t), "query.closed-bracket")
}

func emptyBrackets(s string, open, shut token) *fault {
	return faultAt(s, open.start, s[:open.start]+" "+s[shut.end:], "query.empty-brackets")
}

func nothing(s string, t token) *fault {
	if t.kind == tokenPhrase {
		return faultAt(s, t.start, without(s, t), "query.empty-phrase")
	}
	if utf8.RuneCountInString(t.text) > index.LongestWord && strings.ContainsFunc(t.text, isWritten) {
		return faultAt(s, t.start, without(s, t), "query.long-word", "typed", quoted(t.text), "most", index.LongestWord)
	}
	return faultAt(s, t.start, without(s, t), "query.no-letter", "typed", quoted(t.text))
}

// isWritten reports whether the rune can be of a word.
func isWritten(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// noOperand is about t, where a word should stand, and the token before it.
func noOperand(s string, before, t token) *fault {
	name := func(t token) string { return quoted(s[t.start:t.end]) }
	switch before.kind {
	case tokenAnd, tokenOr, tokenNot, tokenNear:
		return faultAt(s, before.start, without(s, before), "query.no-right", "typed", name(before))
	}
	switch {
	case before.kind == tokenOpen && t.kind == tokenEnd:
		return unclosedBracket(s, before)
	case t.kind == tokenClose:
		return unopened(s, t)
	}
	return faultAt(s, t.start, without(s, t), "query.no-left", "typed", name(t))
}

func emptyField(s string, t, next token) *fault {
	mended := without(s, t)
	if next.kind == tokenWord || next.kind == tokenPhrase || next.kind == tokenOpen {
		mended = s[:t.end] + s[next.start:]
	}
	return faultAt(s, t.start, mended, "query.empty-field", "typed", quoted(t.text+":"))
}

// meant are names that people give to the fields.
var meant = map[string]string{
	"author": "by", "byline": "by", "writer": "by", "reporter": "by", "journalist": "by", "from": "by",
	"title": "headline", "heading": "headline", "head": "headline",
	"source": "outlet", "paper": "outlet", "newspaper": "outlet", "publication": "outlet", "publisher": "outlet", "site": "outlet",
	"body": "text", "article": "text", "story": "text",
	"by": "by", "headline": "headline", "outlet": "outlet", "text": "text",
}

// unknownField is about a field's name; what is typed with it ends at end.
func unknownField(s string, t token, end int) *fault {
	field := ""
	least := 3
	for name, is := range meant {
		if d := distance(t.text, name); d < least && d*3 <= len(name) || d == least && is < field {
			field, least = is, d
		}
	}
	mended := s[:t.start] + `"` + s[t.start:end] + `"` + s[end:]
	if field != "" {
		mended = s[:t.start] + field + ":" + s[t.end:]
	}
	return faultAt(s, t.start, mended, "query.no-field", "typed", quoted(t.text+":"))
}

func wrongNear(s string, t token, number string) *fault {
	n := defaultNear
	wrong := faultAt(s, t.start, "", "query.near-number", "most", MaxNear)
	if v, ok := digitsOf(number); ok {
		n = min(max(v, 1), MaxNear)
		if !strings.HasPrefix(t.text, "NEAR") && v == n {
			wrong = faultAt(s, t.start, "", "query.near-capitals")
		}
	}
	wrong.mended = fmt.Sprintf("%sNEAR/%d%s", s[:t.start], n, s[t.end:])
	return wrong
}

// digitsOf is the number that s begins with, at most 1000.
func digitsOf(s string) (n int, ok bool) {
	for i := 0; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		n = min(10*n+int(s[i]-'0'), 1000)
		ok = true
	}
	return n, ok
}

func notNear(s string, t token) *fault {
	return faultAt(s, t.start, "", "query.not-near")
}

func nearFields(s string, t token) *fault {
	return faultAt(s, t.start, "", "query.near-fields")
}

// chainedNear is about the second NEAR of a NEAR/5 b NEAR/5 c.
func chainedNear(s string, t token, middle string) *fault {
	return faultAt(s, t.start, s[:t.start]+"AND "+middle+" "+s[t.start:], "query.near-three")
}

func wrongStar(s string, t token) *fault {
	mended := without(s, t)
	if stem, _, _ := strings.Cut(t.text, "*"); utf8.RuneCountInString(stem) >= 2 {
		mended = s[:t.start+len(stem)+1] + s[t.end:]
	} else if bare := strings.ReplaceAll(t.text, "*", ""); bare != "" {
		mended = s[:t.start] + bare + s[t.end:]
	}
	return faultAt(s, t.start, mended, "query.star", "typed", quoted(t.text))
}

func starPhrase(s string, t token) *fault {
	return faultAt(s, t.start, "", "query.star-phrase", "typed", quoted(t.text))
}

func shortPrefix(s string, t token) *fault {
	return faultAt(s, t.start, "", "query.short-prefix", "typed", quoted(t.text))
}

func tooMany(s string, t token) *fault {
	return faultAt(s, t.start, "", "query.too-many", "most", MaxTerms)
}

func tooDeep(s string, t token) *fault {
	return faultAt(s, t.start, "", "query.too-deep", "most", MaxDepth)
}

func onlyNot(s string, tokens []token) *fault {
	at := 0
	for _, t := range tokens {
		if t.kind == tokenNot {
			at = t.start
			break
		}
	}
	return faultAt(s, at, "", "query.only-not")
}

// stopWords proposes to look for the words as a phrase.
func stopWords(s string, tokens []token) *fault {
	f := &fault{text: language.Phrase("query.stop-words")}
	for _, t := range tokens[:len(tokens)-1] {
		if t.kind != tokenWord {
			return f
		}
	}
	if len(tokens) > 2 {
		f.mended = `"` + strings.TrimSpace(s) + `"`
	}
	return f
}

// distance is how many letters must be put in, taken out, changed or swapped with
// the next to make b of a (optimal string alignment).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1) // of the first i letters of a, to the first j of b
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
