package terminal

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A full day of the invented town, as it is read at the terminal, and in one line
// a story.
func TestDigestPage(t *testing.T) {
	store, replica, seqs := librarytest.Week(t, 2)
	for name, layout := range map[string]archive.Layout{"digest": archive.Quotes, "digest_headlines": archive.Headlines} {
		at := time.Date(2026, time.November, 26, 8, 0, 0, 0, time.UTC)
		r, err := desk.New(store, replica).Digest(t.Context(), desk.DigestRequest{
			From: seqs[0], To: seqs[1], Since: at.AddDate(0, 0, -1), At: at, Max: 3, Layout: layout, Late: 40 * time.Minute,
		})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := (page{out: &b, columns: defaultColumns}).print(r); err != nil {
			t.Fatal(err)
		}
		file := "testdata/" + name + ".golden"
		if *update {
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestMoment(t *testing.T) {
	for s, want := range map[string]string{
		"2026-03-29 08:00 Europe/London":   "2026-03-29T08:00:00+01:00",
		"2026-03-29 01:30 Europe/London":   "2026-03-29T02:00:00+01:00", // the clock skips it
		"2026-03-29 8am america/new_york":  "2026-03-29T08:00:00-04:00",
		"2026-03-29 8 am America/New_York": "2026-03-29T08:00:00-04:00",
		"2026-03-29 UTC":                   "2026-03-29T00:00:00Z",
		"2026-03-29":                       "2026-03-29T00:00:00Z",
		"2026-03-29 17.30":                 "2026-03-29T17:30:00Z",
		"":                                 "",
		"29 March 2026":                    "",
		"2026-03-29 08:00 Nowhere/Town":    "",
		"2026-03-29 08:00 BST Summer":      "",
		"1899-12-31":                       "",
	} {
		m, err := parseMoment(s, time.UTC)
		var got time.Time
		if err == nil {
			got, err = m.time()
		}
		if want == "" != (err != nil) || err == nil && got.Format(time.RFC3339) != want {
			t.Errorf("%q is %v, %v; want %q", s, got, err, want)
		}
	}
}

// What is wrong is said of the part that is wrong.
func TestMomentSaysWhatIsWrong(t *testing.T) {
	for s, want := range map[string]string{
		"2026-03-29 08:00 London":        `there is no time zone "London"`,
		"2026-03-29 London":              `there is no time zone "London"`,
		"2026-03-29 25:00 Europe/London": `"25:00" is not a time of day`,
		"2026-03-29 25:00":               `"25:00" is not a time of day`,
		"2026-03-29 at eight":            `"at eight" is not a time of day`,
		"2026-03-29T08:00Z":              "with a time and a zone as '2026-03-29 08:00 Europe/London'",
		"0000-01-01 08:00":               "the first date is 1900-01-01",
	} {
		if _, err := parseMoment(s, time.UTC); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// A digest covers what came since the clocks showed the same time a date before.
func TestDayBefore(t *testing.T) {
	for s, want := range map[string]string{
		"2026-03-29 08:00 Europe/London": "2026-03-28T08:00:00Z",
		"2026-03-29 01:30 Europe/London": "2026-03-28T01:30:00Z", // though that day's 01:30 comes at 02:00
		"2026-10-26 08:00 Europe/London": "2026-10-25T08:00:00Z",
		"2011-12-31 08:00 Pacific/Apia":  "2011-12-29T08:00:00-10:00", // 30 December never was
	} {
		_, since, err := (&digestCommand{At: &s}).between(time.Now())
		if err != nil || since.Format(time.RFC3339) != want {
			t.Errorf("%q: since %v, %v; want %q", s, since, err, want)
		}
	}
}
