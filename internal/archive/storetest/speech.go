package storetest

import (
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// speechTests: what is said in the versions.
var speechTests = map[string]func(*testing.T, Open){
	"every version is read once":         readOnce,
	"newer rules find speech anew":       readAnew,
	"speech comes back as it was kept":   speechKept,
	"speech goes with its article":       speechRemoved,
	"only the newest version speaks":     newestSpeaks,
	"speakers are counted by their role": speakersCounted,
	"a filter lets few speak":            speakersFiltered,
	"a reading that can't be is refused": readingRefused,
	"eight callers keep one reading":     keptOnce,
}

// spoken is an article in which these speakers say something: each is written
// "NAME, ROLE" or "Name" with words that are no full name in small letters.
func spoken(id string, date archive.Date, speakers ...string) archive.Article {
	a := article(id)
	a.Published = date
	a.Text = ""
	for _, s := range speakers {
		a.Text += "Jobs will go, " + s + " said. "
	}
	return a
}

// reading finds the speech of what spoken made.
func reading(v archive.Version, rules int) archive.Reading {
	r := archive.Reading{Version: v, Rules: rules}
	at := 0
	for sentence := range strings.SplitAfterSeq(v.Text, ". ") {
		_, who, ok := strings.Cut(strings.TrimSuffix(sentence, " said. "), ", ")
		if ok {
			r.Speech = append(r.Speech, oneSpeech(at, len(sentence), who))
		}
		at += len(sentence)
	}
	return r
}

func oneSpeech(at, length int, who string) speech.Speech {
	one := speech.Speech{
		Kind:  speech.Indirect,
		Quote: []text.Span{{Start: at, End: at + 4}, {Start: at + 5, End: at + 12}},
		Cue:   text.Span{Start: at + length - 6, End: at + length - 2},
	}
	if who == "nobody" {
		return one
	}
	start := at + len("Jobs will go, ")
	one.Speaker = &speech.Speaker{Span: text.Span{Start: start, End: start + len(who)}}
	name, role, _ := strings.Cut(who, ", ")
	if strings.ToLower(name) != name {
		one.Speaker.Name, one.Speaker.NameSpan = name, text.Span{Start: start, End: start + len(name)}
	}
	if role != "" {
		one.Speaker.Role, one.Speaker.RoleSpan = role, text.Span{Start: start + len(name) + 2, End: start + len(who)}
	}
	return one
}

func unread(t *testing.T, s archive.Store, rules, limit int) []archive.Version {
	t.Helper()
	versions, err := s.Unread(t.Context(), rules, limit)
	return must(t, "Unread", versions, err)
}

func keep(t *testing.T, s archive.Store, readings ...archive.Reading) {
	t.Helper()
	if err := s.KeepSpeech(t.Context(), readings...); err != nil {
		t.Fatalf("KeepSpeech: %v", err)
	}
}

// hear keeps what is said in everything unread, and returns how many versions
// that were.
func hear(t *testing.T, s archive.Store) int {
	t.Helper()
	versions := unread(t, s, 1, 100)
	for _, v := range versions {
		keep(t, s, reading(v, 1))
	}
	return len(versions)
}

func speechOf(t *testing.T, s archive.Store, number int64, version int) []speech.Speech {
	t.Helper()
	list, err := s.Speech(t.Context(), number, version)
	return must(t, "Speech", list, err)
}

func speakers(t *testing.T, s archive.Store) []archive.Speaker {
	t.Helper()
	list, err := s.Speakers(t.Context(), archive.Filter{})
	return must(t, "Speakers", list, err)
}

func spokenBy(t *testing.T, s archive.Store, called ...string) []archive.Spoken {
	t.Helper()
	list, err := s.Spoken(t.Context(), archive.Filter{}, called...)
	return must(t, "Spoken", list, err)
}

func heard(t *testing.T, s archive.Store) int64 {
	t.Helper()
	n, err := s.Heard(t.Context())
	return must(t, "Heard", n, err)
}

func readOnce(t *testing.T, open Open) {
	s := open.handle(t)
	if got := unread(t, s, 1, 10); len(got) != 0 {
		t.Errorf("an empty archive has %d unread", len(got))
	}
	if len(speakers(t, s)) != 0 || len(spokenBy(t, s, "x")) != 0 || len(spokenBy(t, s)) != 0 {
		t.Error("somebody speaks in an empty archive")
	}
	changed := spoken("a", archive.Date{}, "Ann Hill")
	put(t, s, article("a"), changed, article("b"))
	for limit, want := range map[int]int{-1: 0, 0: 0, 2: 2, 10: 3} {
		if got := unread(t, s, 1, limit); len(got) != want {
			t.Errorf("Unread of at most %d gives %d", limit, len(got))
		}
	}
	met := map[archive.Version]bool{}
	for _, v := range unread(t, s, 1, 10) {
		met[v] = true
	}
	equal(t, "Unread", map[archive.Version]bool{
		capture(article("a"), 1, 1): true, capture(changed, 1, 2): true, capture(article("b"), 2, 1): true,
	}, met)
	before := seq(t, s)
	if n := hear(t, s); n != 3 {
		t.Errorf("%d were read", n)
	}
	if got := unread(t, s, 1, 10); len(got) != 0 || seq(t, s) != before {
		t.Errorf("%d are unread afterwards, and Seq went from %d to %d", len(got), before, seq(t, s))
	}
	put(t, s, article("b")) // unchanged
	if got := unread(t, s, 1, 10); len(got) != 0 {
		t.Errorf("%d are unread after nothing changed", len(got))
	}
	sound(t, s)
}

func readAnew(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, spoken("a", archive.Date{}, "Ann Hill"))
	v := current(t, s, "a")
	keep(t, s, reading(v, 2))
	at := heard(t, s)
	for _, rules := range []int{1, 2} { // an older program, and the same one again
		keep(t, s, archive.Reading{Version: v, Rules: rules})
		if len(unread(t, s, rules, 10)) != 0 || len(speechOf(t, s, 1, 1)) != 1 || heard(t, s) != at {
			t.Errorf("a reading by rules %d took the place of one by rules 2", rules)
		}
	}
	if len(unread(t, s, 3, 10)) != 1 {
		t.Error("newer rules have nothing to read")
	}
	keep(t, s, archive.Reading{Version: v, Rules: 3})
	if len(unread(t, s, 3, 10)) != 0 || len(speechOf(t, s, 1, 1)) != 0 || len(speakers(t, s)) != 0 || heard(t, s) <= at {
		t.Error("the reading by newer rules is not what is kept")
	}
	sound(t, s)
}

