package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/wallclock"
)

const (
	// MaxWatches is how many watches one user may have.
	MaxWatches = 25

	// WatchPage is how many watches a page of them has.
	WatchPage = 10

	// toldAtOnce is how many articles a watch shows in one message; it counts the
	// others.
	toldAtOnce = 5

	// draftLife is how long a watch waits to be confirmed.
	draftLife = time.Hour
)

// WatchRequest asks to be told of what comes and matches some words.
type WatchRequest struct {
	Words    string // see find.Parse
	Here     bool   // in the channel where it is asked; else by direct message
	How      archive.How
	Schedule wallclock.Schedule // of archive.AtTimes
}

// WatchDeed is what became of a watch.
type WatchDeed string

const (
	WatchTried   WatchDeed = "tried"   // it isn't kept: only what it would have matched is shown
	WatchDrafted WatchDeed = "drafted" // it is kept, and tells of nothing before it is resumed
	WatchActive  WatchDeed = "active"  // it tells of what comes from now on
	WatchResumed WatchDeed = "resumed" // likewise, and of what came while it was paused
	WatchPaused  WatchDeed = "paused"
	WatchRemoved WatchDeed = "removed"
)

// WatchReply says what became of one watch.
type WatchReply struct {
	Deed    WatchDeed
	Changed bool                 // false: it was so already
	Watch   archive.Subscription // of WatchTried its Topic alone
	Next    time.Time            // when it tells next, in its zone; zero where that is at once, or never
	Trial   *Trial               // of WatchTried and WatchDrafted
}

// WatchesReply lists watches, in order of their numbers.
type WatchesReply struct {
	Watches []archive.Subscription
	Next    []time.Time // of each; see WatchReply
	Part
}

func (WatchReply) reply()   {}
func (WatchesReply) reply() {}

// AddWatch keeps a watch and shows what it would have matched. It tells of
// nothing before ResumeWatch confirms it, within an hour. Words that can't be
// read, somebody who has too many watches, and a place where the bot may not
// send, or where only those who manage the server may have it send, are Problems.
func (d *Desk) AddWatch(ctx context.Context, r WatchRequest) (WatchReply, error) {
	who := AskerOf(ctx)
	channel, err := watchPlace(who, r.Here)
	if err != nil {
		return WatchReply{}, err
	}
	if d.Now == nil {
		return WatchReply{}, errNoClock
	}
	trial, err := d.try(ctx, r.Words)
	if err != nil {
		return WatchReply{}, err
	}
	if err := d.makeRoom(ctx, who); err != nil {
		return WatchReply{}, err
	}
	if r.How == archive.AtOnce {
		r.Schedule = wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay} // it has no times
	}
	w, err := d.store.AddSubscription(ctx, archive.Subscription{
		Server: who.Server, Channel: channel, By: who.User, Locale: who.localeOf(channel), Watch: r.How, Schedule: r.Schedule, Topic: trial.Query,
		Max: toldAtOnce, Layout: archive.Quotes, Quiet: archive.QuietSkip, Late: digest.DefaultLate,
		State: archive.DryRun, Since: d.now(),
	})
	return WatchReply{Deed: WatchDrafted, Changed: true, Watch: w, Trial: &trial}, err
}

// watchPlace is where a watch of the asker's tells, as a Subscription has it.
func watchPlace(who Asker, here bool) (string, error) {
	direct := "@" + who.User
	switch {
	case who.User == "" || who.User == Operator:
		return "", problem("watch.in-discord")
	case !here || who.Server == "" && who.Sends:
		return direct, nil
	case !who.Sends:
		return "", problem("watch.may-not-send")
	case !who.Manages:
		return "", problem("watch.not-here")
	}
	return who.Channel, nil
}

// makeRoom forgets what the asker and others in their server began and didn't
// confirm, and sees that the asker may have one more.
func (d *Desk) makeRoom(ctx context.Context, who Asker) error {
	all, err := d.subscriptions(ctx, who)
	if err != nil {
		return err
	}
	has := 0
	for _, s := range all {
		if d.forgotten(s) {
			if err := d.store.RemoveSubscription(ctx, s.ID); err != nil && !errors.Is(err, archive.ErrNotFound) {
				return err
			}
		} else if s.Watch != "" && s.By == who.User {
			has++
		}
	}
	if has >= MaxWatches {
		return problem("watch.too-many", "n", has)
	}
	return nil
}

// Watches lists the asker's watches, and where they manage the server those that
// tell its channels; for the Operator all. Those that wait to be confirmed are
// left out.
func (d *Desk) Watches(ctx context.Context) (WatchesReply, error) {
	who := AskerOf(ctx)
	all, err := d.subscriptions(ctx, who)
	if err != nil {
		return WatchesReply{}, err
	}
	var r WatchesReply
	for _, s := range all {
		if s.Watch != "" && s.State != archive.DryRun && mayChange(who, s) {
			r.Watches = append(r.Watches, s)
			r.Next = append(r.Next, d.next(s))
		}
	}
	r.Total = len(r.Watches)
	return r, nil
}

