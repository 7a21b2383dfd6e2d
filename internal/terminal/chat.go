package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"cuttings/internal/desk"
	"cuttings/internal/language"
)

type chatCommand struct{ asking }

const prompt = "cuttings> "

func (c *chatCommand) Run(s *session) error {
	c.asking.ask(s)
	library, err := s.openTold()
	if err != nil {
		return err
	}
	defer library.Close()
	in, ok := isTerminal(s.in)
	out, onTerminal := isTerminal(s.out)
	if !ok || !onTerminal {
		return s.chatLines(library.Desk)
	}
	return s.chatScreen(library.Desk, in, out)
}

// chatLines takes a command a line from a pipe or a file.
func (s *session) chatLines(d *desk.Desk) error {
	lines := bufio.NewScanner(s.in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if done, err := s.chat(d, s.page, lines.Text()); done || err != nil {
			return err
		}
	}
	return lines.Err()
}

// chatScreen is the prompt on a terminal, with history and completion.
func (s *session) chatScreen(d *desk.Desk, in, out *os.File) error {
	fmt.Fprintln(out, "Slash commands as in Discord: /ask, /find, /said, /source, /latest, /story, /coverage, /help. Tab completes; Ctrl-D or /quit leaves.")
	screen := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, prompt)
	screen.AutoCompleteCallback = func(line string, pos int, key rune) (string, int, bool) {
		if key != '\t' {
			return "", 0, false
		}
		completed := complete(d.Commands(), line[:pos])
		return completed + line[pos:], len(completed), true
	}
	p := s.page
	p.out = out
	for {
		line, err := readLine(in, screen)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if done, err := s.chat(d, p, line); done || err != nil {
			return err
		}
	}
}

// readLine reads a line with the terminal in raw mode, and only that long: what
// is printed in between is printed as ever.
func readLine(in *os.File, screen *term.Terminal) (string, error) {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return "", fmt.Errorf("the terminal can't be read by key: %w", err)
	}
	defer term.Restore(int(in.Fd()), state) //nolint:errcheck // nothing is left to do
	if columns, rows, err := term.GetSize(int(in.Fd())); err == nil {
		_ = screen.SetSize(columns, rows)
	}
	return screen.ReadLine()
}

// chat carries out one line; done is true when it asks to leave.
func (s *session) chat(d *desk.Desk, p page, line string) (done bool, err error) {
	line = strings.TrimSpace(line)
	if line == "" {
		return false, nil
	}
	if line == "/quit" || line == "/exit" {
		return true, nil
	}
	reply, err := typed(s.ctx, d, line)
	var problem *desk.Problem
	switch {
	case errors.As(err, &problem):
		_, err = fmt.Fprintf(p.out, "%s\n\n", strings.Join(p.wrap(clean(problem.User.String()), nil), "\n"))
		return false, err
	case err != nil:
		return false, err
	}
	defer s.keepMisses(d)
	if err := p.print(reply); err != nil {
		return false, err
	}
	_, err = fmt.Fprintln(p.out)
	return false, err
}

// typed carries out a slash command or, as "Quotes on this: TEXT", what is asked about
// a message.
func typed(ctx context.Context, d *desk.Desk, line string) (desk.Reply, error) {
	for _, name := range d.MessageCommands() {
		if begins := len(name) + 1; len(line) >= begins && strings.EqualFold(line[:begins], name+":") {
			return d.About(ctx, name, line[begins:])
		}
	}
	name, args, err := parseSlash(d.Commands(), line)
	if err != nil {
		return nil, err
	}
	return d.Do(ctx, name, args)
}

// parseSlash reads a command as it is typed in Discord: its whole name, then its
// options as "name:value", each value reaching to the next option's name. Words
// before any option belong to the command's first option.
func parseSlash(commands []desk.Command, line string) (string, map[string]string, error) {
	if !strings.HasPrefix(line, "/") {
		return "", nil, &desk.Problem{User: language.Phrase("chat.slash", "line", line)}
	}
	words := strings.Fields(line[1:])
	name, options, known := command(commands, words)
	if !known {
		return name, nil, nil // the desk says that there is none
	}
	args := map[string]string{}
	current := ""
	if len(options) > 0 {
		current = options[0].Name
	}
	for _, word := range words[len(strings.Fields(name)):] {
		if option, value, ok := strings.Cut(word, ":"); ok && slices.ContainsFunc(options, func(o desk.Option) bool { return o.Name == option }) {
			current, word = option, value
			if _, twice := args[option]; twice {
				return "", nil, &desk.Problem{User: language.Phrase("chat.twice", "option", language.Name(option))}
			}
		}
		if current == "" {
			return "", nil, &desk.Problem{User: language.Phrase("chat.no-options", "command", language.Command(name))}
		}
		args[current] = strings.TrimSpace(args[current] + " " + word)
	}
	return name, args, nil
}

// command is the command whose whole name the words begin with, and its options;
// else the words that may have been meant for a name.
func command(commands []desk.Command, words []string) (name string, options []desk.Option, known bool) {
	for n := min(len(words), 3); n > 0; n-- {
		name = strings.Join(words[:n], " ")
		for _, c := range desk.InFull(commands) {
			if c.Name == name {
				return name, c.Options, true
			}
		}
	}
	return name, nil, false
}

// complete extends what is typed to a command's or an option's name, as far as
// only one way leads on.
func complete(commands []desk.Command, typed string) string {
	var choices []string
	start := strings.LastIndexByte(typed, ' ') + 1
	for _, c := range desk.InFull(commands) {
		name := "/" + c.Name + " "
		switch {
		case strings.HasPrefix(typed, name):
			for _, o := range c.Options {
				choices = append(choices, o.Name+":")
			}
		case strings.HasPrefix(name, typed[:start]):
			next, _, _ := strings.Cut(name[start:], " ")
			choices = append(choices, next+" ")
		}
	}
	if start == 0 {
		choices = append(choices, "/quit")
	}
	word := typed[start:]
	choices = slices.DeleteFunc(choices, func(c string) bool { return !strings.HasPrefix(c, word) })
	if len(choices) == 0 || word == "" && start > 0 {
		return typed
	}
	common := choices[0]
	for _, c := range choices[1:] {
		for !strings.HasPrefix(c, common) {
			common = common[:len(common)-1]
		}
	}
	return typed[:start] + common
}
