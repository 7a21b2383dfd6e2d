package card

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// The inputs of the modal that asks what is wrong, by their custom_ids.
const (
	ReasonInput = "reason"
	WordsInput  = "words"
)

// Modal is a window with inputs, as Discord takes it.
type Modal struct {
	CustomID   string       `json:"custom_id"`
	Title      string       `json:"title"`
	Components []modalLabel `json:"components"`
}

// The components of a modal that discordgo lacks.
// https://docs.discord.com/developers/components/reference
const (
	labelComponent = 18
	radioComponent = 21
	inputComponent = 4
	longInput      = 2 // more than one line
)

type modalLabel struct {
	Type      int        `json:"type"`
	Label     string     `json:"label"`
	Component modalInput `json:"component"`
}

type modalInput struct {
	Type      int           `json:"type"`
	CustomID  string        `json:"custom_id"`
	Options   []modalOption `json:"options,omitempty"`
	Style     int           `json:"style,omitempty"`
	Required  bool          `json:"required"`
	MaxLength int           `json:"max_length,omitempty"`
}

type modalOption struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// AskWhatIsWrong is the modal that asks whoever wants to report a quote for the
// reason: one of five, each seen and chosen by one touch, and words if they like.
func AskWhatIsWrong(ref desk.QuoteRef, opts Options) Modal {
	reason := modalInput{Type: radioComponent, CustomID: ReasonInput, Required: true}
	for _, r := range archive.Reasons() {
		reason.Options = append(reason.Options, modalOption{Label: opts.Words.WrongReason(r), Value: string(r)})
	}
	text := modalInput{Type: inputComponent, CustomID: WordsInput, Style: longInput, MaxLength: archive.MaxReportWords}
	return Modal{CustomID: WrongID(ref), Title: opts.Words.Say("report.title", "cutting", opts.Words.Cutting(ref.Number)), Components: []modalLabel{
		{Type: labelComponent, Label: opts.Words.Say("report.what"), Component: reason},
		{Type: labelComponent, Label: opts.Words.Say("report.in-words"), Component: text},
	}}
}

// reported thanks whoever reported a quote.
func (d *draft) reported(r desk.ReportReply) {
	d.add(container(colourNote, display(say(d.words.Reported(r.Report)))))
}

// reports lists open reports, as many as fit, each with its quote; buttons turn to
// newer ones and to those that are left.
func (d *draft) reports(r desk.ReportsReply) error {
	d.lean = true // they are reported already
	d.add(display(strong(d.words.OpenReports(r.Open))))
	to := func(before int64) Turn {
		return Turn{Search: desk.SearchReports(before), Page: 1, Total: r.Open}
	}
	turns := func(last int64) discordgo.ActionsRow {
		return row(d.between(to(r.Newer), r.At > 0, to(last), r.Older)...)
	}
	var last int64
	d.owe(turns(last))
	page := *d
	for _, one := range r.Reports {
		c, shows, err := d.report(one, page)
		if err != nil {
			return err
		}
		if !d.fits(c) {
			r.Older = true
			break
		}
		if last = one.ID; shows {
			d.show(c, one.Cutting.Now.Quote)
		} else {
			d.add(c)
		}
	}
	if last > 0 && (r.At > 0 || r.Older) {
		d.pay(turns(last))
	}
	return nil
}

// report is the card of one report, and whether it shows the quote: where that would
// be too long even on the page without the others, it doesn't.
func (d *draft) report(r desk.Reported, page draft) (c discordgo.Container, shows bool, err error) {
	head := strong(d.words.Report(r.Report))
	if r.Words != "" {
		head += "\n" + say(d.words.Say("report.words", "words", r.Words))
	}
	c = container(colourNote, display(head))
	done := reportButton(d.words.Say("button.done"), "reports done", r.Report)
	if !r.Cutting.Shown {
		c.Components = append(c.Components, display(say(d.words.Say("hide.not-shown"))+"\n"+small(say(d.words.Cutting(r.Number)))), row(done))
		return c, false, nil
	}
	q := r.Cutting.Now.Quote
	if err := q.Verify(); err != nil {
		return c, false, err
	}
	hide := reportButton(d.words.Say("button.hide", "cutting", d.words.Cutting(r.Number)), "reports hide", r.Report)
	with := func(quote discordgo.Container) discordgo.Container {
		all := c
		all.Components = slices.Clone(c.Components)
		for _, part := range quote.Components {
			if _, isRow := part.(discordgo.ActionsRow); !isRow {
				all.Components = append(all.Components, part)
			}
		}
		all.Components = append(all.Components, row(done, hide))
		return all
	}
	if whole := with(d.quote(q, colourNote)); page.fits(whole) {
		return whole, true, nil
	}
	return with(d.tooLong(q)), false, nil
}

// reportButton carries out a command on a report.
func reportButton(label, command string, r archive.Report) discordgo.Button {
	return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: CommandID(command, strconv.FormatInt(r.ID, 10))}
}

// reportClosed adds what became of a report, and of its cutting.
func (d *draft) reportClosed(r desk.ReportClosedReply) {
	lines := []string{strong(d.words.ReportClosed(r.Report, r.Changed))}
	if r.Hid != nil {
		lines = append(lines, d.hidingText(*r.Hid))
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}
