package terminal

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/wallclock"
)

type digestCommand struct {
	At     *string  `help:"When it is due, with the zone of its readers: '2026-03-29 08:00 Europe/London'; now." placeholder:"TIME"`
	Since  *string  `help:"Cover what was added after this: the same form, the zone and the time may be left out; the same time of the day before." placeholder:"TIME"`
	Topic  string   `help:"Only articles about this; all that find takes." placeholder:"WORDS"`
	Outlet []string `help:"Only this newspaper or site; may be given again." placeholder:"NAME" sep:"none"`
	Max    int      `help:"At most so many stories." default:"5" placeholder:"N"`
	Layout string   `help:"quotes or headlines." default:"quotes" placeholder:"LAYOUT"`
	asking
	JSON bool `help:"Print a JSON object." xor:"form"`
	Text bool `help:"Print text, as without this." xor:"form"`
}

type digestObject struct {
	At        time.Time        `json:"at"`
	Since     *time.Time       `json:"since"`
	From      int64            `json:"from"`
	To        int64            `json:"to"`
	Topic     string           `json:"topic"`
	Outlets   []string         `json:"outlets"`
	Layout    archive.Layout   `json:"layout"`
	Quiet     bool             `json:"quiet"`
	Stories   []headlineObject `json:"stories"`
	More      int              `json:"more"`
	Revised   []revisedObject  `json:"revised"`
	Edited    []editedObject   `json:"edited"`
	OnThisDay *headlineObject  `json:"on_this_day"`
	Scope     scopeObject      `json:"scope"`
}

type editedObject struct {
	Was     quoteObject    `json:"was"`
	Present *presentObject `json:"present"`
}

func (c *digestCommand) Run(s *session) error {
	c.asking.ask(s)
	r := desk.DigestRequest{Topic: c.Topic, Outlets: c.Outlet, Max: c.Max, Layout: archive.Layout(c.Layout)}
	if r.Layout != archive.Quotes && r.Layout != archive.Headlines {
		return fmt.Errorf("--layout %q: write %s or %s", c.Layout, archive.Quotes, archive.Headlines)
	}
	if c.Max < 1 {
		return fmt.Errorf("--max %d: a digest shows at least 1 story", c.Max)
	}
	for _, outlet := range c.Outlet {
		if strings.TrimSpace(outlet) == "" {
			return errors.New("--outlet is empty: name one, or leave it out for all")
		}
	}
	library, err := s.openTold()
	if err != nil {
		return err
	}
	defer library.Close()
	if r.At, r.Since, err = c.between(library.Desk.Now()); err != nil {
		return err
	}
	if r.From, err = library.Store.SeqAt(s.ctx, r.Since); err != nil {
		return err
	}
	if r.To, err = library.Store.SeqAt(s.ctx, r.At); err != nil {
		return err
	}
	reply, err := library.Desk.Digest(s.ctx, r)
	if err != nil {
		return err
	}
	return showReply(s, reply, c.JSON, digestJSON)
}

// between is when the digest is due, and when the time that it covers begins: at
// the same time of the day before.
func (c *digestCommand) between(now time.Time) (at, since time.Time, err error) {
	at, since = now, now.AddDate(0, 0, -1)
	if c.At != nil {
		due, err := parseMoment(*c.At, now.Location())
		if err == nil {
			at, err = due.time()
		}
		if err != nil {
			return at, since, fmt.Errorf("--at: %w", err)
		}
		since = due.dayBefore()
	}
	if c.Since != nil {
		began, err := parseMoment(*c.Since, at.Location())
		if err == nil {
			since, err = began.time()
		}
		if err != nil {
			return at, since, fmt.Errorf("--since: %w", err)
		}
	}
	if since.After(at) {
		return at, since, errors.New("--since is after --at: nothing can lie between")
	}
	return at, since, nil
}

// moment is a time on a date as the clocks of a zone show it.
type moment struct {
	date  wallclock.Date
	clock wallclock.Clock
	zone  *time.Location
}

// firstDate is the first that can be meant.
var firstDate = wallclock.NewDate(1900, time.January, 1)

