package terminal

import (
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/fetch"
)

type feedObject struct {
	Feed       int64        `json:"feed"`
	Address    string       `json:"address"`
	Title      *string      `json:"title"`
	Collection *string      `json:"collection"`
	State      string       `json:"state"`
	Added      time.Time    `json:"added"`
	Asked      *time.Time   `json:"asked"`
	Read       *time.Time   `json:"read"`
	Failing    *time.Time   `json:"failing"`
	Error      *string      `json:"error"`
	Next       *time.Time   `json:"next"`
	Paused     *pauseObject `json:"paused"`
	Articles   int          `json:"articles"`
	Held       int          `json:"held"`
	Waiting    int          `json:"waiting"`
	Refused    int          `json:"refused"`
	Reason     *string      `json:"reason"`
}

type pauseObject struct {
	At  time.Time `json:"at"`
	By  string    `json:"by"`
	Why string    `json:"why"`
}

func feedJSON(f archive.FeedCount) feedObject {
	o := feedObject{
		Feed: f.Number, Address: fetch.Redact(f.Address), Title: orNull(f.Title), Collection: orNull(f.Collection), State: stateOf(f.Feed),
		Added: f.Added, Asked: timeOrNull(f.Asked), Read: timeOrNull(f.Read), Failing: timeOrNull(f.Failing), Error: orNull(f.Error),
		Next: timeOrNull(f.Next), Articles: f.Articles, Held: f.Held, Waiting: f.Waiting, Refused: f.Refused, Reason: orNull(f.Reason),
	}
	if f.Paused != nil {
		o.Paused, o.Next = &pauseObject{At: f.Paused.At, By: pausedBy(*f.Paused), Why: f.Paused.Why}, nil
	}
	return o
}

// stateOf is how a feed is, in a word.
func stateOf(f archive.Feed) string {
	switch {
	case f.Paused != nil:
		return "paused"
	case f.Error != "":
		return "failing"
	case f.Read.IsZero():
		return "new"
	}
	return "active"
}

func pausedBy(p archive.Pause) string {
	if p.Program {
		return "the program"
	}
	return desk.Operator
}

func titleOfFeed(f archive.Feed) string {
	if f.Title == "" {
		return fetch.Redact(f.Address)
	}
	return f.Title
}

// minute is how a moment is written.
const minute = "2 January 2006, 15:04 UTC"

// feed writes how a feed is.
func (p page) feed(f archive.FeedCount) error {
	var b strings.Builder
	p.line(&b, p.bold, fmt.Sprintf("Feed %d: %s", f.Number, titleOfFeed(f.Feed)))
	b.WriteString(indent + p.dim(clean(fetch.Redact(f.Address))) + "\n") // never wrapped: a broken address can't be copied
	narrower := p
	narrower.columns -= len(indent)
	for _, line := range feedLines(f) {
		for i, l := range narrower.wrap(line, nil) {
			if i > 0 {
				l = indent + l
			}
			b.WriteString(indent + l + "\n")
		}
	}
	b.WriteString("\n")
	_, err := fmt.Fprint(p.out, b.String())
	return err
}

func feedLines(f archive.FeedCount) []string {
	read := "not read yet"
	if !f.Read.IsZero() {
		read = "read " + f.Read.Format(minute)
	}
	var lines []string
	switch {
	case f.Paused != nil:
		lines = append(lines, read, fmt.Sprintf("PAUSED by %s on %s: %s", pausedBy(*f.Paused), f.Paused.At.Format(minute), f.Paused.Why))
	default:
		lines = append(lines, read+" · next "+f.Next.Format(minute))
	}
	if f.Error != "" {
		lines = append(lines, fmt.Sprintf("FAILING since %s: %s", f.Failing.Format(minute), f.Error))
	}
	counts := english.Count(f.Articles, "article")
	if f.Held > 0 {
		counts += fmt.Sprintf(" · %d held already", f.Held)
	}
	if f.Waiting > 0 {
		counts += " · " + english.Count(f.Waiting, "page") + " to be fetched"
	}
	if f.Refused > 0 {
		counts += fmt.Sprintf(" · %d refused", f.Refused)
	}
	if lines = append(lines, counts); f.Reason != "" {
		lines = append(lines, "the latest of those: "+f.Reason)
	}
	return lines
}

// checkFeeds looks for feeds that a person has to look after.
func (s *session) checkFeeds(library *Library) Finding {
	f := Finding{What: "feeds"}
	list, err := library.Store.Feeds(s.ctx)
	if err != nil {
		f.Text = err.Error()
		return f
	}
	stuck := 0
	for _, one := range list {
		if !one.Told.IsZero() || one.Paused != nil && one.Paused.Program {
			stuck++
		}
	}
	switch {
	case len(list) == 0:
		f.OK, f.Text = true, "none: cuttings add ADDRESS adds one"
	case stuck > 0:
		f.Text = fmt.Sprintf("%d of %d have failed for days or are gone: cuttings feeds says which and why", stuck, len(list))
	case s.settings.Contact == "":
		f.Text = fmt.Sprintf("%d, and cuttings serve reads none: set CUTTINGS_CONTACT, where their sites may turn", len(list))
	default:
		f.OK, f.Text = true, english.Count(len(list), "feed")+"; cuttings feeds lists them"
	}
	return f
}
