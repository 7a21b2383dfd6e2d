package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
	"cuttings/internal/watch"
)

const withdrawn = "What this message showed is no longer shown here"

// digested is a stage on which the digest of a full day, which pings a role, has been
// posted, and nobody runs a bot yet.
func digested(t *testing.T) (s *stage, store archive.Store, d *desk.Desk) {
	t.Helper()
	s = newStage(t)
	store, replica, seqs := librarytest.Week(t, 2)
	d = desk.New(store, replica)
	d.Now = time.Now
	s.cfg.Desk, s.cfg.Posts, s.cfg.Revisit = d, d, 10*time.Millisecond
	now := time.Date(2026, time.November, 26, 8, 0, 0, 0, time.UTC)
	_, err := store.AddSubscription(t.Context(), archive.Subscription{
		Server: discordtest.GuildID, Channel: discordtest.ChannelID, Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip, Late: digest.DefaultLate,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.EveryDay}, Role: pingedRole,
		State: archive.Active, By: discordtest.UserID, Since: now.Add(-time.Hour), After: seqs[0],
	})
	if err != nil {
		t.Fatal(err)
	}
	s.tick(store, d, now)
	expect(t, s.message(discordtest.ChannelID), "Teachers at Eastfield Academy")
	return s, store, d
}

// tick has what is due posted, by a process of its own.
func (s *stage) tick(store archive.Store, d *desk.Desk, now time.Time) {
	s.t.Helper()
	sender, err := NewSender(s.cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	defer sender.Close()
	m, err := digest.New(s.t.Context(), digest.Config{
		Store: store, Composer: composing(d), Sender: sender, Now: func() time.Time { return now }, Holder: "test",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := m.Tick(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// message is the only one in a channel.
func (s *stage) message(channel string) discordtest.Message {
	s.t.Helper()
	all := s.server.Messages(channel)
	if len(all) != 1 {
		s.t.Fatalf("%d messages, want 1", len(all))
	}
	return all[0]
}

// becomes waits until the only message of a channel says the one, and not the other.
func (s *stage) becomes(channel, says, not string) discordtest.Message {
	s.t.Helper()
	for {
		m := s.message(channel)
		if strings.Contains(m.Text(), says) && !strings.Contains(m.Text(), not) {
			return m
		}
		s.pause("the message does not say %q, or says %q:\n%s", says, not, m.Text())
	}
}

// numberOf is the number of the cutting whose title begins so.
func numberOf(t *testing.T, store archive.Store, title string) int64 {
	t.Helper()
	entries, err := store.Newest(t.Context(), archive.Filter{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if v, err := store.Cutting(t.Context(), e.Number, 0); err == nil && strings.HasPrefix(v.Title, title) {
			return v.Number
		}
	}
	t.Fatalf("nothing is called %q", title)
	return 0
}

// A digest that was posted follows what its server hides, before and after a restart,
// by an edit of the same message that pings nobody, and by which it is still known
// again.
func TestDigestFollowsHiding(t *testing.T) {
	s, store, _ := digested(t)
	strike := numberOf(t, store, "Teachers at Eastfield")
	hide := func(h archive.Hiding) {
		t.Helper()
		h.Scope = discordtest.GuildID
		if _, err := store.Hide(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	hide(archive.Hiding{Number: strike}) // while no bot runs
	first := s.open()
	m := s.becomes(discordtest.ChannelID, "Infirmary to open 24 beds", "Eastfield")
	for _, want := range []string{"Digest · Thursday 26 November 2026", "<@&" + pingedRole + ">", "and 1 more"} {
		expect(t, m, want)
	}
	if sent := string(m.Sent); !strings.Contains(sent, `"allowed_mentions":{"parse":[]}`) {
		t.Errorf("edited to %s", sent)
	}
	s.kept(store, "edited", func(list []archive.Post) bool {
		return len(list) == 1 && !list[0].Due && list[0].Kind == archive.DigestPost
	})
	first.stop()
	hide(archive.Hiding{Number: strike, Shown: true})
	s.open()
	s.becomes(discordtest.ChannelID, "Eastfield", withdrawn)

	list, err := store.Posts(t.Context(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	e, err := digest.ReadEdition(list[0])
	if err != nil {
		t.Fatal(err)
	}
	sender, err := NewSender(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer sender.Close()
	if id, found, err := sender.Find(t.Context(), discordtest.ChannelID, e.Nonce, time.Now().Add(-time.Hour)); id != m.ID || !found || err != nil {
		t.Errorf("found as %s, %v, %v; it is %s", id, found, err, m.ID)
	}
	for _, q := range list[0].Quotes {
		hide(archive.Hiding{Number: q.Number})
	}
	s.becomes(discordtest.ChannelID, withdrawn, "Infirmary")
}

// An edit whose answer is lost, or of which the process dies before it is noted, is
// made again, and posts nothing; what can't be composed again shows nothing until it can.
func TestDigestFollowsInSpiteOfFaults(t *testing.T) {
	s, store, d := digested(t)
	s.server.OnREST(at("PATCH /channels/"), 1, discordtest.DropAfter())
	s.cfg.Posts = dying{d}
	first := s.open()
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: numberOf(t, store, "Teachers at Eastfield")}); err != nil {
		t.Fatal(err)
	}
	edits := s.becomes(discordtest.ChannelID, "Infirmary", "Eastfield").Edits
	first.stop()
	s.cfg.Posts = d
	second := s.open()
	s.kept(store, "edited", func(list []archive.Post) bool { return len(list) == 1 && !list[0].Due })
	if m := s.becomes(discordtest.ChannelID, "Infirmary", "Eastfield"); m.Edits <= edits {
		t.Errorf("%d edits after %d", m.Edits, edits)
	}
	second.stop()
	s.cfg.Posts = unreadable{d}
	s.open()
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: numberOf(t, store, "Harbour board")}); err != nil {
		t.Fatal(err)
	}
	s.becomes(discordtest.ChannelID, withdrawn, "Infirmary")
	s.kept(store, "to be composed again", func(list []archive.Post) bool { return list[0].Due && list[0].Tries == 1 })
}

// dying are posts of a process that dies before it can note an edit.
type dying struct{ Posts }

func (dying) PostEdited(context.Context, desk.Post) error { return errors.New("the process is dead") }

// unreadable are posts that nobody can say anything about.
type unreadable struct{ Posts }

func (unreadable) Revisit(context.Context, desk.Post) (desk.Reply, error) {
	return nil, errors.New("the disk is gone")
}

// What a watch told of in direct messages follows what is removed; the log names
// nobody.
func TestWatchFollowsRemoval(t *testing.T) {
	s := newStage(t)
	store, replica := librarytest.Seeds(t)
	d := desk.New(store, replica)
	d.Now = time.Now
	s.cfg.Desk, s.cfg.Posts, s.cfg.Revisit = d, d, 10*time.Millisecond
	now := time.Now()
	seq, err := store.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.AddSubscription(t.Context(), archive.Subscription{
		Channel: "@" + discordtest.UserID, Watch: archive.AtOnce, Topic: "nurses", Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip,
		Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay}, Late: digest.DefaultLate,
		State: archive.Active, By: discordtest.UserID, Since: now.Add(-time.Hour), After: seq,
	}); err != nil {
		t.Fatal(err)
	}
	watches := watch.New(store, replica)
	if err := watches.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"north", "south"} {
		if _, err := store.Put(t.Context(), archive.Article{ID: id, Title: id, Text: "Nurses of the " + id + " ward spoke."}); err != nil {
			t.Fatal(err)
		}
	}
	if err := watches.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.tick(store, d, now)
	expect(t, s.message(discordtest.DMID), "2 new articles")
	s.open()
	if err := store.Remove(t.Context(), "north", "a complaint"); err != nil {
		t.Fatal(err)
	}
	m := s.becomes(discordtest.DMID, "of the south ward", "north")
	expect(t, m, "1 new article")
	if err := store.Remove(t.Context(), "south", "a complaint"); err != nil {
		t.Fatal(err)
	}
	s.becomes(discordtest.DMID, withdrawn, "south")
}
