package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/story"
	"cuttings/internal/terminal"
)

var update = flag.Bool("update", false, "rewrite docs/commands.md")

const lighthouse = `The lighthouse on the eastern pier was lit again on Friday evening after eleven dark years. Several hundred people had come to the harbour wall with lanterns of their own. The lamp had been taken apart and cleaned by pupils of the technical school.`

// stock makes a data folder with the coverage that ships, a dozen articles more, and
// one that two outlets have.
func stock(t *testing.T) (terminal.Settings, *terminal.Library) {
	t.Helper()
	settings := terminal.Settings{Data: t.TempDir()}
	library, err := open(t.Context(), settings, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		_, putErr := library.Store.Put(t.Context(), archive.Article{ID: fmt.Sprint("f", i), Title: fmt.Sprint("Ferry ", i), Text: fmt.Sprintf("Ferry number %d was late.", i)})
		err = errors.Join(err, putErr)
	}
	for _, outlet := range []string{"Echo", "Herald"} {
		_, putErr := library.Store.Put(t.Context(), archive.Article{ID: outlet, Title: "Lighthouse", Outlet: outlet, Text: lighthouse})
		err = errors.Join(err, putErr)
	}
	err = errors.Join(err, library.Index.CatchUp(t.Context(), nil), archive.Listen(t.Context(), library.Store, nil))
	if err = errors.Join(err, story.CatchUp(t.Context(), library.Store, library.Index, nil)); err != nil {
		t.Fatal(err)
	}
	return settings, library
}

// Everything that can be asked is asked, by the gateway, by HTTP and at the terminal,
// with what the bot sends held against Discord's own document; what was asked stands
// in docs/commands.md (-update writes it). Whoever adds a command, a menu entry or a
// kind of button adds a step.
func TestCommands(t *testing.T) {
	d := desk.New(nil, nil)
	everyCommandHasAStep(t, d)
	if !testing.Short() {
		t.Run("gateway", func(t *testing.T) { inDiscord(t, "") })
		t.Run("HTTP", func(t *testing.T) {
			free, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			_ = free.Close()
			inDiscord(t, free.Addr().String())
		})
		t.Run("terminal", atTheTerminal)
	}

	got := []byte(table(d))
	if *update && !t.Failed() && !testing.Short() {
		if err := os.WriteFile("docs/commands.md", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile("docs/commands.md"); err != nil || !bytes.Equal(want, got) {
		t.Errorf("docs/commands.md is not what was tried: go test -run TestCommands -update . (%v)", err)
	}
}

func everyCommandHasAStep(t *testing.T, d *desk.Desk) {
	t.Helper()
	names := slices.Clone(d.MessageCommands())
	for _, c := range desk.InFull(d.Commands()) {
		names = append(names, c.Name)
	}
	for _, name := range names {
		if !slices.ContainsFunc(steps, func(s step) bool { return s.command == name && s.press == "" }) {
			t.Errorf("%s is tried by no step of steps_test.go: add one", name)
		}
	}
	for _, s := range steps {
		if !slices.Contains(names, s.command) {
			t.Errorf("there is no %s any more, and steps_test.go has a step for it", s.command)
		}
	}
}

// reader is who takes the steps in Discord.
type reader struct {
	t       *testing.T
	server  *discordtest.Server
	shown   map[string]discordtest.Message // by each command last
	pressed map[string]bool                // kinds of buttons
	seen    map[string]string              // of each kind of button that is pressed by no step, where it was seen
}

// inDiscord takes the steps with a bot that serves, by HTTP at that address, or by the
// gateway.
func inDiscord(t *testing.T, address string) {
	settings, library := stock(t)
	defer library.Close()
	settings.HTTP = address
	config := discordtest.Config{RequireAllowedMentions: true, IdentifyWindow: -1, AckDeadline: 30 * time.Second}
	if path := os.Getenv("CUTTINGS_OPENAPI"); path != "" {
		spec, err := discordtest.LoadSpec(path)
		if err != nil {
			t.Fatal(err)
		}
		config.Spec = spec
	} else {
		t.Log("CUTTINGS_OPENAPI names no file: requests are not checked against Discord's document")
	}
	r := &reader{t: t, server: discordtest.New(config), shown: map[string]discordtest.Message{}, pressed: map[string]bool{}, seen: map[string]string{}}
	defer r.server.Close()
	settings.Discord = terminal.Discord{Token: discordtest.TestToken, API: r.server.URL()}
	serving, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- serve(serving, settings, library, slog.New(slog.DiscardHandler)) }()
	defer func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()
	if err := r.connect(settings.HTTP); err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		if got := r.take(s); !strings.Contains(got, s.says) || (s.says == "" && got != "") {
			t.Errorf("%s %v%s does not say %q:\n%s", s.command, s.options, s.press, s.says, got)
		}
	}
	for kind, where := range r.seen {
		t.Errorf("the button %s (%s) is pressed by no step of steps_test.go: add one", where, kind)
	}
	r.types(library.Desk)
	if v := r.server.Violations(); len(v) > 0 {
		t.Errorf("the bot broke Discord's rules:\n%s", strings.Join(v, "\n"))
	}
}

