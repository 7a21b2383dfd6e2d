package storetest

import (
	"fmt"
	"testing"

	"cuttings/internal/archive"
)

// missTests: the questions that found nothing.
var missTests = map[string]func(*testing.T, Open){
	"questions that found nothing are counted":  missesCounted,
	"they are forgotten in time, and on demand": missesForgotten,
	"at most so many are kept":                  missesBounded,
	"what can't be kept of a question":          missesRefused,
}

func day(d int) archive.Date { return archive.DateOf(20_000 + d) }

// miss is a question that was asked once, on that day.
func miss(question string, d int, f archive.Filter) archive.Miss {
	return archive.Miss{Question: question, Filter: f, Times: 1, First: day(d), Last: day(d)}
}

func keepMisses(t *testing.T, s archive.Store, today int, list ...archive.Miss) {
	t.Helper()
	if err := s.KeepMisses(t.Context(), day(today), list...); err != nil {
		t.Fatal(err)
	}
}

func misses(t *testing.T, s archive.Store, today int) []archive.Miss {
	t.Helper()
	list, err := s.Misses(t.Context(), day(today))
	return must(t, "Misses", list, err)
}

func missesCounted(t *testing.T, open Open) {
	s := open.handle(t)
	before := seq(t, s)
	equal(t, "at first", []archive.Miss{}, misses(t, s, 1))
	mail := archive.Filter{Outlet: `The "Mail"`, Byline: "Smith", Collection: "Union", Since: archive.Date{Year: 2009}, Until: day(0)}
	keepMisses(t, s, 2, miss("who?", 2, mail), miss("when?", 1, archive.Filter{}), miss("when?", 2, archive.Filter{}))
	keepMisses(t, open.handle(t), 3, miss("when?", 0, archive.Filter{}), miss("ärger?", 3, archive.Filter{}), miss("why?", 3, archive.Filter{}))
	when := archive.Miss{Question: "when?", Times: 3, First: day(0), Last: day(2)}
	equal(t, "what was asked", []archive.Miss{
		when, miss("why?", 3, archive.Filter{}), miss("ärger?", 3, archive.Filter{}), miss("who?", 2, mail),
	}, misses(t, s, 3))
	if seq(t, s) != before {
		t.Error("a question moved the sequence")
	}
	sound(t, s)
}

func missesForgotten(t *testing.T, open Open) {
	s := open.handle(t)
	keepMisses(t, s, 1, miss("old", 0, archive.Filter{}), miss("new", 1, archive.Filter{}))
	equal(t, "on the last day", 2, len(misses(t, s, 90)))
	equal(t, "a day later", []archive.Miss{miss("new", 1, archive.Filter{})}, misses(t, s, 91))
	keepMisses(t, s, 91)
	equal(t, "gone, whatever the clock says next", []archive.Miss{miss("new", 1, archive.Filter{})}, misses(t, s, 1))
	if err := s.ForgetMisses(t.Context()); err != nil {
		t.Fatal(err)
	}
	equal(t, "on demand", []archive.Miss{}, misses(t, s, 1))
}

func missesBounded(t *testing.T, open Open) {
	s := open.handle(t)
	var many []archive.Miss
	for i := range archive.MaxMisses {
		many = append(many, miss(fmt.Sprintf("question %04d", i), 5, archive.Filter{}))
		many[i].Times = 2
	}
	many[0].Times = 1
	keepMisses(t, s, 5, many...)
	often := miss("asked often, long ago", 4, archive.Filter{})
	often.Times = 9
	keepMisses(t, s, 6, often, miss("asked last", 6, archive.Filter{}))
	want := append(many[1:], miss("asked last", 6, archive.Filter{}))
	equal(t, "what is kept", want, misses(t, s, 6))
}

func missesRefused(t *testing.T, open Open) {
	s := open.handle(t)
	for _, m := range []archive.Miss{miss("a\xff", 1, archive.Filter{}), miss("a", 1, archive.Filter{Outlet: "b\x00"})} {
		if err := s.KeepMisses(t.Context(), day(1), miss("good", 1, archive.Filter{}), m); err == nil {
			t.Errorf("%+v was kept", m)
		}
	}
	equal(t, "what is kept", []archive.Miss{}, misses(t, s, 1))
}
