package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
)

// Ten events, one a year, each reported twice in other words, the second report by
// another paper and on the next day, and one that nobody has placed yet.
func events(t testing.TB) (*desk.Desk, archive.Store) {
	t.Helper()
	places := []string{"Abingdon", "Bicester", "Charlbury", "Didcot", "Eynsham", "Faringdon", "Goring", "Henley", "Islip", "Kidlington"}
	things := []string{"library", "bridge", "market", "station", "abbey", "brewery", "lock", "regatta", "tollhouse", "airfield"}
	var articles []archive.Article
	for i, place := range places {
		articles = append(articles,
			archive.Article{
				ID: place, Title: fmt.Sprintf("%s %s closes", place, things[i]), Outlet: "The Bugle", Published: archive.Date{Year: 2010 + i, Month: 3, Day: 2},
				Text: fmt.Sprintf("The %s at %s will close for %d weeks, the council decided. Nobody had been asked.", things[i], place, 3+i),
			},
			archive.Article{
				ID: place + " again", Title: fmt.Sprintf("%s: %s shut", place, things[i]), Outlet: "The Gazette", Published: archive.Date{Year: 2010 + i, Month: 3, Day: 3},
				Text: fmt.Sprintf("Residents of %s stood before a locked %s. The council had decided to close it for %d weeks.", place, things[i], 4+i),
			})
	}
	store, idx := librarytest.Open(t, articles...)
	if err := story.CatchUp(t.Context(), store, idx, nil); err != nil {
		t.Fatal(err)
	}
	late := archive.Article{ID: "late", Title: "Rain", Outlet: "The Herald", Text: "It rained.", Published: archive.Date{Year: 2015}}
	if _, err := store.Put(t.Context(), late); err != nil {
		t.Fatal(err)
	}
	d := desk.New(store, idx)
	d.Now = func() time.Time { return time.Now().Add(12*time.Minute + time.Second) }
	return d, store
}

func latest(t *testing.T, d *desk.Desk, r desk.LatestRequest) desk.LatestReply {
	t.Helper()
	reply, err := d.Latest(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func titles(r desk.LatestReply) string {
	var list []string
	for _, h := range r.Stories {
		list = append(list, strings.Fields(h.First.Title)[0])
	}
	return strings.Join(list, " ")
}

func TestLatest(t *testing.T) {
	d, store := events(t)
	all := latest(t, d, desk.LatestRequest{})
	if got := titles(all); got != "Kidlington Islip Henley Goring Faringdon" || !all.More || all.Page != 1 {
		t.Errorf("page 1: %s, more: %t", got, all.More)
	}
	if ago := all.Now.Sub(all.Updated); ago < 12*time.Minute || all.Scope.Coverage.Articles != 21 {
		t.Errorf("updated %v ago, %+v", ago, all.Scope)
	}
	first := all.Stories[0]
	if first.Told.Articles != 2 || first.Told.Newsrooms != 2 || first.Told.First.Day != 2 || first.Told.Last.Day != 3 || first.Line.Told != first.Told {
		t.Errorf("the newest story: %+v", first.Told)
	}
	if first.Line.Version.Outlet != "The Gazette" || !strings.Contains(first.Line.Text(), "Kidlington") || first.Line.Verify() != nil {
		t.Errorf("its line: %q", first.Line.Text())
	}
	// The one that isn't placed yet stands where its date puts it, by itself.
	second := latest(t, d, desk.LatestRequest{Page: 2})
	if got := titles(second); got != "Rain Eynsham Didcot Charlbury Bicester" || !second.More || second.Stories[0].Told.Story != 0 {
		t.Errorf("page 2: %s", got)
	}
	if last := latest(t, d, desk.LatestRequest{Page: 3}); titles(last) != "Abingdon" || last.More {
		t.Errorf("page 3: %s, more: %t", titles(last), last.More)
	}
	for name, tt := range map[string]struct {
		request desk.LatestRequest
		titles  string
		line    string // of the first
	}{
		"a topic":            {desk.LatestRequest{Topic: "station OR headline:bridge"}, "Didcot Bicester", "Residents of Didcot stood before a locked station."},
		"an outlet":          {desk.LatestRequest{Filter: archive.Filter{Outlet: "the bugle"}, Topic: "station"}, "Didcot", "The station at Didcot will close for 6 weeks, the council decided."},
		"since":              {desk.LatestRequest{Filter: archive.Filter{Since: archive.Date{Year: 2019}}}, "Kidlington", ""},
		"nothing":            {desk.LatestRequest{Topic: "zebra"}, "", ""},
		"a word of the line": {desk.LatestRequest{Topic: "asked goring"}, "Goring", "The lock at Goring will close for 9 weeks, the council decided."},
	} {
		r := latest(t, d, tt.request)
		got := titles(r)
		if got != tt.titles || r.More {
			t.Errorf("%s: %q, want %q", name, got, tt.titles)
		}
		if tt.line != "" && r.Stories[0].Line.Text() != tt.line {
			t.Errorf("%s: the line is %q", name, r.Stories[0].Line.Text())
		}
	}
	// What is hidden is neither shown nor counted.
	if _, err := store.Hide(t.Context(), archive.Hiding{Outlet: "The Gazette", Reason: "a test", By: "test"}); err != nil {
		t.Fatal(err)
	}
	if h := latest(t, d, desk.LatestRequest{}).Stories[0]; h.Told.Articles != 1 || h.Told.Last.Day != 2 || h.Line.Version.Outlet != "The Bugle" {
		t.Errorf("with one paper hidden: %+v", h.Told)
	}
}

func TestLatestProblems(t *testing.T) {
	d, _ := events(t)
	for want, args := range map[string]map[string]string{
		"There is no page 4: the last is 3":     {"page": "4"},
		"There is no page 101: the last is 100": {"page": "101"},
		"is no page":                            {"page": "two"},
		"quotation mark":                        {"topic": `"mill`},
		"is not a date":                         {"since": "soon"},
		"has no option":                         {"until": "2009"},
	} {
		_, err := d.Do(t.Context(), "latest", args)
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), want) {
			t.Errorf("%v: %v, want %q", args, err, want)
		}
	}
	empty := desk.New(librarytest.Open(t))
	if r, err := empty.Latest(t.Context(), desk.LatestRequest{}); err != nil || len(r.Stories) != 0 || r.More {
		t.Errorf("an empty coverage: %+v, %v", r, err)
	}
}
