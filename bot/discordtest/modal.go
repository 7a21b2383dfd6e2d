package discordtest

import (
	"errors"
	"fmt"
)

// SubmitModal fills in the modal that the bot opened in answer to ex, by the
// custom_ids of its inputs, and submits it. A value is a string, or the []string
// of a select.
func (s *Server) SubmitModal(ex *Exchange, values map[string]any) *Exchange {
	return s.start(ex.in, kindModal, func(e *Exchange) (map[string]any, error) {
		if ex.ack == nil || ex.ack.Type != callbackModal {
			return nil, errors.New("discordtest: the bot opened no modal")
		}
		e.source, e.opener = ex.source, ex
		modal, _ := decode(ex.ack.Data).(map[string]any)
		filled, err := fillIn(objects(modal["components"]), values)
		return map[string]any{"custom_id": modal["custom_id"], "components": filled}, err
	})
}

// fillIn is what a modal's components send back (docs: Component Reference,
// the response structures).
func fillIn(components []map[string]any, values map[string]any) ([]any, error) {
	all := []any{}
	for i, c := range components {
		o := map[string]any{"type": number(c["type"]), "id": orDefault(number(c["id"]), i+1)}
		if custom := text(c["custom_id"]); custom != "" {
			v := values[custom]
			if v == nil && c["required"] != false {
				return nil, fmt.Errorf("discordtest: input %q is required", custom)
			}
			o["custom_id"] = custom
			if list, ok := v.([]string); ok {
				o["values"] = list
			} else {
				o["value"] = v
			}
		}
		if one, ok := c["component"].(map[string]any); ok {
			inner, err := fillIn([]map[string]any{one}, values)
			if err != nil {
				return nil, err
			}
			o["component"] = inner[0]
		}
		if row := objects(c["components"]); row != nil {
			inner, err := fillIn(row, values)
			if err != nil {
				return nil, err
			}
			o["components"] = inner
		}
		all = append(all, o)
	}
	return all, nil
}

// Modal reports whether the bot opened a modal in answer.
func (e *Exchange) Modal() bool {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.ack != nil && e.ack.Type == callbackModal
}

// Filled are values that fill in every input of the modal that the bot opened: of
// what is picked the first option, and words into the rest.
func (e *Exchange) Filled(words string) map[string]any {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	values := map[string]any{}
	modal, _ := decode(e.ack.Data).(map[string]any)
	inner := []any{}
	for _, c := range objects(modal["components"]) {
		inner = append(inner, c["component"])
		inner = append(inner, items(c["components"])...)
	}
	for _, c := range objects(inner) {
		id := text(c["custom_id"])
		switch picked := objects(c["options"]); {
		case len(picked) == 0:
			values[id] = words
		case number(c["type"]) == componentSelect:
			values[id] = []string{text(picked[0]["value"])}
		default:
			values[id] = text(picked[0]["value"])
		}
	}
	return values
}
