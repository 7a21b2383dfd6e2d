package capture

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"strings"
	"testing"
	"time"

	"cuttings/internal/page"

	"github.com/google/go-cmp/cmp"
)

const body = "<html><body><p>The café’s own words.</p></body></html>"

func pack(t *testing.T, open func(io.Writer) io.WriteCloser, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := open(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }

func TestGunzip(t *testing.T) {
	bomb := pack(t, gzipped, strings.Repeat("\x00", page.MaxBytes+1))
	whole := pack(t, gzipped, body)
	for _, test := range []struct{ name, in, want string }{
		{"a page", whole, ""},
		{"no gzip", body, "it is not a gzip file, whatever its name says"},
		{"cut off", whole[:len(whole)-12], "it is damaged or was cut off"},
		{"a bomb", bomb, errLarge.Error()},
	} {
		b, err := Gunzip(strings.NewReader(test.in))
		if test.want == "" && (err != nil || string(b) != body) || test.want != "" && !strings.Contains(fmt.Sprint(err), test.want) {
			t.Errorf("%s: %.40q, %v; want %q", test.name, b, err, test.want)
		}
	}
}

func TestMHTML(t *testing.T) {
	quoted := pack(t, func(w io.Writer) io.WriteCloser { return quotedprintable.NewWriter(w) }, body)
	based := base64.StdEncoding.EncodeToString([]byte(body))
	head := "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example/a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"edge\"\r\n\r\n"
	part := func(kind, encoding, location, content string) string {
		return "--edge\r\nContent-Type: " + kind + "\r\nContent-Transfer-Encoding: " + encoding + "\r\nContent-Location: " + location + "\r\n\r\n" + content + "\r\n"
	}
	style := part("text/css", "8bit", "https://news.example/style", "p{}")
	found := page.Source{URL: "https://news.example/a", Type: "text/html", Body: []byte(body)}
	dated := found
	dated.Captured = time.Date(2016, 3, 1, 8, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name, in, err string
		want          page.Source
	}{
		{"quoted-printable", head + part("text/html", "quoted-printable", "https://news.example/x", quoted) + style + "--edge--\r\n", "", found},
		{"base64, behind another part", head + style + part("text/html", "base64", "", based) + "--edge--\r\n", "", found},
		{"only line feeds", strings.ReplaceAll(head+part("text/html", "8bit", "", body)+"--edge--\r\n", "\r\n", "\n"), "", found},
		{"no parts", "Content-Type: text/html\r\nContent-Location: https://news.example/a\r\n\r\n" + body, "", found},
		{"with a date", "Date: Tue, 1 Mar 2016 09:00:00 +0100\r\n" + head + part("text/html", "8bit", "", body) + "--edge--\r\n", "", dated},
		{"with a date that is none", "Date: yesterday\r\n" + head + part("text/html", "8bit", "", body) + "--edge--\r\n", "", found},
		{"no page", head + style + "--edge--\r\n", errNoPage.Error(), page.Source{}},
		{"no MHTML", body, "it is not an MHTML file", page.Source{}},
		{"no kind", "Subject: hello\r\n\r\n" + body, "it names no kind of content", page.Source{}},
		{"cut off", head + style, "it is damaged or was cut off", page.Source{}},
		{"empty", "", "it is not an MHTML file", page.Source{}},
	} {
		got, err := MHTML([]byte(test.in))
		if test.err == "" && err != nil || test.err != "" && !strings.Contains(fmt.Sprint(err), test.err) {
			t.Errorf("%s: %v; want %q", test.name, err, test.err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// record is one record of a WARC file.
func warcRecord(kind, address, contentType, content string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nwarc-target-uri: <%s>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, contentType, len(content), content)
}

func response(address, status, headers, content string) string {
	return warcRecord("response", address, "application/http; msgtype=response", "HTTP/1.1 "+status+"\r\n"+headers+"\r\n"+content)
}

func TestWARC(t *testing.T) {
	const html = "Content-Type: text/html; charset=utf-8\r\n"
	chunked := "a\r\n" + body[:10] + "\r\n" + fmt.Sprintf("%x;x=y\r\n", len(body)-10) + body[10:] + "\r\n0\r\n\r\n"
	zlibbed := pack(t, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, body)
	deflated := pack(t, func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 9); return z }, body)
	records := []string{
		warcRecord("warcinfo", "", "application/warc-fields", "software: a crawler\r\n"),
		response("https://a.example/plain", "200 OK", html, body),
		response("https://a.example/gzip", "200 OK", html+"Content-Encoding: gzip\r\n", pack(t, gzipped, body)),
		response("https://a.example/zlib", "200 OK", html+"Content-Encoding: deflate\r\n", zlibbed),
		response("https://a.example/deflate", "200 OK", html+"Content-Encoding: deflate\r\n", deflated),
		response("https://a.example/chunked", "200 OK", html+"Transfer-Encoding: chunked\r\n", chunked),
		response("https://a.example/joined", "200 OK", html+"Transfer-Encoding: chunked\r\n", body),
		response("https://a.example/brotli", "200 OK", html+"Content-Encoding: br\r\n", "??"),
		response("https://a.example/bomb", "200 OK", html+"Content-Encoding: gzip\r\n", pack(t, gzipped, strings.Repeat("a", page.MaxBytes+1))),
		response("https://a.example/picture", "200 OK", "Content-Type: image/png\r\n", "PNG"),
		response("https://a.example/moved", "301 Moved", html+"Location: /b\r\n", ""),
		response("dns:a.example", "200 OK", html, body),
		warcRecord("request", "https://a.example/plain", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
		warcRecord("resource", "file:///page", "text/html", body),
		warcRecord("revisit", "https://a.example/plain", "application/http", ""),
		response("https://a.example/large", "200 OK", html, strings.Repeat("a", maxRecord)),
		response("https://a.example/last", "200 OK", html, body),
	}
	want := []string{
		"https://a.example/plain ok", "https://a.example/gzip ok", "https://a.example/zlib ok", "https://a.example/deflate ok",
		"https://a.example/chunked ok", "https://a.example/joined ok",
		`https://a.example/brotli the page in it is compressed as "br", which can't be read: capture it without compression`,
		"https://a.example/bomb " + errLarge.Error(), "file:///page ok", "https://a.example/large " + errLarge.Error(), "https://a.example/last ok",
	}
	var members strings.Builder
	for _, r := range records {
		members.WriteString(pack(t, gzipped, r))
	}
	for name, in := range map[string]string{"plain": strings.Join(records, ""), "a member a record": members.String()} {
		if diff := cmp.Diff(want, pages(in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	// A caller that stops gets nothing more.
	n := 0
	for range WARC(strings.NewReader(strings.Join(records, ""))) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d pages after break", n)
	}
}

// pages is each page of a WARC file in a line, with what came of it.
func pages(in string) (list []string) {
	for s, err := range WARC(strings.NewReader(in)) {
		outcome := "ok"
		if err != nil {
			outcome = err.Error()
		} else if string(s.Body) != body {
			outcome = fmt.Sprintf("%.80q", s.Body)
		}
		list = append(list, strings.TrimSpace(s.URL+" "+outcome))
	}
	return list
}

func TestWhenCaptured(t *testing.T) {
	one := response("https://a.example/plain", "200 OK", "Content-Type: text/html\r\n", body)
	for date, want := range map[string]time.Time{
		"2016-03-01T08:00:00Z": time.Date(2016, 3, 1, 8, 0, 0, 0, time.UTC),
		"yesterday":            {},
	} {
		for s, err := range WARC(strings.NewReader(strings.Replace(one, "\r\n", "\r\nWARC-Date: "+date+"\r\n", 1))) {
			if err != nil || !s.Captured.Equal(want) {
				t.Errorf("%s: captured at %v, %v", date, s.Captured, err)
			}
		}
	}
}

func TestBrokenWARC(t *testing.T) {
	good := response("https://a.example/plain", "200 OK", "Content-Type: text/html\r\n", body)
	for _, test := range []struct{ name, in, want string }{
		{"empty", "", errNoPage.Error()},
		{"no page", warcRecord("warcinfo", "", "x", "y"), errNoPage.Error()},
		{"no WARC", "<html>", "no WARC file"},
		{"cut off", good[:len(good)-30], "unexpected EOF"},
		{"cut off in a head", good[:40], "unexpected EOF"},
		{"no length", "WARC/1.0\r\n\r\n", "doesn't say how long"},
		{"a length below nothing", "WARC/1.0\r\nContent-Length: -1\r\n\r\n", "doesn't say how long"},
		{"a length that isn't there", "WARC/1.0\r\nContent-Length: 9999999\r\n\r\nx", "unexpected EOF"},
		{"an endless line", "WARC/" + strings.Repeat("x", maxLine+1), "doesn't end"},
		{"an endless head", "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", 1001), "doesn't end"},
		{"no gzip", "\x1f\x8b??", "no WARC file"},
		{"damage behind a good one", good + "x", "where a record should begin"},
	} {
		got := pages(test.in)
		if len(got) == 0 || !strings.Contains(got[len(got)-1], test.want) {
			t.Errorf("%s: %q; want %q", test.name, got, test.want)
		}
	}
}

func FuzzMHTML(f *testing.F) {
	f.Add([]byte("Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>a\r\n--x--"))
	f.Add([]byte("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := MHTML(b); err == nil && len(s.Body) > page.MaxBytes {
			t.Errorf("%d bytes", len(s.Body))
		}
	})
}

func FuzzWARC(f *testing.F) {
	f.Add([]byte(response("https://a.example/", "200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\n\r\n")))
	f.Add([]byte(warcRecord("resource", "https://a.example/", "text/html", body)))
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for s := range WARC(bytes.NewReader(b)) {
			if n++; n > len(b)+1 {
				t.Fatal("more pages than bytes")
			}
			if len(s.Body) > page.MaxBytes+1<<20 {
				t.Errorf("%d bytes", len(s.Body))
			}
		}
	})
}
