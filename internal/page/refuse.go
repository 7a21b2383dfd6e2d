package page

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	errConsent = errors.New("the page asks for consent to cookies and doesn't show the article: open it in a browser, and save it from there")
	errPaywall = errors.New("the page shows only the beginning of the article, the rest is for subscribers: open it as one in a browser, and save it from there")
	errBrowser = errors.New("the page shows its article only to a browser with a person in front of it: open it in one, and save it from there")
	errGone    = errors.New("the page says that the article isn't there: check the address")
	errNone    = errors.New("no article was found on the page: see that it is an article's page and not a list of articles; else save the article's words as .txt or .md")
)

// instead is what stands where an article should: anywhere on a page with too little
// text for one.
var instead = []struct {
	text *regexp.Regexp
	err  error
}{
	{regexp.MustCompile(`(?i)\b(before you continue|(accept|manage|use of|uses?) (all )?cookies|cookie (settings|preferences)|your privacy|consent)\b`), errConsent},
	{regexp.MustCompile(`(?i)\b(subscribers? only|(subscribe|sign in|log in|register) (now )?to (continue|read|keep reading|unlock)|continue reading|already a subscriber|for subscribers)\b`), errPaywall},
	{regexp.MustCompile(`(?i)\b((enable|turn on|requires?|activate) javascript|javascript is (disabled|required)|are you a (robot|human)|not a robot|access denied|just a moment|unusual traffic|captcha)\b`), errBrowser},
	{regexp.MustCompile(`(?i)\b(page (not|cannot be|can't be) found|404 (error|not found|page)|error 404|(no longer|not) (available|exists?))\b`), errGone},
}

// The same where enough text for an article was found: only what no newspaper says of
// others, or says at the head of an article.
var (
	asksConsent = []*regexp.Regexp{
		regexp.MustCompile(`(?i)\bcookies?\b`),
		regexp.MustCompile(`(?i)\bwe (and|along with) (our )?(\d[\d,.]* )?(trusted |advertising |third[- ]party )?(partners|vendors)\b|\bour (\d[\d,.]* )?(trusted |advertising )?(partners|vendors)\b`),
		regexp.MustCompile(`(?i)\bwe (use|store|value|care about|respect|process|would like to)\b`),
		regexp.MustCompile(`(?i)\byour (privacy|consent|choices?|preferences|(web )?browser|device)\b|\bon a device\b`),
		regexp.MustCompile(`(?i)\b(accept|agree|reject|decline|allow|refuse)( to)? all\b|\b(click|press|by clicking|select)(ing)? .{0,20}\b(accept|agree|reject)\b`),
		regexp.MustCompile(`(?i)\b(manage|more|cookie|privacy) (your )?(options|settings|preferences|choices)\b`),
		regexp.MustCompile(`(?i)\b(withdraw|change|give|refuse) (your )?(consent|choices?|mind|preferences|settings)\b`),
		regexp.MustCompile(`(?i)\blegitimate interests?\b|\bpersonali[sz]ed (ads|advertising|advertisements|content)\b|\bprivacy (policy|notice)\b`),
	}
	asksToPay = regexp.MustCompile(`(?i)\b((subscribe|sign (in|up)|log ?in|register|join|become a (member|subscriber))( (now|here|today|for free))*( or (subscribe|sign (in|up)|log ?in|register))? to (continue|keep reading|read (on|more|the (full|rest|whole|complete|entire))|unlock|access|view the)` +
		`|(to (continue|keep) reading|to (read|unlock|access|view) (the (full|rest|whole|complete|entire)|this|the) (rest of )?(the |this )?(article|story|content)),? (please )?(subscribe|sign (in|up)|log ?in|register|join|buy|choose|start)` +
		`|(continue|keep) reading (this|the) (article|story) (with|for)` +
		`|this (article|story|content|page) is (only |exclusively )?(available |reserved )?(only |exclusively )?(to|for) (our )?(paying |paid |registered )?(subscribers|members|readers with)` +
		`|(you have|you’ve|you've) (read|reached|used)( up)? (all (of )?)?(your|the)( \w+)? (free|monthly|complimentary) (free )?(articles?|stories|limit|access)` +
		`|already (a subscriber|a member|subscribed|have a subscription)\?)`)
	asksElse     = regexp.MustCompile(`(?i)\b(more )?(like (this|these)|newsletters?|comments?)\b`)
	headsBrowser = regexp.MustCompile(`(?i)^(just a moment|attention required|access (to this page has been )?denied|are you (a robot|human)|security check|verif(y|ying) (that )?you are|checking your browser|pardon our interruption|one more step)`)
	headsGone    = regexp.MustCompile(`(?i)^((error )?404\b|(the )?page (you .{0,40})?(not found|(cannot|can't|could not|couldn't) be found|does(n't| not) exist)|not found$|oops\b.{0,40}$|sorry, (we|this page|that page)\b)`)
)

