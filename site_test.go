package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// site serves a folder of the script's as a website on loopback, which the
// program may ask from then on: `site FOLDER`. $SITE is its address. Each page has
// an ETag; a page beside which there is a file of its name and .gone is gone (410).
// What was asked and answered, but for robots.txt, is listed in site.log. Under /moved/ it leads to the
// same page without it, under /inside/ to another port of this machine.
func site(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: site FOLDER")
	}
	folder, log := ts.MkAbs(args[0]), ts.MkAbs("site.log")
	serve := func(w http.ResponseWriter, r *http.Request) {
		file := filepath.Join(folder, filepath.Clean("/"+r.URL.Path))
		if _, err := os.Stat(file + ".gone"); err == nil {
			http.Error(w, "gone", http.StatusGone)
			return
		}
		if b, err := os.ReadFile(file); err == nil {
			w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(b)))
		}
		http.ServeFile(w, r, file)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &answered{ResponseWriter: w, status: http.StatusOK}
		switch name, moved := strings.CutPrefix(r.URL.Path, "/moved"); {
		case moved:
			http.Redirect(answer, r, name, http.StatusMovedPermanently)
		case strings.HasPrefix(r.URL.Path, "/inside"):
			http.Redirect(answer, r, "http://127.0.0.1:8080/secret", http.StatusFound)
		default:
			serve(answer, r)
		}
		if r.URL.Path == "/robots.txt" {
			return // asked for by every process
		}
		f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err == nil {
			fmt.Fprintln(f, r.URL.Path, answer.status)
			err = f.Close()
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
	ts.Setenv("CUTTINGS_ALLOW_HOSTS", strings.TrimPrefix(server.URL, "http://"))
}

// answered remembers the status of an answer.
type answered struct {
	http.ResponseWriter
	status int
}

func (a *answered) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}
