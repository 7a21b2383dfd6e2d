// Package language holds every word of the program's own, one file a language,
// and says each in the reader's. A text is known by its key; what the program
// fills in is named, and a text that counts has the forms that its language
// needs. Quotes, headlines and names never come from here.
package language

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Language is one of the languages that the program speaks. The nil one is
// English. It is safe for concurrent use.
type Language struct {
	code    string // ISO 639-1
	locales []string
	texts   map[string]text
	form    func(n int) Form
}

// Code is the language's ISO 639-1 code: "en".
func (l *Language) Code() string { return l.orEnglish().code }

// Locales are Discord's names of the language: "en-GB", "en-US".
func (l *Language) Locales() []string { return l.orEnglish().locales }

func (l *Language) orEnglish() *Language {
	if l == nil {
		return all[0]
	}
	return l
}

// Say is the text of that key with its places filled in: args are names and
// values by turns, as Text has them. A text that isn't there in this language is
// said in English, and one that isn't there either by its key; a test of this room
// finds both.
func (l *Language) Say(key string, args ...any) string {
	l = l.orEnglish()
	t, ok := l.texts[key]
	if !ok {
		l = all[0]
		if t, ok = l.texts[key]; !ok {
			return key
		}
	}
	return t.of(l, args)
}

// Count is a number with what it counts, by the key count.NOUN: "1 article",
// "1,204 articles".
func (l *Language) Count(n int, noun string) string { return l.Say("count."+noun, "n", n) }

// Number is n with a mark between thousands.
func (l *Language) Number(n int) string { return l.Digits(strconv.Itoa(n)) }

// Digits is a number in digits, "-1234.5", with the language's marks between thousands
// and before tenths. A fraction, "1/3", stands as it is.
func (l *Language) Digits(s string) string {
	whole, tenths, _ := strings.Cut(s, ".")
	if strings.Contains(whole, "/") {
		return s
	}
	mark := l.Say("number.thousands")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + mark + whole[i:]
	}
	if tenths == "" {
		return whole
	}
	return whole + l.Say("number.tenths") + tenths
}

// Date is a date known as precisely as its fields are set: the later ones are 0
// where they aren't known.
type Date struct{ Year, Month, Day int }

// Date is the date in words: "24 April 2009", "April 2009", "2009", or "date
// unknown".
func (l *Language) Date(d Date) string {
	return l.date(d, l.Month(d.Month))
}

// ShortDate is Date with the month as short as it is written: "24 Apr 2009".
func (l *Language) ShortDate(d Date) string {
	return l.date(d, l.Say("month.short."+strconv.Itoa(d.Month)))
}

func (l *Language) date(d Date, month string) string {
	switch {
	case d.Day != 0:
		return l.Say("date.day", "day", strconv.Itoa(d.Day), "month", month, "year", strconv.Itoa(d.Year))
	case d.Month != 0:
		return l.Say("date.month", "month", month, "year", strconv.Itoa(d.Year))
	case d.Year != 0:
		return strconv.Itoa(d.Year)
	}
	return l.Say("date.unknown")
}

// Month is the name of a month, from 1 on.
func (l *Language) Month(m int) string { return l.Say("month." + strconv.Itoa(m)) }

// Weekday is the name of a day of the week.
func (l *Language) Weekday(d time.Weekday) string { return l.Say("weekday." + strconv.Itoa(int(d))) }

// Of is a text in this language.
func (l *Language) Of(t Text) string { return l.Say(t.Key, t.Args...) }

// Text is a text that is yet to be said, in a language that whoever makes it need
// not know. Args are names and values by turns. Of the values, an int is a count,
// and n the one that chooses the form; an int64 names something and has no marks
// between its thousands; a Date, a Text, a Name, Names and a Command are said in the
// same language; anything else stands as fmt prints it.
type Text struct {
	Key  string
	Args []any
}

// What commands, options and choices are called is said in the reader's language;
// here they have their English names.
type (
	Name    string   // of an option, or of what may be chosen
	Names   []string // of several, with commas between
	Command string   // a command by its whole name: "watch add"
)

// Phrase is the text of that key.
func Phrase(key string, args ...any) Text { return Text{Key: key, Args: args} }

// String is the text in English.
func (t Text) String() string { return (*Language)(nil).Of(t) }

// value is what stands in the place of a name.
func (l *Language) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return l.Number(v)
	case Date:
		return l.Date(v)
	case Text:
		return l.Of(v)
	case Name:
		return l.Name(string(v))
	case Names:
		return strings.Join(l.names(v), ", ")
	case Command:
		return l.CommandName(string(v))
	}
	return fmt.Sprint(v)
}

// text is a text as its file has it: one for each form, under Other alone where it
// counts nothing.
type text map[Form][]part

// part is a piece of a text: as it stands, or the place of a value.
type part struct {
	stands string
	place  string   // the name of the value; "" for none
	names  []string // of a command or an option, that stand here in the language; nil for none
}

func (t text) of(l *Language, args []any) string {
	form := Other
	for i := 0; i+1 < len(args); i += 2 {
		if n, ok := args[i+1].(int); ok && args[i] == "n" && len(t) > 1 {
			form = l.form(n)
		}
	}
	var b strings.Builder
	for _, p := range t[form] {
		b.WriteString(p.stands)
		b.WriteString(strings.Join(l.names(p.names), " "))
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == p.place {
				b.WriteString(l.value(args[i+1]))
			}
		}
	}
	return b.String()
}

// Name is what a command, an option or a choice is called in the language, by its
// English name.
func (l *Language) Name(english string) string {
	if name, ok := l.Names(english); ok {
		return name
	}
	return english
}

// Names is Name, not ok where the language has no name for it. English has none but
// the names themselves.
func (l *Language) Names(english string) (name string, ok bool) {
	key := "name." + strings.ReplaceAll(strings.ToLower(english), " ", "-")
	if _, ok = l.orEnglish().texts[key]; !ok {
		return "", false
	}
	return l.Say(key), true
}

// Again says in this language what a store keeps in English: the text of a family of
// keys, such as "reason.", that in English reads so. What is none of them is said as
// it is.
func (l *Language) Again(family, english string) string {
	for key, t := range all[0].texts {
		if strings.HasPrefix(key, family) && t.of(all[0], nil) == english {
			return l.Say(key)
		}
	}
	return english
}

// CommandName is a command by its whole name, as it is typed: "/watch add".
func (l *Language) CommandName(english string) string {
	return "/" + strings.Join(l.names(strings.Fields(english)), " ")
}

func (l *Language) names(english []string) []string {
	names := make([]string, len(english))
	for i, name := range english {
		names[i] = l.Name(name)
	}
	return names
}

// Words are the words of a key in all languages: each has them with commas between.
func Words(key string) []string {
	var words []string
	for _, l := range all {
		words = append(words, strings.Split(l.Say(key), ", ")...)
	}
	return words
}

// Means reports whether somebody who typed that means the choice of that English
// name: it may be typed in any language, in capitals or not.
func Means(typed, english string) bool {
	return strings.EqualFold(typed, english) ||
		slices.ContainsFunc(all, func(l *Language) bool { return strings.EqualFold(typed, l.Name(english)) })
}