// parseMoment reads a date, with a time of day where it isn't midnight, with a zone
// where it isn't the one given.
func parseMoment(s string, zone *time.Location) (moment, error) {
	m := moment{zone: zone}
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return m, errors.New("it is empty: write it as '2026-03-29 08:00 Europe/London'")
	}
	var err error
	if m.date, err = wallclock.ParseDate(fields[0]); err != nil {
		return m, fmt.Errorf("%w, with a time and a zone as '2026-03-29 08:00 Europe/London'", err)
	}
	if m.date < firstDate {
		return m, fmt.Errorf("%s is too long ago: the first date is %s", m.date, firstDate)
	}
	if fields = fields[1:]; len(fields) == 0 {
		return m, nil
	}
	if m.clock, err = wallclock.ParseClock(strings.Join(fields, " ")); err == nil {
		return m, nil
	}
	last := len(fields) - 1
	named, noZone := wallclock.Zone(fields[last])
	var noClock error
	if last > 0 {
		m.clock, noClock = wallclock.ParseClock(strings.Join(fields[:last], " "))
	}
	switch {
	case noZone == nil:
		m.zone = named
		return m, noClock
	case noClock == nil && !unicode.IsDigit(rune(fields[last][0])):
		return m, noZone
	}
	return m, err
}

// time is the moment's time; an error where the zone's clocks skipped its date.
func (m moment) time() (time.Time, error) {
	t, exists := wallclock.At(m.date, m.clock, m.zone)
	if !exists {
		return t, fmt.Errorf("%s never was in %s: its clocks skipped that day", m.date, m.zone)
	}
	return t, nil
}

// dayBefore is when the clocks show the same time on the date before, as far as
// there was one.
func (m moment) dayBefore() time.Time {
	for m.date--; ; m.date-- {
		if t, exists := wallclock.At(m.date, m.clock, m.zone); exists {
			return t
		}
	}
}

func digestJSON(r desk.DigestReply) digestObject {
	o := digestObject{
		At: r.At, From: r.From, To: r.To, Topic: r.Topic, Outlets: orEmpty(r.Outlets), Layout: r.Layout, Quiet: r.Quiet(),
		Since: timeOrNull(r.Since), Stories: objects(r.Stories, headlineJSON), More: r.More, Revised: objects(r.Revised, revisedJSON),
		Edited: objects(r.Edited, editedJSON), Scope: scopeJSON(r.Scope),
	}
	if r.OnThisDay != nil {
		o.OnThisDay = new(headlineJSON(*r.OnThisDay))
	}
	return o
}

func editedJSON(e desk.Edited) editedObject {
	return editedObject{Was: quoteJSON(e.Was), Present: presentJSON(e.Present)}
}

// digest writes what came, part after part.
func (p page) digest(b *strings.Builder, r desk.DigestReply) {
	p.line(b, p.bold, english.Digest(r.Topic, r.At))
	p.line(b, plain, english.Gathered(len(r.Stories)+r.More, r.Since, r.At, r.Late))
	if r.Quiet() {
		p.line(b, plain, "Where quiet days are skipped nothing would be posted.")
	}
	b.WriteString("\n")
	for _, h := range r.Stories {
		p.digested(b, h, r.Layout)
	}
	if r.More > 0 {
		p.line(b, plain, english.AndMore(r.More)+": cuttings latest")
		b.WriteString("\n")
	}
	p.revised(b, r.Revised)
	for _, e := range r.Edited {
		p.line(b, plain, english.Say("edit.read"))
		p.quote(b, e.Was)
		p.became(b, e.Present)
	}
	if h := r.OnThisDay; h != nil {
		p.line(b, p.bold, english.OnThisDay(h.Line.Version.Published))
		p.digested(b, *h, archive.Quotes)
	}
	p.line(b, p.dim, english.Searched(r.Scope))
}

// digested writes a story by its best line or, as a headline, without it.
func (p page) digested(b *strings.Builder, h desk.Headline, layout archive.Layout) {
	if layout != archive.Headlines {
		p.quote(b, h.Line)
		return
	}
	v := h.Line.Version
	p.line(b, plain, titleOf(v.Article))
	p.indented(b, english.Line(v.Article, v.Number, h.Told), nil)
	link := h.Line.Link()
	if link == "" {
		link = english.Say("link.none")
	}
	b.WriteString(indent + p.dim(clean(link)) + "\n\n")
}
