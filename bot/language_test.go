package bot

import (
	"strings"
	"testing"

	"cuttings/bot/discordtest"
	"cuttings/internal/digest"
	"cuttings/internal/language"
)

// Whoever asks reads their own language, and everybody the server's; where the bot
// doesn't speak it, English.
func TestLanguages(t *testing.T) {
	for _, c := range []struct{ reader, server, answer, post string }{
		{"de", "en-GB", "Durchsucht", "Posted by"},
		{"pl", "de", "Searched", "Gepostet von"},
	} {
		t.Run(c.reader, func(t *testing.T) {
			s := newStage(t)
			s.open()
			e := s.server.Invoke(discordtest.Invocation{
				Command: "ask", Options: map[string]any{"question": question}, Locale: c.reader, InLocale: c.server,
			})
			m := s.answer(e)
			expect(t, m, c.answer)
			expect(t, m, quoted)
			expect(t, s.followUp(s.server.Click(e, m.Buttons()[0].CustomID)), c.post)
		})
	}
}

// The reasons for which a digest is paused are kept in English, and each can be said
// in every language.
func TestReasonsAreKnown(t *testing.T) {
	for _, reason := range []digest.Reason{
		digest.ChannelGone, digest.NoAccess, digest.NoPermission, digest.DMClosed, digest.Untold, digest.BadMessage,
	} {
		if said := language.For("de").Again("reason.", string(reason)); said == string(reason) || strings.Contains(said, "reason.") {
			t.Errorf("%q is said as %q in German", reason, said)
		}
	}
}
