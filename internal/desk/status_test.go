package desk_test

import (
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// Those who run the program are told how it stands, and nobody else.
func TestStatusIsForOwners(t *testing.T) {
	d, _ := atNoon(t)
	for _, test := range []struct {
		who  desk.Asker
		told bool
	}{
		{desk.Asker{}, false},
		{desk.Asker{User: "7", Server: "1", Manages: true}, false},
		{desk.Asker{User: "7", Owns: true}, true},
		{desk.Asker{User: desk.Operator}, true},
	} {
		_, err := d.Do(desk.By(t.Context(), test.who), "status", nil)
		var problem *desk.Problem
		if test.told != (err == nil) || err != nil && !errors.As(err, &problem) {
			t.Errorf("%+v: %v", test.who, err)
		}
	}
}

func status(t *testing.T, d *desk.Desk) archive.Standing {
	t.Helper()
	r, err := d.Status(desk.By(t.Context(), desk.Asker{User: desk.Operator}))
	if err != nil {
		t.Fatal(err)
	}
	return r.Standing
}

// What is in the store is counted by how it is.
func TestStatusCounts(t *testing.T) {
	d, store := atNoon(t)
	now := d.Now()
	d.Version, d.Disk = "1.2", func() (int64, int64) { return 10, 20 }
	for i, how := range []string{"active", "paused", "failing"} {
		f, _, err := store.Subscribe(t.Context(), archive.Feed{Address: fmt.Sprintf("https://a.example/%d", i), Next: now})
		if err != nil {
			t.Fatal(err)
		}
		switch how {
		case "paused":
			err = store.PauseFeed(t.Context(), f.Number, &archive.Pause{})
		case "failing":
			var claim archive.FeedClaim
			if claim, err = store.TakeFeed(t.Context(), f.Number, time.Minute); err == nil {
				f.Failing, f.Error, f.Failures = now, "HTTP 500", 1
				_, err = store.RecordFeed(t.Context(), claim, f)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	today := archive.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}
	day, _, _ := today.Days()
	for i, ago := range []int{0, 6, 7, 30} {
		on := archive.DateOf(day - ago)
		m := archive.Miss{Question: fmt.Sprint("question ", i), Times: 3, First: on, Last: on}
		if err := store.KeepMisses(t.Context(), today, m); err != nil {
			t.Fatal(err)
		}
	}
	s := status(t, d)
	if got, want := fmt.Sprintf("%+v", s.Feeds), "{Active:1 Paused:1 Failing:[3] Waiting:0}"; got != want {
		t.Errorf("feeds %s, want %s", got, want)
	}
	if s.Missed != 2 || s.Version != "1.2" || s.Store != 10 || s.Index != 20 || s.Articles == 0 || !s.At.Equal(now) {
		t.Errorf("%+v", s)
	}
}

// Bots say how they are; one that ends says nothing any more, and one that was killed
// is remembered for a day.
func TestStatusOfBots(t *testing.T) {
	d, store := atNoon(t)
	now := d.Now()
	d.Now = func() time.Time { return now }
	report := func(name string, interactions int64) {
		t.Helper()
		if err := d.ReportBot(t.Context(), archive.Bot{Name: name, Since: now, Interactions: interactions}); err != nil {
			t.Fatal(err)
		}
	}
	report("one", 1)
	now = now.Add(10 * time.Second)
	report("two", 2)
	report("one", 3)
	bots := status(t, d).Bots
	counted := map[string]int64{}
	for _, b := range bots {
		counted[b.Name] = b.Interactions
	}
	if !maps.Equal(counted, map[string]int64{"one": 3, "two": 2}) || len(bots) != 2 || !bots[0].Runs(now) {
		t.Errorf("%+v", bots)
	}
	if err := d.ForgetBot(t.Context(), "two"); err != nil {
		t.Fatal(err)
	}
	now = now.Add(archive.BotLife)
	if bots = status(t, d).Bots; len(bots) != 1 || bots[0].Name != "one" || bots[0].Interactions != 3 || bots[0].Runs(now) {
		t.Errorf("%+v", bots)
	}
	now = now.Add(24 * time.Hour)
	if bots = status(t, d).Bots; len(bots) != 0 {
		t.Errorf("%+v", bots)
	}
	if err := store.SetSetting(t.Context(), "serving two", "of another version"); err != nil {
		t.Fatal(err)
	}
	report("three", 4) // as a bot that begins anew: under another name
	if kept, err := store.Settings(t.Context(), "serving "); err != nil || len(kept) != 1 || kept["serving three"] == "" {
		t.Errorf("kept: %v, %v", kept, err)
	}
	if bots = status(t, d).Bots; len(bots) != 1 || bots[0].Name != "three" {
		t.Errorf("%+v", bots)
	}
}
