package discordtest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// checkMessage holds a new message against the rules. The lock is held.
func (s *Server) checkMessage(rt route, body map[string]any, files []file) *answer {
	s.checkMentions(rt, body)
	if a := s.checkFiles(rt, files); a != nil {
		return a
	}
	var b breaches
	b.message(body, number(body["flags"]), names(files, nil))
	b.uploads(body, files, nil)
	return s.judge(rt, b)
}

// checkEdit holds what an edit would make of a message against the rules.
func (s *Server) checkEdit(rt route, m *message, body map[string]any, files []file) *answer {
	s.checkMentions(rt, body)
	if a := s.checkFiles(rt, files); a != nil {
		return a
	}
	after := maps.Clone(m.body)
	maps.Copy(after, body)
	flags := m.flags&flagV2 | number(body["flags"])
	if _, set := body["flags"]; set && m.flags&flagV2 != 0 && number(body["flags"])&flagV2 == 0 {
		s.violate("docs: Component Reference", "%s: IS_COMPONENTS_V2 can't be taken off a message", rt)
	}
	var b breaches
	b.message(after, flags, names(files, m.kept(body)))
	b.uploads(body, files, m.files)
	return s.judge(rt, b)
}

// names are the names of the files that a message will have.
func names(files []file, kept []any) (all []string) {
	for _, f := range files {
		all = append(all, f.name)
	}
	for _, f := range objects(kept) {
		all = append(all, text(f["filename"]))
	}
	return all
}

// uploads checks that attachments names only files that are sent with it or that
// the message has.
func (b *breaches) uploads(body map[string]any, files []file, had []any) {
	for i, named := range objects(body["attachments"]) {
		is := func(f file) bool { return f.field == field(named["id"]) }
		if !slices.ContainsFunc(files, is) && !slices.ContainsFunc(objects(had), func(f map[string]any) bool { return f["id"] == named["id"] }) {
			b.add(fmt.Sprintf("attachments/%d/id", i), "docs: API Reference, Uploading Files", "%v is no file of this request or of the message", named["id"])
		}
	}
}

// attached checks that every attachment:// names a file of the message.
func (b *breaches) attached(where string, v any, files []string) {
	switch v := v.(type) {
	case map[string]any:
		name, ok := strings.CutPrefix(text(v["url"]), "attachment://")
		if ok && !slices.Contains(files, name) {
			b.add(where+"/url", "docs: API Reference, Uploading Files", "no file %q is attached", name)
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			b.attached(where+"/"+k, v[k], files)
		}
	case []any:
		for i, x := range v {
			b.attached(fmt.Sprintf("%s/%d", where, i), x, files)
		}
	}
}

// checkMentions is the optional strict rule: without parse a message pings whom
// it names; null is no list (docs: Message, Allowed Mentions Object).
func (s *Server) checkMentions(rt route, body map[string]any) {
	if !s.cfg.RequireAllowedMentions {
		return
	}
	allowed, _ := body["allowed_mentions"].(map[string]any)
	parse, ok := allowed["parse"].([]any)
	users, _ := allowed["users"].([]any)
	roles, _ := allowed["roles"].([]any)
	roles = slices.DeleteFunc(slices.Clone(roles), func(r any) bool {
		id, _ := r.(string)
		return slices.Contains(s.cfg.MayPing, id)
	})
	if !ok || len(parse)+len(users)+len(roles) > 0 || allowed["replied_user"] == true {
		s.violate("docs: Message, Allowed Mentions Object", `%s: allowed_mentions is %s, want {"parse": []}`, rt, mustJSON(body["allowed_mentions"]))
	}
}

// maxFile is the largest file, maxFiles the most of them (docs: API Reference, Uploading Files).
const (
	maxFile  = 10 << 20
	maxFiles = 10
)

func (s *Server) checkFiles(rt route, files []file) *answer {
	for _, f := range files {
		if f.size > maxFile {
			s.violate("docs: API Reference, Uploading Files", "%s: file %q has %d bytes, at most %d are allowed", rt, f.name, f.size, maxFile)
			a := fail(http.StatusRequestEntityTooLarge, 40005, "Request entity too large")
			return &a
		}
	}
	return nil
}

// message checks a message as it will stand.
func (b *breaches) message(body map[string]any, flags int, files []string) {
	content, embeds, components := text(body["content"]), objects(body["embeds"]), objects(body["components"])
	stickers, _ := body["sticker_ids"].([]any)
	b.atMost(2000, content, "content", "docs: Message, Create Message: a bot's content")
	b.embeds(embeds)
	if len(stickers) > 3 {
		b.add("sticker_ids", "docs: Message, Create Message", "%d stickers, at most 3 are allowed", len(stickers))
	}
	if len(files) > maxFiles {
		b.add("attachments", "docs: API Reference, Uploading Files", "%d files, at most %d are allowed", len(files), maxFiles)
	}
	b.components(components, flags&flagV2 != 0)
	b.attached("components", body["components"], files)
	b.attached("embeds", body["embeds"], files)
	if flags&flagV2 != 0 {
		b.onlyComponents(body, len(embeds), len(stickers))
		if len(components) == 0 {
			b.empty()
		}
		return
	}
	if content == "" && len(embeds)+len(components)+len(stickers)+len(files) == 0 && body["poll"] == nil {
		b.empty()
	}
}

func (b *breaches) empty() {
	*b = append(*b, breach{"", "Cannot send an empty message", "docs: Message, Create Message: at least one of content, embeds …", 50006})
}

// onlyComponents: beside Components V2 there is nothing else.
func (b *breaches) onlyComponents(body map[string]any, embeds, stickers int) {
	for _, field := range []struct {
		name  string
		there bool
	}{
		{"content", text(body["content"]) != ""},
		{"embeds", embeds > 0},
		{"sticker_ids", stickers > 0},
		{"poll", body["poll"] != nil},
	} {
		if field.there {
			b.add(field.name, "docs: Message, Create Message", "can't be used with IS_COMPONENTS_V2")
		}
	}
}

// embedTexts are the fields of an embed that count, with their own limits
// (docs: Message, Embed Limits).
var embedTexts = []struct {
	path  [2]string
	limit int
}{
	{[2]string{"title"}, 256},
	{[2]string{"description"}, 4096},
	{[2]string{"footer", "text"}, 2048},
	{[2]string{"author", "name"}, 256},
}

// embeds checks the limits of each embed and their sum: 6,000 over all.
func (b *breaches) embeds(embeds []map[string]any) {
	const source = "docs: Message, Embed Limits"
	if len(embeds) > 10 {
		b.add("embeds", source, "%d embeds, at most 10 are allowed", len(embeds))
	}
	sum := 0
	for i, e := range embeds {
		at := fmt.Sprintf("embeds/%d/", i)
		for _, t := range embedTexts {
			v := e[t.path[0]]
			if inner, ok := v.(map[string]any); ok {
				v = inner[t.path[1]]
			}
			sum += length(text(v))
			b.atMost(t.limit, text(v), at+t.path[0], source)
		}
		fields := objects(e["fields"])
		if len(fields) > 25 {
			b.add(at+"fields", source, "%d fields, at most 25 are allowed", len(fields))
		}
		for j, f := range fields {
			sum += length(text(f["name"])) + length(text(f["value"]))
			b.between(1, 256, text(f["name"]), fmt.Sprintf("%sfields/%d/name", at, j), source)
			b.between(1, 1024, text(f["value"]), fmt.Sprintf("%sfields/%d/value", at, j), source)
		}
	}
	if sum > 6000 {
		b.add("embeds", source, "%d characters over all embeds, at most 6000 are allowed", sum)
	}
}
