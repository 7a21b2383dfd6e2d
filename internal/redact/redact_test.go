package redact

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
)

// logged is what a log holds after something was written to it.
func logged(asJSON bool, secrets []string, write func(*slog.Logger)) string {
	var b bytes.Buffer
	var h slog.Handler = slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug})
	if asJSON {
		h = slog.NewJSONHandler(&b, nil)
	}
	write(slog.New(Handler(h, secrets...)))
	return b.String()
}

type answer struct{ Words []string }

type lazy string

func (l lazy) LogValue() slog.Value { return slog.StringValue(string(l)) }

func TestNothingGetsThrough(t *testing.T) {
	const secret = `How many "posts" würden gehen?`
	address := &url.URL{Scheme: "https", Host: "x.example", RawQuery: url.Values{"q": {secret}}.Encode()}
	for name, write := range map[string]func(*slog.Logger){
		"message":   func(l *slog.Logger) { l.Info("asked: " + secret) },
		"string":    func(l *slog.Logger) { l.Info("asked", "question", "it was "+secret) },
		"error":     func(l *slog.Logger) { l.Info("asked", "error", fmt.Errorf("reading: %w", errors.New(secret))) },
		"quoted":    func(l *slog.Logger) { l.Info("asked", "error", fmt.Errorf("reading %q", secret)) },
		"address":   func(l *slog.Logger) { l.Info("asked", "address", address) },
		"path":      func(l *slog.Logger) { l.Info("asked", "address", "/"+url.PathEscape(secret)) },
		"struct":    func(l *slog.Logger) { l.Info("asked", "answer", &answer{[]string{secret}}) },
		"bytes":     func(l *slog.Logger) { l.Info("asked", "body", []string{secret}) },
		"group":     func(l *slog.Logger) { l.Info("asked", slog.Group("in", slog.Group("it", "is", secret))) },
		"with":      func(l *slog.Logger) { l.With("is", secret).WithGroup("g").Info("asked", "again", secret) },
		"lazy":      func(l *slog.Logger) { l.Info("asked", "it", lazy(secret)) },
		"lowercase": func(l *slog.Logger) { l.Info("asked", "error", errors.New("for "+strings.ToLower(secret))) },
		"twice":     func(l *slog.Logger) { l.Info("asked", "error", secret+secret) },
	} {
		for _, asJSON := range []bool{false, true} {
			got := logged(asJSON, []string{"", "a", secret}, write)
			for _, part := range []string{"posts", "POSTS", "gehen"} {
				if strings.Contains(strings.ToLower(got), strings.ToLower(part)) {
					t.Errorf("%s: %s", name, got)
				}
			}
			if !strings.Contains(got, Mark) {
				t.Errorf("%s: nothing shows that something was left out: %s", name, got)
			}
		}
	}
}

// What a pointer within a value leads to is not written, whoever writes the log.
func TestBehindAPointer(t *testing.T) {
	inner := struct{ It *answer }{&answer{[]string{"600 posts"}}}
	for _, asJSON := range []bool{false, true} {
		if got := logged(asJSON, []string{"600 posts"}, func(l *slog.Logger) { l.Info("asked", "it", inner) }); strings.Contains(got, "posts") {
			t.Error(got)
		}
	}
}

// Letters that have another number of bytes in their other case, or two in one case.
func TestOtherCase(t *testing.T) {
	for secret, said := range map[string]string{"i\u0307stanbul": "\u0130STANBUL", "\u0130stanbul": "istanbul", "οδος": "ΟΔΟΣ", "straße": "STRASSE"} {
		got := logged(false, []string{secret}, func(l *slog.Logger) { l.Info("x", "it", "the "+said) })
		if strings.Contains(got, said) || !strings.Contains(got, Mark) {
			t.Errorf("%q: %s", secret, got)
		}
	}
}

// What is no secret stays.
func TestTheRestStays(t *testing.T) {
	write := func(l *slog.Logger) {
		l.With("request", "17").Error("failed", "error", errors.New("disk of bob's"), "after", 3, "list", []int{1})
	}
	for secret, want := range map[string]string{
		"alice": "level=ERROR msg=failed request=17 error=\"disk of bob's\" after=3 list=[1]\n",
		"bob":   "level=ERROR msg=failed request=17 error=\"disk of [left out]'s\" after=3 list=[1]\n",
		"ob":    "level=ERROR msg=failed request=17 error=\"disk of bob's\" after=3 list=[1]\n",
	} {
		got := logged(false, []string{secret}, write)
		if _, got, _ = strings.Cut(got, " "); got != want {
			t.Errorf("without %q: %q, want %q", secret, got, want)
		}
	}
}

// A secret within another, and one that begins where another ends.
func TestOverlapping(t *testing.T) {
	got := logged(false, []string{"abc", "abcdef", "fgh"}, func(l *slog.Logger) { l.Info("x abcdefgh abc fgh") })
	for _, part := range []string{"abc", "fgh", "def"} {
		if strings.Contains(got, part) {
			t.Errorf("%q in %s", part, got)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("the question", "QUESTION")
	f.Add("İstanbul", "i̇stanbul")
	f.Fuzz(func(t *testing.T, s, secret string) {
		h, ok := Handler(slog.DiscardHandler, secret).(*handler)
		if !ok || strings.Contains(Mark, strings.TrimSpace(secret)) {
			return
		}
		got := h.text("before " + s + secret + s + " after")
		for _, part := range strings.Split(got, Mark) {
			if strings.Contains(part, strings.TrimSpace(secret)) {
				t.Errorf("%q in %q", secret, got)
			}
		}
	})
}
