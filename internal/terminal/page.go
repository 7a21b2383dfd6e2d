package terminal

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"cuttings/internal/archive"
	"cuttings/internal/cite"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// page lays replies out for people.
type page struct {
	out     io.Writer
	columns int
	styled  bool // bold and dim by escape sequences
}

const (
	defaultColumns = 80
	widestColumns  = 100 // lines longer than this are hard to read
)

// pageOf is how w is written to: styled and as wide as the window on a terminal,
// plain and 80 columns wide elsewhere. NO_COLOR (no-color.org) is honoured.
func pageOf(w io.Writer) page {
	p := page{out: w, columns: defaultColumns}
	if f, ok := isTerminal(w); ok {
		p.styled = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 20 {
			p.columns = min(columns, widestColumns)
		}
	}
	return p
}

func (p page) bold(s string) string { return p.style("\x1b[1m", s) }
func (p page) dim(s string) string  { return p.style("\x1b[2m", s) }

func (p page) style(on, s string) string {
	if !p.styled || s == "" {
		return s
	}
	return on + s + "\x1b[0m"
}

// print writes a reply of any kind.
func (p page) print(reply desk.Reply) error {
	var b strings.Builder
	switch r := reply.(type) {
	case desk.AskReply:
		p.answer(&b, r)
	case desk.StatusReply:
		p.status(&b, r)
	case desk.FindReply:
		p.found(&b, r)
	case desk.SaidReply:
		p.said(&b, r)
	case desk.SourceReply:
		p.source(&b, r.Result)
	case desk.FiguresReply:
		p.figures(&b, r)
	case desk.CiteReply:
		p.citation(&b, r)
	case desk.CheckReply:
		p.checked(&b, r.Checked)
	case desk.CoverageReply:
		p.coverage(&b, r)
	case desk.HelpReply:
		p.help(&b, r)
	case desk.CuttingReply:
		p.quote(&b, r.Quote)
		p.became(&b, r.Present)
	case desk.LatestReply:
		p.latest(&b, r)
	case desk.WatchReply:
		p.watch(&b, r)
	case desk.WatchesReply:
		p.watches(&b, r)
	case desk.HideReply:
		p.hid(&b, r)
	case desk.DigestReply:
		p.digest(&b, r)
	case desk.SubscriptionReply:
		p.subscription(&b, r)
	case desk.SubscriptionsReply:
		p.subscriptions(&b, r)
	case desk.WhyReply:
		p.line(&b, plain, english.Why(string(r.Stage), r.Digest.ID, r.Slot, r.Missed))
	case desk.ReportsReply:
		p.reports(&b, r)
	case desk.ReportClosedReply:
		p.line(&b, plain, english.ReportClosed(r.Report, r.Changed))
	case desk.PrivacyReply:
		p.privacy(&b, r)
	case desk.PersonalReply:
		b.Write(append(r.JSON, '\n'))
	case desk.ForgetReply:
		p.forgotten(&b, r)
	case desk.SetupReply:
		p.setup(&b, r)
	case desk.StoryReply:
		p.story(&b, r)
	}
	_, err := io.WriteString(p.out, b.String())
	return err
}

const indent = "  "

// answer writes the quotes, best first, or the miss, and what was searched.
func (p page) answer(b *strings.Builder, r desk.AskReply) {
	a := r.Answer
	for _, q := range a.Quotes {
		p.quote(b, q)
	}
	if a.Found {
		p.line(b, p.dim, english.Searched(a.Scope))
		return
	}
	p.line(b, p.bold, english.Miss(a.Scope))
	if a.Nearest != nil {
		b.WriteString("\n" + english.Say("nearest") + "\n\n")
		p.quote(b, *a.Nearest)
	}
}

// paging is which page of a list a command shows.
type paging struct {
	Page int `help:"Which page; 1 is the first." default:"1" placeholder:"N"`
}

// Validate refuses what is no page.
func (p paging) Validate() error {
	if p.Page < 1 {
		return fmt.Errorf("--page %d: the first page is 1", p.Page)
	}
	return nil
}

// under says which page of a list it is, where there are more.
func (p page) under(b *strings.Builder, page, pages int) {
	if pages > 1 {
		p.line(b, plain, english.Say("page.of", "page", page, "pages", pages))
	}
}

func (p page) help(b *strings.Builder, r desk.HelpReply) {
	for _, c := range desk.InFull(r.Commands) {
		p.beside(b, p.bold("/"+c.Name), columns("/"+c.Name), c.Description.String())
		for _, o := range c.Options {
			p.beside(b, "    "+o.Name, 4+columns(o.Name), o.Description.String())
			if len(o.Choices) > 0 {
				p.beside(b, "", 0, strings.Join(o.Choices, ", "))
			}
		}
	}
	b.WriteString("\n")
	if len(r.Messages) > 0 {
		p.line(b, plain, english.OnMessages(r.Messages))
	}
	b.WriteString(english.Say("try") + "\n")
	for _, sample := range r.Samples {
		fmt.Fprintf(b, "  /ask %s\n", sample)
	}
}

