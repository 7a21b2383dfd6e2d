package desk_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/language"
	"cuttings/internal/librarytest"
	"cuttings/internal/text"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open is a desk in front of the coverage that ships.
func open(t *testing.T) (*desk.Desk, archive.Store) {
	t.Helper()
	store, replica := librarytest.Seeds(t)
	return desk.New(store, replica), store
}

func TestDoAnswersEveryCommand(t *testing.T) {
	d, _ := open(t)
	d.Now = time.Now
	ref, _ := beds(t, d)
	if _, err := d.Report(desk.By(t.Context(), desk.Asker{Server: "1", User: "3"}), desk.ReportRequest{Ref: ref, Reason: archive.WrongText}); err != nil {
		t.Fatal(err)
	}
	for _, c := range desk.InFull(d.Commands()) {
		args := map[string]string{}
		for _, o := range c.Options {
			if o.Required {
				args[o.Name] = "How many beds does the new cancer centre have?"
			}
			if o.Name == "number" || o.Name == "cutting" {
				args[o.Name] = "2"
			}
		}
		ctx := t.Context()
		inner := strings.Contains(c.Name, " ")
		if c.Manage || inner {
			ctx = desk.By(ctx, desk.Asker{Server: "1", User: "2", Manages: true})
		}
		if c.Name == "status" {
			ctx = desk.By(ctx, desk.Asker{User: "2", Owns: true})
		}
		for name, value := range map[string]string{"channel": "3", "time": "8:00", "timezone": "Europe/London"} {
			if args[name] != "" {
				args[name] = value
			}
		}
		if c.Name == "digest preview" { // the one that was added is removed
			if _, err := d.Do(ctx, "digest add", map[string]string{"channel": "3", "time": "8:00", "timezone": "Europe/London"}); err != nil {
				t.Error(err)
			}
		}
		if list, err := d.Digests(ctx); err == nil && len(list.Digests) > 0 && args["digest"] != "" {
			args["digest"] = strconv.FormatInt(list.Digests[0].ID, 10)
		}
		if inner && args["number"] != "" {
			args["number"] = "1" // the one that was added or reported
		}
		reply, err := d.Do(ctx, c.Name, args)
		if err != nil || reply == nil {
			t.Errorf("/%s: %v, %v", c.Name, reply, err)
		}
	}
}

// Help shows what whoever asks can use: /setup outside of servers too, and to the operator
// everything.
func TestHelpIsForWhoeverAsks(t *testing.T) {
	d, _ := open(t)
	for name, c := range map[string]struct {
		who     desk.Asker
		without []string
	}{
		"reader":       {desk.Asker{User: "2", Server: "1"}, []string{"digest", "hide", "reports", "setup", "status"}},
		"elsewhere":    {desk.Asker{User: "2"}, []string{"digest", "hide", "reports", "status"}},
		"manager":      {desk.Asker{User: "2", Server: "1", Manages: true}, []string{"status"}},
		"bot's owner":  {desk.Asker{User: "2", Server: "1", Manages: true, Owns: true}, nil},
		"the operator": {desk.Asker{User: desk.Operator}, nil},
	} {
		r, err := d.Help(desk.By(t.Context(), c.who))
		if err != nil {
			t.Fatal(err)
		}
		var without []string
		for _, all := range d.Commands() {
			if !slices.ContainsFunc(r.Commands, func(shown desk.Command) bool { return shown.Name == all.Name }) {
				without = append(without, all.Name)
			}
		}
		if !slices.Equal(without, c.without) {
			t.Errorf("%s is not shown %q, want %q", name, without, c.without)
		}
	}
}

// The limits that Discord sets for commands hold, so that registering them works.
func TestCommandsFitDiscord(t *testing.T) {
	d, _ := open(t)
	for _, c := range desk.InFull(d.Commands()) {
		if len(c.Options) > 25 {
			t.Errorf("/%s has %d options", c.Name, len(c.Options))
		}
		fitsDiscord(t, "/"+c.Name, c.Description)
		for i, o := range c.Options {
			fitsDiscord(t, "/"+c.Name+" "+o.Name, o.Description)
			if i > 0 && o.Required && !c.Options[i-1].Required {
				t.Errorf("/%s %s is required and stands behind others", c.Name, o.Name)
			}
		}
	}
}

// Every command, option, choice and menu has a name in each language, and those that
// stand beside one another have different ones.
func TestEverythingHasANameInEachLanguage(t *testing.T) {
	d, _ := open(t)
	for _, in := range language.All()[1:] {
		beside := func(names []string) {
			t.Helper()
			met := map[string]bool{}
			for _, english := range names {
				name, ok := in.Names(english)
				if !ok || met[name] || utf8.RuneCountInString(name) > 32 {
					t.Errorf("%s: %q is called %q: there is no name, or it is there twice, or too long", in.Code(), english, name)
				}
				met[name] = true
			}
		}
		var walk func(list []desk.Command)
		walk = func(list []desk.Command) {
			var names []string
			for _, c := range list {
				names = append(names, c.Name)
				var options []string
				for _, o := range c.Options {
					options = append(options, o.Name)
					beside(o.Choices)
				}
				beside(options)
				walk(c.Commands)
			}
			beside(names)
		}
		walk(d.Commands())
		beside(d.MessageCommands())
		var fields []string
		for _, f := range ask.Filters(archive.Filter{Outlet: "a", Byline: "b", Collection: "c", Since: archive.Date{Year: 1}, Until: archive.Date{Year: 2}}) {
			fields = append(fields, f.Field)
		}
		beside(fields)
	}
}

