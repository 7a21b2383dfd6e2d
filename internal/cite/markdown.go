package cite

import "strings"

// special are the marks that mean something in Markdown, CommonMark's and
// Discord's, and may be escaped.
const special = "\\`*_{}[]()<>#+-!|~&:@"

// escaped is text as Markdown that shows it and does nothing else.
func escaped(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte(special, s[i]) >= 0 || s[i] == '.' && digitBefore(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// digitBefore reports whether a digit stands before the byte: "1." opens a list.
func digitBefore(s string, i int) bool { return i > 0 && '0' <= s[i-1] && s[i-1] <= '9' }

// destination is an address as the destination of a link: without what would end
// it or be read as an escape.
func destination(address string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "*", "%2A", "_", "%5F", "`", "%60", "&", "&amp;").Replace(address)
}
