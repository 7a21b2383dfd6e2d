package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
)

// checkCallback holds the data of a callback against the rules of its type. The
// lock is held.
func (s *Server) checkCallback(e *Exchange, kind int, data map[string]any, r *request) *answer {
	fitting := fits[e.kind]
	if e.kind == kindModal && e.source == nil {
		fitting = fitting[:2]
	}
	var b breaches
	if !slices.Contains(fitting, kind) {
		b.add("type", "docs: Receiving and Responding, Interaction Callback Type", "type %d can't answer an interaction of type %d", kind, e.kind)
		return s.judge(r.route, b)
	}
	switch kind {
	case callbackMessage:
		return s.checkMessage(r.route, data, r.files)
	case callbackUpdate:
		return s.checkEdit(r.route, e.source, data, r.files)
	case callbackDefer:
		b.deferral(data)
	case callbackChoices:
		b.choices(objects(data["choices"]), e.focused)
	case callbackModal:
		b.between(1, 100, text(data["custom_id"]), "data/custom_id", "docs: Receiving and Responding, Modal")
		b.between(1, 45, text(data["title"]), "data/title", "docs: Receiving and Responding, Modal")
		if n := len(objects(data["components"])); n < 1 || n > 5 {
			b.add("data/components", "docs: Receiving and Responding, Modal", "%d components, want 1 to 5", n)
		}
	}
	return s.judge(r.route, b)
}

// deferral: nothing but the EPHEMERAL flag counts; Components V2 come with the edit.
func (b *breaches) deferral(data map[string]any) {
	const source = "docs: Receiving and Responding, Messages"
	if flags := number(data["flags"]); flags&^flagEphemeral != 0 {
		b.add("data/flags", source, "%d in a deferral, only EPHEMERAL (64) is allowed", flags)
	}
	for _, name := range []string{"content", "embeds", "components"} {
		if v := data[name]; v != nil && v != "" {
			b.add("data/"+name, source, "a deferral carries no message")
		}
	}
}

// choices of an autocomplete: 25, names of 1 to 100 characters, values of the
// option's type (docs: Receiving and Responding, Autocomplete; Application
// Commands, Application Command Option Choice Structure).
func (b *breaches) choices(choices []map[string]any, option int) {
	const source = "docs: Application Commands, Application Command Option Choice Structure"
	if len(choices) > 25 {
		b.add("data/choices", "docs: Receiving and Responding, Autocomplete", "%d choices, at most 25 are allowed", len(choices))
	}
	for i, c := range choices {
		b.choice(fmt.Sprintf("data/choices/%d", i), c, option, source)
	}
}

func (b *breaches) choice(where string, c map[string]any, option int, source string) {
	b.between(1, 100, text(c["name"]), where+"/name", source)
	v, isText := c["value"].(string)
	n, isNumber := c["value"].(json.Number)
	_, notWhole := n.Int64()
	switch {
	case isText && option == optionString:
		b.atMost(100, v, where+"/value", source)
	case isNumber && option == optionNumber, isNumber && option == optionInteger && notWhole == nil:
	default:
		b.add(where+"/value", source, "%v is no value for an option of type %d", c["value"], option)
	}
}
