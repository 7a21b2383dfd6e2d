package bot

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

const (
	bedsQuestion = "question:How many beds does the new cancer centre have?"
	notShown     = "This cutting is no longer shown here"
)

// library has the real desk answer from a real store, which it returns, and keep
// what is posted.
func (s *stage) library() archive.Store {
	s.t.Helper()
	store, replica := librarytest.Seeds(s.t)
	d := desk.New(store, replica)
	s.cfg.Desk, s.cfg.Posts, s.cfg.Revisit = d, d, 10*time.Millisecond
	return store
}

// post asks about the beds and posts the first card, and waits until that is kept.
func (s *stage) post(store archive.Store, in discordtest.Invocation) discordtest.Message {
	s.t.Helper()
	in.Command = "ask"
	asked := s.invoke(in, bedsQuestion)
	m := s.followUp(s.server.Click(asked, asked.Buttons()[0].CustomID))
	expect(s.t, m, "217 beds")
	s.kept(store, "posted", func(list []archive.Post) bool { return len(list) == 1 && list[0].Message == m.ID })
	return m
}

// until waits until the newest post in the channel says that, and shows the beds or
// not.
func (s *stage) until(says string, shows bool) discordtest.Message {
	s.t.Helper()
	for {
		all := s.server.Messages(discordtest.ChannelID)
		m := all[len(all)-1]
		if strings.Contains(m.Text(), says) && strings.Contains(m.Text(), "217") == shows {
			return m
		}
		s.pause("the post does not say %q:\n%s", says, m.Text())
	}
}

// kept waits until what is kept of posts is as it should be.
func (s *stage) kept(store archive.Store, what string, ok func([]archive.Post) bool) {
	s.t.Helper()
	for {
		list, err := store.Posts(s.t.Context(), 0, 10)
		if err != nil {
			s.t.Fatal(err)
		}
		if ok(list) {
			return
		}
		s.pause("%s: %+v", what, list)
	}
}

func (s *stage) pause(format string, args ...any) {
	s.t.Helper()
	if sleep(s.ctx, 5*time.Millisecond) != nil {
		s.t.Fatalf(format+"\nlog:\n%s", append(args, s.log)...)
	}
}

// A post shows no longer what its server hid, and again what it shows again; nobody
// is pinged, and who posted it stays.
func TestPostFollowsHiding(t *testing.T) {
	s := newStage(t)
	store := s.library()
	s.open()
	s.post(store, discordtest.Invocation{})
	s.invoke(discordtest.Invocation{Command: "hide"}, "cutting:2", "reason:a complaint")
	m := s.until(notShown, false)
	expect(t, m, "No. 2")
	expect(t, m, "Posted by <@"+discordtest.UserID+">")
	if !strings.Contains(string(m.Sent), `"allowed_mentions":{"parse":[]}`) || len(m.Buttons()) != 1 {
		t.Errorf("edited to %s", m.Sent)
	}
	if strings.Contains(m.Text(), "Oxford Mail") {
		t.Errorf("the hidden cutting's headline or outlet is shown:\n%s", m.Text())
	}
	s.invoke(discordtest.Invocation{Command: "hide"}, "cutting:2", "reason:settled", "undo:yes")
	s.until("Posted by", true)
	s.kept(store, "kept by its ids", func(list []archive.Post) bool {
		return len(list) == 1 && list[0].Server == discordtest.GuildID && list[0].Channel == discordtest.ChannelID &&
			list[0].Message == m.ID && list[0].By == discordtest.UserID && list[0].Quotes[0].Number == 2
	})
}

// What another process removes or hides is taken out of posts too, also of those
// that were posted before a restart.
func TestPostFollowsOtherProcesses(t *testing.T) {
	for name, takeDown := range map[string]func(archive.Store) error{
		"removed": func(store archive.Store) error {
			v, err := store.Cutting(t.Context(), 2, 0)
			return errors.Join(err, store.Remove(t.Context(), v.ID, "a complaint"))
		},
		"hidden": func(store archive.Store) error {
			_, err := store.Hide(t.Context(), archive.Hiding{Outlet: "oxford mail"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			store := s.library()
			first := s.open()
			s.post(store, discordtest.Invocation{})
			first.stop()
			if err := takeDown(store); err != nil {
				t.Fatal(err)
			}
			s.until("Posted by", true)
			s.open()
			s.until(notShown, false)
		})
	}
}

// What happens when Discord refuses: nothing is tried for ever.
func TestPostThatCannotBeEdited(t *testing.T) {
	gone := func(list []archive.Post) bool { return len(list) == 0 }
	givenUp := func(fault string) func([]archive.Post) bool {
		return func(list []archive.Post) bool {
			return len(list) == 1 && !list[0].Due && list[0].Tries == 1 && strings.Contains(list[0].Fault, fault)
		}
	}
	later := func(list []archive.Post) bool { return len(list) == 1 && list[0].Due && list[0].Tries == 1 }
	for name, c := range map[string]struct {
		fault discordtest.Fault
		times int
		ends  func([]archive.Post) bool
	}{
		"the message was deleted": {discordtest.APIError(404, 10008, "Unknown Message"), 1, gone},
		"the channel was deleted": {discordtest.APIError(404, 10003, "Unknown Channel"), 1, givenUp("Unknown Channel")},
		"no access":               {discordtest.APIError(403, 50001, "Missing Access"), 1, givenUp("Missing Access")},
		"a body is refused":       {discordtest.APIError(400, 50035, "Invalid Form Body"), 1, givenUp("Invalid Form Body")},
		"the token is refused":    {discordtest.APIError(401, 0, "Unauthorized"), 1, later},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			store := s.library()
			s.open()
			s.post(store, discordtest.Invocation{})
			s.server.OnREST(at("PATCH /channels/"), c.times, c.fault)
			if _, err := store.Hide(t.Context(), archive.Hiding{Number: 2}); err != nil {
				t.Fatal(err)
			}
			s.kept(store, name, c.ends)
			s.until("Posted by", true) // nothing was tried again
		})
	}
}

