package discordtest

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"
)

// text is a string that was decoded from JSON, or "".
func text(v any) string {
	t, _ := v.(string)
	return t
}

// number is an integer that was decoded from JSON or set by the server, or 0.
func number(v any) int {
	switch v := v.(type) {
	case int:
		return v
	case json.Number:
		n, _ := v.Int64()
		return int(n)
	}
	return 0
}

// objects are the objects of a list that was decoded from JSON.
func objects(v any) (all []map[string]any) {
	for _, x := range items(v) {
		if o, ok := x.(map[string]any); ok {
			all = append(all, o)
		}
	}
	return all
}

// items is a list that was decoded from JSON; it is never nil, so never null in JSON.
func items(v any) []any {
	if all, _ := v.([]any); all != nil {
		return all
	}
	return []any{}
}

// pruned copies a value without the fields that are null: what a client leaves
// empty, the API doesn't show.
func pruned(v any) any {
	switch v := v.(type) {
	case map[string]any:
		o := map[string]any{}
		for k, x := range v {
			if x != nil {
				o[k] = pruned(x)
			}
		}
		return o
	case []any:
		all := make([]any, len(v))
		for i, x := range v {
			all[i] = pruned(x)
		}
		return all
	}
	return v
}

// shownEmbeds adds what Discord adds.
func shownEmbeds(v any) []any {
	shown := []any{}
	for _, e := range objects(pruned(v)) {
		e["type"] = "rich"
		for _, f := range objects(e["fields"]) {
			if f["inline"] == nil {
				f["inline"] = false
			}
		}
		shown = append(shown, e)
	}
	return shown
}

// components are the message's components as the API shows them: numbered, with
// their defaults, files by their address (docs: Component Reference, Anatomy of
// a Component).
func (m *message) components() []any {
	shown := items(pruned(m.body["components"]))
	taken := map[int]bool{}
	walk(shown, func(c map[string]any) { taken[number(c["id"])] = true })
	next := 0
	walk(shown, func(c map[string]any) {
		if number(c["id"]) == 0 {
			for next++; taken[next]; next++ {
			}
			c["id"] = next
		}
		m.fill(c)
	})
	return shown
}

var componentDefaults = map[int]map[string]any{
	componentContainer: {"accent_color": nil, "spoiler": false},
	componentSeparator: {"spacing": 1, "divider": true},
	componentThumbnail: {"description": nil, "spoiler": false},
	componentFile:      {"name": nil, "size": nil, "spoiler": false},
	componentSelect:    {"min_values": 1, "max_values": 1},
	5:                  {"min_values": 1, "max_values": 1},
	6:                  {"min_values": 1, "max_values": 1},
	7:                  {"min_values": 1, "max_values": 1},
	8:                  {"min_values": 1, "max_values": 1},
}

// fill gives a component its defaults and the addresses of its media.
func (m *message) fill(c map[string]any) {
	setMissing(c, componentDefaults[number(c["type"])])
	m.unfurl(c["media"])
	m.unfurl(c["file"])
	for _, item := range objects(c["items"]) {
		setMissing(item, map[string]any{"description": nil, "spoiler": false})
		m.unfurl(item["media"])
	}
}

func setMissing(o, defaults map[string]any) {
	for k, v := range defaults {
		if _, there := o[k]; !there {
			o[k] = v
		}
	}
}

// unfurl replaces attachment://name by the file's address (docs: Component
// Reference, Unfurled Media Item).
func (m *message) unfurl(v any) {
	media, ok := v.(map[string]any)
	if !ok {
		return
	}
	media["id"], media["proxy_url"] = m.id, media["url"]
	name, attached := strings.CutPrefix(text(media["url"]), "attachment://")
	for _, f := range objects(m.files) {
		if attached && f["filename"] == name {
			maps.Copy(media, map[string]any{"url": f["url"], "proxy_url": f["proxy_url"], "attachment_id": f["id"], "id": f["id"]})
		}
	}
}

// attach gives uploaded files an id and an address.
func (m *message) attach(s *Server, files []file) {
	for _, f := range files {
		id := s.newID()
		path := "/attachments/" + m.channel + "/" + id + "/" + f.name
		o := map[string]any{
			"id": id, "filename": f.name, "size": json.Number(strconv.FormatInt(f.size, 10)),
			"url": "https://cdn.discordapp.com" + path, "proxy_url": "https://media.discordapp.net" + path,
		}
		for _, named := range objects(m.body["attachments"]) {
			if f.field == field(named["id"]) && named["description"] != nil {
				o["description"] = named["description"]
			}
		}
		m.files = append(m.files, o)
	}
}

// field is the part of a form that holds the file which attachments names by that
// id (docs: API Reference, Uploading Files).
func field(id any) string {
	if n, ok := id.(json.Number); ok {
		return "files[" + n.String() + "]"
	}
	return "files[" + text(id) + "]"
}
