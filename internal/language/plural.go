package language

// Form is one of the forms of a text that counts, as the Unicode CLDR names them.
type Form string

// The forms that the languages here have.
const (
	One   Form = "one"
	Other Form = "other"
)

// plurals is how each language counts: which forms it has, and which a whole
// number takes (Unicode CLDR, Language Plural Rules). A test holds them against
// golang.org/x/text/feature/plural.
var plurals = map[string]struct {
	forms []Form
	form  func(n int) Form
}{
	"en": {[]Form{One, Other}, oneOrMore},
}

func oneOrMore(n int) Form {
	if n == 1 {
		return One
	}
	return Other
}
