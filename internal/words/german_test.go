package words

import (
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/wallclock"
)

func TestGerman(t *testing.T) {
	german := For("de")
	june, april := archive.Date{Year: 2006, Month: 6}, archive.Date{Year: 2009, Month: 4, Day: 24}
	mail := []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 1204}}
	c := archive.Coverage{Articles: 1204, Outlets: mail, From: june, To: april}
	narrowed := ask.Scope{Coverage: c, Filters: []ask.Filter{{Field: "outlet", Value: "Oxford Mail"}, {Field: "since", Value: "2006-06"}, {Field: "by", Value: "Mark Ladbrooke"}}}
	at := time.Date(2026, 3, 29, 8, 5, 0, 0, time.UTC)
	watch := archive.Subscription{
		ID: 7, Topic: "jobs NOT agency", Watch: archive.AtTimes, Channel: "@1", State: archive.Active,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/Berlin", Days: 1<<time.Monday | 1<<time.Thursday},
	}
	missed := ask.Scope{Filters: narrowed.Filters[:1], Whole: c}
	for want, got := range map[string]string{
		"Kein Artikel der Sammlung erfüllt: Medium Oxford Mail. Sie umfasst 1.204 Artikel, 1 Medium, Juni 2006 bis 24. April 2009. Nicht in der Sammlung heißt nicht unwahr.": german.Miss(missed),
		"Bisher nicht in der Sammlung: Nobody, Herold. Prüf die Schreibweise; Artikel können noch kommen.":                                                                    german.DigestAbsent([]string{"Nobody", "Herold"}),
		"24. April 2009":  german.Date(april),
		"Juni 2006":       german.Date(june),
		"2006":            german.Date(archive.Date{Year: 2006}),
		"Datum unbekannt": german.Date(archive.Date{}),
		"Durchsucht: 1.204 Artikel, 1 Medium, Juni 2006 bis 24. April 2009 (Medium Oxford Mail, seit Juni 2006, von Mark Ladbrooke).": german.Searched(narrowed),
		"Die Sammlung ist leer: Es ist kein Artikel darin.":                                                                           german.Miss(ask.Scope{}),
		"Presseschau · Sonntag, 29. März 2026 · jobs":                                                                                 german.Digest("jobs", at),
		"1 Story seit Samstag, 28. März 2026, 08:05 · verspätet um 3 Stunden 5 Minuten":                                               german.Gathered(1, at.Add(-24*time.Hour), at, 3*time.Hour+5*time.Minute),
		"2 Redaktionen · 1 Nachdruck":                                                                                                 german.Newsrooms(archive.Told{Articles: 3, Newsrooms: 2, Reprints: 1}),
		"Stand: 29. März 2026, 08:05 UTC":                                                                                             german.Updated(at),
		"Meldet um 08:00 Europe/Berlin, Montag und Donnerstag, per Direktnachricht":                                                   german.WatchHow(watch),
		"und noch 1.034: /suche wörter:jobs NOT agency sortierung:neueste":                                                            german.MoreTold(1034, watch.Topic),
		"Presseschau 3, die nächste: er ist darin.":                                                                                   german.Why("in", 3, "", false),
		"Auf einer Nachricht in Discord, unter Apps: Quelle finden, Zitate dazu.":                                                     german.OnMessages([]string{"Find the source", "Quotes on this"}),
		"Hätte zuletzt 6 getroffen (30 Tage), insgesamt 38 Artikel.":                                                                  german.WouldHave(6, 30, 38),
		"Nr. 4 · Nachdruck von Nr. 2 · „Jobs“":                                                                                        german.Cutting(4) + " · " + german.ReprintOf(2) + " · " + german.Side("Jobs"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
