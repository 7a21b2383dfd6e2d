package discordtest

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	printer "golang.org/x/text/message"
)

// Spec is Discord's own OpenAPI document, compiled for the routes of this
// server. It doesn't change after LoadSpec: tests may share it.
type Spec struct {
	requests map[string]*jsonschema.Schema // by route
	closed   map[string]*jsonschema.Schema // the same, no field that the document doesn't name
	answers  map[string]*jsonschema.Schema // by route and status
}

// LoadSpec reads the OpenAPI 3.1 document that Discord publishes
// (github.com/discord/discord-api-spec, specs/openapi.json), corrects it where
// it is known to be wrong, and compiles what this server needs. It fails when a
// correction no longer fits or a route is missing: then the document has moved
// on, and this package should follow.
func LoadSpec(path string) (*Spec, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("discord's document: %w", err)
	}
	defer f.Close()
	raw, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, fmt.Errorf("discord's document %s is no JSON: %w", path, err)
	}
	doc, ok := raw.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("discord's document %s is no JSON object", path)
	}
	if err := correct(doc); err != nil {
		return nil, fmt.Errorf("discord's document %s: %w", path, err)
	}
	sp := &Spec{requests: map[string]*jsonschema.Schema{}, closed: map[string]*jsonschema.Schema{}, answers: map[string]*jsonschema.Schema{}}
	open, closed := discriminate(doc, doc), discriminate(closeObjects(doc), doc)
	return sp, sp.compile(open, closed)
}

// The document's two forms go by these names inside the compiler.
const (
	openURL   = "discord://open"
	closedURL = "discord://closed"
)

func (sp *Spec) compile(open, closed any) error {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := errors.Join(c.AddResource(openURL, open), c.AddResource(closedURL, closed)); err != nil {
		return err
	}
	for _, r := range routes {
		if err := sp.compileRoute(c, open, r); err != nil {
			return fmt.Errorf("route %s: %w", r, err)
		}
	}
	return nil
}

// compileRoute compiles the body and the answers of one route.
func (sp *Spec) compileRoute(c *jsonschema.Compiler, doc any, r route) (err error) {
	base := []string{"paths", r.path, strings.ToLower(r.method)}
	answers, ok := at(doc, append(base, "responses")...).(map[string]any)
	if !ok {
		return errors.New("the document has no such route")
	}
	if body := append(slices.Clone(base), bodySchema("requestBody")...); at(doc, body...) != nil {
		sp.requests[r.String()], err = c.Compile(openURL + pointer(body))
		if err != nil {
			return err
		}
		if sp.closed[r.String()], err = c.Compile(closedURL + pointer(body)); err != nil {
			return err
		}
	}
	for status, a := range answers {
		place := append(slices.Clone(base), "responses", status)
		if ref := text(at(a, "$ref")); ref != "" {
			place = reference(ref)
		}
		if place = bodySchema(place...); at(doc, place...) == nil {
			sp.answers[r.String()+" "+status] = nil
		} else if sp.answers[r.String()+" "+status], err = c.Compile(openURL + pointer(place)); err != nil {
			return err
		}
	}
	return nil
}

// bodySchema is where the schema of a body stands below a request or an answer.
func bodySchema(below ...string) []string {
	return append(slices.Clone(below), "content", "application/json", "schema")
}

// at follows keys into a document; nil when there is nothing.
func at(v any, keys ...string) any {
	for _, k := range keys {
		o, _ := v.(map[string]any)
		v = o[k]
	}
	return v
}

// pointer is the JSON pointer of keys, as a fragment.
func pointer(keys []string) string {
	var b strings.Builder
	b.WriteString("#")
	for _, k := range keys {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(k))
	}
	return b.String()
}

// request lists what Discord would refuse in a body, and what it would ignore
// because the document has no such field.
func (sp *Spec) request(r route, body any) (refused, unknown []flaw) {
	open := sp.requests[r.String()]
	if open == nil {
		return nil, nil
	}
	if refused = flaws(open.Validate(body)); len(refused) > 0 {
		return refused, nil
	}
	return nil, flaws(sp.closed[r.String()].Validate(body))
}

// answer lists how an answer differs from the document.
func (sp *Spec) answer(r route, status int, body any) []flaw {
	for _, key := range []string{strconv.Itoa(status), strconv.Itoa(status/100) + "XX"} {
		sch, ok := sp.answers[r.String()+" "+key]
		switch {
		case !ok:
			continue
		case sch == nil && body == nil:
			return nil
		case sch == nil:
			return []flaw{{"", "the document has no body here"}}
		}
		return flaws(sch.Validate(body))
	}
	return []flaw{{"", fmt.Sprintf("the document has no status %d here", status)}}
}

// flaw is one disagreement: where in the body ("/data/components/0/label") and why.
type flaw struct{ where, why string }

func (f flaw) String() string { return orDefault(f.where, "the body") + ": " + f.why }

const noSuchField = "the document has no such field"

var english = printer.NewPrinter(language.English)

// flaws are the leaves of a validation error: the places that are wrong, and
// not the schemas on the way there.
func flaws(err error) (all []flaw) {
	var v *jsonschema.ValidationError
	if err == nil || !errors.As(err, &v) {
		return nil
	}
	for _, c := range v.Causes {
		for _, f := range flaws(c) {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	switch k := v.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
		return deepest(place(v), all)
	case *kind.AdditionalProperties:
		for _, name := range slices.Sorted(slices.Values(k.Properties)) {
			all = append(all, flaw{place(v) + "/" + name, noSuchField})
		}
	}
	if len(all) == 0 {
		all = []flaw{{place(v), v.ErrorKind.LocalizedString(english)}}
	}
	return all
}

// deepest are the flaws of a union's members that got furthest: the likeliest
// to be meant. When none got beyond the union itself, its value is simply wrong.
func deepest(where string, all []flaw) []flaw {
	depth := func(f flaw) int { return strings.Count(f.where, "/") }
	most := strings.Count(where, "/")
	for _, f := range all {
		most = max(most, depth(f))
	}
	if most == strings.Count(where, "/") {
		return []flaw{{where, "is none of the allowed values"}}
	}
	return slices.DeleteFunc(all, func(f flaw) bool { return depth(f) < most })
}

func place(v *jsonschema.ValidationError) string {
	if len(v.InstanceLocation) == 0 {
		return ""
	}
	return "/" + strings.Join(v.InstanceLocation, "/")
}
