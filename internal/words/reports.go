package words

import "cuttings/internal/archive"

// WrongReason names what is wrong with a quote, from the side of whoever says so.
func (l Language) WrongReason(r archive.Reason) string { return l.Say("report.reason." + string(r)) }

// Reported thanks whoever reported a quote, and says what happens now.
func (l Language) Reported(r archive.Report) string {
	if r.Server == "" {
		return l.Say("report.thanks")
	}
	return l.Say("report.thanks-server")
}

// Report names a report, and says when it was made.
func (l Language) Report(r archive.Report) string {
	return l.Say("report.head", "number", r.ID, "reason", l.WrongReason(r.Reason), "day", l.Day(r.At))
}

// OpenReports says how many reports are open.
func (l Language) OpenReports(n int) string {
	if n == 0 {
		return l.Say("report.none")
	}
	return l.Say("report.open", "n", n)
}

// ReportClosed says that a report is closed.
func (l Language) ReportClosed(r archive.Report, changed bool) string {
	if !changed {
		return l.Say("report.closed-already", "number", r.ID)
	}
	return l.Say("report.closed", "number", r.ID)
}
