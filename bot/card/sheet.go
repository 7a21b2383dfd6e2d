package card

import (
	"strings"

	"cuttings/internal/desk"
)

// tabling is what the custom_id of a button that makes a table begins with.
const tabling = "csv:"

// SheetID is the custom_id of the button that makes a table of what a search finds, by
// its name: see desk.Bind.
func SheetID(search string) string { return tabling + search }

// ParseSheet reads what SheetID wrote; anything else isn't ok.
func ParseSheet(customID string) (search string, ok bool) {
	search, ok = strings.CutPrefix(customID, tabling)
	return search, ok && search != "" && len(customID) <= maxCustomID
}

// sheet adds a table as a file, how many articles are in it, and what was searched.
func (d *draft) sheet(r desk.SheetReply) {
	d.add(display(strong(d.words.Found(r.Total, r.Grouped, r.Listed, shorten(r.Query, maxQuestion)))))
	held := d.words.Say("sheet.all")
	switch {
	case r.Rows == 0:
		held = d.words.Say("sheet.none")
	case r.Rows == desk.MaxRows && r.Rows < r.Listed:
		held = d.words.Say("sheet.first", "rows", r.Rows)
	case r.Rows < r.Listed:
		held = d.words.Say("sheet.large", "rows", r.Rows)
	}
	if r.Rows > 0 {
		d.file(File{Name: "cuttings.csv", Type: "text/csv", Alt: d.words.Say("sheet.alt", "n", r.Rows), Data: r.CSV})
	}
	for _, c := range d.foot([]string{held, d.words.Searched(bounded(r.Scope))}) {
		d.add(c)
	}
}
