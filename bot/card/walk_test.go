package card

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/bwmarrin/discordgo"
)

// node is a component as it goes over the wire: read from its JSON, so that the
// counting here shares nothing with the counting there.
type node struct {
	Type       int    `json:"type"`
	Content    string `json:"content"`
	Label      string `json:"label"`
	CustomID   string `json:"custom_id"`
	URL        string `json:"url"`
	Disabled   bool   `json:"disabled"`
	Components []node `json:"components"`
	Accessory  *node  `json:"accessory"`
}

func nodes(m Message) []node {
	b, err := json.Marshal(m.Components)
	if err != nil {
		panic(err)
	}
	var out []node
	if err := json.Unmarshal(b, &out); err != nil {
		panic(err)
	}
	return out
}

// each calls f with every node and how deep it lies.
func each(list []node, depth int, f func(n node, depth int)) {
	for _, n := range list {
		f(n, depth)
		each(n.Components, depth+1, f)
		if n.Accessory != nil {
			each([]node{*n.Accessory}, depth+1, f)
		}
	}
}

// keepsLimits is Discord's limits, counted on the wire form.
func keepsLimits(m Message) error {
	count, chars := 0, 0
	ids := map[string]bool{}
	var err error
	each(nodes(m), 0, func(n node, _ int) {
		count++
		chars += len(utf16.Encode([]rune(n.Content)))
		switch n.Type {
		case int(discordgo.TextDisplayComponent):
			if n.Content == "" {
				err = fmt.Errorf("an empty text display")
			}
		case int(discordgo.ButtonComponent):
			if n.Label == "" || len(n.Label) > 80 || len(n.URL) > 512 || len(n.CustomID) > 100 || (n.URL == "") == (n.CustomID == "") {
				err = fmt.Errorf("button %q, %q, %q", n.Label, n.CustomID, n.URL)
			}
			if ids[n.CustomID] {
				err = fmt.Errorf("custom_id %q is there twice", n.CustomID)
			}
			ids[n.CustomID] = true
		case int(discordgo.ActionsRowComponent):
			if len(n.Components) == 0 || len(n.Components) > 5 {
				err = fmt.Errorf("a row of %d", len(n.Components))
			}
		}
	})
	if count == 0 || count > 40 || chars == 0 || chars > 4000 {
		err = fmt.Errorf("%d components with %d characters", count, chars)
	}
	return err
}

// markdownOf is the source of a message, indented as it is nested.
func markdownOf(m Message) string {
	names := map[int]string{1: "row", 2: "button", 10: "text", 14: "separator", 17: "container"}
	var b strings.Builder
	each(nodes(m), 0, func(n node, depth int) {
		indent := strings.Repeat("  ", depth)
		fmt.Fprintf(&b, "%s%s", indent, names[n.Type])
		if n.Label != "" {
			fmt.Fprintf(&b, " %q %s", n.Label, n.CustomID+n.URL)
		}
		b.WriteString("\n")
		if n.Content != "" {
			b.WriteString(indent + "  | " + strings.ReplaceAll(n.Content, "\n", "\n"+indent+"  | ") + "\n")
		}
	})
	return b.String()
}

func TestLimitsAreCountedRight(t *testing.T) {
	text := func(n int) discordgo.TextDisplay { return display(strings.Repeat("🙂", n/2)) }
	for _, c := range []struct {
		name  string
		parts []discordgo.MessageComponent
		good  bool
	}{
		{"4,000", []discordgo.MessageComponent{text(4000)}, true},
		{"4,002", []discordgo.MessageComponent{text(2000), container(0, text(2002))}, false},
		{"nothing", nil, false},
		{"40", []discordgo.MessageComponent{container(0, many(39)...)}, true},
		{"41", []discordgo.MessageComponent{container(0, many(40)...)}, false},
	} {
		m := Message{Components: c.parts}
		if theirs, ours := keepsLimits(m) == nil, checkSize(m) == nil; theirs != c.good || ours != c.good {
			t.Errorf("%s: good on the wire: %t, by check: %t, want %t", c.name, theirs, ours, c.good)
		}
	}
}

func many(n int) (parts []discordgo.MessageComponent) {
	for range n {
		parts = append(parts, display("x"))
	}
	return parts
}
