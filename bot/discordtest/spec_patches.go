package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// patch corrects one place of the document. Places are keys below
// components/schemas, or below the root when they begin with "paths".
type patch struct {
	place string
	value any
	why   string
}

func schemaOf(properties string) map[string]any {
	return map[string]any{"$ref": "#/components/schemas/" + properties}
}

var permissions = map[string]any{"type": []any{"string", "null"}, "pattern": "^[0-9]+$"}

// patches are where the document of 2026-07-18 differs from what Discord does.
var patches = []patch{
	{"ApplicationCommandCreateRequest properties default_member_permissions", permissions, "a bit set is a string (docs: Application Commands, Application Command Structure)"},
	{"ApplicationCommandUpdateRequest properties default_member_permissions", permissions, "as above"},
	{"ApplicationCommandPatchRequestPartial properties default_member_permissions", permissions, "as above"},
	{"ApplicationCommandOptionStringChoice properties value maxLength", json.Number("100"), "a string choice has at most 100 characters (docs: Application Commands, Choice Structure)"},
	{"MessageCreateRequest properties content maxLength", json.Number("2000"), "4,000 is for people who pay; a bot has 2,000 (docs: Message, Create Message)"},
	{"MessageEditRequestPartial properties content maxLength", json.Number("2000"), "as above"},
	{"RatelimitedResponse", rateLimited, "a 429 may lack code (docs: Rate Limits, Exceeding A Rate Limit)"},
	{"InnerErrors properties _errors items", innerError, "the codes of nested errors are strings (docs: API Reference, Error Messages)"},
	{
		"paths /webhooks/{webhook_id}/{webhook_token} post requestBody content application/json schema",
		schemaOf("IncomingWebhookRequestPartial"), "it holds every field of the other member of the union; two members blur every error",
	},
}

var (
	rateLimited = map[string]any{
		"type": "object", "required": []any{"message", "retry_after", "global"},
		"properties": map[string]any{
			"message": map[string]any{"type": "string"}, "retry_after": map[string]any{"type": "number"},
			"global": map[string]any{"type": "boolean"}, "code": map[string]any{"type": "integer"},
		},
	}
	innerError = map[string]any{
		"type": "object", "required": []any{"code", "message"},
		"properties": map[string]any{"code": map[string]any{"type": "string"}, "message": map[string]any{"type": "string"}},
	}
)

// correct applies the patches; one that has no place to go is an error.
func correct(doc map[string]any) error {
	for _, p := range patches {
		keys := strings.Fields(p.place)
		if keys[0] != "paths" {
			keys = append([]string{"components", "schemas"}, keys...)
		}
		last := len(keys) - 1
		parent, ok := at(doc, keys[:last]...).(map[string]any)
		if !ok || parent[keys[last]] == nil {
			return fmt.Errorf("nothing to correct at %q (%s)", p.place, p.why)
		}
		parent[keys[last]] = p.value
	}
	return nil
}