// While it can't be read what a card may show, it shows nothing, and is tried again.
func TestPostIsWithdrawn(t *testing.T) {
	s := newStage(t)
	store := s.library()
	s.cfg.Posts = unreadable{s.cfg.Posts}
	s.open()
	s.post(store, discordtest.Invocation{})
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 2}); err != nil {
		t.Fatal(err)
	}
	s.until(withdrawn, false)
	s.kept(store, "to be composed again", func(list []archive.Post) bool { return list[0].Due && list[0].Tries == 1 })
}

// A post that a moderator deleted in Discord is forgotten when it is to be edited.
func TestPostThatIsNoMore(t *testing.T) {
	s := newStage(t)
	store := s.library()
	s.open()
	s.server.Delete(s.post(store, discordtest.Invocation{}))
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 2}); err != nil {
		t.Fatal(err)
	}
	s.kept(store, "deleted in Discord", func(list []archive.Post) bool { return len(list) == 0 })
}

// Where a user has the bot and the server hasn't, a post can't be edited: it is
// kept as such, and nothing is tried.
func TestPostFromAfar(t *testing.T) {
	s := newStage(t)
	store := s.library()
	s.open()
	s.post(store, discordtest.Invocation{UserInstall: true})
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 2}); err != nil {
		t.Fatal(err)
	}
	s.kept(store, "from afar", func(list []archive.Post) bool { return len(list) == 1 && list[0].Far && !list[0].Due })
}

// Delete is for who posted a card, and for those who moderate.
func TestDelete(t *testing.T) {
	const other = "1100000000000000055"
	for name, c := range map[string]struct {
		in    discordtest.Invocation
		user  string
		gone  bool
		fault *discordtest.Fault
	}{
		"who posted it":          {gone: true},
		"another":                {user: other},
		"a moderator":            {in: discordtest.Invocation{Permissions: fmt.Sprint(1<<10 | 1<<13)}, user: other, gone: true},
		"who manages the server": {in: discordtest.Invocation{Permissions: fmt.Sprint(1 << 5)}, user: other, gone: true},
		"in a direct message":    {in: discordtest.Invocation{Context: discordtest.InBotDM}, gone: true},
		"as a user's own app":    {in: discordtest.Invocation{UserInstall: true}, gone: true},
		"when Discord refuses":   {fault: ptr(discordtest.APIError(403, 50001, "Missing Access"))},
		"when it is gone before": {gone: true, fault: ptr(discordtest.APIError(404, 10008, "Unknown Message"))},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			store := s.library()
			s.open()
			m := s.post(store, c.in)
			if c.fault != nil {
				s.server.OnREST(at("DELETE /webhooks/"), 1, *c.fault)
			}
			e := s.press(m, "Delete", c.user)
			s.kept(store, name, func(list []archive.Post) bool { return len(list) == 0 == c.gone })
			if !c.gone {
				s.whispered(e)
			}
			channel := discordtest.ChannelID
			if c.in.Context == discordtest.InBotDM {
				channel = discordtest.DMID
			}
			if there := len(s.server.Messages(channel)) > 0; there == c.gone && c.fault == nil {
				t.Errorf("the post is there: %v", there)
			}
		})
	}
}

// How long an edit is tried: with growing pauses, for about a day.
func TestRetryPost(t *testing.T) {
	down := &apiError{status: http.StatusServiceUnavailable}
	var sum time.Duration
	n := 0
	for pause := time.Duration(1); pause > 0; n++ {
		next := retryPost(desk.Post{Tries: n}, down)
		if next > 0 && next < pause {
			t.Errorf("pause %d is %v, after %v", n, next, pause)
		}
		pause = next
		sum += next
	}
	if n != maxRevisits || sum < 12*time.Hour || sum > 48*time.Hour {
		t.Errorf("%d tries in %v", n, sum)
	}
	for _, c := range []struct {
		err  error
		want time.Duration
	}{
		{errors.New("no network"), firstRevisit},
		{errTooManyRefused, firstRevisit},
		{&apiError{status: 429, retryAfter: time.Hour}, time.Hour},
		{&apiError{status: 401}, firstRevisit},
		{&apiError{status: 403}, 0},
		{&apiError{status: 404}, 0},
		{&apiError{status: 400}, 0},
	} {
		if got := retryPost(desk.Post{}, c.err); got != c.want {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
}
