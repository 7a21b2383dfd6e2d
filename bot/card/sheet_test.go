package card

import (
	"strings"
	"testing"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

func TestGoldenSheet(t *testing.T) {
	r := desk.SheetReply{Query: "jobs", Total: 12, Listed: 12, Rows: 12, CSV: []byte("number\n7\n"), Scope: ask.Scope{Coverage: coverage}}
	m, err := Render(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "sheet", outline(m))
	if len(m.Files) != 1 || m.Files[0].Type != "text/csv" || string(m.Files[0].Data) != "number\n7\n" {
		t.Errorf("%+v", m.Files)
	}
}

func TestSheetSaysWhatItLacks(t *testing.T) {
	for want, r := range map[string]desk.SheetReply{
		"The first 1,000 are in the table, which is as many": {Total: 1200, Listed: 1200, Rows: desk.MaxRows},
		"All of them":                     {Total: 1000, Listed: 1000, Rows: desk.MaxRows},
		"The first 7 are in the table; w": {Total: 8, Listed: 8, Rows: 7},
		"There is nothing":                {Total: 0},
		"would be too large here":         {Total: 1, Listed: 1},
		"20 articles found in 10 stories": {Total: 20, Grouped: true, Listed: 10, Rows: 10},
	} {
		m, err := Render(r, Options{})
		if err != nil || !strings.Contains(Text(m), want) || len(m.Files) > 0 != (r.Rows > 0) {
			t.Errorf("%d of %d: %v, %d files, no %q in\n%s", r.Rows, r.Total, err, len(m.Files), want, Text(m))
		}
	}
}

func TestSheetID(t *testing.T) {
	if search, ok := ParseSheet(SheetID("find?words=mill")); search != "find?words=mill" || !ok {
		t.Errorf("read as %q, %t", search, ok)
	}
	for _, id := range []string{"", "csv", "csv:", "CSV:x", "post:1.1.0.5", "csv:" + strings.Repeat("x", 97)} {
		if search, ok := ParseSheet(id); ok {
			t.Errorf("%.40q is read as %q", id, search)
		}
	}
}
