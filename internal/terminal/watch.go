package terminal

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

type watchCommand struct {
	Try    watchTryCommand    `cmd:"" help:"Say what a watch for these words would have matched."`
	List   watchListCommand   `cmd:"" help:"List all watches."`
	Pause  watchPauseCommand  `cmd:"" help:"Pause a watch."`
	Resume watchResumeCommand `cmd:"" help:"Resume a watch that is paused."`
	Remove watchRemoveCommand `cmd:"" help:"End a watch."`
}

type watchTryCommand struct {
	Words []string `arg:"" help:"As find takes them."`
	asking
	JSON bool `help:"Print a JSON object."`
}

type watchListCommand struct {
	JSON bool `help:"Print a JSON object for each."`
}

// watchNumber names the watch that a command is about.
type watchNumber struct {
	Number int64 `arg:"" help:"The watch's number, as list shows it."`
	JSON   bool  `help:"Print a JSON object."`
}

type (
	watchPauseCommand  struct{ watchNumber }
	watchResumeCommand struct{ watchNumber }
	watchRemoveCommand struct{ watchNumber }
)

type trialObject struct {
	Query  string        `json:"query"`
	Days   int           `json:"days"`
	Recent int           `json:"recent"`
	Total  int           `json:"total"`
	Hits   []quoteObject `json:"hits"`
	Scope  scopeObject   `json:"scope"`
}

type watchObject struct {
	Watch    int64      `json:"watch"`
	Words    string     `json:"words"`
	How      string     `json:"how"`
	Schedule *string    `json:"schedule"`
	Direct   bool       `json:"direct"`
	Channel  *string    `json:"channel"`
	Server   *string    `json:"server"`
	User     string     `json:"user"`
	State    string     `json:"state"`
	Why      *string    `json:"why"`
	Next     *time.Time `json:"next"`
}

func watchJSON(w archive.Subscription, next time.Time) watchObject {
	o := watchObject{
		Watch: w.ID, Words: w.Topic, How: string(w.Watch), Server: orNull(w.Server), User: w.By,
		State: string(w.State), Why: orNull(w.Why), Next: timeOrNull(next.UTC()),
	}
	if w.Watch == archive.AtTimes {
		schedule := w.Schedule.String()
		o.Schedule = &schedule
	}
	if o.Direct = strings.HasPrefix(w.Channel, "@"); !o.Direct {
		o.Channel = &w.Channel
	}
	return o
}

func (c *watchTryCommand) Run(s *session) error {
	c.asking.ask(s)
	return reply(s, s.open, (*desk.Desk).TryWatch, strings.Join(c.Words, " "), c.JSON, trialJSON)
}

func trialJSON(r desk.WatchReply) trialObject {
	t := r.Trial
	return trialObject{Query: t.Query, Days: t.Days, Recent: t.Recent, Total: t.Total, Hits: objects(t.Hits, hitJSON), Scope: scopeJSON(t.Scope)}
}

func (c *watchListCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	reply, err := library.Desk.Watches(s.ctx)
	if err != nil || !c.JSON {
		if err == nil {
			err = s.page.print(reply)
		}
		return err
	}
	for i, w := range reply.Watches {
		if err := printJSON(s.out, watchJSON(w, reply.Next[i])); err != nil {
			return err
		}
	}
	return nil
}

func (c *watchPauseCommand) Run(s *session) error  { return c.run(s, (*desk.Desk).PauseWatch) }
func (c *watchResumeCommand) Run(s *session) error { return c.run(s, (*desk.Desk).ResumeWatch) }
func (c *watchRemoveCommand) Run(s *session) error { return c.run(s, (*desk.Desk).RemoveWatch) }

func (c *watchNumber) run(s *session, do func(*desk.Desk, context.Context, int64) (desk.WatchReply, error)) error {
	return reply(s, s.openStore, do, c.Number, c.JSON, func(r desk.WatchReply) watchObject { return watchJSON(r.Watch, r.Next) })
}

// watch writes what became of a watch, and what it would have matched.
func (p page) watch(b *strings.Builder, r desk.WatchReply) {
	if t := r.Trial; t != nil {
		p.line(b, p.bold, t.Query)
		p.line(b, plain, english.WouldHave(t.Recent, t.Days, t.Total))
		b.WriteString("\n")
		for _, h := range t.Hits {
			p.quote(b, h.Quote)
		}
		p.line(b, p.dim, english.Searched(t.Scope))
		p.line(b, p.dim, english.Say("watch.tried"))
		return
	}
	if r.Deed == desk.WatchRemoved {
		p.line(b, plain, english.Watch(r.Watch)+": removed")
		return
	}
	p.watchLines(b, r.Watch, r.Next)
}

func (p page) watches(b *strings.Builder, r desk.WatchesReply) {
	if len(r.Watches) == 0 {
		p.line(b, plain, english.Say("watch.none"))
	}
	for i, w := range r.Watches {
		p.watchLines(b, w, r.Next[i])
	}
	p.under(b, r.Page, r.Pages)
}

// place is where a subscription is posted.
func place(s archive.Subscription) string {
	if user, direct := strings.CutPrefix(s.Channel, "@"); direct {
		return "user " + user
	}
	return "channel " + s.Channel
}

func (p page) watchLines(b *strings.Builder, w archive.Subscription, next time.Time) {
	p.line(b, p.bold, english.Watch(w))
	lines := []string{english.WatchState(w), fmt.Sprintf("%s (%s)", english.WatchHow(w), place(w))}
	if s := english.WatchNext(next); s != "" {
		lines = append(lines, s)
	}
	for _, s := range lines {
		p.indented(b, s, nil)
	}
}
