package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/ingest"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
)

// managing is a desk at eight in the evening of a day of the invented week, and
// requests to it by somebody who manages a server.
func managing(t *testing.T, days int) (d *desk.Desk, store archive.Store, seqs []int64, do func(command string, args ...string) (desk.Reply, error)) {
	t.Helper()
	store, replica, seqs := librarytest.Week(t, days)
	d = desk.New(store, replica)
	d.Now = func() time.Time { return librarytest.Days[days-1].Add(2 * time.Hour) }
	d.IDOf = ingest.IDOf
	ctx := desk.By(t.Context(), desk.Asker{User: "7", Server: "77", Channel: "777", Manages: true})
	return d, store, seqs, func(command string, args ...string) (desk.Reply, error) {
		options := map[string]string{}
		for i := 0; i < len(args); i += 2 {
			options[args[i]] = args[i+1]
		}
		return d.Do(ctx, "digest "+command, options)
	}
}

// done is the digest that a command was about.
func done(t *testing.T, reply desk.Reply, err error) desk.Subscribed {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return reply.(desk.SubscriptionReply).Digest
}

var london = []string{"channel", "778", "time", "8am", "timezone", "europe/london"}

// Every option reaches the digest, and every command does what its name says.
func TestDigestCommands(t *testing.T) {
	_, _, seqs, do := managing(t, 1)
	reply, err := do("add", append(london, "days", "Mon-Fri", "topic", "library  council", "outlets", "Evening Star, Coast Radio,",
		"max", "7", "layout", "headlines", "quiet-days", "line", "role", "779", "thread", "yes", "late", "3")...)
	s := done(t, reply, err)
	if got := s.Schedule.String(); got != "08:00 Europe/London, weekdays" {
		t.Error(got)
	}
	if s.State != archive.DryRun || s.Server != "77" || s.Channel != "778" || s.By != "7" || s.Topic != "library AND council" || len(s.Outlets) != 2 || s.Max != 7 ||
		s.Layout != archive.Headlines || s.Quiet != archive.QuietLine || s.Role != "779" || !s.Thread || s.Late != 3*time.Hour || s.After != seqs[0] {
		t.Errorf("%+v", s.Subscription)
	}
	reply, err = do("edit", "digest", "1", "topic", "none", "max", "3")
	if s = done(t, reply, err); s.Topic != "" || s.Max != 3 || s.Layout != archive.Headlines {
		t.Errorf("%+v", s.Subscription)
	}
	reply, err = do("edit", "digest", "1", "time", "17:30 Uhr", "days", "Montag bis Mittwoch", "late", "1 Stunde 30 Minuten")
	if s = done(t, reply, err); s.Schedule.String() != "17:30 Europe/London, Monday, Tuesday and Wednesday" || s.Late != 90*time.Minute {
		t.Errorf("%+v", s.Subscription)
	}
	for command, want := range map[string]archive.SubscriptionState{"resume": archive.Active, "pause": archive.Paused} {
		reply, err = do(command, "digest", "#1")
		if s = done(t, reply, err); s.State != want {
			t.Errorf("%s: %+v", command, s.Subscription)
		}
	}
	if reply, err = do("list"); err != nil || len(reply.(desk.SubscriptionsReply).Digests) != 1 {
		t.Errorf("%+v, %v", reply, err)
	}
	if reply, err = do("remove", "digest", "1"); err != nil || !reply.(desk.SubscriptionReply).Removed {
		t.Errorf("%+v, %v", reply, err)
	}
}

// Without a number the only digest is meant.
func TestWhichDigest(t *testing.T) {
	d, _, _, do := managing(t, 1)
	problem := func(want string, err error) {
		t.Helper()
		var p *desk.Problem
		if !errors.As(err, &p) || !strings.Contains(p.User.String(), want) {
			t.Errorf("%v doesn't say %q", err, want)
		}
	}
	_, err := do("preview")
	problem("no digest here yet", err)
	if strings.Contains(err.Error(), "terminal") {
		t.Errorf("in Discord it speaks of the terminal: %v", err)
	}
	_, err = d.Do(t.Context(), "digest preview", nil)
	problem("by those who may manage", err)
	for range 2 {
		if _, err := do("add", london...); err != nil {
			t.Fatal(err)
		}
		if r, err := do("preview", "digest", "1"); err != nil || !r.(desk.DigestReply).Preview {
			t.Errorf("%+v, %v", r, err)
		}
	}
	_, err = do("preview")
	problem("Say which one", err)
	_, err = do("why", "digest", "1", "cutting", "99")
	problem("no cutting 99", err)
	_, err = do("why", "digest", "1", "cutting", "https://")
	problem("is no address", err)
}

