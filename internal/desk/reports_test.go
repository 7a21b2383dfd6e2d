package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

// beds is the best quote on the beds, and its name.
func beds(t *testing.T, d *desk.Desk) (desk.QuoteRef, string) {
	t.Helper()
	r, err := d.Ask(t.Context(), ask.Question{Text: "How many beds does the new cancer centre have?"})
	if err != nil || !r.Answer.Found {
		t.Fatal(r, err)
	}
	q := r.Answer.Quotes[0]
	return desk.RefTo(q), q.Text()
}

// What is reported in a server is listed there with its quote, for those who manage
// it and nobody else, until it is closed.
func TestReports(t *testing.T) {
	d, _ := open(t)
	ref, quoted := beds(t, d)
	reported, err := d.Report(as(t, reader), desk.ReportRequest{Ref: ref, Reason: archive.WrongText, Words: "  It is\n 216. "})
	if err != nil || reported.Report.ID != 1 || reported.Report.Server != reader.Server || reported.Report.Words != "It is 216." {
		t.Fatalf("%+v, %v", reported, err)
	}
	bold := ref
	bold.Answer = nil
	if again, err := d.Report(as(t, reader), desk.ReportRequest{Ref: bold, Reason: archive.WrongText}); err != nil || again.Report.ID != 1 {
		t.Errorf("the same quote, by other answers: %+v, %v", again, err)
	}
	for range 2 { // the same again is no other report
		who := desk.Asker{User: "100", Server: reader.Server}
		for _, reason := range archive.Reasons() {
			if _, err := d.Report(as(t, who), desk.ReportRequest{Ref: ref, Reason: reason}); err != nil {
				t.Fatal(err)
			}
		}
	}
	list, err := d.Reports(as(t, keeper), 0, 0)
	if err != nil || list.Open != 6 || !list.Older || len(list.Reports) != 5 || list.Reports[0].ID != 6 {
		t.Fatalf("listed %+v, %v", list, err)
	}
	older, err := d.Do(as(t, keeper), "reports list", map[string]string{"before": "2"})
	if r := older.(desk.ReportsReply); err != nil || r.Older || len(r.Reports) != 1 || r.Reports[0].Cutting.Now.Quote.Text() != quoted {
		t.Fatalf("the oldest: %+v, %v", older, err)
	}
	for name, who := range map[string]desk.Asker{
		"reader": reader, "outside of a server": {User: "9", Manages: true}, "nobody": {},
	} {
		if _, err := d.Reports(as(t, who), 0, 1); !isProblem(err, "for those who manage") {
			t.Errorf("%s: %v", name, err)
		}
	}
	elsewhere := keeper
	elsewhere.Server = "another"
	refused(t, d, elsewhere, "no report", "reports done", map[string]string{"number": "1"})
	refused(t, d, keeper, "no report", "reports done", map[string]string{"number": "x"})
	refused(t, d, keeper, "no report", "reports list", map[string]string{"before": "-1"})
	for i := range 2 {
		closed, err := d.CloseReport(as(t, keeper), " 1 ")
		if err != nil || closed.Changed != (i == 0) {
			t.Errorf("closed: %+v, %v", closed, err)
		}
	}
}

// Reports are turned by what stands on their pages: whichever are closed meanwhile, none
// that is open is skipped, and the way back is the same.
func TestTurnReports(t *testing.T) {
	d, _ := open(t)
	ref, _ := beds(t, d)
	for i := range 12 {
		who := desk.Asker{User: fmt.Sprint(100 + i), Server: keeper.Server}
		if _, err := d.Report(as(t, who), desk.ReportRequest{Ref: ref, Reason: archive.WrongText}); err != nil {
			t.Fatal(err)
		}
	}
	turn := func(before int64, page, was int) (list []int64, r desk.PageReply) {
		t.Helper()
		r, err := d.Turn(as(t, keeper), desk.SearchReports(before), page, was)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range r.Paged.(desk.ReportsReply).Reports {
			list = append(list, one.ID)
		}
		return list, r
	}
	expect := func(before int64, page int, at desk.Paging, newer int64, want ...int64) {
		t.Helper()
		list, r := turn(before, page, 0)
		if !slices.Equal(list, want) || r.Paging() != at || r.Paged.(desk.ReportsReply).Newer != newer {
			t.Errorf("before %d, page %d: %v, %+v, newer: %d", before, page, list, r.Paging(), r.Paged.(desk.ReportsReply).Newer)
		}
	}
	expect(0, 1, desk.Paging{Page: 1, Total: 12, More: true}, 0, 12, 11, 10, 9, 8)
	expect(8, 1, desk.Paging{Page: 2, Total: 12, More: true}, 0, 7, 6, 5, 4, 3)
	expect(3, 1, desk.Paging{Page: 3, Total: 12}, 8, 2, 1)
	expect(0, 3, desk.Paging{Page: 3, Total: 12}, 8, 2, 1)
	expect(0, 999_999_999, desk.Paging{Page: 3, Total: 12}, 8, 2, 1)
	for _, closed := range []string{"12", "11", "9", "1", "2"} {
		if _, err := d.CloseReport(as(t, keeper), closed); err != nil {
			t.Fatal(err)
		}
	}
	expect(8, 1, desk.Paging{Page: 1, Total: 7}, 0, 7, 6, 5, 4, 3)
	expect(3, 1, desk.Paging{Page: 1, Total: 7}, 0, 7, 6, 5, 4, 3) // none is older by now
	if _, r := turn(8, 1, 12); r.Was != 12 {
		t.Errorf("that some were closed isn't said: %+v", r)
	}
	if _, err := d.Turn(as(t, reader), desk.SearchReports(8), 1, 12); !isProblem(err, "for those who manage") {
		t.Errorf("a reader turns them: %v", err)
	}
	elsewhere := keeper
	elsewhere.Server = "another"
	if r, err := d.Turn(as(t, elsewhere), desk.SearchReports(8), 1, 0); err != nil || r.Paging().Total != 0 {
		t.Errorf("another server's: %+v, %v", r, err)
	}
}