// connect waits until the bot is there.
func (r *reader) connect(endpoint string) error {
	ctx, cancel := context.WithTimeout(r.t.Context(), 30*time.Second)
	defer cancel()
	if endpoint == "" {
		return r.server.WaitReady(ctx, 1)
	}
	for {
		err := r.server.SetEndpoint(ctx, "http://"+endpoint+"/interactions")
		if err == nil || ctx.Err() != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond) // somebody pressing Save again
	}
}

// take takes a step and returns the words that are seen then.
func (r *reader) take(s step) string {
	ctx, cancel := context.WithTimeout(r.t.Context(), 30*time.Second)
	defer cancel()
	in := discordtest.Invocation{Command: s.command, Permissions: "8224", Options: map[string]any{}} // may manage the server, and messages
	var e *discordtest.Exchange
	switch {
	case s.press != "":
		on := r.shown[s.command]
		i := slices.IndexFunc(on.Buttons(), func(b discordtest.Button) bool { return b.Label == s.press })
		if i < 0 {
			return "no such button: " + fmt.Sprint(on.Buttons())
		}
		id := on.Buttons()[i].CustomID
		r.pressed[kindOf(id)] = true
		delete(r.seen, kindOf(id))
		e = r.server.Click(on, id)
	case isMenu(s.command):
		e = r.server.Menu(in, r.server.Post(discordtest.ChannelID, discordtest.UserID, message))
	default:
		for _, o := range s.options {
			name, value, _ := strings.Cut(o, ":")
			in.Options[name] = value
		}
		e = r.server.Invoke(in)
	}
	if err := e.WaitAnswer(ctx); err != nil {
		return err.Error()
	}
	if s.fill && e.Modal() {
		if e = r.server.SubmitModal(e, e.Filled("they said something else")); e.WaitAnswer(ctx) != nil {
			return "what was filled in is not answered"
		}
	}
	m, ok := e.Shown()
	if !ok {
		return ""
	}
	if !s.fill {
		r.shown[s.command] = m
	}
	r.look(s, m.Buttons())
	return strings.NewReplacer("**", "", "\\", "").Replace(m.Text())
}

// look sees which buttons there are.
func (r *reader) look(s step, buttons []discordtest.Button) {
	for _, b := range buttons {
		if kind := kindOf(b.CustomID); !b.Disabled && kind != "" && !r.pressed[kind] {
			r.seen[kind] = b.Label + " of /" + s.command
		}
	}
}

// kindOf is what a button does, without what it does it to.
func kindOf(customID string) string {
	kind, rest, _ := strings.Cut(customID, ":")
	if kind == "do" {
		kind, _, _ = strings.Cut(rest, ":")
	}
	return kind
}

// types begins to type every option that is completed.
func (r *reader) types(d *desk.Desk) {
	for _, c := range desk.InFull(d.Commands()) {
		for _, o := range c.Options {
			if !o.Suggests {
				continue
			}
			e := r.server.Autocomplete(discordtest.Invocation{Command: c.Name, Permissions: "32", Focused: o.Name, Options: map[string]any{o.Name: "o"}})
			if _, err := e.WaitChoices(r.t.Context()); err != nil {
				r.t.Errorf("/%s %s: %v", c.Name, o.Name, err)
			}
		}
	}
}