// An outlet that the coverage doesn't have may be a slip: it is said which, when it is
// named.
func TestDigestOfAbsentOutlets(t *testing.T) {
	_, _, _, do := managing(t, 1)
	for _, c := range []struct {
		command, want string
		args          []string
	}{
		{"add", "Nobody, Herold", append(london, "outlets", "Nobody, evening star, Herold")},
		{"add", "", append(london, "outlets", "Evening Star")},
		{"add", "", london},
		{"edit", "Nobody", []string{"digest", "1", "outlets", "Nobody"}},
		{"edit", "", []string{"digest", "1", "max", "3"}},
		{"edit", "", []string{"digest", "1", "outlets", "none"}},
	} {
		reply, err := do(c.command, c.args...)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(reply.(desk.SubscriptionReply).Absent, ", "); got != c.want {
			t.Errorf("%s %v: %q is absent, want %q", c.command, c.args, got, c.want)
		}
	}
}

func TestDigestSuggestions(t *testing.T) {
	d, _, _, do := managing(t, 1)
	if _, err := do("add", london...); err != nil {
		t.Fatal(err)
	}
	ctx := desk.By(t.Context(), desk.Asker{User: "7", Server: "77", Manages: true})
	for _, c := range []struct{ option, typed, want string }{
		{"timezone", "lond", "Europe/London"},
		{"timezone", "", "Africa/Abidjan"},
		{"timezone", "new york", "America/New_York"},
		{"digest", "", "1"},
		{"digest", "everything", "1"},
		{"digest", "x", ""},
		{"outlets", "ev", "Evening Star"},
		{"outlets", "evening star, co", "evening star, County Gazette"},
		{"outlets", "Evening Star,evening", ""},
	} {
		list, err := d.Suggest(ctx, "digest edit", c.option, c.typed)
		if err != nil || c.want == "" && len(list) > 0 || c.want != "" && (len(list) == 0 || list[0].Value != c.want) {
			t.Errorf("%+v: %v, %v", c, list, err)
		}
	}
	for locale, want := range map[string]string{"en-GB": "Europe/London", "de": "Europe/Berlin", "en-US": "America/New_York"} {
		reader := desk.By(t.Context(), desk.Asker{User: "7", Server: "77", Manages: true, Locale: locale})
		list, err := d.Suggest(reader, "digest edit", "timezone", " ")
		if err != nil || len(list) != 25 || list[0].Value != want || list[24].Value == want {
			t.Errorf("to a reader of %s: %v, %v", locale, list, err)
		}
	}
	german := desk.By(t.Context(), desk.Asker{User: "7", Server: "77", Manages: true, Locale: "de"})
	if list, err := d.Suggest(german, "digest edit", "digest", "alles"); err != nil || len(list) != 1 || list[0].Shown != "1: 08:00 Europe/London, jeden Tag, alles" {
		t.Errorf("to a German reader: %+v, %v", list, err)
	}
}

// deliver records that a digest was posted, with what it showed.
func deliver(t *testing.T, store archive.Store, s archive.Subscription, slot string, state archive.DeliveryState, to int64, cuttings ...int64) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	due, err := time.Parse(time.DateOnly, slot)
	if err != nil {
		t.Fatal(err)
	}
	one, ok, err := store.Begin(ctx, archive.Delivery{Subscription: s.ID, Slot: slot, Due: due.Add(8 * time.Hour), State: archive.Claimed, Holder: "test"})
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	one.To, one.Cuttings, one.State, one.Channel = to, cuttings, archive.Sending, s.Channel
	if one, ok, err = store.Advance(ctx, one); err != nil || !ok {
		t.Fatal(ok, err)
	}
	one.State, one.Ended = state, one.Due
	if _, ok, err = store.Advance(ctx, one); err != nil || !ok {
		t.Fatal(ok, err)
	}
}

