package card

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/wallclock"
)

func TestGoldenSetup(t *testing.T) {
	sample := cut(t, seeds(t)[2010], "split into three clusters", "split into three clusters")
	bare := desk.SetupReply{Server: "77", Scope: ask.Scope{Coverage: coverage}, Sample: &sample}
	full := bare
	full.Public = true
	full.Digests = []desk.Subscribed{{Subscription: archive.Subscription{
		ID: 3, Server: "77", Channel: "778", Max: 5, Late: desk.DigestLate, State: archive.Active,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.EveryDay},
	}, Next: digestAt}}
	opts := Options{
		CommandIDs:  map[string]string{"digest": "80351110224678913", "watch": "80351110224678914"},
		Permissions: Permissions() &^ discordgo.PermissionEmbedLinks,
	}
	for name, r := range map[string]desk.SetupReply{
		"setup": bare, "setup_full": full, "setup_empty": {Server: "77"},
		"setup_direct": {Direct: true, Scope: bare.Scope, Sample: &sample}, "setup_own": {},
	} {
		m, err := Render(r, opts)
		if err == nil {
			err = keepsLimits(m)
		}
		if err != nil {
			t.Fatal(name, err)
		}
		golden(t, name, outline(m))
	}
}

// Of as many digests as a server may have three are shown at most, which leave room for
// the sample, and a command leads to all.
func TestSetupWithManyDigests(t *testing.T) {
	sample := long(t, 1, 1500)
	r := desk.SetupReply{Server: "77", Sample: &sample}
	for topic, shown := range map[string]int{"jobs": 3, strings.Repeat("*jobs* ", 200): 1} {
		r.Digests = nil
		for range desk.MaxDigests {
			r.Digests = append(r.Digests, desk.Subscribed{Subscription: archive.Subscription{
				Channel: strings.Repeat("9", 19), Topic: topic, Max: 5, Late: desk.DigestLate, State: archive.Active,
				Schedule: wallclock.Schedule{Zone: "Europe/London", Days: wallclock.Weekdays},
			}, Next: digestAt})
		}
		m, err := Render(r, Options{CommandIDs: map[string]string{"digest": "80351110224678913"}})
		if err == nil {
			err = keepsLimits(m)
		}
		more := fmt.Sprintf("%d more digests not shown\\: </digest list:80351110224678913>", desk.MaxDigests-shown)
		if err != nil || len(onScreen(m)) != 1 || strings.Count(Text(m), "next: ") != shown || !strings.Contains(markdownOf(m), more) {
			t.Errorf("%v\n%s", err, markdownOf(m))
		}
	}
	sample = long(t, 1, 5000)
	if m, err := Render(r, Options{}); err != nil || !strings.Contains(Text(m), "too long for a card") {
		t.Errorf("%v\n%s", err, Text(m))
	}
}

// Of every kind of answer that everybody may see at once: nothing of it is left to
// be posted, who asked can delete it, and it says which quotes it shows. Without any it
// isn't kept, so it doesn't name who asked, for nothing would take the name out.
func TestPublicCards(t *testing.T) {
	const asker = "80351110224678912"
	for name, reply := range replies(t) {
		switch reply.(type) {
		case desk.AskReply, desk.FindReply, desk.SaidReply, desk.SourceReply, desk.FiguresReply:
		default:
			continue
		}
		m, err := Render(reply, Options{AskedBy: asker})
		if err == nil {
			err = keepsLimits(m)
		}
		if err != nil {
			t.Fatal(name, err)
		}
		said := Text(m)
		if strings.Contains(said, "[Post]") || !strings.HasSuffix(said, "[Delete]") {
			t.Errorf("%s:\n%s", name, said)
		}
		if named := strings.Contains(said, "Asked by "); named != (len(m.Quotes) > 0) {
			t.Errorf("%s: it names who asked: %t, and is kept for %d quotes\n%s", name, named, len(m.Quotes), said)
		}
		want := len(onScreen(m))
		if figures, ok := reply.(desk.FiguresReply); ok { // the picture shows something of those for which there is no room
			want = len(figures.Result.Sentences())
		}
		if len(m.Quotes) != want {
			t.Errorf("%s: it names %d quotes and shows %d", name, len(m.Quotes), want)
		}
	}
	tooLong := desk.AskReply{Answer: ask.Answer{Found: true, Quotes: nil}}
	tooLong.Answer.Quotes = append(tooLong.Answer.Quotes, long(t, 1, 5000))
	if m, err := Render(tooLong, Options{AskedBy: asker}); err != nil || len(m.Quotes) != 1 {
		t.Errorf("of a quote that is too long the headline stands there, and it is not named: %v, %v", m.Quotes, err)
	}
}
