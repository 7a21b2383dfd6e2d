package said_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/find"
	"cuttings/internal/said"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open is an archive of these articles. Each line of a text is one speech,
// "CALLED | ROLE | WORDS", and becomes the sentence "CALLED said WORDS."; what is
// called in capitals at its beginning counts as a full name. The speech is kept
// as rules would have found it, so these tests don't hang on the rules.
func open(t testing.TB, articles ...archive.Article) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for i, a := range articles {
		a.ID = fmt.Sprint(i)
		var found []speech.Speech
		lines := strings.Split(a.Text, "\n")
		a.Text = ""
		for _, line := range lines {
			part := strings.Split(line, "|")
			for i := range part {
				part[i] = strings.TrimSpace(part[i])
			}
			found = append(found, utter(&a.Text, part))
		}
		if _, err := s.Put(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		v, err := s.Current(t.Context(), a.ID)
		if err == nil {
			err = s.KeepSpeech(t.Context(), archive.Reading{Version: v, Rules: speech.Rules, Speech: found})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// utter writes a sentence at the end of the text.
func utter(s *string, part []string) speech.Speech {
	span := func(words string) text.Span {
		*s += words
		return text.Span{Start: len(*s) - len(words), End: len(*s)}
	}
	who := speech.Speaker{Role: part[1]}
	who.Span = span(part[0])
	if first, _, ok := strings.Cut(part[0], " "); ok && first == strings.ToUpper(first[:1])+first[1:] && first != "Mr" {
		who.Name, who.NameSpan = part[0], who.Span
	}
	*s += " "
	one := speech.Speech{Kind: speech.Indirect, Cue: span("said"), Speaker: &who}
	*s += " "
	one.Quote = []text.Span{span(part[2])}
	*s += ".\n\n"
	return one
}

func request(who string) said.Request { return said.Request{Who: who, Limit: 100} }

// told are the statements as "YEAR WORDS".
func told(l said.List) (list []string) {
	for _, s := range l.Statements {
		list = append(list, fmt.Sprint(s.Quote.Version.Published, " ", s.Quote.Text()))
	}
	return list
}

func dated(year int, text string) archive.Article {
	return archive.Article{Title: "What was said", Published: archive.Date{Year: year}, Text: text}
}

func TestFind(t *testing.T) {
	s := open(t, dated(2006, strings.Join([]string{
		"Mark Ladbrooke | chair of Unison | so", "Mark Ladbrooke | chair of Unison | no",
		"Ronan O’Connor | director of NHS Oxfordshire | so", "Renée Müller | mayor of Bonn | so",
		"Andrea Young | chief executive of the authority | a", "Andrea Young | chief executive of the authority | b",
		"Peter Young | farmer in Bicester | so", "Sir Ludwig van der Berg | historian | so", "Jo Li | cook | so",
		"a spokesman for the trust | | so", "Mr Nemo | | so", "he | | so",
	}, "\n")))
	d := new(said.Directory)
	for who, want := range map[string]string{
		"Mark Ladbrooke":             "Mark Ladbrooke",
		"ladbrooke":                  "Mark Ladbrooke",
		"Mr Ladbroke":                "Mark Ladbrooke",
		"mark":                       "Mark Ladbrooke",
		"M. Ladbrooke":               "Mark Ladbrooke",
		"Ldabrooke":                  "Mark Ladbrooke",
		"O'Connor":                   "Ronan O’Connor",
		"oconnor":                    "Ronan O’Connor",
		"O Connor":                   "Ronan O’Connor",
		"OCONNER":                    "Ronan O’Connor",
		"Renee Mueller":              "Renée Müller",
		"muller":                     "Renée Müller",
		"Young":                      "Andrea Young, Peter Young",
		"Young, farmer":              "Peter Young",
		"Peter Yuong":                "Peter Young",
		"van der Berg":               "Sir Ludwig van der Berg",
		"Sir Ludwig":                 "Sir Ludwig van der Berg",
		"Berg, Ludwig":               "Sir Ludwig van der Berg",
		"Li":                         "Jo Li",
		"Lu":                         "",
		"Nemo":                       "",
		"Zaphod":                     "",
		"spokesman":                  "",
		"Mark Ladbrooke the milkman": "",
		"":                           "",
		"Dr":                         "",
		"'":                          "",
	} {
		f, err := d.Find(t.Context(), s, archive.Filter{}, who)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range f.People {
			got = append(got, p.Name)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q means %q, want %q", who, got, want)
		}
	}
	f, err := d.Find(t.Context(), s, archive.Filter{}, "director")
	if err != nil || len(f.Nearest) == 0 || f.Nearest[0].Name != "Ronan O’Connor" {
		t.Errorf("the nearest to a role are %v, %v", f.Nearest, err)
	}
	f, err = d.Find(t.Context(), s, archive.Filter{}, "Landbrick")
	if err != nil || len(f.People) != 0 || len(f.Nearest) == 0 || f.Nearest[0].Name != "Mark Ladbrooke" {
		t.Errorf("the nearest to a name far off are %v, %v", f.Nearest, err)
	}
}

func TestSaid(t *testing.T) {
	s := open(t,
		dated(2006, "Ann Hill | chair of Unison | jobs will go\nMr Hill | | maybe not\nAnn Hill | chair of Unison | it is bad"),
		dated(2009, "Ann Hill | chair of Unison | beds will go\nshe | | nobody asked\nthe chair | | she did\nthe bishop | | pray\nthe chair of the bowls club | | bowl"),
		dated(2010, "Mr Hill | | who knows\nhe | | somebody else\nBob Ray | | I don't"),
		dated(0, "Ann Hill | chair of Unison | undated"),
	)
	got, err := said.Said(t.Context(), s, new(said.Directory), request("hill"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{
		"2009 Ann Hill said beds will go.",
		"2006 Ann Hill said jobs will go.",
		"2006 Ann Hill said it is bad.",
		" Ann Hill said undated.",
	}, told(got.Certain)); diff != "" {
		t.Errorf("certain (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"2010 Mr Hill said who knows.",
		"2009 she said nobody asked.",
		"2009 the chair said she did.",
		"2006 Mr Hill said maybe not.",
	}, told(got.Uncertain)); diff != "" {
		t.Errorf("uncertain (-want +got):\n%s", diff)
	}
	if got.Person == nil || got.Person.Name != "Ann Hill" || got.Scope.Coverage.Articles != 4 {
		t.Errorf("of %+v in %+v", got.Person, got.Scope)
	}
	for _, s := range append(got.Certain.Statements, got.Uncertain.Statements...) {
		if err := s.Quote.Verify(); err != nil || len(s.Speech) != 1 || len(s.Quote.Speech) != 1 {
			t.Errorf("%q: %v, %d speeches", s.Quote.Text(), err, len(s.Speech))
		}
	}
}

func TestSaidIsNarrowedAndPaged(t *testing.T) {
	s := open(t,
		dated(2006, "Ann Hill | | jobs will go\nAnn Hill | | beds will go"),
		dated(2009, "Ann Hill | | jobs will come\nMr Hill | | jobs"),
	)
	about, err := find.Parse("jobs")
	if err != nil {
		t.Fatal(err)
	}
	r := request("Ann Hill")
	r.About = about
	r.Filter = archive.Filter{Until: archive.Date{Year: 2006}}
	got, err := said.Said(t.Context(), s, new(said.Directory), r)
	if err != nil || got.Certain.Total != 1 || got.Uncertain.Total != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	q := got.Certain.Statements[0].Quote
	if len(q.Answer) != 1 || q.Answer[0].Of(q.Version.Text) != "jobs" {
		t.Errorf("marked is %v", q.Answer)
	}
	var all []string
	for offset := range 5 {
		got, err := said.Said(t.Context(), s, new(said.Directory), said.Request{Who: "Ann Hill", Offset: offset, Limit: 1})
		if err != nil || got.Certain.Total != 3 || got.Uncertain.Total != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		all = append(all, told(got.Certain)...)
		all = append(all, told(got.Uncertain)...)
	}
	if diff := cmp.Diff([]string{
		"2009 Ann Hill said jobs will come.", "2006 Ann Hill said jobs will go.", "2006 Ann Hill said beds will go.",
		"2009 Mr Hill said jobs.",
	}, all); diff != "" {
		t.Errorf("one at a time (-want +got):\n%s", diff)
	}
}

// Where nobody has the name in full, those who are called so are shown as
// uncertain.
func TestSaidByNobody(t *testing.T) {
	s := open(t, dated(2006, "Mr Nemo | | so\na spokesman for the trust | | no comment\nhe | | what"))
	for who, want := range map[string][]string{
		"Nemo":      {"2006 Mr Nemo said so."},
		"spokesman": {"2006 a spokesman for the trust said no comment."},
		"he":        nil,
		"Zaphod":    nil,
	} {
		got, err := said.Said(t.Context(), s, new(said.Directory), request(who))
		if err != nil || got.Person != nil || got.Certain.Total != 0 {
			t.Errorf("%s: %+v, %v", who, got, err)
		}
		if diff := cmp.Diff(want, told(got.Uncertain)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", who, diff)
		}
	}
}

// Namesakes stay apart, and what one of them said without a role is certain of
// neither.
func TestSaidByNamesakes(t *testing.T) {
	s := open(t, dated(2006, "John Smith | farmer in Bicester | it rains\nJohn Smith | farmer in Bicester | it pours"),
		dated(2009, "John Smith | bishop of Oxford | pray"), dated(2010, "John Smith | | who am I"))
	d := new(said.Directory)
	for who, want := range map[string]struct{ certain, other string }{
		"John Smith":         {"2006 John Smith said it rains.", "bishop of Oxford"},
		"John Smith, bishop": {"2009 John Smith said pray.", ""},
	} {
		got, err := said.Said(t.Context(), s, d, request(who))
		if err != nil || told(got.Certain)[0] != want.certain || got.Uncertain.Total != 1 {
			t.Errorf("%s: %v, %v, %v", who, told(got.Certain), told(got.Uncertain), err)
		}
		if want.other != "" && (len(got.Others) != 2 || got.Others[1].Role() != want.other) {
			t.Errorf("%s: the others are %v", who, got.Others)
		}
	}
}

// Speeches that share a sentence are one statement, and a long one is cut to
// whole sentences that hold the cue.
func TestStatements(t *testing.T) {
	words := "Hill said it. " + strings.Repeat("There are seven words in this sentence. ", 40)
	v := archive.Article{ID: "a", Text: words}
	s := open(t)
	if _, err := s.Put(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	held, err := s.Current(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	hill := &speech.Speaker{Span: text.Span{Start: 0, End: 4}, Name: "Hill", NameSpan: text.Span{Start: 0, End: 4}}
	at := strings.Index(words, "There")
	keep := func(rules int, found ...speech.Speech) {
		t.Helper()
		if err := s.KeepSpeech(t.Context(), archive.Reading{Version: held, Rules: rules, Speech: found}); err != nil {
			t.Fatal(err)
		}
	}
	long := speech.Speech{Quote: []text.Span{{Start: at, End: len(words) - 1}}, Cue: text.Span{Start: 5, End: 9}, Speaker: hill}
	short := speech.Speech{Quote: []text.Span{{Start: 10, End: 12}}, Cue: text.Span{Start: 5, End: 9}, Speaker: hill}
	keep(1, short, long)
	got, err := said.Said(t.Context(), s, new(said.Directory), request("Hill"))
	if err != nil || got.Certain.Total != 1 || len(got.Certain.Statements[0].Speech) != 2 {
		t.Fatalf("%+v, %v", got.Certain, err)
	}
	quoted := got.Certain.Statements[0].Quote.Text()
	if n := text.Words(quoted); !strings.HasPrefix(quoted, "Hill said it.") || n > 120 || n < 100 {
		t.Errorf("%d words: %s", n, quoted)
	}
}

func TestTooMany(t *testing.T) {
	s := open(t)
	for range said.MaxArticles/1000 + 1 {
		var articles []archive.Article
		for i := range 1000 {
			n, _ := s.Seq(t.Context())
			articles = append(articles, archive.Article{ID: fmt.Sprint(n, "/", i), Text: "“It is so,” said Ann Hill."})
		}
		if _, err := s.Put(t.Context(), articles...); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Listen(t.Context(), s, nil); err != nil {
		t.Fatal(err)
	}
	_, err := said.Said(t.Context(), s, new(said.Directory), request("Ann Hill"))
	var many *said.TooManyError
	if !errors.As(err, &many) || many.Articles <= said.MaxArticles {
		t.Errorf("%v", err)
	}
}
