package card

import (
	"bytes"
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// maxShown is how many bytes of components are read: a message has not half as many.
const maxShown = 128 << 10

// What shows a file can't be sent back as it is shown.
var showsFile = map[json.Number]bool{"11": true, "12": true, "13": true}

// asShown is a component as Discord shows it.
type asShown map[string]any

func (c asShown) MarshalJSON() ([]byte, error) { return json.Marshal(map[string]any(c)) }

// Type is the component's, 0 where it names none.
func (c asShown) Type() discordgo.ComponentType {
	kind, _ := c["type"].(json.Number)
	n, _ := kind.Int64()
	return discordgo.ComponentType(n)
}

// Used is the message of these components, as Discord shows them, with the button of
// that custom_id under another label, and no longer to be pressed; all else is as it
// was. It is not ok where there is no such button, or the rest can't be sent back.
func Used(components []byte, customID, label string) (used Message, ok bool) {
	if len(components) > maxShown {
		return Message{}, false
	}
	d := json.NewDecoder(bytes.NewReader(components))
	d.UseNumber()
	var list []any
	if d.Decode(&list) != nil {
		return Message{}, false
	}
	if met, whole := use(list, customID, label); !met || !whole {
		return Message{}, false
	}
	for _, c := range list {
		used.Components = append(used.Components, asShown(c.(map[string]any)))
	}
	return used, true
}

// use changes the button, wherever it is, and reports whether it met it, and whether
// all beside it can be sent back.
func use(list []any, customID, label string) (met, whole bool) {
	whole = true
	for _, c := range list {
		c, _ := c.(map[string]any)
		kind, known := c["type"].(json.Number)
		inner, _ := c["components"].([]any)
		within, sound := use(inner, customID, label)
		whole = whole && sound && known && !showsFile[kind]
		if known && c["custom_id"] == customID {
			c["label"], c["disabled"], met = label, true, true
		}
		met = met || within
	}
	return met, whole
}
