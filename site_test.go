package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// site serves a folder of the script's as a website on loopback, which the
// program may ask from then on: `site FOLDER`. $SITE is its address. Under /moved/
// it leads to the same page without it, under /inside/ to another port of this
// machine.
func site(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: site FOLDER")
	}
	folder := ts.MkAbs(args[0])
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name, moved := strings.CutPrefix(r.URL.Path, "/moved"); {
		case moved:
			http.Redirect(w, r, name, http.StatusMovedPermanently)
		case strings.HasPrefix(r.URL.Path, "/inside"):
			http.Redirect(w, r, "http://127.0.0.1:8080/secret", http.StatusFound)
		default:
			http.ServeFile(w, r, filepath.Join(folder, filepath.Clean("/"+r.URL.Path)))
		}
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
	ts.Setenv("CUTTINGS_ALLOW_HOSTS", strings.TrimPrefix(server.URL, "http://"))
}
