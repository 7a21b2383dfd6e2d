package card

import (
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

func TestGoldenPrivacy(t *testing.T) {
	will := desk.ForgetReply{Own: desk.PersonalCount{Watches: 2, Told: 5, Digests: 1}, Stays: desk.PersonalCount{Digests: 1, Posts: 3, Reports: 1, Hidings: 1}}
	done := will
	done.Done = true
	for name, r := range map[string]desk.Reply{
		"privacy":        desk.PrivacyReply{Retentions: archive.Retentions(), You: &desk.PersonalCount{Watches: 2, Posts: 1, Told: 3}},
		"privacy_none":   desk.PrivacyReply{Retentions: archive.Retentions(), You: &desk.PersonalCount{}},
		"privacy_export": desk.PersonalReply{JSON: []byte("{}")},
		"forget":         will,
		"forgotten":      done,
		"forget_nothing": desk.ForgetReply{},
	} {
		m, err := Render(r, Options{})
		if err == nil {
			err = keepsLimits(m)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		golden(t, name, outline(m))
	}
}

// The file holds what was exported, and no picture.
func TestPersonalFile(t *testing.T) {
	m, err := Render(desk.PersonalReply{JSON: []byte(`{"user":"1"}`)}, Options{})
	if err != nil || len(m.Files) != 1 || m.Files[0].Type != "application/json" || string(m.Files[0].Data) != `{"user":"1"}` {
		t.Fatalf("%+v, %v", m.Files, err)
	}
	if s := markdownOf(m); !strings.Contains(s, "with your id") {
		t.Error(s)
	}
}

// Who posted is taken out of a post with their name, and only moderators may delete
// it.
func TestPostOfNobody(t *testing.T) {
	q := cut(t, seeds(t)[2009], "Last week it emerged", "Last week it emerged")
	m, err := Render(desk.RevisitReply{Cuttings: []desk.PostedCutting{{Number: 2, Shown: true, Now: desk.CuttingReply{Quote: q}}}}, Options{PostedBy: Nobody})
	if err != nil {
		t.Fatal(err)
	}
	if s := markdownOf(m); strings.Contains(s, "<@") || !strings.Contains(s, "by whom is not kept") || !strings.Contains(s, DeleteID(Nobody)) {
		t.Error(s)
	}
}
