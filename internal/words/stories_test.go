package words

import (
	"testing"
	"time"

	"cuttings/internal/archive"
)

func TestStories(t *testing.T) {
	day := archive.Date{Year: 2021, Month: 5, Day: 4}
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for want, got := range map[string]string{
		"1 newsroom":                           english.Newsrooms(archive.Told{Articles: 1, Newsrooms: 1}),
		"2 newsrooms · 9 reprints":             english.Newsrooms(archive.Told{Articles: 11, Newsrooms: 2, Reprints: 9}),
		"1 newsroom · 3 reports · 1 reprint":   english.Newsrooms(archive.Told{Articles: 4, Newsrooms: 1, Reprints: 1}),
		"No. 4":                                english.Numbered(4, archive.Told{Articles: 1, Newsrooms: 1}),
		"No. 5":                                english.Numbered(5, archive.Told{}),
		"No. 4 · 2 newsrooms":                  english.Numbered(4, archive.Told{Articles: 2, Newsrooms: 2}),
		"4 May 2021":                           english.Span(archive.Told{First: day, Last: day}),
		"4 May 2021 to 2022":                   english.Span(archive.Told{First: day, Last: archive.Date{Year: 2022}}),
		"date unknown":                         english.Span(archive.Told{}),
		"Page 1. Older stories: page 2.":       english.Turn(1, true),
		"Page 2, the last.":                    english.Turn(2, false),
		"Index updated less than a minute ago": english.Since(noon, noon.Add(-time.Hour)),
		"Index updated 1 minute ago":           english.Since(noon, noon.Add(119*time.Second)),
		"Index updated 23 hours ago":           english.Since(noon, noon.Add(24*time.Hour-1)),
		"Index updated 6 days ago":             english.Since(noon, noon.Add(7*24*time.Hour-1)),
		"Updated 22 November 2026, 12:00 UTC":  english.Since(noon, noon.Add(7*24*time.Hour)),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := english.Since(noon, time.Time{}); got != "Updated 22 November 2026, 12:00 UTC" {
		t.Error(got)
	}
}
