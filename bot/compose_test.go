package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
)

// edition is a digest of the second day of the invented week.
func edition(seqs []int64) digest.Edition {
	return digest.Edition{
		Subscription: archive.Subscription{
			ID: 1, Server: discordtest.GuildID, Channel: openChannel, Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip,
			Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.EveryDay},
			Since:    librarytest.Days[0],
		},
		Slot: "2026-11-26", Due: time.Date(2026, time.November, 26, 8, 0, 0, 0, time.UTC), From: seqs[0], Late: 40 * time.Minute,
	}
}

func composing(d *desk.Desk) Composer {
	return Composer{Desk: d, CommandIDs: func() map[string]string { return nil }}
}

// What is composed is taken by Discord as it is, pings the one role and nobody
// else, and is the same when it is composed again.
func TestCompose(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 2)
	sender, server := posting(t, both...)
	b := composing(desk.New(store, replica))
	e := edition(seqs)
	for _, role := range []string{"", pingedRole} {
		e.Subscription.Role = role
		c, err := b.Compose(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if c.Quiet || c.To != seqs[1] || len(c.Cuttings) == 0 {
			t.Errorf("%+v", c)
		}
		var body struct {
			Mentions json.RawMessage `json:"allowed_mentions"`
		}
		if err := json.Unmarshal(c.Payload, &body); err != nil {
			t.Fatal(err)
		}
		want := `{"parse":[]}`
		if role != "" {
			want = `{"parse":[],"roles":["` + role + `"]}`
		}
		if string(body.Mentions) != want || strings.Contains(string(c.Payload), `@\u0026`) != (role != "") {
			t.Errorf("mentions %s, want %s", body.Mentions, want)
		}
		if _, err := sender.Send(t.Context(), openChannel, c.Payload, "n"+role); err != nil {
			t.Error(err)
		}
		again, err := b.Compose(t.Context(), e)
		if err != nil || string(again.Payload) != string(c.Payload) {
			t.Errorf("not the same again: %v", err)
		}
	}
	if n := len(server.Messages(openChannel)); n != 2 {
		t.Errorf("%d messages", n)
	}
	if !strings.Contains(string(mustPayload(t, b, e)), "late by 40 minutes") {
		t.Error("it doesn't say that it is late")
	}
}

func mustPayload(t *testing.T, b Composer, e digest.Edition) []byte {
	t.Helper()
	c, err := b.Compose(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return c.Payload
}

// On a day with nothing new there is nothing, or one line.
func TestComposeAQuietDay(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 2)
	b := composing(desk.New(store, replica))
	e := edition(seqs)
	e.From = seqs[1]
	c, err := b.Compose(t.Context(), e)
	if err != nil || !c.Quiet || c.To != seqs[1] || c.Payload != nil {
		t.Errorf("%+v, %v", c, err)
	}
	e.Subscription.Quiet = archive.QuietLine
	if c, err = b.Compose(t.Context(), e); err != nil || c.Quiet || !strings.Contains(string(c.Payload), "Nothing new since") {
		t.Errorf("%+v, %v", c, err)
	}
	e.From = seqs[1] + 5 // further than articles are placed: after their rules changed
	if c, err = b.Compose(t.Context(), e); err != nil || c.To != e.From {
		t.Errorf("%+v, %v", c, err)
	}
	e.Subscription.Schedule.Zone = "Mars/Olympus"
	if _, err = b.Compose(t.Context(), e); err == nil {
		t.Error("a zone that isn't there")
	}
}
