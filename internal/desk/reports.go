package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/language"
)

// ReportRequest says that a quote is wrong.
type ReportRequest struct {
	Ref    QuoteRef
	Reason archive.Reason
	Words  string // of whoever says so; may be empty
}

// ReportReply is a report that was kept.
type ReportReply struct{ Report archive.Report }

// ReportsReply is the open reports of the asker's server, the newest first.
type ReportsReply struct {
	Reports []Reported
	At      int   // how many open ones are newer than these
	Newer   int64 // what SearchReports takes for the page of those next newer
	Older   bool  // there are more, older than these
	Open    int   // how many are open in all
}

// Reported is a report and its quote.
type Reported struct {
	archive.Report
	Cutting PostedCutting // Shown is false where it may not be shown to the asker
}

// ReportClosedReply says what became of a report.
type ReportClosedReply struct {
	Report  archive.Report
	Changed bool       // false: it was closed already
	Hid     *HideReply // nil unless its cutting was to be hidden
}

func (ReportReply) reply()       {}
func (ReportsReply) reply()      {}
func (ReportClosedReply) reply() {}

// reportsListed is how many reports a page has at most.
const reportsListed = 5

// Report keeps what the asker takes for wrong, for those who manage the server where
// they are. A quote that they could not be shown, a reason that isn't one, words that
// are too long, and more reports than are good are Problems.
func (d *Desk) Report(ctx context.Context, r ReportRequest) (ReportReply, error) {
	who := AskerOf(ctx)
	r.Words = strings.Join(strings.Fields(r.Words), " ")
	report := archive.Report{
		Server: who.Server, Number: r.Ref.Number, Version: r.Ref.Version, Ref: QuoteRef{Number: r.Ref.Number, Version: r.Ref.Version, Span: r.Ref.Span}.String(),
		Reason: r.Reason, Words: r.Words, By: who.User,
	}
	switch n := utf8.RuneCountInString(r.Words); {
	case who.User == "" || who.User == Operator:
		return ReportReply{}, problem("report.nobody")
	case n > archive.MaxReportWords:
		return ReportReply{}, tooLong("text", n, archive.MaxReportWords)
	case !slices.Contains(archive.Reasons(), r.Reason):
		return ReportReply{}, problem("report.no-reason")
	case archive.Storable(r.Words) != nil:
		return ReportReply{}, problem("report.unreadable").of(archive.Storable(r.Words))
	}
	if _, err := d.Cutting(ctx, r.Ref); err != nil {
		return ReportReply{}, err
	}
	kept, err := d.store.KeepReport(ctx, report)
	switch {
	case errors.Is(err, archive.ErrReportsBy):
		err = problem("report.too-many", "n", archive.MaxReportsBy).of(err)
	case errors.Is(err, archive.ErrReportsFull):
		err = problem("report.full").of(err)
	case err != nil:
		err = onCard(report.Number, unshowable(report.Number, err))
	}
	return ReportReply{Report: kept}, err
}

// Paging says where the page stands.
func (r ReportsReply) Paging() Paging {
	return Paging{Page: r.At/reportsListed + 1, Total: r.Open, More: r.Older}
}

// SearchReports is what Turn takes for the page of the reports next older than the one
// with that number, or with 0 of the newest. They are turned by what stands on them: as
// reports are closed, pages that were counted would skip some.
func SearchReports(before int64) string {
	if before == 0 {
		return "reports list?"
	}
	return fmt.Sprintf("reports list?before=%d", before)
}

// Reports lists a page of the open reports of the asker's server that are older than
// the one with that number, or with 0 of all, the newest first; where none is older any
// more, it is the oldest. For others than those who manage the server that is a
// Problem, and so is a page that there isn't.
func (d *Desk) Reports(ctx context.Context, before int64, page int) (ReportsReply, error) {
	if err := mayReadReports(AskerOf(ctx)); err != nil {
		return ReportsReply{}, err
	}
	list, err := d.store.OpenReports(ctx, AskerOf(ctx).Server)
	if err != nil {
		return ReportsReply{}, err
	}
	start := slices.IndexFunc(list, func(r archive.Report) bool { return before == 0 || r.ID < before })
	if start < 0 {
		start = max(len(list)-reportsListed, 0)
	}
	from, to, _, err := cut(len(list)-start, reportsListed, max(page, 1))
	if err != nil {
		return ReportsReply{}, err
	}
	from, to = start+from, start+to
	r := ReportsReply{Open: len(list), At: from, Older: to < len(list)}
	if newer := from - reportsListed - 1; newer >= 0 {
		r.Newer = list[newer].ID
	}
	for _, report := range list[from:to] {
		one, err := d.reported(ctx, report)
		if err != nil {
			return ReportsReply{}, err
		}
		r.Reports = append(r.Reports, one)
	}
	return r, nil
}

