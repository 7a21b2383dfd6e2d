package find_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cuttings/internal/find"
)

func TestParse(t *testing.T) {
	for typed, want := range map[string]string{
		"Jobs":                             "jobs",
		"health  jobs":                     "health AND jobs",
		"health AND jobs":                  "health AND jobs",
		"jobs and posts":                   "jobs AND and AND posts",
		"a OR b c OR d":                    "a OR b AND c OR d",
		"(a OR b) c":                       "(a OR b) AND c",
		"(a b) (c)":                        "a AND b AND c",
		"a (b OR (c OR d))":                "a AND (b OR c OR d)",
		"jobs NOT agency":                  "jobs AND NOT agency",
		"jobs -agency":                     "jobs AND NOT agency",
		"jobs –agency":                     "jobs AND NOT agency",
		"jobs NOT NOT agency":              "jobs AND agency",
		"jobs -(a OR b)":                   "jobs AND NOT (a OR b)",
		"jobs (NOT a OR NOT b)":            "jobs AND (NOT a OR NOT b)",
		"NOT agency jobs":                  "NOT agency AND jobs",
		`"Job  Cuts"`:                      `"job cuts"`,
		"“job cuts”":                       `"job cuts"`,
		"„job cuts“ «the posts»":           `"job cuts" AND "the posts"`,
		`"jobs"`:                           "jobs",
		`"AND" "near/5"`:                   `and AND "near 5"`,
		`"The Who"`:                        `"the who"`,
		"2009/10 county-wide":              `"2009 10" AND "county wide"`,
		"8:30":                             `"8 30"`,
		"don’t O'Connor":                   "don't AND o'connor",
		"nurses NEAR/5 “job cuts”":         `nurses NEAR/5 "job cuts"`,
		"a nurses NEAR/5 jobs OR b":        "a AND nurses NEAR/5 jobs OR b",
		"jobs NOT (a NEAR/5 b)":            "jobs AND NOT (a NEAR/5 b)",
		"headline:Jobs":                    "headline:jobs",
		"text:(Jobs OR “the posts”)":       `text:jobs OR text:"the posts"`,
		"Headline:(jobs OR posts) by:hill": "(headline:jobs OR headline:posts) AND by:hill",
		`outlet:"Oxford Mail"`:             `outlet:"oxford mail"`,
		"headline:(a NEAR/2 b)":            "headline:a NEAR/2 headline:b",
		"headline:(jobs by:hill)":          "headline:jobs AND by:hill",
		"by:the":                           "by:the",
		"hospit*":                          "hospit*",
		"headline:HOSPIT*":                 "headline:hospit*",
		"£44m 10,000 U.S.":                 "£44m AND 10,000 AND u.s",
		"near the jobs":                    "near AND the AND jobs",
		"near/far":                         `"near far"`,
		"Café":                             "cafe",
	} {
		q, err := find.Parse(typed)
		if err != nil {
			t.Errorf("%s: %v", typed, err)
			continue
		}
		if got := q.String(); got != want {
			t.Errorf("%s is read as %s, want %s", typed, got, want)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		typed      string
		char       int
		text       string
		suggestion string
	}{
		{"", 0, "no word to look for", ""},
		{" \t", 0, "no word to look for", ""},
		{`health "job cuts`, 7, "a quotation mark is opened at character 8 and not closed", `health "job cuts"`},
		{`£ é “job cuts`, 4, "not closed", `é “job cuts"`},
		{`jobs "`, 5, "not closed", "jobs"},
		{`jobs ""`, 5, "no word stands between the quotation marks at character 6", "jobs"},
		{"(jobs OR posts", 0, "a bracket is opened at character 1 and not closed", "(jobs OR posts)"},
		{"jobs (", 5, "a bracket is opened", "jobs"},
		{"jobs) posts", 4, "a bracket is closed at character 5 that was not opened", "jobs posts"},
		{"jobs ()", 5, "nothing stands between the brackets", "jobs"},
		{"AND jobs", 0, "`AND` at character 1 has nothing to its left", "jobs"},
		{"jobs AND", 5, "`AND` at character 6 has nothing to its right", "jobs"},
		{"jobs AND OR posts", 5, "`AND` at character 6 has nothing to its right", "jobs OR posts"},
		{"(jobs OR)", 6, "`OR` at character 7 has nothing to its right", "(jobs )"},
		{"jobs NOT", 5, "nothing to its right", "jobs"},
		{"NOT jobs", 0, "name also what must be there", ""},
		{"-jobs -posts", 0, "name also what must be there", ""},
		{"jobs OR NOT posts", 8, "NOT at character 9 would find nearly everything", ""},
		{"headline:", 0, "`headline:` at character 1 must be followed by a word", ""},
		{"by: hill", 0, "without a space", "by:hill"},
		{"by:AND jobs", 0, "must be followed by a word", "jobs"},
		{"autor:hill", 0, "there is no field `autor:`", "by:hill"},
		{"titel:cuts", 0, "the fields are headline:, text:, by: and outlet:", "headline:cuts"},
		{"body:cuts", 0, "there is no field `body:`", "text:cuts"},
		{"text:the", 0, "stand in nearly every article", ""},
		{"jobs title:cuts", 5, "there is no field `title:` (character 6)", "jobs headline:cuts"},
		{"https://example.org", 0, "there is no field `https:`", `"https://example.org"`},
		{"a near/5 b", 2, "written in capitals", "a NEAR/5 b"},
		{"jobs NEAR/ cuts", 5, "how many words", "jobs NEAR/10 cuts"},
		{"jobs NEAR cuts", 5, "how many words", "jobs NEAR/10 cuts"},
		{"jobs NEAR/0 cuts", 5, "how many words", "jobs NEAR/1 cuts"},
		{"jobs NEAR/999 cuts", 5, "1 to 50", "jobs NEAR/50 cuts"},
		{"jobs NEAR/5", 5, "nothing to its right", "jobs"},
		{"NEAR/5 jobs", 0, "nothing to its left", "jobs"},
		{"jobs NEAR/5 (a OR b)", 5, "only two words or phrases", ""},
		{"NOT jobs NEAR/5 a", 9, "only two words or phrases", ""},
		{"headline:jobs NEAR/5 cuts", 14, "the same field", ""},
		{"a NEAR/5 b NEAR/2 c", 11, "not three", "a NEAR/5 b AND b NEAR/2 c"},
		{"*", 0, "the star in `*`", ""},
		{"jobs *", 5, "the star in `*`", "jobs"},
		{"ho*tal", 0, "must stand behind the beginning of a word", "ho*"},
		{"*pital", 0, "must stand behind the beginning of a word", "pital"},
		{"h*", 0, "at least two letters", ""},
		{"county-wid*", 0, "more than one word", ""},
		{"the", 0, "stand in nearly every article", ""},
		{"to be or not to be", 0, "stand in nearly every article", `"to be or not to be"`},
		{"the -jobs", 0, "stand in nearly every article", ""},
		{"jobs 😀", 5, "`😀` at character 6 holds no letter", "jobs"},
		{"jobs " + strings.Repeat("ä", 65), 5, "is too long: a word has at most 64 characters", "jobs"},
		{strings.Repeat("😀", 65), 0, "holds no letter", ""},
		{"jobs - cuts", 5, "`-` at character 6 holds no letter", "jobs cuts"},
		{strings.Repeat("a ", 65), 128, "more than 64 words", ""},
		{strings.Repeat("(", 17) + "a" + strings.Repeat(")", 17), 16, "more than 16 brackets", ""},
		{strings.Repeat("NOT ", 18) + "a", 64, "more than 16 brackets or NOTs", ""},
		{"headline:(" + manyWords(63) + ")", 0, "when it is written out", ""},
		{strings.Repeat("é", 1001), 1000, "has 1,001 characters and at most 1,000", ""},
	} {
		_, err := find.Parse(c.typed)
		var wrong *find.SyntaxError
		if !errors.As(err, &wrong) {
			t.Errorf("%q: %v, want a syntax error", c.typed, err)
			continue
		}
		if wrong.Char != c.char || !strings.Contains(strings.ToLower(wrong.Text.String()), strings.ToLower(c.text)) || wrong.Suggestion != c.suggestion {
			t.Errorf("%q: %d %s, suggestion %q; want %d %s, suggestion %q",
				c.typed, wrong.Char, wrong.Text, wrong.Suggestion, c.char, c.text, c.suggestion)
		}
		if wrong.Char != utf8.RuneCountInString(c.typed[:wrong.Offset]) {
			t.Errorf("%q: byte %d is not character %d", c.typed, wrong.Offset, wrong.Char)
		}
	}
}

// manyWords are n different words.
func manyWords(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint("word", i)
	}
	return strings.Join(list, " ")
}