// Every article has one stage, and it is named.
func TestWhy(t *testing.T) {
	_, store, seqs, do := managing(t, 4)
	reply, err := do("add", append(london, "max", "2", "outlets", "Ravensby Echo, County Gazette, Evening Star")...)
	s := done(t, reply, err).Subscription
	s.After = seqs[0]
	s, ok, err := store.ChangeSubscription(t.Context(), s)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	reply, err = do("resume", "digest", "1")
	s = done(t, reply, err).Subscription
	number := map[string]int64{}
	for seq := int64(0); ; {
		changes, err := store.Changes(t.Context(), seq, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			number[c.Current.URL], seq = c.Number, c.Seq
		}
	}
	gazette := number["https://gazette.example/2026/libraries-saved"]
	deliver(t, store, s, "2026-11-26", archive.Posted, seqs[1], gazette, number["https://gazette.example/2026/infirmary-beds"])
	deliver(t, store, s, "2026-11-27", archive.Missed, 0)
	if err := store.Remove(t.Context(), mustCutting(t, store, number["https://star.example/2026/strike-off"]).ID, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Scope: "77", Number: number["https://star.example/2026/bakery-shuts"], Reason: "r", By: "7"}); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"https://gazette.example/2026/libraries-saved":             "in 2026-11-26",
		"https://star.example/2026/branch-libraries-saved":         "led 2026-11-26",
		"https://gazette.example/2026/harbour-dredging":            "over 2026-11-26",
		"https://coastradio.example/news/otters":                   "filtered 2026-11-26",
		"https://gazette.example/2014/lorn-floods":                 "before 2026-11-26",
		"https://star.example/2026/lorn-bridge-repairs":            "edited 2026-11-26",
		"https://gazette.example/2026/libraries-vote?utm_id=x":     "in ",
		"https://echo.example/2026/libraries-vote":                 "led ",
		"https://star.example/2026/bakery-shuts":                   "hidden ",
		"https://nobody.example/never/read":                        "unread ",
		fmt.Sprint(number["https://star.example/2026/strike-off"]): "removed ",
		fmt.Sprint("No. ", gazette):                                "in 2026-11-26",
	} {
		reply, err := do("why", "cutting", address)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		r := reply.(desk.WhyReply)
		if got := string(r.Stage) + " " + r.Slot; got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
		if (r.Version.Title == "") != (r.Stage == desk.StageHidden || r.Stage == desk.StageUnread || r.Stage == desk.StageRemoved) {
			t.Errorf("%s: shown as %q", address, r.Version.Title)
		}
		if r.Missed != (want == "in " || want == "led " || want == "hidden " || want == "removed ") {
			t.Errorf("%s: missed: %t", address, r.Missed)
		}
	}
	reply, err = do("preview")
	if r, ok := reply.(desk.DigestReply); err != nil || !ok || len(r.Stories) != 1 || r.From != seqs[1] || r.At.Format("2006-01-02 15:04 MST") != "2026-12-02 08:00 GMT" {
		t.Errorf("%+v, %v", reply, err)
	}
}

// broken is a store that fails in the middle.
type broken struct{ archive.Store }

var errBroken = errors.New("no disk")

func (broken) Backlog(context.Context, ...int64) ([]int64, error) { return nil, errBroken }

func TestWhyWhereTheStoreFails(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 1)
	d := desk.New(broken{store}, replica)
	d.Now = func() time.Time { return librarytest.Days[0] }
	s := archive.Subscription{ID: 1, Server: "77", Channel: "778", Max: 5, After: seqs[0], Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay}}
	if r, err := d.Why(t.Context(), s, "1"); !errors.Is(err, errBroken) {
		t.Errorf("%+v, %v", r, err)
	}
}

func mustCutting(t *testing.T, store archive.Store, number int64) archive.Version {
	t.Helper()
	v, err := store.Cutting(t.Context(), number, 0)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
