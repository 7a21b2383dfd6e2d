package discordtest

import (
	"fmt"
	"strings"
)

// discriminate copies a document, rewriting every union whose members differ by
// their "type" into a choice by that field. A plain oneOf reports every member
// that did not fit; the choice names the one field that is wrong. The meaning is
// the same.
func discriminate(v any, doc map[string]any) any {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i, x := range v {
			list[i] = discriminate(x, doc)
		}
		return list
	case map[string]any:
		o := make(map[string]any, len(v))
		for k, x := range v {
			o[k] = discriminate(x, doc)
		}
		for _, union := range []string{"oneOf", "anyOf"} {
			if members, ok := o[union].([]any); ok {
				if choice := byType(members, doc); choice != nil {
					delete(o, union)
					o["allOf"] = []any{choice}
				}
			}
		}
		return o
	}
	return v
}

// byType makes the choice for a union, or nil when its members do not differ by
// "type". A null among them stays allowed.
func byType(members []any, doc map[string]any) any {
	var rest, types, cases []any
	for _, m := range members {
		if at(m, "type") != "null" {
			rest = append(rest, m)
		}
	}
	seen := map[string]bool{}
	for _, m := range rest {
		values := typeValues(m, doc)
		if len(values) == 0 && len(rest) > 1 {
			return nil
		}
		for _, v := range values {
			if seen[fmt.Sprint(v)] {
				return nil
			}
			seen[fmt.Sprint(v)] = true
		}
		types = append(types, values...)
		cases = append(cases, map[string]any{"if": hasType(values), "then": m})
	}
	var choice any
	switch {
	case len(rest) == 0:
		return nil
	case len(rest) == 1:
		choice = rest[0]
	default:
		choice = map[string]any{"allOf": []any{hasType(types), map[string]any{"if": hasType(types), "then": map[string]any{"allOf": cases}}}}
	}
	if len(rest) == len(members) {
		return choice
	}
	return map[string]any{"if": map[string]any{"type": "null"}, "else": choice}
}

func hasType(values []any) map[string]any {
	return map[string]any{
		"type": "object", "required": []any{"type"},
		"properties": map[string]any{"type": map[string]any{"enum": values}},
	}
}

// typeValues are the values that a schema's "type" field may have.
func typeValues(m any, doc map[string]any) []any {
	if ref := text(at(m, "$ref")); ref != "" {
		m = at(doc, reference(ref)...)
	}
	values, _ := at(m, "properties", "type", "enum").([]any)
	return values
}

// reference are the keys that a $ref names; the document's own hold no escapes.
func reference(ref string) []string { return strings.Split(strings.TrimPrefix(ref, "#/"), "/") }

// closeObjects copies a document and forbids fields that it doesn't name: without
// it a misspelt field passes. The document has no schema that joins the
// properties of several, so that each can be closed by itself.
func closeObjects(v any) any {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i, x := range v {
			list[i] = closeObjects(x)
		}
		return list
	case map[string]any:
		o := make(map[string]any, len(v)+1)
		for k, x := range v {
			o[k] = closeObjects(x)
		}
		_, named := v["properties"].(map[string]any)
		if _, said := v["additionalProperties"]; named && !said {
			o["additionalProperties"] = false
		}
		return o
	}
	return v
}
