package terminal

import (
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// A bot that is as it should be is ok; one that was killed, has lost the gateway or is
// of another version is named, with what to do.
func TestCheckBots(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	d := desk.New(store, replica)
	now := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	d.Now, d.Version = func() time.Time { return now }, "1.2"
	s, library := &session{ctx: desk.By(t.Context(), desk.Asker{User: desk.Operator})}, &Library{Store: store, Desk: d}
	if f := s.checkBots(library); f != nil {
		t.Errorf("without a bot: %+v", f)
	}
	now = now.Add(-time.Hour)
	if err := d.ReportBot(t.Context(), archive.Bot{Name: "killed", Version: "1.2", Since: now}); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	for i, b := range []archive.Bot{
		{Name: "well", Version: "1.2", Shards: []archive.Shard{{Connected: true}}},
		{Name: "alone", Version: "1.2", Shards: []archive.Shard{{Connected: true}, {Number: 1}}},
		{Name: "old", Version: "1.1", HTTP: true},
	} {
		b.Since = now.Add(time.Duration(i) * time.Second)
		if err := d.ReportBot(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	var got []bool
	for _, f := range s.checkBots(library) {
		got = append(got, f.OK)
	}
	if len(got) != 4 || got[0] || !got[1] || got[2] || got[3] {
		t.Errorf("%+v", s.checkBots(library))
	}
}