func isProblem(err error, says string) bool {
	var problem *desk.Problem
	return errors.As(err, &problem) && strings.Contains(problem.User.String(), says)
}

// A report may lead to a hiding, in that server alone; the others of the cutting are
// listed without its words.
func TestHideReported(t *testing.T) {
	d, store := open(t)
	ref, _ := beds(t, d)
	for _, reason := range []archive.Reason{archive.WrongSource, archive.WrongOther} {
		if _, err := d.Report(as(t, reader), desk.ReportRequest{Ref: ref, Reason: reason}); err != nil {
			t.Fatal(err)
		}
	}
	done, err := d.Do(as(t, keeper), "reports hide", map[string]string{"number": "1"})
	if r := done.(desk.ReportClosedReply); err != nil || !r.Changed || !r.Hid.Changed || r.Hid.Hiding.Scope != keeper.Server {
		t.Fatalf("%+v, %v", done, err)
	}
	log, err := store.Hidings(t.Context())
	if err != nil || len(log) != 1 || log[0].Reason != "report 1: The date or the outlet is wrong" {
		t.Errorf("the log: %+v, %v", log, err)
	}
	list, err := d.Reports(as(t, keeper), 0, 1)
	if err != nil || len(list.Reports) != 1 || list.Reports[0].Cutting.Shown || list.Reports[0].Cutting.Now.Quote.Version.Text != "" {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := d.Report(as(t, reader), desk.ReportRequest{Ref: ref, Reason: archive.WrongText}); !isProblem(err, "is hidden") {
		t.Errorf("a report of what is hidden: %v", err)
	}
	all, err := d.AllReports(desk.By(t.Context(), desk.Asker{User: desk.Operator}), 0, 10)
	if err != nil || len(all) != 2 || !all[0].Cutting.Shown || all[0].Closed.IsZero() || !all[1].Closed.IsZero() {
		t.Errorf("for the operator: %+v, %v", all, err)
	}
}

func TestWrongReports(t *testing.T) {
	d, store := open(t)
	ref, _ := beds(t, d)
	askew := ref
	askew.Span.Start++
	for says, c := range map[string]struct {
		who desk.Asker
		r   desk.ReportRequest
	}{
		"made in Discord":       {desk.Asker{}, desk.ReportRequest{Ref: ref, Reason: archive.WrongText}},
		"by the button Wrong?":  {desk.Asker{User: desk.Operator}, desk.ReportRequest{Ref: ref, Reason: archive.WrongText}},
		"none of the reasons":   {reader, desk.ReportRequest{Ref: ref, Reason: "boring"}},
		"has 301 characters":    {reader, desk.ReportRequest{Ref: ref, Reason: archive.WrongText, Words: strings.Repeat("ä", 301)}},
		"can't be kept":         {reader, desk.ReportRequest{Ref: ref, Reason: archive.WrongText, Words: "\xff"}},
		"There is no cutting 0": {reader, desk.ReportRequest{Ref: desk.QuoteRef{Version: 1, Span: ref.Span}, Reason: archive.WrongText}},
		"no longer fits":        {reader, desk.ReportRequest{Ref: askew, Reason: archive.WrongText}},
		"There is no cutting 999 in this coverage. Ask again": {reader, desk.ReportRequest{Ref: desk.QuoteRef{Number: 999, Version: 1, Span: ref.Span}, Reason: archive.WrongText}},
	} {
		if _, err := d.Report(as(t, c.who), c.r); !isProblem(err, says) {
			t.Errorf("%v, want a problem that says %q", err, says)
		}
	}
	whole := desk.QuoteRef{Number: ref.Number, Version: 1, Span: ref.Span}
	for i := range archive.MaxReportsBy + 1 {
		who := desk.Asker{User: "5", Server: fmt.Sprint(i)}
		if _, err := d.Report(as(t, who), desk.ReportRequest{Ref: whole, Reason: archive.WrongText}); (err != nil) != (i == archive.MaxReportsBy) {
			t.Errorf("report %d: %v", i, err)
		} else if err != nil && !isProblem(err, "still open") {
			t.Errorf("one too many: %v", err)
		}
	}
	if all, err := store.Reports(t.Context(), 0, 100); err != nil || len(all) != archive.MaxReportsBy {
		t.Errorf("%d are kept, %v", len(all), err)
	}
}
