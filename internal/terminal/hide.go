package terminal

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

type hideCommand struct {
	What   []string `arg:"" name:"cutting" help:"A cutting's number, an article's id (id:… where it is a number), or an outlet's name (outlet:… where it is a number)."`
	Reason string   `help:"Why; it is kept in the log."`
	Undo   bool     `help:"Show them again."`
	Server string   `help:"Only in the Discord server with this ID." placeholder:"ID"`
}

func (c *hideCommand) Run(s *session) error {
	if strings.TrimSpace(c.Reason) == "" && !c.Undo {
		return errors.New("--reason is missing: say why, for the log")
	}
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	ctx := desk.By(s.ctx, desk.Asker{Server: c.Server, User: desk.Operator})
	failed := false
	for _, what := range c.What {
		request, err := c.request(s, library.Store, what)
		var reply desk.HideReply
		if err == nil {
			reply, err = library.Desk.Hide(ctx, request)
		}
		var problem *desk.Problem
		switch {
		case errors.As(err, &problem):
			fmt.Fprintf(s.err, "%s: %s\n", clean(what), clean(problem.User.String()))
			failed = true
		case archive.Absent(err):
			fmt.Fprintf(s.err, "%s: %v\n", clean(what), err)
			failed = true
		case err != nil:
			return err
		default:
			if err := s.page.print(reply); err != nil {
				return err
			}
		}
	}
	return failure(failed)
}

// hid says what became of a request to hide.
func (p page) hid(b *strings.Builder, r desk.HideReply) {
	line := english.Hid(r.Hiding, r.Changed)
	if r.Hiding.Scope != archive.Everywhere {
		line += " in server " + r.Hiding.Scope
	}
	switch {
	case r.Hiding.Shown && r.Everywhere && r.Hiding.Scope != archive.Everywhere:
		line += ". It is hidden everywhere: without --server it is shown again"
	case r.Outlet:
		line += ". " + english.Say("hide.still-outlet")
	}
	p.line(b, plain, line)
}

// request is what a name on the command line asks for. A name that is no number
// and no article's id is an outlet's; nothing of it need be held when it is
// written as outlet:….
func (c *hideCommand) request(s *session, store archive.Store, what string) (desk.HideRequest, error) {
	r := desk.HideRequest{Reason: c.Reason, Undo: c.Undo}
	if outlet, ok := strings.CutPrefix(what, "outlet:"); ok {
		r.Outlet = outlet
		return r, nil
	}
	if n, err := strconv.ParseInt(what, 10, 64); err == nil && n != 0 {
		r.Number = n // also that of a removed one
		return r, nil
	}
	v, err := cuttingNamed(s, store, what)
	if !errors.Is(err, archive.ErrNotFound) || strings.HasPrefix(what, "id:") {
		r.Number = v.Number
		return r, err
	}
	held, err := store.Coverage(s.ctx, archive.Filter{Outlet: what})
	if err == nil && held.Articles == 0 && !c.Undo {
		err = fmt.Errorf("%w as a cutting or an outlet: cuttings coverage lists the outlets, and outlet:%s hides one of which nothing is held", archive.ErrNotFound, what)
	}
	r.Outlet = what
	return r, err
}

type hiddenCommand struct {
	Log  bool `help:"List the whole log: also what is shown again."`
	JSON bool `help:"Print a JSON object for each."`
}

type hidingObject struct {
	Number *int64    `json:"number"`
	Outlet *string   `json:"outlet"`
	Server *string   `json:"server"`
	Hidden bool      `json:"hidden"`
	Reason *string   `json:"reason"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

func (c *hiddenCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	log, err := library.Store.Hidings(s.ctx)
	if err != nil {
		return err
	}
	if !c.Log {
		log = hiddenNow(log)
	}
	return list(s, log, c.JSON, hidingJSON, s.page.hiding, "Nothing is hidden.")
}

func hidingJSON(h archive.Hiding) hidingObject {
	o := hidingObject{Outlet: orNull(h.Outlet), Server: orNull(h.Scope), Hidden: !h.Shown, Reason: orNull(h.Reason), By: h.By, At: h.At}
	if h.Number != 0 {
		o.Number = &h.Number
	}
	return o
}

// hiddenNow are the newest lines of what is hidden still, in the order of the
// log.
func hiddenNow(log []archive.Hiding) []archive.Hiding {
	type thing struct {
		scope, outlet string
		number        int64
	}
	of := func(h archive.Hiding) thing { return thing{h.Scope, archive.OutletKey(h.Outlet), h.Number} }
	newest := map[thing]int{}
	for i, h := range log {
		newest[of(h)] = i
	}
	var now []archive.Hiding
	for i, h := range log {
		if newest[of(h)] == i && !h.Shown {
			now = append(now, h)
		}
	}
	return now
}

// hiding writes one line of the log.
func (p page) hiding(h archive.Hiding) error {
	state := "hidden"
	if h.Shown {
		state = "shown again"
	}
	by := byUser(h.By)
	if h.By == desk.Operator {
		by = "by " + h.By
	}
	line := fmt.Sprintf("%s: %s on %s %s", english.Hiding(h), state, h.At.Format(minute), by)
	if h.Scope != archive.Everywhere {
		line += " in server " + h.Scope
	}
	if h.Reason != "" {
		line += ": " + h.Reason
	}
	return p.hanging(line)
}