// Code points of text; languages differ too much in their words.
const (
	fewest  = 80   // an article has more
	brief   = 600  // an article that has more isn't taken for what stands instead of one
	stub    = 900  // a page that isn't free to read has more when it is read in full
	consent = 4000 // a request for consent has fewer
	signs   = 5    // of a request for consent, at least
	behind  = 300  // bytes behind the last paragraph in which a stub asks to pay
)

// refuse says what a page holds instead of an article, or nil.
func refuse(doc *html.Node, d declaration, a Article) error {
	words := strings.Join(a.Paragraphs, " ")
	switch n := utf8.RuneCountInString(words); {
	case n < fewest:
		shown := visible(doc)
		for _, i := range instead {
			if i.text.MatchString(shown) {
				return i.err
			}
		}
		return errNone
	case n < stub && !d.free():
		return errPaywall
	case n < consent && consents(a.Title+". "+words):
		return errConsent
	case n >= brief:
		return nil
	case headsBrowser.MatchString(a.Title):
		return errBrowser
	case headsGone.MatchString(a.Title):
		return errGone
	case walled(doc, a.Paragraphs):
		return errPaywall
	}
	return nil
}

// consents reports whether a text asks its reader for consent to cookies.
func consents(text string) bool {
	found := 0
	for _, sign := range asksConsent {
		if sign.MatchString(text) {
			found++
		}
	}
	return found >= signs && asksConsent[0].MatchString(text)
}

// walled reports whether a page asks to pay in the last paragraph that was found, or
// just behind it. A request for something else, such as to join a newsletter, is none.
func walled(doc *html.Node, paragraphs []string) bool {
	last := paragraphs[len(paragraphs)-1]
	shown := collapse(visible(doc, atom.Header, atom.Nav, atom.Footer))
	at := strings.LastIndex(shown, last)
	if at < 0 {
		return false
	}
	end := shown[at:min(len(shown), at+len(last)+behind)]
	m := asksToPay.FindStringIndex(end)
	return m != nil && !asksElse.MatchString(end[m[0]:min(len(end), m[1]+40)])
}

// free reports whether the page may be read without paying, as far as it says.
func (d declaration) free() bool {
	for _, w := range d.works {
		switch v := w["isAccessibleForFree"].(type) {
		case bool:
			return v
		case string:
			return !strings.EqualFold(v, "false")
		}
	}
	return true
}

// visible is all that a browser without scripts shows, its pieces apart, outside of
// some elements.
func visible(doc *html.Node, outside ...atom.Atom) string {
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type != html.TextNode || unseen[n.Parent.DataAtom] && n.Parent.DataAtom != atom.Title && n.Parent.DataAtom != atom.Noscript {
			continue
		}
		if !within(n, outside) {
			b.WriteString(n.Data + " ")
		}
	}
	return b.String()
}

func within(n *html.Node, elements []atom.Atom) bool {
	if len(elements) > 0 {
		for above := range n.Ancestors() {
			if slices.Contains(elements, above.DataAtom) {
				return true
			}
		}
	}
	return false
}
