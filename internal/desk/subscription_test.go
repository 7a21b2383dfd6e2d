package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
)

const newsroom = "1100000000000000002"

// manager is a request of somebody who manages that server.
func manager(t *testing.T, server string) context.Context {
	return desk.By(t.Context(), desk.Asker{Server: server, User: "77", Channel: "55", Manages: true})
}

// atNoon is a desk whose clock stands still at noon, on the day before Britain's
// clocks go forward.
func atNoon(t *testing.T) (*desk.Desk, archive.Store) {
	d, store := open(t)
	d.Now = func() time.Time { return time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC) }
	return d, store
}

var morning = desk.DigestSetup{Channel: "<#1100000000000000003>", Time: "8am", Zone: "europe/london"}

// uncounted is a store that can't tell what it holds.
type uncounted struct{ archive.Store }

func (uncounted) Coverage(context.Context, archive.Filter) (archive.Coverage, error) {
	return archive.Coverage{}, archive.ErrDamaged
}

// Where it can't be said which outlets are absent, no digest is set up: whoever is told
// that it failed does it again.
func TestAddsNoDigestThatFails(t *testing.T) {
	store, replica := librarytest.Open(t)
	d := desk.New(uncounted{store}, replica)
	d.Now = time.Now
	setup := morning
	setup.Outlets = "Evening Star"
	if _, err := d.AddDigest(manager(t, newsroom), setup); !errors.Is(err, archive.ErrDamaged) {
		t.Error(err)
	}
	if list, err := store.Subscriptions(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("set up: %+v, %v", list, err)
	}
}

// How late a digest may be is typed in the words of any language.
func TestLateAsTyped(t *testing.T) {
	d, _ := atNoon(t)
	for typed, want := range map[string]time.Duration{
		"3": 3 * time.Hour, "90m": 90 * time.Minute, "2 hours and 30 mins": 150 * time.Minute,
		"2 Stunden und 30 Minuten": 150 * time.Minute, "1 Std": time.Hour, "1,5 Stunden": 90 * time.Minute, "2 hours, 30 minutes": 150 * time.Minute,
	} {
		setup := morning
		setup.Late = typed
		r, err := d.AddDigest(manager(t, newsroom), setup)
		if err != nil || r.Digest.Late != want {
			t.Errorf("%q: %v, %v, want %v", typed, r.Digest.Late, err, want)
		}
	}
}

