package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// reportTests: what was said to be wrong.
var reportTests = map[string]func(*testing.T, Open){
	"reports are kept, listed and closed":           reportsKept,
	"one report of one person, quote and reason":    reportsOnce,
	"eight presses make one report":                 reportsAtOnce,
	"at most so many reports are open":              reportsBounded,
	"what can't be reported":                        reportsRefused,
	"with an article goes what was reported of it":  reportsOfRemoved,
	"a closed report makes room, and for a new one": reportsAgain,
}

// report is one of the cutting, in the server "x", of the user 77.
func report(number int64, reason archive.Reason) archive.Report {
	return archive.Report{Server: "x", Number: number, Version: 1, Ref: fmt.Sprint(number, ".1.0.9"), Reason: reason, By: "77"}
}

func keepReport(t *testing.T, s archive.Store, r archive.Report) archive.Report {
	t.Helper()
	kept, err := s.KeepReport(t.Context(), r)
	return must(t, "KeepReport", kept, err)
}

// openAre compares the IDs of the open reports of a server.
func openAre(t *testing.T, s archive.Store, server string, want ...int64) {
	t.Helper()
	list, err := s.OpenReports(t.Context(), server)
	var got []int64
	for _, r := range must(t, "OpenReports", list, err) {
		got = append(got, r.ID)
	}
	equal(t, "open in "+server, want, got)
}

func reportsKept(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	before := seq(t, s)
	first := report(2, archive.WrongSpeaker)
	first.Words = "It was the *other* union."
	first.At, first.Closed = noon.AddDate(1, 0, 0), noon // the store says when
	want := first
	want.ID, want.At, want.Closed = 1, stored, time.Time{}
	equal(t, "kept", want, keepReport(t, s, first))
	elsewhere := report(1, archive.WrongText)
	elsewhere.Server = ""
	for _, r := range []archive.Report{report(1, archive.WrongText), elsewhere, report(1, archive.WrongAnswer)} {
		keepReport(t, s, r)
	}
	s = open.handle(t)
	openAre(t, s, "x", 4, 2, 1)
	openAre(t, s, "", 3)
	openAre(t, s, "y")
	all, err := s.Reports(t.Context(), 1, 2)
	if must(t, "Reports", all, err); len(all) != 2 || all[0].ID != 2 || all[1].ID != 3 {
		t.Errorf("after the first: %+v", all)
	}
	for i := range 2 {
		closed, changed, err := s.CloseReport(t.Context(), 1)
		if must(t, "CloseReport", closed, err); changed != (i == 0) || !closed.Closed.Equal(stored) {
			t.Errorf("closed: %+v, %t", closed, changed)
		}
	}
	one, err := s.Report(t.Context(), 1)
	want.Closed = stored
	equal(t, "the closed one", want, must(t, "Report", one, err))
	openAre(t, s, "x", 4, 2)
	_, err = s.Report(t.Context(), 9)
	_, _, err2 := s.CloseReport(t.Context(), 9)
	if !errors.Is(err, archive.ErrNotFound) || !errors.Is(err2, archive.ErrNotFound) {
		t.Errorf("what was never made: %v, %v", err, err2)
	}
	if seq(t, s) != before {
		t.Error("a report moved the sequence")
	}
	sound(t, s)
}

func reportsOnce(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	first := keepReport(t, s, report(1, archive.WrongText))
	again := report(1, archive.WrongText)
	again.Words = "See the last paragraph."
	first.Words = again.Words
	equal(t, "with words", first, keepReport(t, s, again))
	again.Words = ""
	equal(t, "without", first, keepReport(t, open.handle(t), again))
	for i, other := range []func(*archive.Report){
		func(r *archive.Report) { r.Server = "y" },
		func(r *archive.Report) { r.By = "78" },
		func(r *archive.Report) { r.Reason = archive.WrongOther },
		func(r *archive.Report) { r.Ref = "1.1.0.8" },
	} {
		r := again
		other(&r)
		equal(t, "another", int64(i+2), keepReport(t, s, r).ID)
	}
}

func reportsAtOnce(t *testing.T, open Open) {
	put(t, open.handle(t), article("a"))
	s := eight(t, open, func(_ int, s archive.Store) error {
		_, err := s.KeepReport(t.Context(), report(1, archive.WrongText))
		return err
	})
	openAre(t, s, "x", 1)
}

func reportsBounded(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	n := 0
	fill := func(server string, limit int) error {
		for range limit {
			r := report(1, archive.WrongText)
			r.Server, r.By, r.Ref = server, fmt.Sprint(n/archive.MaxReportsBy), fmt.Sprint(n)
			if _, err := s.KeepReport(t.Context(), r); err != nil {
				return err
			}
			n++
		}
		return nil
	}
	if err := fill("x", archive.MaxReportsIn); err != nil {
		t.Fatal(err)
	}
	if err := fill("x", 1); !errors.Is(err, archive.ErrReportsFull) {
		t.Errorf("one more in the server: %v", err)
	}
	more := report(1, archive.WrongText)
	more.Server, more.By, more.Ref = "y", "0", "more"
	if _, err := s.KeepReport(t.Context(), more); !errors.Is(err, archive.ErrReportsBy) {
		t.Errorf("one more of the user: %v", err)
	}
	more.By = "new"
	keepReport(t, s, more)
}

func reportsRefused(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	for what, change := range map[string]func(*archive.Report){
		"no quote":       func(r *archive.Report) { r.Ref = "" },
		"no version":     func(r *archive.Report) { r.Version = 0 },
		"no reason":      func(r *archive.Report) { r.Reason = "" },
		"another reason": func(r *archive.Report) { r.Reason = "boring" },
		"nobody":         func(r *archive.Report) { r.By = "" },
		"no text":        func(r *archive.Report) { r.Words = "\xff" },
		"long words":     func(r *archive.Report) { r.Words = strings.Repeat("ä", archive.MaxReportWords+1) },
	} {
		r := report(1, archive.WrongText)
		change(&r)
		if _, err := s.KeepReport(t.Context(), r); err == nil {
			t.Errorf("%s: kept", what)
		}
	}
	long := report(1, archive.WrongText)
	long.Words = strings.Repeat("ä", archive.MaxReportWords)
	keepReport(t, s, long)
	if _, err := s.KeepReport(t.Context(), report(2, archive.WrongText)); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("of a cutting that never was: %v", err)
	}
}

func reportsOfRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	keepReport(t, s, report(1, archive.WrongText))
	keepReport(t, s, report(2, archive.WrongText))
	remove(t, s, "a", "a complaint")
	openAre(t, s, "x", 2)
	if _, err := s.KeepReport(t.Context(), report(1, archive.WrongText)); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("of a removed one: %v", err)
	}
}

func reportsAgain(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	for i := range archive.MaxReportsBy {
		r := report(1, archive.WrongText)
		r.Ref = fmt.Sprint(i)
		keepReport(t, s, r)
	}
	same := report(1, archive.WrongText)
	same.Ref = "0"
	equal(t, "the same is no further one", 1, keepReport(t, s, same).ID)
	if _, _, err := s.CloseReport(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	equal(t, "once it is closed", archive.MaxReportsBy+1, int(keepReport(t, s, same).ID))
}
