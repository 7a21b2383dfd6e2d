package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/language"
	"cuttings/internal/librarytest"
)

func TestSaidSaysWhatIsWrong(t *testing.T) {
	d, _ := open(t)
	for _, c := range []struct {
		args map[string]string
		want string
	}{
		{nil, "/said needs who"},
		{map[string]string{"who": " \t"}, "/said needs who"},
		{map[string]string{"who": "“…”"}, "no name in that"},
		{map[string]string{"who": strings.Repeat("ä", 101)}, "has 101 characters; at most 100"},
		{map[string]string{"who": "Hill", "about": `"jobs`}, "not closed"},
		{map[string]string{"who": "Hill", "page": "9"}, "no page 9"},
		{map[string]string{"who": "Hill", "page": "zero"}, "is no page"},
		{map[string]string{"who": "Hill", "since": "2010", "until": "2009"}, "nothing can lie between"},
		{map[string]string{"who": "Hill", "sort": "best"}, `no option "sort"`},
	} {
		_, err := d.Do(t.Context(), "said", c.args)
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), c.want) {
			t.Errorf("%v: %v, want %q", c.args, err, c.want)
		}
	}
}

// Every quote of every reply comes with what is said in it.
func TestQuotesAreHeard(t *testing.T) {
	d, _ := open(t)
	answer, err := d.Ask(t.Context(), ask.Question{Text: "What are the rumours about the closure of community hospitals?", MinConfidence: 0})
	if err != nil || len(answer.Answer.Quotes) == 0 || len(answer.Answer.Quotes[0].Speech) == 0 {
		t.Fatalf("%+v, %v", answer.Answer, err)
	}
	miss, err := d.Ask(t.Context(), ask.Question{Text: "What are the rumours about the closure of community hospitals?", MinConfidence: 1})
	if err != nil || miss.Answer.Nearest == nil || len(miss.Answer.Nearest.Speech) == 0 {
		t.Errorf("the nearest: %+v, %v", miss.Answer.Nearest, err)
	}
	cutting, err := d.Cutting(t.Context(), desk.RefTo(answer.Answer.Quotes[0]))
	if err != nil || len(cutting.Quote.Speech) == 0 {
		t.Errorf("a button's: %+v, %v", cutting.Quote, err)
	}
	found, err := d.Find(t.Context(), desk.FindRequest{Words: "rumours"})
	if err != nil || len(found.Hits) != 1 || len(found.Hits[0].Quote.Speech) == 0 {
		t.Errorf("a hit's: %+v, %v", found.Hits, err)
	}
}

// What is understood of a date is shown while it is typed, and its value means the same
// on another day.
func TestSuggestDates(t *testing.T) {
	d, _ := open(t)
	d.Now = func() time.Time { return time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC) }
	for _, c := range []struct{ command, option, typed, shown, value string }{
		{"find", "since", "", "today: 26 November 2026", "2026-11-26"},
		{"ask", "since", "3 Mar", "3 Mar: 3 March 2026", "2026-03-03"},
		{"latest", "since", "last w", "last week: 16 November 2026", "2026-11-16"},
		{"said", "until", "Last week", "Last week: 22 November 2026", "2026-11-22"},
		{"coverage", "until", "before 2009", "before 2009: 2008", "2008"},
		{"find", "since", "2009", "2009", "2009"},
		{"find", "since", " 3  march 2026", "3 March 2026", "2026-03-03"},
		{"figures", "since", "until 2009", "", ""},
		{"find", "since", "someday", "", ""},
	} {
		list, err := d.Suggest(t.Context(), c.command, c.option, c.typed)
		got := desk.Suggestion{}
		if len(list) > 0 {
			got = list[0]
		}
		if want := (desk.Suggestion{Shown: c.shown, Value: c.value}); err != nil || got != want {
			t.Errorf("/%s %s:%s: %+v, %v, want %+v", c.command, c.option, c.typed, list, err, want)
		}
	}
	german := desk.By(t.Context(), desk.Asker{Locale: "de"})
	for typed, want := range map[string]desk.Suggestion{
		"letzte w":  {Shown: "letzte Woche: 16. November 2026", Value: "2026-11-16"},
		"last week": {Shown: "last week: 16. November 2026", Value: "2026-11-16"},
		"3. März":   {Shown: "3. März: 3. März 2026", Value: "2026-03-03"},
	} {
		if list, err := d.Suggest(german, "find", "since", typed); err != nil || len(list) == 0 || list[0] != want {
			t.Errorf("to a German reader: %+v, %v, want %+v", list, err, want)
		}
	}
	for _, in := range language.All() { // every form that is suggested can be read
		locale := desk.By(t.Context(), desk.Asker{Locale: in.Code()})
		if list, err := d.Suggest(locale, "find", "since", ""); err != nil || len(list) != 11 {
			t.Errorf("%s: %+v, %v", in.Code(), list, err)
		}
	}
	reply, err := d.Do(t.Context(), "coverage", map[string]string{"since": "seit März 2009", "until": "letzte Woche"})
	want := []ask.Filter{{Field: "since", Value: "2009-03"}, {Field: "until", Value: "2026-11-22"}}
	if r, ok := reply.(desk.CoverageReply); err != nil || !ok || !slices.Equal(r.Filters, want) {
		t.Errorf("%+v, %v, want %+v", reply, err, want)
	}
	d.Now = nil
	if list, err := d.Suggest(t.Context(), "find", "since", ""); len(list) > 0 || err != nil {
		t.Errorf("without a clock: %v, %v", list, err)
	}
}