// pieces of queries, right and wrong.
var pieces = []string{
	"jobs", "cuts", "the", "AND", "OR", "NOT", "-", "NEAR/3", "NEAR/", "near/5", "NEAR", "(", ")", `"`, "“", "”", "headline:", "by:", "outlet:",
	"autor:", "hospit*", "*", "h*", "2009/10", "don't", "U.S.", "£44m", "10,000", "é", "ß", "漢字", "😀", "\xff", ":", " ", " ", " ", "\n", "ŉ", "İ",
}

// roundTrip reads a query; what it is printed as is read as the same, and a
// suggestion can be read.
func roundTrip(t interface{ Fatalf(string, ...any) }, s string) {
	q, err := find.Parse(s)
	if err == nil {
		printed := q.String()
		again, err := find.Parse(printed)
		if err != nil || !reflect.DeepEqual(q, again) || again.String() != printed {
			t.Fatalf("%q is printed as %q and read as %q: %v", s, printed, again, err)
		}
		return
	}
	var wrong *find.SyntaxError
	if !errors.As(err, &wrong) || wrong.Text.Key == "" {
		t.Fatalf("%q: %v", s, err)
	}
	if wrong.Offset < 0 || wrong.Offset > len(s) || wrong.Char != utf8.RuneCountInString(s[:wrong.Offset]) {
		t.Fatalf("%q: the fault is at byte %d, character %d", s, wrong.Offset, wrong.Char)
	}
	if wrong.Suggestion != "" {
		if _, err := find.Parse(wrong.Suggestion); err != nil {
			t.Fatalf("%q: the suggestion %q can't be read: %v", s, wrong.Suggestion, err)
		}
	}
}

func TestPrintedQueriesAreReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces")
		roundTrip(t, strings.Join(list, rapid.SampledFrom([]string{"", " "}).Draw(t, "between")))
	})
}

func FuzzParse(f *testing.F) {
	f.Add(`(headline:"job cuts" OR hospit*) nurses NEAR/5 posts -agency`)
	f.Add(strings.Join(pieces, " "))
	f.Add(strings.Join(pieces, ""))
	for _, p := range pieces {
		f.Add("jobs " + p)
	}
	f.Fuzz(func(t *testing.T, s string) { roundTrip(t, s) })
}
