package page

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		// ISO 8601 and what is nearly so
		"2009-04-24": "2009-04-24", "2009-04-24T23:59:59-08:00": "2009-04-24", "20090424T1000Z": "2009-04-24", "20090424": "2009-04-24",
		"2009-04": "2009-04", "2009": "2009", "2009/04/24": "2009-04-24", "2009-4-2T1:02:03Z": "2009-04-02", "2009-04-24 10:00": "2009-04-24",
		"2009-04-24T10:00": "2009-04-24", "2009.04.24": "2009-04-24", "Fri, 2009/04/24 08:19:53 EDT": "2009-04-24", "2009-04-24T25:61:00Z": "2009-04-24",
		" 2009-04-24\n": "2009-04-24",
		// RFC 822, with whatever weekday, zone and commas
		"Fri, 24 Apr 2009 08:02:00 GMT": "2009-04-24", "Mon, 24 Apr 2009 23:30:00 -0500": "2009-04-24", "24 Apr 2009 08:02 GMT": "2009-04-24",
		"Fri, 24 April 2009": "2009-04-24", "Fri,24 Apr 2009 8:2:1 +0000": "2009-04-24", "Fri, 24 Apr, 2009 08:02:00 Europe/London": "2009-04-24",
		"Di, 24 Apr 2009 00:00:00 +0100": "2009-04-24", "Friday, 24-Apr-09 08:02:00 GMT": "2009-04-24", "Fri, 24th Apr 2009": "2009-04-24",
		"Fri, 24 Apr 09 08:02:00 EST": "2009-04-24", "24 Apr 09": "2009-04-24", "Sun, 3 Mar 50 10:00 GMT": "1950-03-03", "Sun, 3 Mar 49 10:00 GMT": "2049-03-03",
		// in words
		"April 24th, 2009": "2009-04-24", "Sept. 3, 2009": "2009-09-03", "Friday, April 24, 2009 - 3:09pm": "2009-04-24", "Nov. 2020": "2020-11",
		"Fri Apr 24 08:02:00 2009": "2009-04-24", "Fri Apr 24 08:02:00 +0000 2009": "2009-04-24", "Fri Apr 24 2009 17:00:00 GMT+0000 (Coordinated Universal Time)": "2009-04-24",
		// in figures: the day is first where points are between, or where no other way is possible
		"24.04.2009 10:00": "2009-04-24", "4.5.2009": "2009-05-04", "24/04/2009": "2009-04-24", "04/24/2009 4:20 pm PST": "2009-04-24", "Fri, 24/04/2009": "2009-04-24",
		"05/05/2009": "2009-05-05", "04/05/2009": "2009", "4-5-2009 10:00": "2009",
		// none
		"": "", "yesterday": "", "2009-02-30": "", "31 February 2009": "", "24 Foo 2009": "", "12 Marble 2009": "", "Mon, 24 May 10:30": "", "99 Jun 2009": "",
		"30/02/2009": "", "13/13/2009": "", "1240567890": "", "2009-xx-24": "", "0000-00-00 00:00:00": "", "Sun, 29 Feb 2009": "",
		// what programs write for none
		"1970-01-01T00:00:00Z": "", "0001-01-01": "", "Wed, 31 Dec 1969 19:00:00 -0500": "", "31 December 1969": "1969-12-31", "Thu, 01 Jan 0100 00:00:01 +0100": "",
	} {
		if got := ParseDate(in).String(); got != want {
			t.Errorf("ParseDate(%q) = %q, want %q", in, got, want)
		}
	}
}

// A day is read back from every layout of Go's that names it whole.
func TestParseDateReadsWhatIsWritten(t *testing.T) {
	layouts := []string{
		time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123, time.RFC1123Z, time.RFC3339, time.RFC3339Nano,
		time.DateTime, time.DateOnly, "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2 2006 15:04", "Monday, 2 January 2006 15:04:05 MST", "2.1.2006", "2006/1/2",
	}
	rapid.Check(t, func(t *rapid.T) {
		when := time.Unix(rapid.Int64Range(-6e8, 24e8).Draw(t, "seconds"), 0).In(time.FixedZone("", 60*rapid.IntRange(-720, 840).Draw(t, "zone")))
		want := archive.Date{Year: when.Year(), Month: int(when.Month()), Day: when.Day()}
		if want == (archive.Date{Year: 1970, Month: 1, Day: 1}) || want == (archive.Date{Year: 1969, Month: 12, Day: 31}) {
			t.Skip("it is what programs write for none")
		}
		layout := rapid.SampledFrom(layouts).Draw(t, "layout")
		if got := ParseDate(when.Format(layout)); got != want {
			t.Fatalf("%s: %v, want %v", when.Format(layout), got, want)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	f.Add("Fri, 24 Apr 09 08:02:00 GMT")
	f.Add("04/05/2009")
	f.Fuzz(func(t *testing.T, s string) {
		d := ParseDate(s)
		if back, err := archive.ParseDate(d.String()); err != nil || back != d {
			t.Errorf("%q gives %+v, which is no date", s, d)
		}
	})
}