func TestSuggestOutlets(t *testing.T) {
	store, replica := librarytest.Open(
		t, archive.Article{ID: "1", Outlet: "The Oxford Mail", Text: "One."}, archive.Article{ID: "2", Outlet: "Oxford Times", Text: "Two."},
		archive.Article{ID: "3", Outlet: "Oxford Times", Text: "Three."}, archive.Article{ID: "4", Text: "Four."},
		archive.Article{ID: "5", Outlet: "L’Équipe", Text: "Five."}, archive.Article{ID: "6", Outlet: strings.Repeat("long", 26), Text: "Six."},
	)
	d := desk.New(store, replica)
	for typed, want := range map[string]string{
		"":         "Oxford Times|L’Équipe|The Oxford Mail",
		"ox":       "Oxford Times|The Oxford Mail",
		"oxford ":  "Oxford Times|The Oxford Mail",
		"Oxford M": "The Oxford Mail",
		"ford":     "",
		"l'equ":    "L’Équipe",
		"long":     "",
	} {
		list, err := d.Suggest(t.Context(), "find", "outlet", typed)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range list {
			if s.Shown != s.Value {
				t.Errorf("%q is shown as %q", s.Value, s.Shown)
			}
			got = append(got, s.Value)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	for _, c := range [][2]string{{"find", "words"}, {"help", "outlet"}, {"frobnicate", "who"}, {"ask", "question"}} {
		if list, err := d.Suggest(t.Context(), c[0], c[1], "o"); len(list) > 0 || err != nil {
			t.Errorf("/%s %s: %v, %v", c[0], c[1], list, err)
		}
	}
	if list, err := d.Suggest(t.Context(), "find", "outlet", strings.Repeat("o", 9999)); len(list) > 0 || err != nil {
		t.Errorf("what is too long: %v, %v", list, err)
	}
}

func TestSaid(t *testing.T) {
	d, _ := open(t)
	for _, c := range []struct {
		args      map[string]string
		person    string
		certain   int
		uncertain int
	}{
		{map[string]string{"who": "Ladbrooke"}, "Mark Ladbrooke", 5, 0},
		{map[string]string{"who": "mr ladbroke"}, "Mark Ladbrooke", 5, 0},
		{map[string]string{"who": "Ladbrooke", "since": "2009"}, "Mark Ladbrooke", 1, 0},
		{map[string]string{"who": "Ladbrooke", "about": "action OR rumours"}, "Mark Ladbrooke", 5, 0}, // a headline speaks of action
		{map[string]string{"who": "Ladbrooke", "about": "rumours"}, "Mark Ladbrooke", 1, 0},
		{map[string]string{"who": "Ladbrooke", "outlet": "The Herald"}, "Mark Ladbrooke", 0, 0},
		{map[string]string{"who": "O'Connor"}, "Ronan O’Connor", 3, 0},
		{map[string]string{"who": "Young"}, "Andrea Young", 1, 0},
		{map[string]string{"who": "a spokesman"}, "", 0, 1},
		{map[string]string{"who": "nobody"}, "", 0, 0},
	} {
		reply, err := d.Do(t.Context(), "said", c.args)
		if err != nil {
			t.Errorf("%v: %v", c.args, err)
			continue
		}
		r := reply.(desk.SaidReply)
		name := ""
		if r.Person != nil {
			name = r.Person.Name
		}
		if name != c.person || r.Certain.Total != c.certain || r.Uncertain.Total != c.uncertain {
			t.Errorf("%v: %d of %s and %d perhaps, want %+v", c.args, r.Certain.Total, name, r.Uncertain.Total, c)
		}
		for _, s := range append(r.Certain.Statements, r.Uncertain.Statements...) {
			if err := s.Quote.Verify(); err != nil {
				t.Errorf("%v: %v", c.args, err)
			}
		}
	}
}

func TestSaidPages(t *testing.T) {
	var articles []archive.Article
	for i := range 7 {
		articles = append(articles, archive.Article{ID: string(rune('a' + i)), Text: "“It is so,” said Ann Hill."})
	}
	articles = append(articles, archive.Article{ID: "z", Text: "“Perhaps not,” said Mrs Hill."})
	store, replica := librarytest.Open(t, articles...)
	d := desk.New(store, replica)
	for page, want := range map[int][2]int{0: {5, 0}, 1: {5, 0}, 2: {2, 1}} {
		r, err := d.Said(t.Context(), desk.SaidRequest{Who: "Hill", Page: page})
		if got := [2]int{len(r.Certain.Statements), len(r.Uncertain.Statements)}; err != nil || got != want || r.Pages != 2 || r.Page != max(page, 1) {
			t.Errorf("page %d: %v of %d pages, %v", page, got, r.Pages, err)
		}
	}
}

func TestSuggestPeople(t *testing.T) {
	store, replica := librarytest.Open(
		t, archive.Article{ID: "1", Text: "“It rains,” said John Smith, a farmer in Bicester. “It pours,” said Anne-Marie Šmíd, the mayor of Brno."},
		archive.Article{ID: "2", Text: "“Let us pray,” said John Smith, the bishop of Oxford."},
	)
	d := desk.New(store, replica)
	for typed, want := range map[string]string{
		"anne":       "Anne-Marie Šmíd",
		"annemarie":  "Anne-Marie Šmíd",
		"smi":        "Anne-Marie Šmíd|John Smith, bishop of Oxford|John Smith, farmer in Bicester",
		"John Smith": "John Smith, bishop of Oxford|John Smith, farmer in Bicester",
		"smith bish": "John Smith, bishop of Oxford",
		"Jhon":       "John Smith, bishop of Oxford|John Smith, farmer in Bicester",
		"zzz":        "",
	} {
		list, err := d.Suggest(t.Context(), "said", "who", typed)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range list {
			got = append(got, s.Value)
			// What is chosen finds the one who was shown.
			r, err := d.Said(t.Context(), desk.SaidRequest{Who: s.Value})
			if err != nil || r.Person == nil || r.Certain.Total != 1 || !strings.HasPrefix(s.Shown, r.Person.Name+", "+r.Person.Role()) {
				t.Errorf("%q is shown as %q and finds %+v, %v", s.Value, s.Shown, r.Person, err)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// What is hidden is neither said nor suggested.
func TestSaidIsNotHidden(t *testing.T) {
	d, store := open(t)
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 3}); err != nil {
		t.Fatal(err)
	}
	r, err := d.Said(t.Context(), desk.SaidRequest{Who: "O'Connor"})
	if err != nil || r.Person != nil || r.Certain.Total+r.Uncertain.Total != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if list, err := d.Suggest(t.Context(), "said", "who", "conn"); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Outlet: "Oxford Mail"}); err != nil {
		t.Fatal(err)
	}
	if list, err := d.Suggest(t.Context(), "said", "outlet", ""); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}
