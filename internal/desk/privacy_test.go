package desk_test

import (
	"encoding/json"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// Somebody sees how much is kept of them, gets it, and is forgotten once they confirm
// it; nobody else is.
func TestPrivacy(t *testing.T) {
	d, store := open(t)
	d.Now = func() time.Time { return time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC) }
	ref, _ := beds(t, d)
	who := desk.Asker{User: "80351110224678912", Server: "1", Channel: "3", Sends: true, Manages: true}
	other := desk.Asker{User: "80351110224678913", Server: "1"}
	for _, asker := range []desk.Asker{who, other} {
		do(t, d, asker, "watch add", map[string]string{"words": "jobs"})
		if _, err := d.Report(as(t, asker), desk.ReportRequest{Ref: ref, Reason: archive.WrongText, Words: "It isn't so."}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.AddDigest(as(t, who), desk.DigestSetup{Channel: "3", Time: "8:00", Zone: "Europe/London"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.StartDigest(as(t, who), "3"); err != nil {
		t.Fatal(err)
	}
	if err := d.KeepPost(as(t, who), "m1", archive.CardPost, ref); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Hide(as(t, who), desk.HideRequest{Number: 1, Reason: "a complaint"}); err != nil {
		t.Fatal(err)
	}
	want := desk.PersonalCount{Watches: 1, Digests: 1, Posts: 1, Reports: 1, Hidings: 1}
	shown, err := d.Privacy(as(t, who))
	if err != nil || *shown.You != want || len(shown.Retentions) == 0 {
		t.Fatalf("shown %+v, %v", shown.You, err)
	}
	exported, err := d.ExportMe(as(t, who))
	var o struct {
		User    string
		At      time.Time
		Watches []struct {
			ID           int64
			Channel, By  string
			Topic, State string
		}
		Digests []struct{ By string }
		Posts   []struct {
			Message string
			Quotes  []struct{ Number, Start, End int }
		}
		Reports []struct {
			Words      string
			Start, End int
		}
		Hidings []struct{ Reason string }
	}
	if err := json.Unmarshal(exported.JSON, &o); err != nil {
		t.Fatal(err)
	}
	if err != nil || o.User != who.User || o.Watches[0].Channel != "@"+who.User || o.Watches[0].Topic != "jobs" || o.Digests[0].By != who.User ||
		o.Posts[0].Message != "m1" || o.Posts[0].Quotes[0].End != ref.Span.End || o.Reports[0].Words != "It isn't so." || o.Reports[0].Start != ref.Span.Start || o.Hidings[0].Reason != "a complaint" {
		t.Errorf("%v, exported:\n%s", err, exported.JSON)
	}
	for _, done := range []bool{false, true} {
		args := map[string]string{}
		if done {
			args["confirm"] = "yes"
		}
		reply, err := d.Do(as(t, who), "privacy forget-me", args)
		goes := desk.ForgetReply{Own: desk.PersonalCount{Watches: 1}, Stays: desk.PersonalCount{Digests: 1, Posts: 1, Reports: 1, Hidings: 1}, Done: done}
		if err != nil || reply != goes {
			t.Errorf("done %t: %+v, %v", done, reply, err)
		}
	}
	if shown, err = d.Privacy(as(t, who)); err != nil || shown.You.Any() {
		t.Errorf("forgotten, and %+v, %v", shown.You, err)
	}
	if shown, err = d.Privacy(as(t, other)); err != nil || *shown.You != (desk.PersonalCount{Watches: 1, Reports: 1}) {
		t.Errorf("of the other %+v, %v", shown.You, err)
	}
	if s, err := store.Subscription(t.Context(), 3); err != nil || s.By != "" || s.State != archive.Active {
		t.Errorf("the server's digest: %+v, %v", s, err)
	}
	refused(t, d, desk.Asker{User: who.User, Server: "1"}, "those who may manage", "digest pause", map[string]string{"digest": "3"})
}

// What a watch told somebody is kept with their ID when the watch is gone.
func TestPrivacyOfARemovedWatch(t *testing.T) {
	d, store := atNoon(t)
	who := desk.Asker{User: "80351110224678912", Server: "1"}
	do(t, d, who, "watch add", map[string]string{"words": "jobs"})
	if err := store.KeepPost(t.Context(), archive.Post{
		Server: "1", Channel: "@" + who.User, Message: "m1", Kind: archive.WatchPost, Quotes: []archive.PostedQuote{{Number: 1}},
	}); err != nil {
		t.Fatal(err)
	}
	do(t, d, who, "watch remove", map[string]string{"number": "1"})
	told := desk.PersonalCount{Told: 1}
	if shown, err := d.Privacy(as(t, who)); err != nil || *shown.You != told || !shown.You.Any() {
		t.Errorf("shown %+v, %v", shown.You, err)
	}
	if goes, err := d.ForgetMe(as(t, who), true); err != nil || goes != (desk.ForgetReply{Own: told, Done: true}) {
		t.Errorf("gone %+v, %v", goes, err)
	}
	if shown, err := d.Privacy(as(t, who)); err != nil || shown.You.Any() {
		t.Errorf("forgotten, and %+v, %v", shown.You, err)
	}
}

func TestPrivacyAtTheTerminal(t *testing.T) {
	d, _ := open(t)
	for _, who := range []desk.Asker{{}, {User: desk.Operator}} {
		refused(t, d, who, "cuttings privacy export", "privacy export", nil)
		refused(t, d, who, "cuttings privacy forget", "privacy forget-me", map[string]string{"confirm": "yes"})
		if shown, err := d.Privacy(as(t, who)); err != nil || shown.You != nil {
			t.Errorf("%+v, %v", shown, err)
		}
	}
}
