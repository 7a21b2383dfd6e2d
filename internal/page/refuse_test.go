package page

import (
	"fmt"
	"strings"
	"testing"
)

func TestRefusals(t *testing.T) {
	long := strings.Join(plain, " ")
	unpaid := `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":%s}</script>`
	for _, test := range []struct{ name, body, want string }{
		{"nothing", "", errNone.Error()},
		{"a list", `<ul><li><a href="/1">One thing happened</a></li><li><a href="/2">Another thing happened</a></li></ul>`, errNone.Error()},
		{"consent", "<h1>Before you continue</h1><p>We and our partners use cookies.</p><button>Accept all</button>", "asks for consent"},
		{"a wall", "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>", "a browser with a person in front of it"},
		{"not there", "<h1>404 not found</h1><p>Sorry.</p>", "isn't there"},
		{"a stub", story(fmt.Sprintf(unpaid, "false"), plain[0]), errPaywall.Error()},
		{"a stub, said otherwise", story(fmt.Sprintf(unpaid, `"False"`), plain[0]), errPaywall.Error()},
		{"only the call to subscribe", "<p>Subscribe to continue reading.</p>", errPaywall.Error()},
		{"short and free", story(fmt.Sprintf(unpaid, "true"), plain[0]), ""},
		{"paid for, and all of it there", story(fmt.Sprintf(unpaid, "false"), long, long, long), ""},
		{"PDF", "%PDF-1.7 ...", "it is a PDF file, not a web page: save the article's words as .txt or .md"},
		{"DOCX", "PK\x03\x04...", "office document (DOCX, ODT)"},
		{"large", strings.Repeat(" ", MaxBytes+1), "the page is 10 MB large, and a page may have at most 10"},
		{"deep", strings.Repeat("<div>", 2000), "can't be read"},
		{"many elements", strings.Repeat("<i></i>", maxNodes), errLarge.Error()},
		{"much text", "<p>" + strings.Repeat("word ", maxText/4), errLarge.Error()},
	} {
		_, err := Read(Source{Body: []byte(test.body)})
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.want != "" && !strings.Contains(fmt.Sprint(err), test.want):
			t.Errorf("%s: %v; want %s", test.name, err, test.want)
		}
	}
}

// consentPage is what stands before the articles of many European papers.
const consentPage = `<title>Herald</title><div class="message"><h1>We value your privacy</h1>
<p>We and our 812 partners store and access information on a device, such as cookies, and process personal data, such as identifiers, for personalised ads and content.</p>
<p>With your permission we may use precise location data. You may click to accept, or change your preferences before you do. Some processing may not require your consent, but you have a right to object.</p>
<p>You can withdraw your consent at any time by returning to this site and clicking the button at the bottom of the page. See our privacy policy.</p>
<button>Accept all</button><button>Reject all</button><button>Manage options</button></div>`

// What is as long as an article and is none.
func TestWhatStandsInstead(t *testing.T) {
	const beginning = "The pond at the mill was drained on Thursday after an otter had been seen in it, the parish clerk told the meeting."
	page := func(title, after string, paragraphs ...string) string {
		return "<html><head><title>" + title + "</title></head><body><header><a href=/>Herald</a> <a href=/s>Already a subscriber? Sign in</a></header><article><h1>" + title + "</h1><p>" +
			strings.Join(paragraphs, "</p><p>") + "</p></article>" + after + "<footer>Already a subscriber? Sign in, or subscribe to continue. © Herald</footer></body></html>"
	}
	long := strings.Repeat(beginning+" ", 8)
	for name, test := range map[string]struct {
		body string
		want error
	}{
		"a request for consent": {consentPage, errConsent},
		"an article about such requests": {page("Paper fined over cookies", "", "The regulator fined the Herald, which had shown its readers no way to reject cookies, in a decision about consent and personal data.",
			"“We use cookies to pay our reporters,” its editor said. “Nobody reads a privacy policy.” The partners of the paper were not fined. It will ask for consent anew, and readers can change their choice."), nil},
		"a beginning, then a wall":           {page("Pond drained", `<div class="wall"><h2>Subscribe to continue reading</h2><p>£1 a month. Cancel any time.</p></div>`, beginning), errPaywall},
		"a wall in a form":                   {page("Pond drained", `<form><p>To read the rest of this article, please log in or subscribe.</p></form>`, beginning), errPaywall},
		"a wall in the text":                 {page("Pond drained", "", beginning, "This article is available to our subscribers only. Join them from £1 a month and support the reporting of your town."), errPaywall},
		"a wall that counts":                 {page("Pond drained", `<aside>You've read all your free articles this month.</aside>`, beginning), errPaywall},
		"a wall that asks":                   {page("Pond drained", `<div>Already a subscriber? <a>Sign in</a></div>`, beginning, beginning), errPaywall},
		"a newsletter behind a brief":        {page("Pond drained", `<div>Sign up to read more stories like this in our newsletter.</div>`, beginning), nil},
		"comments behind a brief":            {page("Pond drained", `<div>Log in to view the comments.</div>`, beginning), nil},
		"an invitation far below a brief":    {page("Pond drained", "<ul>"+strings.Repeat("<li><a href=/x>Another headline about another pond</a></li>", 10)+"</ul>", beginning), nil},
		"a wall behind the whole":            {page("Pond drained", `<div>Subscribe to continue reading.</div>`, long), nil},
		"a brief":                            {page("Pond drained", "", beginning), nil},
		"a check of browsers":                {page("Just a moment...", "", "herald.example needs to review the security of your connection before it can go on. This takes a few seconds, and happens once."), errBrowser},
		"a page for what isn't there":        {page("404: nothing here", "", "We can't find what you were looking for. It may have been moved, or the address may have been typed wrongly. Try the search."), errGone},
		"a page for what isn't there, again": {page("Page not found", "", "We can't find what you were looking for. It may have been moved, or the address may have been typed wrongly. Try the search."), errGone},
		"an article on something not found":  {page("Not found: a home for the otter", "", beginning), nil},
		"an article on 404 jobs":             {page("404 jobs to go at the mill", "", long), nil},
	} {
		a, err := Read(Source{URL: "https://herald.example/pond", Type: "text/html; charset=utf-8", Body: []byte(test.body)})
		if err != test.want {
			t.Errorf("%s: %v; want %v\n%q", name, err, test.want, a.Paragraphs)
		}
	}
}
