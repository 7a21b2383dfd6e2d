package language

// Form is one of the forms of a text that counts, as the Unicode CLDR names them.
type Form string

// The forms that the languages here have.
const (
	One   Form = "one"
	Other Form = "other"
)

// spoken is what is known of each language besides its texts: Discord's locales for it
// (https://docs.discord.com/developers/reference#locales), and how it counts, which
// forms it has and which a whole number takes (Unicode CLDR, Language Plural Rules). A
// test holds the rules against golang.org/x/text/feature/plural.
var spoken = map[string]struct {
	locales []string
	forms   []Form
	form    func(n int) Form
}{
	"de": {[]string{"de"}, []Form{One, Other}, oneOrMore},
	"en": {[]string{"en-GB", "en-US"}, []Form{One, Other}, oneOrMore},
}

func oneOrMore(n int) Form {
	if n == 1 {
		return One
	}
	return Other
}