func TestAddDigest(t *testing.T) {
	d, store := atNoon(t)
	reply, err := d.AddDigest(manager(t, newsroom), morning)
	if err != nil {
		t.Fatal(err)
	}
	seq, err := store.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := desk.SubscriptionReply{Digest: desk.Subscribed{
		Next: time.Date(2026, 3, 29, 7, 0, 0, 0, time.UTC),
		Subscription: archive.Subscription{
			ID: 1, Revision: 1, Server: newsroom, Channel: "1100000000000000003", By: "77", Max: 5,
			Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.EveryDay},
			Layout:   archive.Quotes, Quiet: archive.QuietSkip, Late: digest.DefaultLate, State: archive.DryRun, Since: d.Now(), After: seq,
		},
	}}
	if diff := cmp.Diff(want, reply); diff != "" {
		t.Error(diff)
	}
	full := desk.DigestSetup{
		Time: "17:30", Zone: "new york", Days: "mon-fri", Topic: `jobs  OR "the NHS"`, Outlets: "Oxford Mail, ,BBC News", Max: "10",
		Layout: "Headlines", Role: "<@&9>", Quiet: "line", Thread: "yes", Late: "1 hour 30 minutes",
	}
	if reply, err = d.AddDigest(manager(t, newsroom), full); err != nil {
		t.Fatal(err)
	}
	s := reply.Digest.Subscription
	got := fmt.Sprint(s.Channel, "|", s.Schedule, "|", s.Topic, "|", strings.Join(s.Outlets, ";"), "|", s.Max, "|", s.Layout, "|", s.Role, "|", s.Quiet, "|", s.Thread, "|", s.Late)
	if want := `55|17:30 America/New_York, weekdays|jobs OR "the nhs"|Oxford Mail;BBC News|10|headlines|9|line|true|1h30m0s`; !strings.EqualFold(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestDigestProblems(t *testing.T) {
	d, store := atNoon(t)
	if _, err := d.AddDigest(manager(t, newsroom), morning); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		setup desk.DigestSetup
		say   string
	}{
		"no time":        {desk.DigestSetup{Zone: "UTC"}, "needs a time and a time zone"},
		"bad time":       {desk.DigestSetup{Time: "25:00", Zone: "UTC"}, "is not a time of day"},
		"half a zone":    {desk.DigestSetup{Time: "8", Zone: "kentucky"}, "Is it America/Kentucky/Louisville, America/Kentucky/Monticello?"},
		"no zone at all": {desk.DigestSetup{Time: "8", Zone: "Atlantis"}, "Write it as Europe/London"},
		"bad days":       {desk.DigestSetup{Time: "8", Zone: "UTC", Days: "never"}, "names no days"},
		"bad channel":    {desk.DigestSetup{Time: "8", Zone: "UTC", Channel: "general"}, "none of Discord's numbers"},
		"bad topic":      {desk.DigestSetup{Time: "8", Zone: "UTC", Topic: `"open`}, ""},
		"no outlets":     {desk.DigestSetup{Time: "8", Zone: "UTC", Outlets: ", ,"}, "name 1 to 10"},
		"none":           {desk.DigestSetup{Time: "8", Zone: "UTC", Max: "0"}, "from 1 to 10"},
		"bad layout":     {desk.DigestSetup{Time: "8", Zone: "UTC", Layout: "poem"}, "Write quotes or headlines."},
		"bad quiet":      {desk.DigestSetup{Time: "8", Zone: "UTC", Quiet: "loud"}, "Write skip or line."},
		"bad thread":     {desk.DigestSetup{Time: "8", Zone: "UTC", Thread: "maybe"}, "Write yes or no."},
		"bad late":       {desk.DigestSetup{Time: "8", Zone: "UTC", Late: "soon"}, "Write 3 hours, or 90 minutes."},
		"too late":       {desk.DigestSetup{Time: "8", Zone: "UTC", Late: "25"}, "from 10 minutes to 24 hours"},
		"not late":       {desk.DigestSetup{Time: "8", Zone: "UTC", Late: "5 min"}, "from 10 minutes to 24 hours"},
		"everyone":       {desk.DigestSetup{Time: "8", Zone: "UTC", Role: newsroom}, "everybody isn't pinged"},
	} {
		_, err := d.AddDigest(manager(t, newsroom), c.setup)
		if problem(t, name, err); err != nil && !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, do := range map[string]func() error{
		"who may not manage": func() error { _, err := d.AddDigest(in(t, newsroom), morning); return err },
		"nobody":             func() error { _, err := d.AddDigest(t.Context(), morning); return err },
		"another server":     func() error { _, err := d.StartDigest(manager(t, "2"), "1"); return err },
		"no such digest":     func() error { _, err := d.PauseDigest(manager(t, newsroom), "2"); return err },
		"no number":          func() error { _, err := d.RemoveDigest(manager(t, newsroom), "the first"); return err },
		"in a direct message": func() error {
			_, err := d.AddDigest(desk.By(t.Context(), desk.Asker{User: "7", Channel: "5"}), morning)
			return err
		},
		"at the terminal": func() error {
			_, err := d.AddDigest(desk.By(t.Context(), desk.Asker{User: desk.Operator}), morning)
			return err
		},
	} {
		problem(t, name, do())
	}
	list, err := store.Subscriptions(t.Context())
	if err != nil || len(list) != 1 || list[0].Revision != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

func problem(t *testing.T, what string, err error) {
	t.Helper()
	if _, ok := err.(*desk.Problem); !ok {
		t.Errorf("%s: %v is no Problem", what, err)
	}
}

// From the dry run to the end: started, paused, moved, removed.
func TestDigestLife(t *testing.T) {
	d, store := atNoon(t)
	ctx := manager(t, newsroom)
	if _, err := d.AddDigest(ctx, morning); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name  string
		do    func() (desk.SubscriptionReply, error)
		state archive.SubscriptionState
	}{
		{"start", func() (desk.SubscriptionReply, error) { return d.StartDigest(ctx, "#1") }, archive.Active},
		{"start again", func() (desk.SubscriptionReply, error) { return d.StartDigest(ctx, "1") }, archive.Active},
		{"pause", func() (desk.SubscriptionReply, error) { return d.PauseDigest(ctx, " 1 ") }, archive.Paused},
		{"edit", func() (desk.SubscriptionReply, error) { return d.EditDigest(ctx, "1", desk.DigestSetup{Time: "9"}) }, archive.Paused},
		{"resume", func() (desk.SubscriptionReply, error) { return d.StartDigest(ctx, "1") }, archive.Active},
	} {
		reply, err := step.do()
		if err != nil || reply.Digest.State != step.state {
			t.Errorf("%s: %+v, %v", step.name, reply, err)
		}
	}
	// Today's was posted: whatever it is moved to, the next is tomorrow's.
	now := d.Now()
	today, done, err := store.Begin(ctx, archive.Delivery{Subscription: 1, Slot: "2026-03-28", State: archive.Posted, Message: "99", Ended: now})
	if err != nil || !done {
		t.Fatal(done, err)
	}
	reply, err := d.EditDigest(ctx, "1", desk.DigestSetup{Time: "20:00", Topic: "none", Role: "none", Outlets: "none"})
	if err != nil || !reply.Digest.Next.Equal(time.Date(2026, 3, 29, 19, 0, 0, 0, time.UTC)) || !reply.Digest.Since.Equal(now) {
		t.Errorf("%+v, %v", reply, err)
	}
	if diff := cmp.Diff(&today, reply.Digest.Last); diff != "" {
		t.Error(diff)
	}
	if reply, err = d.RemoveDigest(ctx, "1"); err != nil || !reply.Removed || reply.Digest.ID != 1 {
		t.Errorf("%+v, %v", reply, err)
	}
	list, err := d.Digests(ctx)
	if err != nil || len(list.Digests) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

// A server sees its own; the operator all.
func TestDigestsOfWhom(t *testing.T) {
	d, _ := atNoon(t)
	for _, server := range []string{"1", "2"} {
		if _, err := d.AddDigest(manager(t, server), morning); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		ctx  context.Context
		want string
	}{
		"a server": {in(t, "2"), "2"}, "who set them up, elsewhere": {desk.By(t.Context(), desk.Asker{User: "77"}), ""},
		"the operator": {desk.By(t.Context(), desk.Asker{User: desk.Operator}), "1 2"}, "nobody": {t.Context(), ""},
	} {
		reply, err := d.Digests(c.ctx)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, one := range reply.Digests {
			ids = append(ids, fmt.Sprint(one.ID))
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s sees %q, want %q", name, got, c.want)
		}
	}
}

func TestTooManyDigests(t *testing.T) {
	d, _ := atNoon(t)
	for range desk.MaxDigests {
		if _, err := d.AddDigest(manager(t, newsroom), morning); err != nil {
			t.Fatal(err)
		}
	}
	_, err := d.AddDigest(manager(t, newsroom), morning)
	problem(t, "one more", err)
}

// Of those who change a digest at once all have their way.
func TestDigestChangedAtOnce(t *testing.T) {
	d, store := atNoon(t)
	ctx := manager(t, newsroom)
	if _, err := d.AddDigest(ctx, morning); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for _, setup := range []desk.DigestSetup{{Time: "9"}, {Max: "3"}, {Days: "mon"}, {Role: "8"}} {
		all.Go(func() {
			if _, err := d.EditDigest(ctx, "1", setup); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	s, err := store.Subscription(ctx, 1)
	if err != nil || s.Max != 3 || s.Role != "8" || s.Schedule.String() != "09:00 Europe/London, Monday" || s.Revision != 5 {
		t.Errorf("%+v, %v", s, err)
	}
}

// Without a clock nothing is set up.
func TestDigestWithoutClock(t *testing.T) {
	d, _ := open(t)
	if _, err := d.AddDigest(manager(t, newsroom), morning); err == nil {
		t.Error("set up at no time")
	}
}

// Whoever was let give the command without managing the server confirms and pauses
// the digest that they set up, by its buttons too; others don't.
func TestDigestOfWhoSetItUp(t *testing.T) {
	d, _ := atNoon(t)
	if _, err := d.AddDigest(manager(t, newsroom), morning); err != nil {
		t.Fatal(err)
	}
	same := desk.By(t.Context(), desk.Asker{Server: newsroom, User: "77"})
	if reply, err := d.StartDigest(same, "1"); err != nil || reply.Digest.State != archive.Active {
		t.Errorf("%+v, %v", reply, err)
	}
	for _, who := range []desk.Asker{{Server: newsroom, User: "78"}, {Server: newsroom}, {Server: "8", User: "77"}} {
		var problem *desk.Problem
		if _, err := d.PauseDigest(desk.By(t.Context(), who), "1"); !errors.As(err, &problem) {
			t.Errorf("%+v: %v", who, err)
		}
	}
}
