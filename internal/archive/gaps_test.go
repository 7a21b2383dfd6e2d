package archive

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestGaps(t *testing.T) {
	y := func(d ...int) Date { return Date{Year: d[0], Month: append(d, 0)[1], Day: append(d, 0, 0)[2]} }
	on := func(dates ...Date) (list []DateCount) {
		for _, d := range dates {
			list = append(list, DateCount{Date: d, Articles: 1})
		}
		return list
	}
	for name, tt := range map[string]struct {
		dates []DateCount
		today Date
		limit int
		want  []Gap
	}{
		"none":             {nil, y(2020, 1, 1), 3, nil},
		"undated":          {on(Date{}), y(2020, 1, 1), 3, nil},
		"three weeks":      {on(y(2020, 1, 1), y(2020, 1, 28)), Date{}, 3, nil},
		"four weeks":       {on(y(2020, 1, 1), y(2020, 1, 30)), Date{}, 3, []Gap{{y(2020, 1, 1), y(2020, 1, 30), 28}}},
		"months":           {on(y(2006, 6), y(2009, 4), y(2010, 12), Date{}), Date{}, 3, []Gap{{y(2006, 6), y(2009, 4), 1005}, {y(2009, 4), y(2010, 12), 579}}},
		"a year covers":    {on(y(2010, 3, 1), y(2011), y(2014, 5, 1)), Date{}, 1, []Gap{{y(2011), y(2014, 5, 1), 851}}},
		"a year over days": {on(y(2010, 1, 1), y(2010), y(2010, 11, 1)), Date{}, 3, nil},
		"since":            {on(y(2010, 3, 1)), y(2010, 5, 1), 3, []Gap{{y(2010, 3, 1), Date{}, 60}}},
		"of equals":        {on(y(2021, 1, 1), y(2021, 3, 1), y(2021, 4, 29)), Date{}, 1, []Gap{{y(2021, 1, 1), y(2021, 3, 1), 58}}},
	} {
		if diff := cmp.Diff(tt.want, append([]Gap(nil), Gaps(tt.dates, tt.today, tt.limit)...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Day by day: a gap is a run of days that no article can be of, between two that
// one may be of, and the longest is found.
func TestGapsDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tally Tally
		const first, days = 14000, 1500
		held := make([]bool, days)
		for i := range rapid.IntRange(1, 12).Draw(t, "articles") {
			d := DateOf(first + rapid.IntRange(400, 1100).Draw(t, "day"))
			switch rapid.IntRange(0, 3).Draw(t, "precision") {
			case 0:
				d.Day = 0
			case 1:
				d.Month, d.Day = 0, 0
			}
			from, to, _ := d.Days()
			for day := from; day <= to; day++ {
				held[day-first] = true
			}
			tally.Put(Entry{Number: int64(i + 1), Published: d})
		}
		longest, run, begun := 0, 0, false
		for _, h := range held {
			if h {
				if begun {
					longest = max(longest, run)
				}
				run, begun = 0, true
				continue
			}
			run++
		}
		gaps := Gaps(tally.Dates(Filter{}), Date{}, 1)
		got := 0
		if len(gaps) > 0 {
			got = gaps[0].Days
		}
		if longest < LeastGap {
			longest = 0
		}
		if got != longest {
			t.Fatalf("the longest gap has %d days, want %d: %+v", got, longest, gaps)
		}
	})
}