func speechKept(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, spoken("a", archive.Date{}, "Ann Hill, chair of Unison", "nobody", "he", "Çağla O’Hara"))
	want := reading(current(t, s, "a"), 1)
	keep(t, s, want)
	equal(t, "Speech", want.Speech, speechOf(t, s, 1, 1))
	again := open.handle(t)
	equal(t, "Speech for another", want.Speech, speechOf(t, again, 1, 1))
	for _, version := range []int{0, 2} {
		if got := speechOf(t, s, 1, version); len(got) != 0 {
			t.Errorf("version %d has speech: %v", version, got)
		}
	}
}

func speechRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, spoken("a", archive.Date{}, "Ann Hill"), spoken("b", archive.Date{}, "Ben Hill"))
	stale := reading(current(t, s, "a"), 2)
	hear(t, s)
	at := heard(t, s)
	remove(t, s, "a", "")
	if len(speechOf(t, s, 1, 1)) != 0 || len(speakers(t, s)) != 1 || len(spokenBy(t, s, "Ann Hill")) != 0 || heard(t, s) <= at {
		t.Error("the speech of a removed article is still there")
	}
	keep(t, s, stale) // of a reader who didn't know
	if len(speechOf(t, s, 1, 1)) != 0 || len(unread(t, s, 3, 10)) != 1 {
		t.Error("speech was kept for a removed article")
	}
	put(t, s, spoken("a", archive.Date{}, "Ann Hill"))
	if n := hear(t, s); n != 1 || len(speakers(t, s)) != 2 {
		t.Errorf("%d were read after it came back, and %v speak", n, speakers(t, s))
	}
	sound(t, s)
}

func newestSpeaks(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, spoken("a", archive.Date{}, "Ann Hill"))
	hear(t, s)
	at := heard(t, s)
	put(t, s, spoken("a", archive.Date{}, "Ben Hill"))
	if got := speakers(t, s); len(got) != 0 || heard(t, s) <= at {
		t.Errorf("%v speak in a version that nobody has read", got)
	}
	hear(t, s)
	equal(t, "Speakers", []archive.Speaker{{Called: "Ben Hill", Named: true, Speeches: 1}}, speakers(t, s))
	equal(t, "Spoken", []archive.Spoken{{Number: 1, Version: 2}}, spokenBy(t, s, "Ann Hill", "Ben Hill"))
	if len(speechOf(t, s, 1, 1)) != 1 || len(speechOf(t, s, 1, 2)) != 1 {
		t.Error("the older version lost its speech")
	}
}

