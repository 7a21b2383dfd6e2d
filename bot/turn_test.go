package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// shelf has the real desk answer from a store with so many articles about a mill.
func (s *stage) shelf(n int) archive.Store {
	s.t.Helper()
	var articles []archive.Article
	for i := range n {
		articles = append(articles, archive.Article{
			ID: fmt.Sprint(i), Title: fmt.Sprint("Part ", i+1), Outlet: "The Bugle", Published: archive.Date{Year: 2001 + i},
			Text: fmt.Sprintf("The mill burned for %d hours.", i+2),
		})
	}
	store, replica := librarytest.Open(s.t, articles...)
	s.cfg.Desk, s.cfg.Claims = desk.New(store, replica), store
	return store
}

// Pages are turned in place, by a bot that was started anew, and what changed
// meanwhile is said.
func TestTurn(t *testing.T) {
	for name, query := range map[string]string{
		"a search that the button holds": "mill",
		"a search that is kept":          "mill OR " + strings.Repeat("ö", 60),
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			store := s.shelf(11)
			first := s.open()
			e := s.server.Invoke(discordtest.Invocation{Command: "find", Options: map[string]any{"words": query, "sort": "oldest"}})
			m := s.answer(e)
			expect(t, m, "Page 1 of 3")
			expect(t, m, "burned for 6 hours")
			first.stop()

			s.open()
			m = s.answer(s.press(e, "Next ▶", ""))
			expect(t, m, "Page 2 of 3")
			expect(t, m, "burned for 7 hours")
			if !m.Ephemeral() || strings.Contains(m.Text(), "6 hours") || len(s.server.Messages(discordtest.ChannelID)) != 0 {
				t.Errorf("turned to\n%s", m.Text())
			}
			m = s.answer(s.press(e, "◀ Previous", ""))
			expect(t, m, "Page 1 of 3")
			if button(m, "◀ Previous") != "" {
				t.Error("there is a page before the first")
			}
			expect(t, s.answer(s.press(e, "Next ▶", "")), "Page 2 of 3")
			last := s.answer(s.press(e, "Next ▶", ""))
			expect(t, last, "burned for 12 hours")
			if button(last, "Next ▶") != "" {
				t.Error("there is a page after the last")
			}
			expect(t, s.answer(s.press(e, "◀ Previous", "")), "Page 2 of 3")
			if _, err := store.Hide(t.Context(), archive.Hiding{Number: 11}); err != nil {
				t.Fatal(err)
			}
			m = s.answer(s.press(e, "Next ▶", ""))
			for _, want := range []string{"Page 2 of 2", "The list ends before page 3", `Entries before\: 11, now\: 10`} {
				expect(t, m, want)
			}
		})
	}
}

// Two presses at once, and twice the same, leave a whole page.
func TestTurnAtOnce(t *testing.T) {
	s := newStage(t)
	s.shelf(11)
	s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "latest"})
	m := s.answer(s.press(e, "Next ▶", ""))
	pressed := 0
	for i := range 6 {
		if click := s.server.Click(e, button(m, []string{"Next ▶", "◀ Previous"}[i%2])); click.Err() == nil { // else the page was turned already
			pressed++
		}
	}
	if err := s.log.wait(s.ctx, "msg=answered", 2+pressed); err != nil {
		t.Fatal(err)
	}
	m = s.answer(e)
	if first, last := strings.Contains(m.Text(), "Page 1."), strings.Contains(m.Text(), "Page 3, the last"); first == last || !m.Ephemeral() {
		t.Errorf("turned to\n%s", m.Text())
	}
}

// What everybody sees stays as it is for everybody; whoever presses gets the page alone.
func TestTurnInPublic(t *testing.T) {
	for flags, want := range map[int]string{0: "POST private", int(private): "PATCH"} {
		d := helpful()
		d.does(func(context.Context, string, map[string]string) (desk.Reply, error) {
			return desk.LatestReply{Page: 2}, nil
		})
		serving(t, d, Config{}, func(t *testing.T, s *service, l *ledger) {
			s.dispatch(event(3, "1", fmt.Sprintf(`{"custom_id":"turn:2:0:latest?"},"message":{"id":"8","flags":%d}`, flags)))
			synctest.Wait()
			if diff := cmp.Diff([]string{"POST callback 6", want}, l.requests()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A search that is forgotten is said to be, and the page stays as it is.
func TestTurnOfAForgottenSearch(t *testing.T) {
	s := newStage(t)
	s.shelf(6)
	first := s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "find", Options: map[string]any{"words": "mill OR " + strings.Repeat("ö", 60)}})
	s.answer(e)
	first.stop()
	s.shelf(6) // where nobody has searched
	s.open()
	expect(t, s.followUp(s.press(e, "Next ▶", "")), "This search is not kept any more")
	expect(t, s.answer(e), "Page 1 of 2")
}
