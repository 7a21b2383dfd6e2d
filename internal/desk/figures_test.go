package desk_test

import (
	"errors"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

func TestFiguresSaysWhatIsWrong(t *testing.T) {
	d, _ := open(t)
	for _, c := range []struct {
		args map[string]string
		want string
	}{
		{nil, "/figures needs what"},
		{map[string]string{"what": "how many"}, "names nothing to give figures of"},
		{map[string]string{"what": strings.Repeat("job ", 60)}, "at most 200 can be read"},
		{map[string]string{"what": "jobs", "where": strings.Repeat("x", 201)}, "at most 200 can be read"},
		{map[string]string{"what": "jobs", "since": "soon"}, "is not a date"},
	} {
		_, err := d.Do(t.Context(), "figures", c.args)
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), c.want) {
			t.Errorf("%.60v: %v, want %q", c.args, err, c.want)
		}
	}
}

func TestFiguresAreNarrowed(t *testing.T) {
	d, _ := open(t)
	for _, c := range []struct {
		args map[string]string
		want int
	}{
		{map[string]string{"what": "jobs to go"}, 5},
		{map[string]string{"what": "jobs to go", "until": "2006"}, 3},
		{map[string]string{"what": "jobs to go", "where": "theatres"}, 2},
		{map[string]string{"what": "jobs to go", "outlet": "The Herald"}, 0},
	} {
		reply, err := d.Do(t.Context(), "figures", c.args)
		if err != nil || len(reply.(desk.FiguresReply).Result.Rows) != c.want {
			t.Errorf("%v: %+v, %v", c.args, reply, err)
		}
	}
	r, err := d.Figures(t.Context(), desk.FiguresRequest{What: "beds", Filter: archive.Filter{Outlet: "Oxford Mail"}})
	if err != nil || len(r.Result.Rows) != 1 || r.Result.Rows[0].Words() != "217 beds" {
		t.Errorf("%+v, %v", r, err)
	}
}

// A figure that somebody gave says who.
func TestFiguresSayWhoGaveThem(t *testing.T) {
	d, _ := open(t)
	reply, err := d.Figures(t.Context(), desk.FiguresRequest{What: "jobs to go"})
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]string{}
	for _, row := range reply.Result.Rows {
		if s, ok := row.Quote.Said(); ok {
			by[row.Words()] = s.Speaker.Name
		}
	}
	if len(by) != 1 || by["an estimated 366 jobs out of 10,000"] != "Julian Hill" {
		t.Errorf("figures are given by %v", by)
	}
}