func speakersCounted(t *testing.T, open Open) {
	s := open.handle(t)
	april, year := archive.Date{Year: 2009, Month: 4}, archive.Date{Year: 2009}
	put(t, s,
		spoken("a", april, "Ann Hill, chair", "Ann Hill, chair", "mr hill", "nobody"),
		spoken("b", archive.Date{}, "Ann Hill, chair", "Ann Hill"),
		spoken("c", year, "mr hill", "Ann Hill, chair"))
	hear(t, s)
	equal(t, "Speakers", []archive.Speaker{
		{Called: "Ann Hill", Named: true, Speeches: 1},
		{Called: "Ann Hill", Named: true, Role: "chair", From: year, To: year, Speeches: 4},
		{Called: "mr hill", From: year, To: year, Speeches: 2},
	}, speakers(t, s))
	equal(t, "Spoken", []archive.Spoken{{Number: 1, Version: 1, Published: april}, {Number: 3, Version: 1, Published: year}},
		spokenBy(t, s, "mr hill", "nobody", ""))
	if got := spokenBy(t, s, "Ann Hill", "mr hill"); len(got) != 3 {
		t.Errorf("%v, want each article once", got)
	}
}

func speakersFiltered(t *testing.T, open Open) {
	s := open.handle(t)
	year := archive.Date{Year: 2009}
	a, b, c := spoken("a", year, "Ann Hill", "Ben Ray"), spoken("b", year, "Ann Hill", "mr ray"), spoken("c", archive.Date{Year: 2010}, "Ann Hill")
	a.Outlet, b.Author, c.Collection = "Oxford Mail", "Cid Low", "council"
	put(t, s, a, b, c)
	hear(t, s)
	for name, f := range map[string]struct {
		filter archive.Filter
		names  int // of those who speak
		in     []int64
	}{
		"nothing":        {archive.Filter{}, 3, []int64{1, 2, 3}},
		"outlet":         {archive.Filter{Outlet: "oxford mail"}, 2, []int64{1}},
		"byline":         {archive.Filter{Byline: "low"}, 2, []int64{2}},
		"collection":     {archive.Filter{Collection: "Council"}, 1, []int64{3}},
		"dates":          {archive.Filter{Until: year}, 3, []int64{1, 2}},
		"hidden cutting": {archive.Filter{Hidden: archive.Hide([]int64{1}, nil)}, 2, []int64{2, 3}},
		"hidden outlet":  {archive.Filter{Hidden: archive.Hide(nil, []string{"OXFORD MAIL"})}, 2, []int64{2, 3}},
		"within one":     {archive.Filter{Hidden: archive.Hidden{}.Within("default")}, 3, []int64{1, 2}},
	} {
		who, err := s.Speakers(t.Context(), f.filter)
		if err != nil || len(who) != f.names {
			t.Errorf("%s: %v, %v", name, who, err)
		}
		list, err := s.Spoken(t.Context(), f.filter, "Ann Hill")
		var in []int64
		for _, one := range must(t, "Spoken", list, err) {
			in = append(in, one.Number)
		}
		equal(t, name, f.in, in)
	}
}

func readingRefused(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, spoken("a", archive.Date{}, "Ann Hill"), spoken("b", archive.Date{}, "Ben Hill"))
	good, v := reading(current(t, s, "a"), 1), current(t, s, "b")
	outside := text.Span{Start: 0, End: len(v.Text) + 1}
	for what, bad := range map[string]archive.Reading{
		"no rules":        {Version: v},
		"quote outside":   {Version: v, Rules: 1, Speech: []speech.Speech{{Quote: []text.Span{outside}}}},
		"cue outside":     {Version: v, Rules: 1, Speech: []speech.Speech{{Cue: outside}}},
		"speaker outside": {Version: v, Rules: 1, Speech: []speech.Speech{{Speaker: &speech.Speaker{Span: outside}}}},
		"turned round":    {Version: v, Rules: 1, Speech: []speech.Speech{{Cue: text.Span{Start: 3, End: 2}}}},
	} {
		if err := s.KeepSpeech(t.Context(), good, bad); err == nil || len(unread(t, s, 1, 10)) != 2 {
			t.Errorf("%s: %v, and something of it was kept", what, err)
		}
	}
	keep(t, s) // nothing
}

func keptOnce(t *testing.T, open Open) {
	first := open.handle(t)
	for i := range 10 {
		put(t, first, spoken(string(rune('a'+i)), archive.Date{}, "Ann Hill", "Ben Hill"))
	}
	eight(t, open, func(_ int, s archive.Store) error {
		versions, err := s.Unread(t.Context(), 1, 100)
		if err != nil {
			return err
		}
		for _, v := range versions {
			if err := s.KeepSpeech(t.Context(), reading(v, 1)); err != nil {
				return err
			}
		}
		return nil
	})
	equal(t, "Speakers", []archive.Speaker{
		{Called: "Ann Hill", Named: true, Speeches: 10}, {Called: "Ben Hill", Named: true, Speeches: 10},
	}, speakers(t, first))
	sound(t, first)
}
