package card

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// The last step must catch what the rest could get wrong.
func TestCheckCatches(t *testing.T) {
	q := cut(t, seeds(t)[2006], "600 posts must go", "600 posts must go", "600 posts")
	stored := q.Text()
	post := func(id string) discordgo.ActionsRow {
		return discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Post", CustomID: id}}}
	}
	id := PostID(desk.RefTo(q))
	for _, c := range []struct {
		name  string
		parts []discordgo.MessageComponent
		wrong string // what the error says; "" for a good message
	}{
		{"as it should be", []discordgo.MessageComponent{display("> " + stored), post(id)}, ""},
		{"in bold", []discordgo.MessageComponent{display("> **" + stored + "**")}, ""},
		{"a word changed", []discordgo.MessageComponent{display("> " + strings.Replace(stored, "600", "6oo", 1))}, "as it is stored"},
		{"cut", []discordgo.MessageComponent{display("> " + stored[:80])}, "as it is stored"},
		{"an escape too many", []discordgo.MessageComponent{display(`> \U` + stored[1:])}, "as it is stored"},
		{"underlined", []discordgo.MessageComponent{display("> __" + stored + "__")}, "as underline"},
		{"struck", []discordgo.MessageComponent{display("> ~~" + stored + "~~")}, "as strike"},
		{"a link in it", []discordgo.MessageComponent{display("> [" + stored + "](https://a.b)")}, "as masked link"},
		{"left out", []discordgo.MessageComponent{display(stored)}, "0 quotes, not 1"},
		{"twice", []discordgo.MessageComponent{display("> " + stored), display("> " + stored)}, "2 quotes, not 1"},
		{"everyone", []discordgo.MessageComponent{display("> " + stored), display("@everyone")}, "as everyone"},
		{"somebody else", []discordgo.MessageComponent{display("> " + stored), display("<@43>")}, "as user"},
		{"the poster", []discordgo.MessageComponent{display("> " + stored), display("<@42>")}, ""},
		{"a bare link", []discordgo.MessageComponent{display("> " + stored), display("https://a.b")}, "as bare link"},
		{"same button twice", []discordgo.MessageComponent{display("> " + stored), post(id), post(id)}, "there twice"},
		{"a button of nobody's", []discordgo.MessageComponent{display("> " + stored), post("x")}, "not a button"},
		{"too much", []discordgo.MessageComponent{display("> " + stored), display(strings.Repeat("x", 4000))}, "characters"},
	} {
		err := check(Message{Components: c.parts}, []quote.Quote{q}, Options{PostedBy: "42"})
		if (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %v, want %q", c.name, err, c.wrong)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	good := cut(t, seeds(t)[2006], "600 posts must go", "600 posts must go", "600 posts")
	changed := good
	changed.Version.Text = strings.Replace(good.Version.Text, "600 posts", "6 posts", 1)
	halved := good
	halved.Span = text.Span{Start: good.Span.Start, End: good.Span.Start + 40}
	halved.Answer = nil
	formFeed := stored(1, archive.Article{Text: "One\ftwo."})
	joined, err := quote.New(formFeed, text.Span{End: len(formFeed.Text)})
	if err != nil {
		t.Fatal(err)
	}
	broken := stored(1, archive.Article{Text: "One \xff two."})
	bytes, err := quote.New(broken, text.Span{End: len(broken.Text)})
	if err != nil {
		t.Fatal(err)
	}
	numberless := good
	numberless.Version.Number = 0
	answer := func(quotes ...quote.Quote) desk.AskReply {
		return desk.AskReply{Answer: ask.Answer{Found: true, Quotes: quotes}}
	}
	for _, c := range []struct {
		name  string
		reply desk.Reply
		opts  Options
		wrong string
	}{
		{"changed words", desk.CuttingReply{Quote: changed}, Options{}, "not the one that was stored"},
		{"half a sentence", answer(halved), Options{}, "cuts a sentence"},
		{"a bad one after a good one", answer(good, changed), Options{}, "not the one that was stored"},
		{"a bad nearest", desk.AskReply{Answer: ask.Answer{Nearest: &halved}}, Options{}, "cuts a sentence"},
		{"words that the client joins", desk.CuttingReply{Quote: joined}, Options{}, "would not be shown as it is stored"},
		{"bytes that are no characters", desk.CuttingReply{Quote: bytes}, Options{}, "would not be shown as it is stored"},
		{"a quote without a number", desk.CuttingReply{Quote: numberless}, Options{}, "not the name of a quote"},
		{"the same quote twice", answer(good, good), Options{}, "there twice"},
		{"found without a quote", answer(), Options{}, "has 0 quotes"},
		{"nothing", nil, Options{}, "no card for a reply of type <nil>"},
		{"a poster who is none", desk.HelpReply{}, Options{PostedBy: "1> @everyone <@2"}, "not an ID"},
		{"a command that is none", desk.HelpReply{}, Options{CommandIDs: map[string]string{"ask": "x"}}, "not an ID"},
	} {
		m, err := Render(c.reply, c.opts)
		if err == nil || !strings.Contains(err.Error(), c.wrong) || len(m.Components) > 0 {
			t.Errorf("%s: %v with %d components, want %q and none", c.name, err, len(m.Components), c.wrong)
		}
	}
}
