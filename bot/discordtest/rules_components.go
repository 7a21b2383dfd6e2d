package discordtest

import "fmt"

// Component types (docs: Component Reference, Component Types).
const (
	componentRow       = 1
	componentButton    = 2
	componentSelect    = 3
	componentInput     = 4
	componentSection   = 9
	componentText      = 10
	componentThumbnail = 11
	componentGallery   = 12
	componentFile      = 13
	componentSeparator = 14
	componentContainer = 17
	componentLabel     = 18
)

// Button styles (docs: Component Reference, Button Styles).
const (
	buttonLink    = 5
	buttonPremium = 6
)

const components = "docs: Component Reference"

// components checks the components of a message, nested ones counted.
func (b *breaches) components(all []map[string]any, v2 bool) {
	w := tree{b: b, v2: v2, customIDs: map[string]bool{}, ids: map[int]bool{}}
	w.list("components", all, 0)
	if w.count > 40 {
		b.add("components", components+", Using Components V2", "%d components, nested ones counted, at most 40 are allowed", w.count)
	}
	if !v2 && len(all) > 5 {
		b.add("components", components+", Legacy Message Component Behavior", "%d action rows, at most 5 are allowed", len(all))
	}
	if w.text > 4000 {
		b.add("components", components+", Text Display", "%d characters in all text displays, at most 4000 are allowed", w.text)
	}
}

// tree is a walk over the components of one message.
type tree struct {
	b         *breaches
	v2        bool
	count     int
	text      int
	customIDs map[string]bool
	ids       map[int]bool
}

// parents says where a component may stand: 0 is the message itself.
var parents = map[int][]int{
	componentRow: {0, componentContainer}, componentButton: {componentRow, componentSection},
	componentSelect: {componentRow}, 5: {componentRow}, 6: {componentRow}, 7: {componentRow}, 8: {componentRow},
	componentSection: {0, componentContainer}, componentText: {0, componentContainer, componentSection},
	componentThumbnail: {componentSection}, componentGallery: {0, componentContainer},
	componentFile: {0, componentContainer}, componentSeparator: {0, componentContainer}, componentContainer: {0},
}

func (w *tree) list(where string, all []map[string]any, parent int) {
	for i, c := range all {
		w.one(fmt.Sprintf("%s/%d", where, i), c, parent)
	}
}

func (w *tree) one(where string, c map[string]any, parent int) {
	kind := number(c["type"])
	w.count++
	w.fits(where, kind, parent)
	w.names(where, c)
	children := objects(c["components"])
	switch kind {
	case componentRow:
		w.row(where, children)
	case componentButton:
		w.button(where, c)
	case componentText:
		w.text += length(text(c["content"]))
		w.b.between(1, 4000, text(c["content"]), where+"/content", components+", Text Display")
	case componentSection:
		if len(children) < 1 || len(children) > 3 {
			w.b.add(where+"/components", components+", Section", "%d text displays, want 1 to 3", len(children))
		}
		if c["accessory"] == nil {
			w.b.add(where+"/accessory", components+", Section", "is missing")
		}
	case componentContainer:
		if len(children) == 0 {
			w.b.add(where+"/components", components+", Container", "is empty")
		}
	}
	w.list(where+"/components", children, kind)
	if accessory, ok := c["accessory"].(map[string]any); ok {
		w.one(where+"/accessory", accessory, kind)
	}
}

// fits checks that a component may stand where it does, and that the message
// carries IS_COMPONENTS_V2 when the component needs it.
func (w *tree) fits(where string, kind, parent int) {
	ok := false
	for _, p := range parents[kind] {
		ok = ok || p == parent
	}
	if !ok {
		w.b.add(where+"/type", components+", Component Types", "a component of type %d can't stand here", kind)
	}
	if !w.v2 && parent == 0 && kind != componentRow {
		w.b.add(where+"/type", components+", Using Components V2", "a component of type %d needs IS_COMPONENTS_V2", kind)
	}
}

// names checks that custom_id and id are unique within the message.
func (w *tree) names(where string, c map[string]any) {
	const source = components + ", Anatomy of a Component"
	if custom, ok := c["custom_id"].(string); ok {
		w.b.between(1, 100, custom, where+"/custom_id", source)
		if w.customIDs[custom] {
			w.b.add(where+"/custom_id", source, "%q is used twice in the message", custom)
		}
		w.customIDs[custom] = true
	}
	if id := number(c["id"]); id != 0 {
		if w.ids[id] {
			w.b.add(where+"/id", source, "%d is used twice in the message", id)
		}
		w.ids[id] = true
	}
}

// row: up to five buttons, or one select.
func (w *tree) row(where string, children []map[string]any) {
	selects := 0
	for _, c := range children {
		if number(c["type"]) != componentButton {
			selects++
		}
	}
	if len(children) < 1 || len(children) > 5 || selects > 0 && len(children) > 1 {
		w.b.add(where+"/components", components+", Action Row", "%d components, want 1 to 5 buttons or one select", len(children))
	}
}

// button: a custom_id or a url, by its style (docs: Component Reference, Button).
func (w *tree) button(where string, c map[string]any) {
	const source = components + ", Button"
	custom, url, sku := text(c["custom_id"]) != "", text(c["url"]) != "", c["sku_id"] != nil
	style := number(c["style"])
	switch {
	case style < 1 || style > buttonPremium:
		w.b.add(where+"/style", source, "%d is no style", style)
	case style == buttonPremium && (!sku || custom || url || c["label"] != nil || c["emoji"] != nil):
		w.b.add(where, source, "a premium button has a sku_id and no custom_id, url, label or emoji")
	case style == buttonLink && (!url || custom || sku):
		w.b.add(where, source, "a link button has a url and no custom_id")
	case style < buttonLink && (!custom || url || sku):
		w.b.add(where, source, "a button that is no link has a custom_id and no url")
	}
	if style != buttonPremium && text(c["label"]) == "" && c["emoji"] == nil {
		w.b.add(where+"/label", "discord.js refuses it: a button needs a label and/or an emoji", "has neither label nor emoji")
	}
	w.b.atMost(80, text(c["label"]), where+"/label", source)
	w.b.atMost(512, text(c["url"]), where+"/url", source)
}
