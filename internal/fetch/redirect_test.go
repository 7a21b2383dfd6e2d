package fetch

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestRedirects(t *testing.T) {
	w := newWorld(t, Settings{}, nil)
	w.server.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		host := r.Host[:strings.Index(r.Host, ":")]
		w.asked.add(host + r.URL.RequestURI())
		to := map[string]string{
			"/moved":     "/page",
			"/elsewhere": w.at("other.test", "/page"),
			"/inside":    w.at("inside.test", "/secret"),
			"/loopback":  w.server.URL + "/secret",
			"/loopback6": "http://[::1]/secret",
			"/number":    "http://2130706433/secret",
			"/file":      "file:///etc/passwd",
			"/user":      "http://me:s3cret@news.test/page",
			"/endless":   "/endless",
			"/broken":    "http://%zz/",
		}[r.URL.Path]
		switch {
		case r.URL.Path == "/robots.txt" && host == "other.test":
			_, _ = io.WriteString(rw, "User-agent: *\nDisallow: /private\n")
		case r.URL.Path == "/nowhere":
			rw.WriteHeader(http.StatusFound)
		case r.URL.Path == "/private":
			http.Redirect(rw, r, w.at("other.test", "/private"), http.StatusFound)
		case r.URL.Path == "/page":
			html(rw, "<p>Words.")
		case r.URL.Path == "/secret":
			t.Error("what is inside was asked for")
		case to == "":
			http.NotFound(rw, r)
		default:
			rw.Header().Set("Location", to)
			rw.WriteHeader(map[string]int{"/moved": 301}[r.URL.Path] + map[bool]int{true: 302}[r.URL.Path != "/moved"])
		}
	})
	for _, test := range []struct {
		path, at string
		moved    bool
		kind     Kind
	}{
		{"/moved", w.at("news.test", "/page"), true, ""},
		{"/elsewhere", w.at("other.test", "/page"), false, ""},
		{"/inside", "", false, Forbidden},
		{"/loopback", "", false, Forbidden},
		{"/loopback6", "", false, Forbidden},
		{"/number", "", false, Forbidden},
		{"/file", "", false, BadAddress},
		{"/user", "", false, BadAddress},
		{"/endless", "", false, Redirects},
		{"/nowhere", "", false, Redirects},
		{"/broken", "", false, Redirects},
		{"/private", "", false, Robots},
	} {
		got, err := w.page(test.path)
		if kindOf(err) != test.kind || got.URL != test.at || got.Moved != test.moved {
			t.Errorf("%s: %q, moved %v, %v; want %q, %v, %q", test.path, got.URL, got.Moved, err, test.at, test.moved, test.kind)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the error tells a secret: %v", test.path, err)
		}
	}
	endless := 0
	for _, a := range w.asked.list {
		if a == "news.test/endless" {
			endless++
		}
	}
	if endless != maxRedirects+1 {
		t.Errorf("an endless redirect was followed %d times", endless)
	}
}
