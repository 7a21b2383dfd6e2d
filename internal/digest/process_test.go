package digest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/digest"
)

// childEnv makes the test binary another process of the bot: it holds the path of
// the archive, the address of Discord, and what time it is, in milliseconds since
// 1970.
const childEnv = "CUTTINGS_TEST_DIGESTS"

// child posts digests until it is killed.
func child(args []string) error {
	ctx, began := context.Background(), time.Now()
	ms, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, args[0])
	if err != nil {
		return err
	}
	sender, err := bot.NewSender(bot.Config{Token: discordtest.TestToken, API: args[1]})
	if err != nil {
		return err
	}
	m, err := digest.New(ctx, digest.Config{
		Store: store, Composer: everything{store}, Sender: sender, Holder: fmt.Sprint(os.Getpid()),
		Now: func() time.Time { return time.UnixMilli(ms).Add(time.Since(began)) },
	})
	if err != nil {
		return err
	}
	for {
		if err := m.Tick(ctx); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		time.Sleep(time.Millisecond)
	}
}

// launch starts a process of the bot at the world's time.
func (w *world) launch() *exec.Cmd {
	w.t.Helper()
	cmd := exec.CommandContext(w.t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s %d", childEnv, w.path, w.server.URL(), w.clock.now().UnixMilli()))
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	return cmd
}

// Real processes are killed (SIGKILL) while they post twenty digests of a morning:
// each is there once in the end.
func TestProcessesKilled(t *testing.T) {
	mornings, kills := max(1, *runs/25), 0
	if testing.Short() {
		mornings = 1
	}
	w := newWorld(t)
	for morning := range mornings {
		day := w.clock.now().Truncate(24 * time.Hour).Add(31 * time.Hour)
		var subs []archive.Subscription
		for n := range 20 {
			s := w.daily(n)
			s.Since = day.Add(-2 * time.Hour)
			subs = append(subs, w.subscribe(s))
		}
		w.clock.set(day.Add(time.Hour + time.Minute))
		for round := 0; !w.settled(subs); round++ {
			if round == 60 {
				t.Fatal("no end in sight")
			}
			sent := len(w.allPosts(20))
			var running []*exec.Cmd
			for range 1 + rand.IntN(3) {
				running = append(running, w.launch())
			}
			// They are killed a moment after the first of them has posted something;
			// where nothing is left to be posted, when all is settled.
			for wait := 0; wait < 2000 && len(w.allPosts(20)) == sent && !w.settled(subs); wait++ {
				time.Sleep(5 * time.Millisecond)
			}
			time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
			for _, cmd := range running {
				if err := cmd.Process.Kill(); err != nil {
					t.Error(err)
				}
				kills++
			}
			for _, cmd := range running {
				_ = cmd.Wait() // it was killed
			}
			w.clock.move([]time.Duration{3 * time.Minute, 12 * time.Minute}[rand.IntN(2)])
		}
		all := strings.Join(w.allPosts(20), "\n") + "\n"
		for _, s := range subs {
			if n := strings.Count(strings.ReplaceAll(all, ",", "\n"), fmt.Sprintf("digest %d for %s\n", s.ID, day.Format(time.DateOnly))); n != 1 {
				t.Errorf("morning %d: digest %d was posted %d times; %s", morning, s.ID, n, w.states(s.ID))
			}
			if err := w.store.RemoveSubscription(t.Context(), s.ID); err != nil {
				t.Error(err)
			}
		}
	}
	w.kept()
	t.Logf("%d digests posted by processes of which %d were killed", 20*mornings, kills)
}

// allPosts are the texts in the first n channels.
func (w *world) allPosts(n int) (all []string) {
	for i := range n {
		all = append(all, w.posts(i)...)
	}
	return all
}
