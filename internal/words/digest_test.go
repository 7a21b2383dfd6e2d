package words

import (
	"testing"
	"time"

	"cuttings/internal/archive"
)

var english Language

func TestDigest(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 29, 8, 0, 0, 0, london) // the night in which the clocks went forward
	since := time.Date(2026, 3, 28, 8, 0, 0, 0, time.UTC)
	never := time.Time{}
	for want, got := range map[string]string{
		"Digest · Sunday 29 March 2026":                                      english.Digest("", at),
		"Digest · Sunday 29 March 2026 · jobs AND nhs":                       english.Digest("jobs AND nhs", at),
		"5 stories since Saturday 28 March 2026, 08:00 · late by 40 minutes": english.Gathered(5, since, at, 40*time.Minute+30*time.Second),
		"1 story": english.Gathered(1, never, at, 59*time.Second),
		"Nothing new since Saturday 28 March 2026, 08:00": english.Gathered(0, since, at, 0),
		"1 minute":                          english.Lasting(time.Minute),
		"1 hour":                            english.Lasting(time.Hour),
		"3 hours 5 minutes":                 english.Lasting(3*time.Hour + 5*time.Minute),
		"2 days 1 hour":                     english.Lasting(49*time.Hour + 59*time.Minute),
		"2 days":                            english.Lasting(48*time.Hour + 59*time.Minute),
		"less than a minute":                english.Lasting(time.Second),
		"and 1 more story":                  english.AndMore(1),
		"and 1,204 more stories":            english.AndMore(1204),
		"On this day in 2009":               english.OnThisDay(archive.Date{Year: 2009, Month: 3, Day: 29}),
		"date unknown · No. 7":              english.Line(archive.Article{}, 7, archive.Told{}),
		"Echo · 2009 · No. 7 · 2 newsrooms": english.Line(archive.Article{Outlet: "Echo", Published: archive.Date{Year: 2009}}, 7, archive.Told{Articles: 2, Newsrooms: 2}),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
