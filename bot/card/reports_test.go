package card

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/find"
	"cuttings/internal/quote"
)

// reportedOn is a report on a quote, with the reporter's words.
func reportedOn(id int64, q quote.Quote, words string) desk.Reported {
	return desk.Reported{
		Report:  archive.Report{ID: id, Server: "1", Number: q.Version.Number, Reason: archive.WrongSpeaker, Words: words, By: "80351110224678912", At: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)},
		Cutting: desk.PostedCutting{Number: q.Version.Number, Shown: true, Now: desk.CuttingReply{Quote: q}},
	}
}

func TestGoldenReports(t *testing.T) {
	v := seeds(t)
	q := cut(t, v[2009], "Last week it emerged", "Last week it emerged")
	hidden := desk.Reported{Report: archive.Report{ID: 2, Server: "1", Number: 3, Reason: archive.WrongOther, At: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}, Cutting: desk.PostedCutting{Number: 3}}
	first := reportedOn(7, q, "It was *the union*, <@80351110224678912> @everyone")
	hid := desk.HideReply{Hiding: archive.Hiding{Scope: "1", Number: 2, Reason: "report 7: The speaker is wrong"}, Changed: true}
	for name, r := range map[string]desk.Reply{
		"reported":           desk.ReportReply{Report: first.Report},
		"reports":            desk.ReportsReply{Reports: []desk.Reported{first, hidden}, Open: 12, Older: true},
		"reports_none":       desk.ReportsReply{},
		"report_done":        desk.ReportClosedReply{Report: first.Report, Changed: true},
		"report_done_before": desk.ReportClosedReply{Report: first.Report},
		"report_hidden":      desk.ReportClosedReply{Report: first.Report, Changed: true, Hid: &hid},
	} {
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := keepsLimits(m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		golden(t, name, outline(m))
	}
}

// Whatever is reported in whatever words, the list keeps to Discord's limits, shows
// who reported to nobody, and each report that it leaves out is behind its button.
func TestReportsOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := desk.ReportsReply{Open: 9, At: rapid.IntRange(0, 4).Draw(t, "newer")}
		for i := range rapid.IntRange(0, 5).Draw(t, "reports") {
			one := reportedOn(int64(9-i), drawQuote(t, int64(i+1)), rapid.OneOf(rapid.Just(""), hostile(60)).Draw(t, "words"))
			if one.Cutting.Shown = rapid.Bool().Draw(t, "shown"); !one.Cutting.Shown {
				one.Cutting.Now = desk.CuttingReply{}
			}
			r.Reports = append(r.Reports, one)
		}
		r.Older = len(r.Reports) > 0 && rapid.Bool().Draw(t, "older")
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(markdownOf(m), "<@80351110224678912>") {
			t.Fatalf("who reported is shown:\n%s", markdownOf(m))
		}
		listed, before, older := 0, int64(0), false
		each(nodes(m), 0, func(n node, _ int) {
			command, _, ok := ParseCommandID(n.CustomID)
			if ok && command == "reports done" {
				listed++
				before = r.Reports[listed-1].ID
			}
			if to, ok := ParseTurn(n.CustomID); ok && n.Label == "Next ▶" && !n.Disabled {
				if older = true; to.Search != desk.SearchReports(before) {
					t.Fatalf("the button goes on with %q, the last listed is %d", to.Search, before)
				}
			}
		})
		if older != (r.Older || listed < len(r.Reports)) {
			t.Fatalf("%d of %d are listed, older: %t, the button is there: %t", listed, len(r.Reports), r.Older, older)
		}
		if len(r.Reports) > 0 && listed == 0 {
			t.Fatal("none is listed: the button would lead nowhere")
		}
	})
}

// However long a reported quote is, its report is listed: a page that lists none
// would lead to itself for ever.
func TestReportsOfAnyLength(t *testing.T) {
	for n := 3500; n < maxText+20; n += 5 {
		r := desk.ReportsReply{Open: 3, Reports: []desk.Reported{reportedOn(2, long(t, 1, n), "It is *not* so."), reportedOn(1, long(t, 2, 30), "")}, Older: true}
		m, err := Render(r, Options{})
		if err == nil {
			err = keepsLimits(m)
		}
		if err != nil {
			t.Fatal(n, err)
		}
		if !strings.Contains(Text(m), "[Done]") {
			t.Fatalf("a report of a quote of %d characters is not listed:\n%s", n, Text(m))
		}
	}
}

// A full page of /find shows every quote: the button gives way where it must.
func TestQuotesComeBeforeTheButton(t *testing.T) {
	q := cut(t, seeds(t)[2009], "Last week it emerged", "Last week it emerged", "366 health jobs")
	q.Told = archive.Told{Articles: 2, Newsrooms: 2}
	for n, reportable := range map[int]bool{3: true, 5: true, 6: false} {
		r := desk.FindReply{Total: n, Query: "jobs", Page: 1, Pages: 1}
		for i := range n {
			hit := q
			hit.Version.Number = int64(i + 1)
			r.Hits = append(r.Hits, find.Hit{Quote: hit})
		}
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(onScreen(m)); got != n || strings.Contains(Text(m), "[Wrong?]") != reportable {
			t.Errorf("%d of %d quotes\n%s", got, n, Text(m))
		}
	}
}

func TestAskWhatIsWrong(t *testing.T) {
	ref := desk.RefTo(cut(t, seeds(t)[2009], "Last week it emerged", "Last week it emerged", "366 health jobs"))
	m := AskWhatIsWrong(ref, Options{})
	action, again, err := ParseID(m.CustomID)
	if err != nil || action != Wrong || !cmp.Equal(again, ref) {
		t.Errorf("%q is read as %s %+v, %v", m.CustomID, action, again, err)
	}
	if n := len(m.Components[0].Component.Options); n != len(archive.Reasons()) || m.Components[1].Component.Required {
		t.Errorf("%+v", m)
	}
	labels := map[string]bool{}
	for _, o := range m.Components[0].Component.Options {
		labels[o.Label] = true
	}
	if len(labels) != len(archive.Reasons()) {
		t.Errorf("two reasons have one label: %v", labels)
	}
}
