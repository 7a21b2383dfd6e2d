package dates

import (
	"regexp"
	"strings"
)

// inGerman are the German words of dates by the English ones, "" for those that say
// nothing here. Where both languages have the same word it isn't listed, and none has
// another meaning in an English date.
var inGerman = map[string]string{
	"january": "januar jänner", "february": "februar feber", "march": "märz maerz mär mrz", "may": "mai", "june": "juni", "july": "juli",
	"october": "oktober okt", "december": "dezember dez",
	"monday": "montag", "tuesday": "dienstag", "wednesday": "mittwoch", "thursday": "donnerstag", "friday": "freitag",
	"saturday": "samstag sonnabend", "sunday": "sonntag",
	"today": "heute", "yesterday": "gestern",
	"this": "diese diesem diesen dieser dieses",
	"last": "letzte letztem letzten letzter letztes vergangene vergangenem vergangenen vergangener vergangenes vorige vorigem vorigen voriger voriges",
	"day":  "tag tage tagen", "week": "woche wochen", "month": "monat monate monaten monats", "year": "jahr jahre jahren jahres",
	"a":     "ein eine einem einen einer eines",
	"since": "seit ab", "before": "vor", "after": "nach", "until": "bis", "from": "von vom", "on": "am", "in": "im", "during": "während",
	"": "der die das dem den des zu zum zur",
}

// ofGerman is inGerman by the German words.
var ofGerman = func() map[string]string {
	words := map[string]string{"vorgestern": "2 days ago"}
	for english, german := range inGerman {
		for word := range strings.FieldsSeq(german) {
			words[word] = english
		}
	}
	return words
}()

const span = `((?:a|\d{1,3}) (?:day|week|month|year))\b`

var (
	glued    = regexp.MustCompile(`(\d\.)(\pL)`)
	spaced   = regexp.MustCompile(`(\d{1,2})\. (\d{1,2})\. (` + year + `)`)
	spanAgo  = regexp.MustCompile(`\bbefore ` + span)
	spanLong = regexp.MustCompile(`\bsince ` + span)
	theYear  = regexp.MustCompile(`\byear (` + year + `)`)
)

// fromGerman is a date in German words (letzte Woche, 16. November 2026, seit März, vor
// 3 Tagen) in the English ones that mean the same. ok is false where no word of it is
// German.
func fromGerman(s string) (english string, ok bool) {
	s = strings.ReplaceAll(strings.ToLower(s), "a\u0308", "ä")
	s = glued.ReplaceAllString(s, "$1 $2") // 3.März
	ok = spaced.MatchString(s)
	s = spaced.ReplaceAllString(s, "$1.$2.$3") // 24. 4. 2009
	var words []string
	for word := range strings.FieldsSeq(s) {
		bare := strings.TrimSuffix(word, ".") // 16. November, 3. Okt.
		if e, german := ofGerman[bare]; german {
			bare = e
		}
		ok = ok || bare != word
		if bare != "" {
			words = append(words, bare)
		}
	}
	english = strings.Join(words, " ")
	english = spanAgo.ReplaceAllString(english, "$1 ago")
	english = spanLong.ReplaceAllString(english, "since $1 ago")
	return theYear.ReplaceAllString(english, "$1"), ok
}
