package discordtest

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDiscordJS: somebody else's client, unmodified, does on this server what it
// does on Discord. So the server was not only bent to fit our own bot.
func TestDiscordJS(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join("discordjs", "node_modules", "discord.js")); err != nil {
		t.Skip("discord.js is not installed: npm ci --prefix bot/discordtest/discordjs")
	}
	cfg := Config{RequireAllowedMentions: true}
	if os.Getenv("CUTTINGS_OPENAPI") != "" {
		cfg.Spec = spec(t)
	}
	s := start(t, cfg)
	bot := run(t, s, node)
	ctx := patience(t)
	bot.says("registered as bot#0001")

	typed := s.Autocomplete(Invocation{Command: "ask", Focused: "question", Options: object{"question": "wh"}})
	if choices, err := typed.WaitChoices(ctx); err != nil || len(choices) != 1 || choices[0].Value != "choice" {
		t.Errorf("choices %v, error %v", choices, err)
	}
	bot.says("completed")

	ex := s.Invoke(Invocation{Command: "ask", Options: object{"question": "Why?"}})
	m, err := ex.WaitMessage(ctx)
	if err != nil || m.Text() != "You asked: Why?" || ex.Ephemeral() {
		t.Fatalf("message %+v, error %v", m, err)
	}
	bot.says("answered")
	if f := ex.Followups(); len(f) != 1 || !f[0].Ephemeral() {
		t.Errorf("follow-ups %+v, want one ephemeral", f)
	}

	click := s.Click(ex, "again")
	if m, err := click.WaitMessage(ctx); err != nil || m.Text() != "Again." || len(m.Buttons()) != 0 {
		t.Errorf("after the click: %+v, error %v", m, err)
	}
	bot.says("clicked")
	if f := click.Followups(); len(f) != 1 || !f[0].V2() || f[0].Text() != "A card." {
		t.Errorf("follow-ups of the click %+v, want a card", f)
	}

	s.Reconnect()
	if err := s.Wait(ctx, func(c Counts) bool { return c.Resumed == 1 }); err != nil {
		t.Errorf("after op 7: %v, %+v", err, s.Counts())
	}
	bot.leaves()
	for _, v := range s.Violations() {
		if !superfluous(v) {
			t.Error(v)
		}
	}
}

// superfluous are the fields that discord.js sends in the answers to interactions
// and that the document names for ordinary messages only; Discord ignores them.
func superfluous(violation string) bool {
	return strings.Contains(violation, "tts: "+noSuchField) || strings.Contains(violation, "enforce_nonce: "+noSuchField)
}

// nodeBot is the running bot.
type nodeBot struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.Closer
	lines *bufio.Scanner
}

func run(t *testing.T, s *Server, node string) *nodeBot {
	t.Helper()
	cmd := exec.CommandContext(patience(t), node, "bot.mjs")
	cmd.Dir = "discordjs"
	cmd.Env = append(os.Environ(), "DISCORD_URL="+s.URL(), "DISCORD_TOKEN="+TestToken)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &nodeBot{t, cmd, in, bufio.NewScanner(out)}
}

// says waits for the bot's next line.
func (b *nodeBot) says(want string) {
	b.t.Helper()
	if !b.lines.Scan() || strings.TrimSpace(b.lines.Text()) != want {
		b.t.Fatalf("the bot says %q, want %q", b.lines.Text(), want)
	}
}

// leaves lets the bot log out and waits for its end.
func (b *nodeBot) leaves() {
	b.t.Helper()
	_ = b.in.Close()
	b.says("left")
	if err := b.cmd.Wait(); err != nil {
		b.t.Error(err)
	}
}
