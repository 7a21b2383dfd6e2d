package card

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// used are the components of what Used makes of a message.
func used(t *testing.T, components []byte, customID string) (string, bool) {
	t.Helper()
	m, ok := Used(components, customID, "Posted")
	b, err := json.Marshal(m.Components)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), ok
}

func TestUsed(t *testing.T) {
	const (
		shown = `[{"type":17,"id":1,"accent_color":5995430,"spoiler":false,"new":{"in":[2026]},"components":[{"type":10,"content":"\u003e a <@1> £1 \ud83d\udc4d"},` +
			`{"type":1,"components":[{"type":2,"style":2,"label":"Post","custom_id":"post:1"},{"type":2,"style":2,"label":"Post","custom_id":"post:2"}]}]}]`
		button = `"label":"Post","custom_id":"post:2"`
	)
	var got, want any
	sent, ok := used(t, []byte(shown), "post:2")
	if err := json.Unmarshal([]byte(strings.Replace(shown, button, `"label":"Posted","disabled":true,"custom_id":"post:2"`, 1)), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(sent), &got); err != nil || !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("%t, %v, %s", ok, err, sent)
	}
	for name, components := range map[string]string{
		"nothing":       "",
		"null":          "null",
		"no list":       `{"type":2,"custom_id":"post:2"}`,
		"another":       strings.ReplaceAll(shown, "post:2", "post:3"),
		"a picture":     `[{"type":12,"items":[]},` + shown[1:],
		"a file":        `[{"type":13},` + shown[1:],
		"what is none":  `[1,` + shown[1:],
		"a broken kind": strings.Replace(shown, `"type":17`, `"type":"x"`, 1),
		"cut short":     shown[:len(shown)-1],
		"deep":          strings.Repeat("[", maxShown),
		"large":         `[{"type":10,"content":"` + strings.Repeat("a", maxShown) + `"},` + shown[1:],
	} {
		if got, ok := used(t, []byte(components), "post:2"); ok {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Wherever a card has a button that posts, the card can say that it was pressed.
func TestEveryPostIsUsed(t *testing.T) {
	met := 0
	for name, reply := range replies(t) {
		m, err := Render(reply, Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		shown, err := json.Marshal(m.Components)
		if err != nil {
			t.Fatal(name, err)
		}
		walk(m.Components, func(c discordgo.MessageComponent) {
			b, ok := c.(discordgo.Button)
			if action, _, err := ParseID(b.CustomID); !ok || err != nil || action != Post {
				return
			}
			met++
			if sent, ok := used(t, shown, b.CustomID); !ok || strings.Count(sent, `"Posted"`) != 1 {
				t.Errorf("%s: %t, %s", name, ok, sent)
			}
		})
	}
	if met == 0 {
		t.Error("no card has a button that posts")
	}
}

func FuzzUsed(f *testing.F) {
	f.Add([]byte(`[{"type":1,"components":[{"type":2,"custom_id":"post:2"}]}]`))
	f.Add([]byte(`[[{"custom_id":"post:2"}],null]`))
	f.Fuzz(func(t *testing.T, components []byte) {
		sent, ok := used(t, components, "post:2")
		if !ok {
			return
		}
		again, ok := used(t, []byte(sent), "post:2")
		if !ok || again != sent || !strings.Contains(sent, `"label":"Posted"`) {
			t.Fatalf("%s, then %s", sent, again)
		}
	})
}
