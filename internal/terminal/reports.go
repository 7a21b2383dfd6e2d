package terminal

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/desk"
)

type reportsCommand struct {
	Close int64 `help:"Close the report with this number." placeholder:"N" xor:"form"`
	All   bool  `help:"List those that are closed, too."`
	JSON  bool  `help:"Print a JSON object for each." xor:"form"`
}

type reportedObject struct {
	Report  int64        `json:"report"`
	Server  *string      `json:"server"`
	Number  int64        `json:"number"`
	Version int          `json:"version"`
	Reason  string       `json:"reason"`
	Words   *string      `json:"words"`
	At      time.Time    `json:"at"`
	Closed  *time.Time   `json:"closed"`
	Quote   *quoteObject `json:"quote"`
}

// pageOfReports is how many reports are read at a time.
const pageOfReports = 100

func (c *reportsCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	if c.Close != 0 {
		reply, err := library.Desk.CloseReport(s.ctx, strconv.FormatInt(c.Close, 10))
		if err != nil {
			return err
		}
		return s.page.print(reply)
	}
	listed := false
	for after := int64(0); ; {
		list, err := library.Desk.AllReports(s.ctx, after, pageOfReports)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			break
		}
		for _, r := range list {
			after = r.ID
			if !r.Closed.IsZero() && !c.All {
				continue
			}
			if listed = true; c.JSON {
				err = printJSON(s.out, reportJSON(r))
			} else {
				err = s.page.report(r)
			}
			if err != nil {
				return err
			}
		}
	}
	if !listed && !c.JSON {
		fmt.Fprintln(s.out, english.OpenReports(0))
	}
	return nil
}

func reportJSON(r desk.Reported) reportedObject {
	o := reportedObject{
		Report: r.ID, Server: orNull(r.Server), Number: r.Number, Version: r.Version, Reason: string(r.Reason),
		Words: orNull(r.Words), At: r.At, Closed: timeOrNull(r.Closed),
	}
	if r.Cutting.Shown {
		o.Quote = new(quoteJSON(r.Cutting.Now.Quote))
	}
	return o
}

// report writes a report with its quote.
func (p page) report(r desk.Reported) error {
	var b strings.Builder
	p.reported(&b, r)
	_, err := fmt.Fprint(p.out, b.String())
	return err
}

func (p page) reported(b *strings.Builder, r desk.Reported) {
	head := english.Report(r.Report)
	if r.Server != "" {
		head += " · server " + r.Server
	}
	if !r.Closed.IsZero() {
		head += " · closed"
	}
	p.line(b, p.bold, head)
	if r.Words != "" {
		p.line(b, plain, english.Say("report.words", "words", r.Words))
	}
	if r.Cutting.Shown {
		p.quote(b, r.Cutting.Now.Quote)
		return
	}
	p.line(b, plain, english.Say("hide.not-shown")+" ("+english.Cutting(r.Number)+")")
	b.WriteString("\n")
}

// reports writes open reports, newest first.
func (p page) reports(b *strings.Builder, r desk.ReportsReply) {
	p.line(b, p.bold, english.OpenReports(r.Open))
	for _, one := range r.Reports {
		p.reported(b, one)
	}
}
