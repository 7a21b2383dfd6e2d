package bot

import (
	"encoding/json"
	"testing"

	"cuttings/bot/discordtest"
)

// All that was found comes as a file, to whoever presses, and no larger than it may be
// there.
func TestSheet(t *testing.T) {
	s := newStage(t)
	s.shelf(11)
	s.open()
	for _, c := range []struct {
		limit int
		says  string
	}{{0, "All of them are in the table"}, {500, "with more the file would be too large here"}, {20, "nothing to make a table of"}} {
		e := s.server.Invoke(discordtest.Invocation{Command: "find", Options: map[string]any{"words": "mill"}, AttachmentSizeLimit: c.limit})
		m := s.followUp(s.press(e, "CSV", ""))
		expect(t, m, `11 articles found\: mill`)
		expect(t, m, c.says)
		var shown struct {
			Attachments []struct {
				Filename, Description string
				Size                  int
			}
		}
		if err := json.Unmarshal(m.Raw, &shown); err != nil {
			t.Fatal(err)
		}
		files := shown.Attachments
		if !m.Ephemeral() || c.limit == 20 != (len(files) == 0) || len(files) > 0 && (files[0].Filename != "cuttings.csv" || files[0].Size < 200) {
			t.Errorf("at most %d bytes: %+v", c.limit, files)
		}
		if c.limit > 0 && len(files) > 0 && files[0].Size > c.limit {
			t.Errorf("the file has %d bytes, and may have %d", files[0].Size, c.limit)
		}
	}
}
