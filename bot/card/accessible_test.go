package card

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/language"
	"cuttings/internal/words"
)

// left is Markdown that a reader of plain text would stumble over.
var left = regexp.MustCompile(`</|<t:|[0-9]:[FfDdTtR]\b|\]\(http|(?m)^(> |-# )`)

// Every card makes sense as plain text: the golden files of all kinds of cards hold
// what a screen reader reads, in which nothing is Markdown and nothing is said by a
// sign alone.
func TestReadAloud(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "*.golden"))
	if err != nil || len(names) < 50 {
		t.Fatalf("%d golden files, %v", len(names), err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, said, ok := strings.Cut(string(b), "---- read aloud ----\n")
		if !ok {
			continue // not a message
		}
		if m := left.FindString(said); m != "" {
			t.Errorf("%s: %q is read aloud:\n%s", name, m, said)
		}
		for line := range strings.Lines(said) {
			if strings.TrimSpace(line) != "" && !strings.ContainsFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				t.Errorf("%s: a line without a word: %q", name, line)
			}
		}
	}
}

// So they do in every language that the cards speak: within the limits, and without
// a sign for a word.
func TestReadAloudInEveryLanguage(t *testing.T) {
	for _, l := range language.All() {
		all := replies(t)
		sample := cut(t, seeds(t)[2010], "split into three clusters", "split into three clusters")
		all["setup"] = desk.SetupReply{Server: "77", Public: true, Sample: &sample}
		all["setup direct"] = desk.SetupReply{Direct: true, Sample: &sample}
		for name, reply := range all {
			m, err := Render(reply, Options{Words: words.Language{Language: l}})
			if err == nil {
				err = keepsLimits(m)
			}
			if err != nil {
				t.Errorf("%s, %s: %v", l.Code(), name, err)
			}
			if sign := left.FindString(Text(m)); sign != "" {
				t.Errorf("%s, %s: %q is read aloud:\n%s", l.Code(), name, sign, Text(m))
			}
		}
	}
}

// A button says in words what it does, or the card is refused.
func TestButtonsHaveWords(t *testing.T) {
	for label, good := range map[string]bool{"Post": true, "Next ▶": true, "▶": false, "🗑️": false, "": false} {
		err := checkButtons(Message{Components: []discordgo.MessageComponent{row(discordgo.Button{Label: label, CustomID: DeleteID("7")})}})
		if good != (err == nil) {
			t.Errorf("%q: %v", label, err)
		}
	}
	if checkButtons(Message{Components: []discordgo.MessageComponent{row(discordgo.Button{Label: "Go", Emoji: &discordgo.ComponentEmoji{Name: "🗑️"}, CustomID: DeleteID("7")})}}) == nil {
		t.Error("an emoji stands on a button")
	}
}

// Colours are decoration: of a container there are two, and the bar of a quote has the
// one that its block of quoted text has already said.
func TestColoursSayNothingAlone(t *testing.T) {
	for name, reply := range replies(t) {
		m, err := Render(reply, Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		walk(m.Components, func(c discordgo.MessageComponent) {
			box, ok := c.(discordgo.Container)
			if !ok {
				return
			}
			inside := Text(Message{Components: box.Components})
			quotes := false
			walk(box.Components, func(c discordgo.MessageComponent) {
				said, _ := c.(discordgo.TextDisplay)
				quotes = quotes || strings.HasPrefix(said.Content, "> ") || strings.Contains(said.Content, "\n> ")
			})
			switch {
			case box.AccentColor == nil || strings.TrimSpace(inside) == "":
				t.Errorf("%s: a container without a colour, or without words: %q", name, inside)
			case *box.AccentColor != colourNote && !(*box.AccentColor == colourQuote && quotes):
				t.Errorf("%s: its colour alone says of a container that it quotes: %q", name, inside)
			}
		})
	}
}