// watchPage is a page of Watches.
func (d *Desk) watchPage(ctx context.Context, typed string) (WatchesReply, error) {
	r, err := d.Watches(ctx)
	if err != nil {
		return WatchesReply{}, err
	}
	var from, to int
	r.Part, from, to, err = part(r.Total, WatchPage, typed)
	r.Watches, r.Next = r.Watches[from:to], r.Next[from:to]
	return r, err
}

// mayChange reports whether somebody may see and change a watch.
func mayChange(who Asker, s archive.Subscription) bool {
	direct := strings.HasPrefix(s.Channel, "@")
	return who.User == Operator || who.User != "" && who.User == s.By ||
		who.Manages && who.Server != "" && who.Server == s.Server && !direct
}

// next is when a watch tells next.
func (d *Desk) next(s archive.Subscription) time.Time {
	if s.Watch != archive.AtTimes || s.State != archive.Active {
		return time.Time{}
	}
	next, err := digest.Next(s, d.now())
	if err != nil {
		return time.Time{} // a zone that an older program doesn't know
	}
	return next.At
}

// ResumeWatch confirms a watch, which then tells of what comes from now on, or
// resumes one that was paused: it will tell of what came meanwhile, too. One that
// waited too long to be confirmed is a Problem.
func (d *Desk) ResumeWatch(ctx context.Context, id int64) (WatchReply, error) {
	var deed WatchDeed
	r, err := d.changeWatch(ctx, id, WatchActive, func(s *archive.Subscription) (bool, error) {
		deed = WatchActive
		switch {
		case s.State == archive.Active:
			return false, nil
		case d.Now == nil:
			return false, errNoClock
		case s.State == archive.Paused:
			deed = WatchResumed
		case d.forgotten(*s):
			return false, problem("watch.forgotten", "number", id)
		default:
			seq, err := d.store.Seq(ctx)
			if err != nil {
				return false, err
			}
			s.After = seq
		}
		s.State, s.Why, s.Since = archive.Active, "", d.now()
		return true, nil
	})
	r.Deed = deed
	return r, err
}

// forgotten reports whether a watch waited too long to be confirmed.
func (d *Desk) forgotten(s archive.Subscription) bool {
	return s.Watch != "" && s.State == archive.DryRun && d.now().Sub(s.Since) > draftLife
}

// PauseWatch keeps a watch from telling until it is resumed.
func (d *Desk) PauseWatch(ctx context.Context, id int64) (WatchReply, error) {
	return d.changeWatch(ctx, id, WatchPaused, func(s *archive.Subscription) (bool, error) {
		if s.State == archive.DryRun {
			return false, noWatch(id) // it hasn't begun
		}
		changed := s.State != archive.Paused
		if changed {
			s.State, s.Why = archive.Paused, ""
		}
		return changed, nil
	})
}

// changeWatch changes a watch that the asker may change, once nobody else does so
// at the same time.
func (d *Desk) changeWatch(ctx context.Context, id int64, deed WatchDeed, change func(*archive.Subscription) (bool, error)) (WatchReply, error) {
	for {
		s, err := d.watch(ctx, id)
		if err != nil {
			return WatchReply{}, err
		}
		changed, err := change(&s)
		if err != nil {
			return WatchReply{}, err
		}
		done := true
		if changed {
			if s, done, err = d.store.ChangeSubscription(ctx, s); err != nil {
				return WatchReply{}, err
			}
		}
		if done {
			return WatchReply{Deed: deed, Changed: changed, Watch: s, Next: d.next(s)}, nil
		}
	}
}

// RemoveWatch forgets a watch.
func (d *Desk) RemoveWatch(ctx context.Context, id int64) (WatchReply, error) {
	s, err := d.watch(ctx, id)
	if err == nil {
		err = d.store.RemoveSubscription(ctx, id)
	}
	if errors.Is(err, archive.ErrNotFound) {
		err = noWatch(id)
	}
	if err != nil {
		return WatchReply{}, err
	}
	return WatchReply{Deed: WatchRemoved, Changed: true, Watch: s}, nil
}

// watch is one that the asker may change. Of others it isn't said that they are
// there.
func (d *Desk) watch(ctx context.Context, id int64) (archive.Subscription, error) {
	s, err := d.store.Subscription(ctx, id)
	if errors.Is(err, archive.ErrNotFound) || err == nil && (s.Watch == "" || !mayChange(AskerOf(ctx), s)) {
		return archive.Subscription{}, noWatch(id)
	}
	return s, err
}

func noWatch(id int64) error {
	return problem("watch.no-such", "number", id)
}

// suggestWatches are the watches that the asker may change, those whose number
// begins as typed or whose words hold it.
func (d *Desk) suggestWatches(ctx context.Context, typed string) ([]Suggestion, error) {
	mine, err := d.Watches(ctx)
	typed = strings.ToLower(strings.TrimSpace(typed))
	var list []Suggestion
	for _, s := range slices.Backward(mine.Watches) {
		number := fmt.Sprint(s.ID)
		if (strings.HasPrefix(number, typed) || strings.Contains(s.Topic, typed)) && len(list) < mostSuggestions {
			list = append(list, Suggestion{Shown: inRoom(fmt.Sprintf("%s: %s", number, s.Topic)), Value: number})
		}
	}
	return list, err
}