// AllReports are at most limit of the reports of all servers, with a greater number
// than after, in order of their numbers; for the Operator.
func (d *Desk) AllReports(ctx context.Context, after int64, limit int) ([]Reported, error) {
	list, err := d.store.Reports(ctx, after, limit)
	var all []Reported
	for _, report := range list {
		if err == nil {
			var one Reported
			one, err = d.reported(ctx, report)
			all = append(all, one)
		}
	}
	return all, err
}

func (d *Desk) reported(ctx context.Context, r archive.Report) (Reported, error) {
	cutting, err := d.stillShown(ctx, archive.PostedQuote{Number: r.Number, Version: r.Version, Ref: r.Ref})
	return Reported{Report: r, Cutting: cutting}, err
}

func mayReadReports(who Asker) error {
	if who.User == Operator || who.User != "" && who.Server != "" && who.Manages {
		return nil
	}
	return problem("report.where")
}

// CloseReport closes a report, by its number as typed.
func (d *Desk) CloseReport(ctx context.Context, number string) (ReportClosedReply, error) {
	r, err := d.report(ctx, number)
	if err != nil {
		return ReportClosedReply{}, err
	}
	closed, changed, err := d.store.CloseReport(ctx, r.ID)
	if errors.Is(err, archive.ErrNotFound) {
		err = noReport(number)
	}
	return ReportClosedReply{Report: closed, Changed: changed}, err
}

// HideReported hides the cutting of a report where the asker is, and closes the
// report.
func (d *Desk) HideReported(ctx context.Context, number string) (ReportClosedReply, error) {
	r, err := d.report(ctx, number)
	if err != nil {
		return ReportClosedReply{}, err
	}
	hid, err := d.Hide(ctx, HideRequest{Number: r.Number, Reason: language.Phrase("report.hidden-for", "number", r.ID, "reason", language.Phrase("report.reason."+string(r.Reason))).String()})
	if err != nil {
		return ReportClosedReply{}, err
	}
	closed, err := d.CloseReport(ctx, number)
	closed.Hid = &hid
	return closed, err
}

// report is one that the asker may see. Of others it isn't said that they are there.
func (d *Desk) report(ctx context.Context, number string) (archive.Report, error) {
	who := AskerOf(ctx)
	if err := mayReadReports(who); err != nil {
		return archive.Report{}, err
	}
	number = strings.TrimSpace(number)
	none := noReport(number)
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return archive.Report{}, none
	}
	r, err := d.store.Report(ctx, id)
	if errors.Is(err, archive.ErrNotFound) || err == nil && who.User != Operator && r.Server != who.Server {
		return archive.Report{}, none
	}
	return r, err
}

func noReport(typed string) error {
	return problem("report.unknown", "number", short(typed, 20))
}

// reportsCommand is /reports with what can be done with them.
func reportsCommand() Command {
	number := []Option{{Name: "number", Description: language.Phrase("option.reports.number"), Required: true, MaxLength: 20}}
	return Command{
		Name: "reports", Description: language.Phrase("command.reports"), Manage: true,
		Commands: []Command{
			{Name: "list", Description: language.Phrase("command.reports.list"), Options: []Option{
				{Name: "before", Description: language.Phrase("option.reports.before"), MaxLength: 20}, pageOption,
			}},
			{Name: "done", Description: language.Phrase("command.reports.done"), Options: number},
			{Name: "hide", Description: language.Phrase("command.reports.hide"), Options: number},
		},
	}
}

// typedReports carries out /reports as it was typed.
func (d *Desk) typedReports(ctx context.Context, command string, args map[string]string) (Reply, error) {
	switch command {
	case "reports done":
		return answer(d.CloseReport(ctx, args["number"]))
	case "reports hide":
		return answer(d.HideReported(ctx, args["number"]))
	}
	var before int64
	if typed := strings.TrimSpace(args["before"]); typed != "" {
		var err error
		if before, err = strconv.ParseInt(typed, 10, 64); err != nil || before < 1 {
			return nil, noReport(typed)
		}
	}
	page, err := parsePage(args["page"])
	if err != nil {
		return nil, err
	}
	return answer(d.Reports(ctx, before, page))
}