// atTheTerminal types the commands at the prompt of the real program.
func atTheTerminal(t *testing.T) {
	settings, library := stock(t)
	if err := library.Close(); err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	var asked []step
	for _, s := range steps {
		switch {
		case s.press != "":
			continue
		case isMenu(s.command):
			fmt.Fprintf(&lines, "%s: %s\n/next\n", s.command, message)
		default:
			fmt.Fprintf(&lines, "/%s %s\n/next\n", s.command, strings.Join(s.options, " "))
		}
		asked = append(asked, s)
	}
	cmd := exec.CommandContext(t.Context(), "cuttings", "chat")
	cmd.Dir = t.TempDir() // where no .env is
	variables, err := terminal.Variables()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = os.Environ()
	for _, name := range variables {
		cmd.Env = append(cmd.Env, name+"=")
	}
	cmd.Env = append(cmd.Env, "CUTTINGS_DATA="+settings.Data)
	cmd.Stdin = strings.NewReader(lines.String())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	answers := strings.Split(string(out), "There is no command /next.")
	if len(answers) != len(asked)+1 {
		t.Fatalf("%d answers to %d commands:\n%s", len(answers)-1, len(asked), out)
	}
	for i, s := range asked {
		want := s.here
		if want == "" {
			want = s.says
		}
		if got := strings.Join(strings.Fields(answers[i]), " "); !strings.Contains(got, want) {
			t.Errorf("/%s %v does not say %q at the terminal:\n%s", s.command, s.options, want, got)
		}
	}
	scripts := allScripts(t)
	for _, s := range steps {
		if s.shell != "" && !scripted(scripts, s.shell) {
			t.Errorf("no script in testdata runs cuttings %s, which stands beside %s %s", s.shell, s.command, s.press)
		}
	}
}

// scripted reports whether a line of the scripts runs a command of the program, with
// the flag that is named behind it, and has it succeed.
func scripted(scripts, shell string) bool {
	name, flag, _ := strings.Cut(shell, " --")
	for line := range strings.Lines(scripts) {
		words := strings.Fields(line)
		if strings.HasPrefix(strings.Join(words, " ")+" ", "exec cuttings "+name+" ") && (flag == "" || slices.Contains(words, "--"+flag)) {
			return true
		}
	}
	return false
}

func isMenu(name string) bool { return slices.Contains(desk.New(nil, nil).MessageCommands(), name) }

// allScripts is what the scripts run; TestScripts runs them.
func allScripts(t *testing.T) string {
	names, err := filepath.Glob("testdata/script/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	return all.String()
}

// buttons says how long they work.
const buttons = `Buttons work after a restart too, and as long as their message stands; but *Begin this
watch* for an hour, and those of a search that is too long for a button (over 80
characters) until 400 days after they were last used. What a watch tells has one more,
*Pause*, which pauses the watch.`

// table is docs/commands.md.
func table(d *desk.Desk) string {
	var b strings.Builder
	b.WriteString(`# Commands

What can be asked, and where. Everything here was tried by ` + "`go test -run TestCommands .`" + `,
which writes this page: on a stand-in for Discord, by the gateway and by HTTP, each
request held against Discord's own document; and at the prompt of ` + "`cuttings chat`" + `, which
takes commands as they are typed in Discord, and what stands under *Apps* as
` + "`Find the source: words`" + `. What belongs to a server or a user is the operator's to see
there. ` + "`/help`" + ` says what each command takes.

| In Discord | What it does | By the gateway | By HTTP | At the terminal |
| --- | --- | --- | --- | --- |
`)
	for _, c := range desk.InFull(d.Commands()) {
		tried(&b, "`/"+c.Name+"`", c.Description.String(), first(c.Name))
	}
	b.WriteString("\nOn a message, under *Apps*:\n\n| Entry | What it does | By the gateway | By HTTP | At the terminal |\n| --- | --- | --- | --- | --- |\n")
	for _, name := range d.MessageCommands() {
		tried(&b, name, first(name).about, first(name))
	}
	b.WriteString("\n" + buttons + "\n\n| Button | What it does | By the gateway | By HTTP | At the terminal |\n| --- | --- | --- | --- | --- |\n")
	for _, s := range steps {
		if s.press != "" && s.about != "" {
			tried(&b, s.press, s.about, s)
		}
	}
	return b.String()
}

// tried writes a line of the table.
func tried(b *strings.Builder, name, does string, s step) {
	where := "in Discord only"
	switch {
	case s.shell != "" && s.here != "":
		where = "for the operator: `cuttings " + s.shell + "`"
	case s.shell != "":
		where = "`cuttings " + s.shell + "`"
	case s.chat:
		where = "for the operator: in `cuttings chat`"
	case s.press == "" && s.here == "":
		where = "in `cuttings chat`"
	}
	fmt.Fprintf(b, "| %s | %s | yes | yes | %s |\n", name, strings.ReplaceAll(does, "|", "\\|"), where)
}

// first is the step that gives a command for the first time.
func first(command string) step {
	i := slices.IndexFunc(steps, func(s step) bool { return s.command == command && s.press == "" })
	if i < 0 {
		return step{command: command}
	}
	return steps[i]
}