// beside writes a name that is wide columns wide and, in the column beside the names,
// what it is, wrapped.
func (p page) beside(b *strings.Builder, name string, wide int, s string) {
	const column = 16
	p.columns -= column - len(indent)
	lines := p.wrap(s, nil)
	if wide+1 >= column {
		lines = append([]string{""}, lines...)
	}
	for i, line := range lines {
		if i == 0 {
			line = name + strings.Repeat(" ", max(column-wide, 0)) + line
		} else {
			line = strings.Repeat(" ", column) + line
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// line writes s, wrapped, each line in the style.
func (p page) line(b *strings.Builder, style func(string) string, s string) {
	for _, line := range p.wrap(s, nil) {
		b.WriteString(style(line) + "\n")
	}
}

// indented writes s, wrapped, each line indented, the spans in bold.
func (p page) indented(b *strings.Builder, s string, bold []text.Span) {
	for _, line := range p.wrap(s, bold) {
		b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
}

// hanging writes s to the page at once, wrapped, all lines but the first indented.
func (p page) hanging(s string) error {
	_, err := fmt.Fprintln(p.out, strings.Join(p.wrap(s, nil), "\n"+indent))
	return err
}

func plain(s string) string { return s }

func titleOf(a archive.Article) string {
	if a.Title == "" {
		return english.Say("headline.none")
	}
	return clean(a.Title)
}

// quote writes one quote: the words, then who speaks and where they are from.
func (p page) quote(b *strings.Builder, q quote.Quote) {
	p.quoteBy(b, q, english.Speaker(q))
}

// quoteBy is quote with a line that says who speaks.
func (p page) quoteBy(b *strings.Builder, q quote.Quote, speaker string) {
	p.indented(b, q.Text(), shift(q.Answer, -q.Span.Start))
	b.WriteString("\n")
	v := q.Version
	p.indented(b, speaker, nil)
	p.indented(b, "— "+english.Attribution(v.Article), nil)
	p.indented(b, fmt.Sprintf("%s (%s)", titleOf(v.Article), english.Numbered(v.Number, q.Told)), nil)
	link := q.Link()
	if link == "" {
		link = english.Say("link.none")
	}
	if !q.Gone.IsZero() {
		if copied := cite.Archived(v); copied != "" {
			b.WriteString(indent + english.Say("archived") + ":\n" + indent + p.dim(clean(copied)) + "\n")
		}
		b.WriteString(indent + "The page, " + english.GoneSince(q.Gone) + ":\n")
	}
	b.WriteString(indent + p.dim(clean(link)) + "\n\n") // never wrapped: a broken link can't be opened
}

// article shows an article as it would be stored.
func (p page) article(source string, a archive.Article) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.bold(clean(a.Title)))
	fmt.Fprintf(&b, "%s\n", clean(strings.Join([]string{source, a.ID, orDash(a.Outlet), english.Date(a.Published), orDash(a.URL)}, " · ")))
	p.indented(&b, a.Text, nil)
	b.WriteString("\n")
	_, err := io.WriteString(p.out, b.String())
	return err
}

// wrap breaks s into lines that fit the page beside the indent, at its white
// space only; its line breaks stay. The spans of s, in bytes, are in bold.
func (p page) wrap(s string, bold []text.Span) []string {
	room := p.columns - len(indent)
	var lines []string
	var line strings.Builder
	used := 0
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
		used = 0
	}
	at := 0
	for at < len(s) {
		word := at + strings.IndexFunc(s[at:], func(r rune) bool { return !unicode.IsSpace(r) })
		if word < at {
			break
		}
		if breaks := strings.Count(s[at:word], "\n"); breaks > 0 && (line.Len() > 0 || len(lines) > 0) {
			flush()
			if breaks > 1 {
				lines = append(lines, "")
			}
		}
		end := word + strings.IndexFunc(s[word:], unicode.IsSpace)
		if end < word {
			end = len(s)
		}
		wide := columns(s[word:end])
		if line.Len() > 0 && used+1+wide > room {
			flush()
		}
		if line.Len() > 0 {
			gap := " "
			if within(bold, word-1) && within(bold, word) && within(bold, at-1) {
				gap = p.bold(gap)
			}
			line.WriteString(gap)
			used++
		}
		p.styledWord(&line, s, text.Span{Start: word, End: end}, bold)
		used += wide
		at = end
	}
	if line.Len() > 0 {
		flush()
	}
	return lines
}

// styledWord writes the word of s with the parts that lie in bold spans in bold.
func (p page) styledWord(line *strings.Builder, s string, word text.Span, bold []text.Span) {
	at := word.Start
	for _, span := range bold {
		start, end := max(span.Start, at), min(span.End, word.End)
		if start >= end {
			continue
		}
		line.WriteString(clean(s[at:start]) + p.bold(clean(s[start:end])))
		at = end
	}
	line.WriteString(clean(s[at:word.End]))
}

func within(spans []text.Span, at int) bool {
	for _, s := range spans {
		if s.Start <= at && at < s.End {
			return true
		}
	}
	return false
}

func shift(spans []text.Span, by int) []text.Span {
	moved := make([]text.Span, len(spans))
	for i, s := range spans {
		moved[i] = text.Span{Start: s.Start + by, End: s.End + by}
	}
	return moved
}

// columns is how many columns of a terminal s takes: two for wide characters,
// none for marks (Unicode Standard Annex 11).
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// clean shows control characters, which could steer a terminal, as U+FFFD, and
// drops the invisible ones that turn the direction of what follows.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		case r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
