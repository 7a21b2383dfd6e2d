package digest_test

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// besides is a composer that adds things beside what another shows.
type besides struct {
	digest.Composer
	beside archive.Beside
}

func (c besides) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	out, err := c.Composer.Compose(ctx, e)
	if len(out.Cuttings) > 0 {
		out.Beside = c.beside
	}
	return out, err
}

// What is posted is kept as a post: by all that it shows, each cutting once, and with
// what it takes to compose it again after the subscription has gone.
func TestKeepsWhatIsPosted(t *testing.T) {
	w := newWorld(t)
	w.publish("a", "b", "c", "d", "e")
	s, told := w.subscribe(w.daily(1)), w.subscribe(w.watch())
	quiet := w.daily(2)
	quiet.After = 5
	quiet = w.subscribe(quiet) // its line shows nothing
	beside := archive.Beside{Revised: [][2]int64{{2, 1}}, Edited: []int64{3, 2}, OnThisDay: 4, Others: 7}
	m := w.machine("a", func(c *digest.Config) { c.Composer = besides{c.Composer, beside} })
	w.clock.move(15*time.Minute + 25*time.Minute)
	tick(t, m)
	w.match(told, "f")
	w.clock.move(time.Minute)
	tick(t, m)
	for _, gone := range []archive.Subscription{s, told, quiet} {
		if err := w.store.RemoveSubscription(t.Context(), gone.ID); err != nil {
			t.Fatal(err)
		}
	}
	list, err := w.store.Posts(t.Context(), 0, 10)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	slices.SortFunc(list, func(a, b archive.Post) int { return cmp.Compare(a.Kind, b.Kind) })
	for _, p := range list {
		e, err := digest.ReadEdition(p)
		if err != nil || e.Nonce == "" || e.Subscription.By != "" {
			t.Errorf("%+v, %v", e, err)
		}
		if p.Channel == "@"+discordtest.UserID != (p.Kind == archive.WatchPost) || p.Due {
			t.Errorf("%+v", p)
		}
	}
	var numbers []int64
	for _, q := range list[0].Quotes {
		numbers = append(numbers, q.Number)
	}
	equal(t, "what the digest shows", []int64{1, 2, 3, 4, 5}, numbers)
	e, err := digest.ReadEdition(list[0])
	want := s
	want.By, want.Revision = "", 0
	if differs := diff.Diff(digest.Edition{
		Subscription: want, Slot: "2026-03-16", Due: morning.Add(15 * time.Minute), Late: 25 * time.Minute,
		Again: &digest.Shown{Cuttings: []int64{1, 2, 3, 4, 5}, Beside: beside, To: 5},
	}, e, cmpopts.IgnoreFields(digest.Edition{}, "Nonce")); differs != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, differs)
	}
	w.kept()
}

// forgetful is a sender to somebody who is forgotten while it sends.
type forgetful struct {
	digest.Sender
	forget func()
}

func (f forgetful) Send(ctx context.Context, channel string, payload []byte, nonce string) (string, error) {
	message, err := f.Sender.Send(ctx, channel, payload, nonce)
	f.forget()
	return message, err
}

// Whoever is forgotten while they are told stays forgotten.
func TestForgottenWhileTold(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.watch())
	m := w.machine("a", func(c *digest.Config) {
		c.Sender = forgetful{c.Sender, func() {
			if _, err := w.store.Forget(t.Context(), discordtest.UserID); err != nil {
				t.Error(err)
			}
		}}
	})
	w.match(s, "a")
	w.clock.move(time.Minute)
	tick(t, m)
	if sent := w.texts(discordtest.DMID); len(sent) != 1 {
		t.Errorf("told %q", sent)
	}
	if list, err := w.store.Posts(t.Context(), 0, 10); err != nil || len(list) > 0 {
		t.Errorf("kept %+v, %v", list, err)
	}
	w.kept()
}

// An edition is kept for years: its form stays.
func TestEditionAsItIsKept(t *testing.T) {
	const written = `{"id":3,"setup":{"server":"1","channel":"2","schedule":{"clock":480,"zone":"UTC","days":127},"watch":"",` +
		`"topic":"jobs","outlets":null,"max":5,"layout":"quotes","role":"","quiet":"skip","thread":false,"late":0,"by":"","state":"active",` +
		`"why":"","since":"2026-03-16T07:45:00Z","after":0},"slot":"2026-03-16","due":"2026-03-16T08:00:00Z","late":0,"from":4,` +
		`"since":"0001-01-01T00:00:00Z","nonce":"n","again":{"cuttings":[9,8],"beside":{"revised":[[3,9]],"edited":[4],"on_this_day":2,"others":1},"to":14}}`
	e, err := digest.ReadEdition(archive.Post{Edition: written})
	if err != nil {
		t.Fatal(err)
	}
	again, err := digest.WriteEdition(e)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "written again", written, again)
	for _, odd := range []string{"", "{", "null", `{"id":3,"nonce":"n"}`, `{"again":7}`} {
		if e, err := digest.ReadEdition(archive.Post{Edition: odd, Message: "m"}); err == nil {
			t.Errorf("%q was read as %+v", odd, e)
		}
	}
}
