package recheck

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// Somebody's own text is not replaced by what its address shows; only whether the
// page is there is told.
func TestOwnWords(t *testing.T) {
	w := open(t)
	url := w.site.URL + "/cows"
	if _, err := w.held.Put(t.Context(), archive.Article{ID: "x", URL: url, Address: url, Title: "Mine", Text: words + "\n\n" + words}); err != nil {
		t.Fatal(err)
	}
	for _, h := range []http.HandlerFunc{article("Cows", "Other words stand here, and they are many more than four.", words), article("Cows", words, words), func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/html")
		fmt.Fprint(out, "<p>No article.")
	}} {
		w.serves(h)
		if look := w.look(90*day, Unchanged); look.Version.Version != 1 || look.Page.Version != 0 || look.Page.ETag != "" {
			t.Errorf("%+v", look)
		}
	}
	w.serves(status(410))
	w.look(90*day, Gone)
}

// A page is followed again after a crash between its new version and what is known
// of it; after an operator's own version it isn't.
func TestBehind(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	v, err := w.held.Cutting(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	newer := strings.Replace(v.Text, "Two", "Three", 1)
	v.Text = newer
	if _, err := w.held.Put(t.Context(), v.Article); err != nil {
		t.Fatal(err)
	}
	w.serves(article("Cows", words, words))
	if look := w.look(day, Unchanged); look.Page.Version != 1 || look.Version.Version != 2 {
		t.Errorf("%+v", look.Page)
	}
	w.serves(article("Cows", strings.Split(newer, "\n\n")...))
	if look := w.look(90*day, Unchanged); look.Page.Version != 2 {
		t.Errorf("%+v", look.Page)
	}
	w.serves(article("Cows", words, words))
	w.look(90*day, Changed)
}

// Two lookers never ask for the same page, and what can't be finished is given
// back.
func TestClaims(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.now = w.now.Add(day * time.Hour)
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		if look, ok, err := w.Next(t.Context()); ok || err != nil {
			t.Errorf("another looks too: %+v, %v", look, err)
		}
		if _, ok, err := w.Next(t.Context(), 1); ok || err != nil {
			t.Error("another looks too, when told to", err)
		}
		article("Cows", words, words)(out, r)
	})
	w.look(0, Unchanged)
	w.now = w.now.Add(90 * day * time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, ok, err := w.Next(ctx); ok || !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v, %v", ok, err)
	}
	w.serves(article("Cows", words, words))
	w.look(0, Unchanged)
	if look, ok, err := w.Next(t.Context(), 1); err != nil || !ok || look.Outcome != Unchanged {
		t.Errorf("named, and not due: %+v, %v", look, err)
	}
	if err := w.held.Remove(t.Context(), w.first(), ""); err != nil {
		t.Fatal(err)
	}
	w.look(90*day, "")
}

// What is removed while its page is asked for stays out, whatever the page says by
// then; what is changed by hand meanwhile stays as it was changed.
func TestMeanwhile(t *testing.T) {
	newer := article("Cows", strings.Replace(words, "Two", "Three", 1), words)
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		v, err := w.held.Cutting(t.Context(), 1, 0)
		if v.Version == 1 && err == nil {
			v.Text = "Mine."
			_, err = w.held.Put(t.Context(), v.Article)
		}
		if err != nil {
			t.Error(err)
		}
		newer(out, r)
	})
	if look := w.look(day, Unchanged); look.Version.Version != 2 || look.Version.Text != "Mine." {
		t.Errorf("%+v", look.Version)
	}

	w = open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		if err := w.held.Remove(t.Context(), w.first(), "the court says so"); err != nil {
			t.Error(err)
		}
		newer(out, r)
	})
	w.look(day, "")
	if v, err := w.held.Cutting(t.Context(), 1, 0); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("it is back: %+v, %v", v, err)
	}
	if len(w.status) != 1 {
		t.Errorf("answers: %v", w.status)
	}
}
