package fetch

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/temoto/robotstxt"
)

func rulesOf(t *testing.T, s string) *robotstxt.RobotsData {
	t.Helper()
	rules, err := robotstxt.FromString(s)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func TestRobots(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	said, status := "", http.StatusOK
	w := newWorld(t, Settings{Now: func() time.Time { return now }}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			w.WriteHeader(status)
			_, _ = io.WriteString(w, said)
		default:
			html(w, "")
		}
	})
	for _, test := range []struct {
		name, said string
		status     int
		path       string
		want       Kind
	}{
		{"everybody out", "User-agent: *\nDisallow: /", 200, "/a", Robots},
		{"us out", "User-agent: cuttings\nDisallow: /\n\nUser-agent: *\nDisallow:", 200, "/a", Robots},
		{"others out", "User-agent: Other\nDisallow: /", 200, "/a", ""},
		{"we may, others may not", "User-agent: *\nDisallow: /\n\nUser-agent: Cuttings\nAllow: /", 200, "/a", ""},
		{"a folder", "User-agent: *\nDisallow: /private", 200, "/private/a", Robots},
		{"beside the folder", "User-agent: *\nDisallow: /private", 200, "/public", ""},
		{"a query", "User-agent: *\nDisallow: /*?print=", 200, "/a?print=1", Robots},
		{"none", "", 404, "/a", ""},
		{"not for us to see", "", 403, "/a", ""},
		{"a fault", "", 500, "/a", Broken},
		{"busy", "", 503, "/a", Busy},
		{"a page instead", "<html><body>Hello</body></html>", 200, "/a", ""},
		{"endless", "User-agent: *\n" + strings.Repeat("Disallow: /x\n", 100_000) + "Disallow: /", 200, "/a", ""},
	} {
		now = now.Add(robotsAge)
		said, status = test.said, test.status
		w.asked.list = nil
		_, err := w.page(test.path)
		if kindOf(err) != test.want {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if test.want != "" && len(w.asked.list) != 1 {
			t.Errorf("%s: asked for %q", test.name, w.asked.list)
		}
	}
	// It is asked for once a day.
	w.asked.list = nil
	for range 3 {
		if _, err := w.page("/b"); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(robotsAge)
	if _, err := w.page("/b"); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(w.asked.list, " "), "news.test/b news.test/b news.test/b news.test/robots.txt news.test/b"; got != want {
		t.Errorf("asked for %s, want %s", got, want)
	}
}
