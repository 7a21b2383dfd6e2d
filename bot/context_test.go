package bot

import (
	"strings"
	"testing"

	"cuttings/bot/discordtest"
)

// What is around a quote is shown to whoever presses, on their own card and on one
// that was posted; it can be posted too, and not what is hidden since.
func TestContext(t *testing.T) {
	s := newStage(t)
	store := s.library()
	s.open()
	asked := s.invoke(discordtest.Invocation{Command: "ask"}, bedsQuestion)
	posted := s.post(store, discordtest.Invocation{})
	const around = "What stands around it"
	for _, on := range []discordtest.Message{asked, posted} {
		m := s.followUp(s.press(on, "Context", ""))
		expect(t, m, around)
		expect(t, m, "217 beds")
		if !m.Ephemeral() || button(m, "Context") != "" || len(m.Text()) < len(on.Text())/3 {
			t.Errorf("shown is\n%s", m.Text())
		}
	}
	m := s.followUp(s.press(asked, "Context", ""))
	wider := s.followUp(s.press(m, "Post", ""))
	if wider.Ephemeral() || !strings.Contains(wider.Text(), "Posted by") {
		t.Errorf("posted is\n%s", wider.Text())
	}
	s.invoke(discordtest.Invocation{Command: "hide"}, "cutting:2", "reason:a complaint")
	expect(t, s.followUp(s.press(asked, "Context", "")), "is hidden")
}
