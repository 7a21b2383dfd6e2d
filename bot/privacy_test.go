package bot

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuttings/bot/card"
	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// files counts how often words stand in a file of the library's.
func (s *stage) files(words string) (n int) {
	s.t.Helper()
	root := filepath.Dir(s.t.TempDir()) // that of all the folders of the test
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		n += bytes.Count(b, []byte(words))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// Whoever is forgotten is in no file, and their name goes from their post too, which only
// moderators can delete then.
func TestForgetMe(t *testing.T) {
	const moderator = "1100000000000000056"
	s := newStage(t)
	store := s.library()
	d := s.cfg.Desk.(*desk.Desk)
	d.Now = time.Now
	s.open()
	s.post(store, discordtest.Invocation{})
	asked := s.server.Invoke(discordtest.Invocation{Command: "ask", Options: map[string]any{"question": strings.TrimPrefix(bedsQuestion, "question:")}})
	s.wrong(asked, "", map[string]any{card.ReasonInput: string(archive.WrongText), card.WordsInput: "I know better."})
	s.invoke(discordtest.Invocation{Command: "watch add"}, "words:nurses")
	expect(t, s.invoke(discordtest.Invocation{Command: "privacy show"}), "With your id are kept\\: 1 watch, 0 digests, 1 post, 0 direct messages of watches, 1 report")
	m := s.invoke(discordtest.Invocation{Command: "privacy export"})
	if !m.Ephemeral() || !strings.Contains(string(m.Raw), `"filename":"cuttings-privacy.json"`) {
		t.Errorf("exported: %s", m.Raw)
	}
	if s.files(discordtest.UserID) == 0 {
		t.Fatal("the id is in no file before")
	}
	forget := s.server.Invoke(discordtest.Invocation{Command: "privacy forget-me"})
	expect(t, s.answer(forget), "the name on 1 post")
	m = s.followUp(s.press(forget, "Forget me", ""))
	expect(t, m, "Your id is in nothing that is kept any more")
	if !m.Ephemeral() {
		t.Error("everybody is told")
	}
	if n := s.files(discordtest.UserID); n > 0 {
		t.Errorf("forgotten, and %d times in the files", n)
	}
	posted := s.until("by whom is not kept", true)
	if strings.Contains(string(posted.Sent), discordtest.UserID) {
		t.Errorf("the post still names them: %s", posted.Sent)
	}
	expect(t, s.followUp(s.press(posted, "Delete", "")), "Only who posted this")
	s.press(posted, "Delete", moderator)
	expect(t, s.invoke(discordtest.Invocation{Command: "privacy show"}), "Nothing is kept with your id")
}

// Of the message that a menu command hands over nothing is kept: not in the library,
// not in the log, whatever the command, and whether it finds anything or not.
func TestNoMessageIsKept(t *testing.T) {
	const author = "1100000000000000009"
	s := newStage(t)
	s.library()
	d := s.cfg.Desk.(*desk.Desk)
	d.Now, d.Misses = time.Now, true
	bot := s.open()
	for i, text := range []string{
		"Xyzzyplugh says that an estimated 600 jobs out of 10,000 at the trust could be affected.",
		"Xyzzyplugh danced with the flumphious frabjabs of Wollongatta, 12345 of them.",
	} {
		target := s.server.Post(discordtest.ChannelID, author, text)
		for _, name := range d.MessageCommands() {
			if m := s.answer(s.server.Menu(discordtest.Invocation{Command: name}, target)); m.Text() == "" {
				t.Errorf("%s of message %d: no answer", name, i)
			}
		}
	}
	if err := d.KeepMisses(t.Context()); err != nil {
		t.Fatal(err)
	}
	// What is typed as a question is kept when it finds nothing: so the test would see it.
	s.invoke(discordtest.Invocation{Command: "ask"}, "question:Who won the quidditch at Reykjavik?")
	if err := d.KeepMisses(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.files("quidditch") == 0 {
		t.Error("nothing is kept at all: the test proves nothing")
	}
	bot.stop()
	for _, words := range []string{"plugh", "frabjabs", "Wollongatta", "wollongatta", author} {
		if n := s.files(words) + strings.Count(s.log.String(), words); n > 0 {
			t.Errorf("%q is kept %d times", words, n)
		}
	}
}

// Delete under a digest, and under what a watch tells a channel, is for moderators.
func TestMayDelete(t *testing.T) {
	for name, c := range map[string]struct {
		user, permissions string
		may               bool
	}{
		"a reader":                {"42", "1024", false},
		"a moderator":             {"42", fmt.Sprint(1 << 13), true},
		"who manages the server":  {"42", fmt.Sprint(1 << 5), true},
		"an administrator":        {"42", fmt.Sprint(1 << 3), true},
		"whoever has that number": {card.Nobody, "1024", false},
		"no number":               {"", "", false},
	} {
		in, err := readInteraction(fmt.Appendf(nil, `{"id":"1","token":"t","member":{"user":{"id":%q},"permissions":%q}}`, c.user, c.permissions))
		if err != nil || in.mayDelete(card.Nobody) != c.may {
			t.Errorf("%s: %t, %v", name, !c.may, err)
		}
	}
}
