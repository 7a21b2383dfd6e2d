package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/language"
)

// Operator is the User of whoever runs the program.
const Operator = "the operator"

// MaxReason is how long the reason of a hiding may be, in characters.
const MaxReason = 400

// HideRequest asks to hide a cutting or an outlet where the asker is: in their
// server, or for the Operator outside of one everywhere. Each has to be named.
type HideRequest struct {
	Number int64  // the cutting's, or 0
	Outlet string // its name, or ""
	Reason string // why; it is kept in the log with the asker's User
	Undo   bool   // show it again
}

// HideReply says what became of it.
type HideReply struct {
	Hiding     archive.Hiding // as it stands in the log
	Changed    bool           // false: it was so already
	Everywhere bool           // it is hidden in every server, whatever this one says; a cutting also with its outlet
	Outlet     bool           // a cutting that was to be shown again stays hidden, for its outlet is hidden as well
}

func (HideReply) reply() {}

// Hide hides a cutting or an outlet, or shows it again. What names neither or
// both, has no reason, or isn't there is a Problem, and so is an asker outside of
// a server who is not the Operator. Who in a server may ask is for Discord to say.
func (d *Desk) Hide(ctx context.Context, r HideRequest) (HideReply, error) {
	who := AskerOf(ctx)
	h := archive.Hiding{
		Scope: who.Server, Number: r.Number, Outlet: strings.TrimSpace(r.Outlet), Shown: r.Undo,
		Reason: strings.TrimSpace(r.Reason), By: who.User,
	}
	switch {
	case who.User == "", who.Server == "" && who.User != Operator:
		return HideReply{}, problem("hide.no-server")
	case h.Reason == "" && !r.Undo:
		return HideReply{}, problem("hide.no-reason")
	case utf8.RuneCountInString(h.Reason) > MaxReason:
		return HideReply{}, tooLong("reason", utf8.RuneCountInString(h.Reason), MaxReason)
	case (h.Number != 0) == (archive.OutletKey(h.Outlet) != ""):
		return HideReply{}, problem("hide.one")
	}
	err := d.asks(ctx, h.Number)
	changed := false
	if err == nil {
		changed, err = d.store.Hide(ctx, h)
	}
	if errors.Is(err, archive.ErrNotFound) {
		return HideReply{}, unshowable(h.Number, err)
	}
	if err != nil {
		return HideReply{}, err
	}
	reply := HideReply{Hiding: h, Changed: changed}
	if reply.Everywhere, err = d.hides(ctx, archive.Everywhere, h); err == nil && h.Shown && h.Number != 0 {
		reply.Outlet, err = d.hidesOutlet(ctx, h.Scope, h.Number)
	}
	return reply, err
}

// hides reports whether a scope hides the outlet, or the cutting by itself or with
// its outlet.
func (d *Desk) hides(ctx context.Context, scope string, h archive.Hiding) (bool, error) {
	hidden, err := d.store.Hidden(ctx, scope)
	if err != nil || h.Number == 0 {
		return slices.Contains(hidden.Outlets(), archive.OutletKey(h.Outlet)), err
	}
	v, err := d.store.Cutting(ctx, h.Number, 0)
	if errors.Is(err, archive.ErrRemoved) {
		return slices.Contains(hidden.Cuttings(), h.Number), nil
	}
	return hidden.Has(v), err
}

// hidesOutlet reports whether a scope hides the outlet of a cutting.
func (d *Desk) hidesOutlet(ctx context.Context, scope string, number int64) (bool, error) {
	hidden, err := d.store.Hidden(ctx, scope)
	if err != nil {
		return false, err
	}
	v, err := d.store.Cutting(ctx, number, 0)
	if errors.Is(err, archive.ErrRemoved) {
		return false, nil
	}
	return slices.Contains(hidden.Outlets(), archive.OutletKey(v.Outlet)), err
}

// asks is ErrNotFound for a cutting of what the asker doesn't ask.
func (d *Desk) asks(ctx context.Context, number int64) error {
	asked, err := d.asked(ctx)
	if err != nil || asked.All || number == 0 {
		return err
	}
	v, err := d.store.Cutting(ctx, number, 0)
	switch {
	case errors.Is(err, archive.ErrRemoved):
		return nil
	case err == nil && asked.But(archive.Hidden{}).Apart(v):
		return archive.ErrNotFound
	}
	return err
}

// yes is what may be chosen of an option that is one thing or not.
const yes = "yes"

// hideOptions are the arguments of /hide.
func hideOptions() []Option {
	return []Option{
		{Name: "reason", Description: language.Phrase("option.hide.reason"), Required: true, MaxLength: MaxReason},
		{Name: "cutting", Description: language.Phrase("option.hide.cutting"), MaxLength: maxRef, Suggests: true},
		{Name: "outlet", Description: language.Phrase("option.hide.outlet"), MaxLength: 200, Suggests: true},
		{Name: "undo", Description: language.Phrase("option.hide.undo"), Choices: []string{yes}},
	}
}

// typedHide carries out /hide as it was typed. An outlet of which nothing is held
// is a Problem: it would be a slip, and nobody would notice.
func (d *Desk) typedHide(ctx context.Context, args map[string]string) (HideReply, error) {
	r := HideRequest{Outlet: args["outlet"], Reason: args["reason"], Undo: args["undo"] == yes}
	if typed := args["cutting"]; strings.TrimSpace(typed) != "" {
		var err error
		if r.Number, err = parseNumber(typed); err != nil {
			return HideReply{}, err
		}
	}
	if r.Number == 0 && !r.Undo && archive.OutletKey(r.Outlet) != "" {
		asked, err := d.asked(ctx)
		if err != nil {
			return HideReply{}, err
		}
		held, err := d.store.Coverage(ctx, archive.Filter{Outlet: r.Outlet, Hidden: asked.But(archive.Hidden{})})
		if err != nil {
			return HideReply{}, err
		}
		if held.Articles == 0 {
			return HideReply{}, problem("hide.no-outlet", "outlet", short(r.Outlet, 80))
		}
	}
	return d.Hide(ctx, r)
}