// fitsDiscord holds the description of a command or an option against Discord's
// limits, in each language.
func fitsDiscord(t *testing.T, of string, description language.Text) {
	t.Helper()
	for _, in := range language.All() {
		if n := utf8.RuneCountInString(in.Of(description)); n < 1 || n > 100 || in.Of(description) == description.Key {
			t.Errorf("%s: the description %q has %d characters in %s", of, in.Of(description), n, in.Code())
		}
	}
}

func TestDoSaysWhatIsWrong(t *testing.T) {
	d, _ := open(t)
	for _, c := range []struct {
		command string
		args    map[string]string
		want    string
	}{
		{"frobnicate", nil, "There is no command /frobnicate."},
		{"ask", nil, "/ask needs question"},
		{"ask", map[string]string{"question": " \t"}, "/ask needs question"},
		{"ask", map[string]string{"question": strings.Repeat("ä", 10_000)}, "has 10,000 characters; at most 1,000"},
		{"ask", map[string]string{"question": "😀🎉"}, "no word in that to look for"},
		{"ask", map[string]string{"question": "the of and"}, "no word in that to look for"},
		{"ask", map[string]string{"question": "jobs?", "colour": "red"}, `has no option "colour". It takes: question, outlet, since, until`},
		{"ask", map[string]string{"question": "jobs?", "since": "soon"}, `since: "soon" is not a date`},
		{"ask", map[string]string{"question": "jobs?", "since": "2010", "until": "March 2009"}, "since 2010 is after until March 2009"},
		{"coverage", map[string]string{"until": "31 February 2009"}, "is not a date"},
		{"ask", map[string]string{"question": "jobs?", "since": "until 2009"}, `since: "until 2009" is not a date`},
		{"find", map[string]string{"words": "jobs", "in": "margin"}, "Choose one of: text and headline, headline, text, byline."},
		{"find", map[string]string{"words": "jobs", "group": "outlets"}, "Choose one of: every article, stories."},
		{"cite", map[string]string{"number": "2", "style": "long"}, "Choose one of: full, short, markdown, plain."},
		{"help", map[string]string{"question": "jobs?"}, "/help has no option"},
	} {
		_, err := d.Do(t.Context(), c.command, c.args)
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), c.want) {
			t.Errorf("/%s %v: %v, want %q", c.command, c.args, err, c.want)
		}
	}
}

func TestParseFilter(t *testing.T) {
	for _, c := range []struct {
		since, until string
		want         archive.Filter
	}{
		{"", "", archive.Filter{}},
		{"2009", " 2009-04 ", archive.Filter{Since: archive.Date{Year: 2009}, Until: archive.Date{Year: 2009, Month: 4}}},
		{"3 March 2009", "2009", archive.Filter{Since: archive.Date{Year: 2009, Month: 3, Day: 3}, Until: archive.Date{Year: 2009}}},
		{"last week", "yesterday", archive.Filter{Since: archive.Date{Year: 2026, Month: 11, Day: 16}, Until: archive.Date{Year: 2026, Month: 11, Day: 25}}},
		{"since 3 March", "March", archive.Filter{Since: archive.Date{Year: 2026, Month: 3, Day: 3}, Until: archive.Date{Year: 2026, Month: 3}}},
		{"Mar 2009", "April  24,  2009", archive.Filter{Since: archive.Date{Year: 2009, Month: 3}, Until: archive.Date{Year: 2009, Month: 4, Day: 24}}},
	} {
		got, err := desk.ParseFilter("", c.since, c.until, archive.Date{Year: 2026, Month: 11, Day: 26})
		if err != nil {
			t.Errorf("since %q until %q: %v", c.since, c.until, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("since %q until %q (-want +got):\n%s", c.since, c.until, diff)
		}
	}
}

// A button finds its quote again as long as the article is held, whatever
// version stands now, and says so kindly when it is gone.
func TestCutting(t *testing.T) {
	d, store := open(t)
	reply, err := d.Ask(t.Context(), ask.Question{Text: "How many beds does the new cancer centre have?", MinConfidence: -1})
	if err != nil {
		t.Fatal(err)
	}
	shown := reply.Answer.Quotes[0]
	ref, err := desk.ParseQuoteRef(desk.RefTo(shown).String())
	if err != nil {
		t.Fatal(err)
	}

	edited := shown.Version.Article
	edited.Text = "All of it was rewritten."
	if _, err := store.Put(t.Context(), edited); err != nil {
		t.Fatal(err)
	}
	got, err := d.Cutting(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	if got.Quote.Text() != shown.Text() || !cmp.Equal(got.Quote.Answer, shown.Answer) {
		t.Errorf("the button shows %q, the card showed %q", got.Quote.Text(), shown.Text())
	}

	problem := func(ref desk.QuoteRef, want string) {
		t.Helper()
		_, err := d.Cutting(t.Context(), ref)
		var p *desk.Problem
		if !errors.As(err, &p) || !strings.Contains(p.User.String(), want) {
			t.Errorf("%+v: %v, want %q", ref, err, want)
		}
	}
	cut := ref
	cut.Span = text.Span{Start: ref.Span.Start + 1, End: ref.Span.End}
	problem(cut, "no longer fits its article")
	unknown := ref
	unknown.Number = 99
	problem(unknown, "There is no cutting 99 in this coverage. Ask again to get a fresh card.")
	if err := store.Remove(t.Context(), shown.Version.ID, "test"); err != nil {
		t.Fatal(err)
	}
	problem(ref, "was removed")
}

func TestCanceled(t *testing.T) {
	d, _ := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Do(ctx, "ask", map[string]string{"question": "jobs?"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a canceled question gives %v", err)
	}
}
