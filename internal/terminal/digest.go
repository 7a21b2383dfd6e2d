package terminal

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/wallclock"
	"cuttings/internal/words"
)

type digestCommand struct {
	At     string   `help:"When it is due, with the zone of its readers: '2026-03-29 08:00 Europe/London'; now." placeholder:"TIME"`
	Since  string   `help:"Cover what was added after this: the same form, the zone and the time may be left out; a day before." placeholder:"TIME"`
	Topic  string   `help:"Only articles about this; all that find takes." placeholder:"WORDS"`
	Outlet []string `help:"Only this newspaper or site; may be given again." placeholder:"NAME" sep:"none"`
	Max    int      `help:"At most so many stories." default:"5" placeholder:"N"`
	Layout string   `help:"quotes or headlines." default:"quotes" placeholder:"LAYOUT"`
	JSON   bool     `help:"Print a JSON object." xor:"form"`
	Text   bool     `help:"Print text, as without this." xor:"form"`
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
	r := desk.DigestRequest{Topic: c.Topic, Outlets: c.Outlet, Max: c.Max, Layout: archive.Layout(c.Layout)}
	if r.Layout != archive.Quotes && r.Layout != archive.Headlines {
		return fmt.Errorf("--layout %q: write %s or %s", c.Layout, archive.Quotes, archive.Headlines)
	}
	if c.Max < 1 {
		return fmt.Errorf("--max %d: a digest shows at least 1 story", c.Max)
	}
	library, err := s.open()
	if err != nil {
		return err
	}
	defer library.Close()
	if r.At, r.Since, err = c.between(library.Desk.Now()); err != nil {
		return err
	}
	if err := s.placeStories(library); err != nil {
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
	if c.JSON {
		return printJSON(s.out, digestJSON(reply))
	}
	return s.page.print(reply)
}

// between is when the digest is due, and when the time that it covers begins.
func (c *digestCommand) between(now time.Time) (at, since time.Time, err error) {
	at = now
	if c.At != "" {
		if at, err = moment(c.At, now.Location()); err != nil {
			return at, since, fmt.Errorf("--at: %w", err)
		}
	}
	since = at.AddDate(0, 0, -1)
	if c.Since != "" {
		if since, err = moment(c.Since, at.Location()); err != nil {
			return at, since, fmt.Errorf("--since: %w", err)
		}
	}
	if since.After(at) {
		return at, since, errors.New("--since is after --at: nothing can lie between")
	}
	return at, since, nil
}

// moment reads a date, with a time of day where it isn't midnight, with a zone
// where it isn't the one given.
func moment(s string, zone *time.Location) (time.Time, error) {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return time.Time{}, errors.New("it is empty: write it as '2026-03-29 08:00 Europe/London'")
	}
	date, err := wallclock.ParseDate(fields[0])
	if err != nil {
		return time.Time{}, err
	}
	fields = fields[1:]
	if n := len(fields); n > 0 {
		if _, known := wallclock.ZoneName(fields[n-1]); known || n > 1 && strings.Contains(fields[n-1], "/") {
			if zone, err = wallclock.Zone(fields[n-1]); err != nil {
				return time.Time{}, err
			}
			fields = fields[:n-1]
		}
	}
	clock := wallclock.Clock(0)
	if len(fields) > 0 {
		if clock, err = wallclock.ParseClock(strings.Join(fields, " ")); err != nil {
			return time.Time{}, err
		}
	}
	at, exists := wallclock.At(date, clock, zone)
	if !exists {
		return time.Time{}, fmt.Errorf("%s never was in %s: its clocks skipped that day", date, zone)
	}
	return at, nil
}

func digestJSON(r desk.DigestReply) digestObject {
	o := digestObject{
		At: r.At, From: r.From, To: r.To, Topic: r.Topic, Outlets: orEmpty(r.Outlets), Layout: r.Layout, Quiet: r.Quiet(),
		Stories: []headlineObject{}, More: r.More, Revised: []revisedObject{}, Edited: []editedObject{}, Scope: scopeJSON(r.Scope),
	}
	if !r.Since.IsZero() {
		o.Since = &r.Since
	}
	for _, h := range r.Stories {
		o.Stories = append(o.Stories, headlineJSON(h))
	}
	for _, m := range r.Revised {
		o.Revised = append(o.Revised, revisedObject{Was: quoteJSON(m.Was), Is: quoteJSON(m.Is)})
	}
	for _, e := range r.Edited {
		o.Edited = append(o.Edited, editedObject{Was: quoteJSON(e.Was), Present: presentJSON(e.Present)})
	}
	if r.OnThisDay != nil {
		h := headlineJSON(*r.OnThisDay)
		o.OnThisDay = &h
	}
	return o
}

// digest writes what came, part after part.
func (p page) digest(b *strings.Builder, r desk.DigestReply) {
	p.line(b, p.bold, words.Digest(r.Topic, r.At))
	p.line(b, plain, words.Gathered(len(r.Stories)+r.More, r.Since, r.At, r.Late))
	b.WriteString("\n")
	for _, h := range r.Stories {
		p.digested(b, h, r.Layout)
	}
	if r.More > 0 {
		p.line(b, plain, words.AndMore(r.More)+": cuttings latest")
		b.WriteString("\n")
	}
	for _, m := range r.Revised {
		p.line(b, plain, words.EarlierHas(m.Was.Version.Number))
		p.quote(b, m.Was)
		p.line(b, plain, words.ThisHas)
		p.quote(b, m.Is)
	}
	for _, e := range r.Edited {
		p.line(b, plain, words.ItRead)
		p.quote(b, e.Was)
		p.became(b, e.Present)
	}
	if h := r.OnThisDay; h != nil {
		p.line(b, p.bold, words.OnThisDay(h.Line.Version.Published))
		p.digested(b, *h, archive.Quotes)
	}
	p.line(b, p.dim, words.Searched(r.Scope))
}

// digested writes a story by its best line or, as a headline, without it.
func (p page) digested(b *strings.Builder, h desk.Headline, layout archive.Layout) {
	if layout != archive.Headlines {
		p.quote(b, h.Line)
		return
	}
	v := h.Line.Version
	p.line(b, plain, titleOf(v.Article))
	for _, line := range p.wrap(words.Line(v.Article, v.Number, h.Told), nil) {
		b.WriteString(indent + line + "\n")
	}
	link := h.Line.Link()
	if link == "" {
		link = words.NoLink
	}
	b.WriteString(indent + p.dim(clean(link)) + "\n\n")
}
