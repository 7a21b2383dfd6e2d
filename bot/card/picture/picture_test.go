package picture

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"cuttings/bot/card"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
	"cuttings/internal/words"
)

var update = flag.Bool("update", false, "rewrite the pages in docs/pictures")

// The pages are what the pictures are made of (docs/pictures/make): what the desk
// really answers from the coverage that ships, as the cards really show it; and beside
// each what a screen reader reads.
func TestPages(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	d := desk.New(store, replica)
	ctx := desk.By(t.Context(), desk.Asker{User: "1", Server: "2", Channel: "3", Manages: true})
	do := func(command string, args map[string]string) desk.Reply {
		reply, err := d.Do(ctx, command, args)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	ask := func(question string) desk.Reply { return do("ask", map[string]string{"question": question}) }
	answer := ask(question)
	posted, err := d.Cutting(ctx, desk.RefTo(answer.(desk.AskReply).Answer.Quotes[0]))
	if err != nil {
		t.Fatal(err)
	}
	const reader = "80351110224678912"
	members := map[string]string{reader: "Priya"}
	for name, c := range map[string]struct {
		shot  Shot
		reply desk.Reply
		opts  card.Options
	}{
		"answer": {Shot{Title: "An answer", Command: "/ask", Private: true}, answer, card.Options{}},
		"miss":   {Shot{Title: "A miss", Command: "/ask", Private: true}, ask("How much does a nurse earn at the Churchill?"), card.Options{}},
		"posted": {Shot{Title: "A cutting, posted for everybody", Members: members}, posted, card.Options{PostedBy: reader}},
		"setup": {
			Shot{Title: "The panel of /setup", Command: "/setup", Private: true},
			do("setup", nil),
			card.Options{CommandIDs: map[string]string{"digest": "1"}, Permissions: card.Permissions() &^ discordgo.PermissionEmbedLinks},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := card.Render(c.reply, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			c.shot.Message = m
			got, err := c.shot.HTML()
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("..", "..", "..", "docs", "pictures", name)
			compare(t, file+".html", got)
			compare(t, file+".txt", []byte(card.Text(m)+"\n"))
		})
	}
}

const question = "How many posts must go at the John Radcliffe?"

// What a newcomer does and sees between the invite and the first answer, which is
// answer.html.
func TestSteps(t *testing.T) {
	command := (*desk.Desk).Commands(nil)[0]
	for name, s := range map[string]Step{
		"step-1-invite": {
			Title: "The invite, as Discord shows it", Head: "Add Cuttings to a server",
			Parts: []Part{
				{Label: "Add to server", Items: []string{"Reading room"}, Set: true},
				{Label: "Cuttings gets these permissions", Items: card.PermissionNames(words.Language{})},
			},
			Buttons: []string{"Cancel", "Authorise"},
		},
		"step-2-ask": {
			Title: "The first question, as it is typed", Head: "/" + command.Name,
			Parts: []Part{
				{Label: "Cuttings", Items: []string{command.Description.String()}},
				{Label: command.Options[0].Name, Items: []string{question}, Set: true},
			},
		},
	} {
		got, err := s.HTML()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("..", "..", "..", "docs", "pictures", name)
		compare(t, file+".html", got)
		compare(t, file+".txt", []byte(s.Text()+"\n"))
	}
}

// The digests of an invented town, as pages and as a screen reader reads them: a
// full day, a quiet one, and the first after the bot was away for five.
func TestDigests(t *testing.T) {
	london, err := wallclock.Zone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	eight := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 8, 0, 0, 0, london) }
	for name, c := range map[string]struct {
		title   string
		day     int // of the week
		request desk.DigestRequest
	}{
		"digest-full": {"A digest of a full day", 1, desk.DigestRequest{
			Since: eight(time.November, 25), At: eight(time.November, 26), Max: 4,
		}},
		"digest-quiet": {"A digest of a quiet day", 2, desk.DigestRequest{
			Since: eight(time.November, 26), At: eight(time.November, 27),
		}},
		"digest-outage": {"A digest after an outage", 3, desk.DigestRequest{
			Since: eight(time.November, 27), At: eight(time.December, 2), Late: 40 * time.Minute, Layout: archive.Headlines,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			store, replica, seqs := librarytest.Week(t, c.day+1)
			c.request.From, c.request.To = seqs[c.day-1], seqs[c.day]
			reply, err := desk.New(store, replica).Digest(t.Context(), c.request)
			if err != nil {
				t.Fatal(err)
			}
			m, err := card.Render(reply, card.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := Shot{Title: c.title, Message: m}.HTML()
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("..", "..", "..", "docs", "pictures", name)
			compare(t, file+".html", got)
			compare(t, file+".txt", []byte(card.Text(m)+"\n"))
		})
	}
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not the card any more: run `go test ./bot/card/picture -update`, then docs/pictures/make (-want +got):\n%s", file, diff)
	}
}

func TestText(t *testing.T) {
	shot := Shot{Members: map[string]string{"7": "A&E"}}
	for md, want := range map[string]string{
		"a **b** <c>":          "a <strong>b</strong> &lt;c&gt;",
		"> a\n> **b**\nc":      "<blockquote>a\n<strong>b</strong></blockquote>c",
		"-# a\n**b*c***":       "<small>a</small><strong>b<em>c</em></strong>",
		"[a\"](https://b.c)":   `<a href="https://b.c">a&#34;</a>`,
		"by <@7>":              `by <span class="user">@A&amp;E</span>`,
		"<@1> ||x||":           `<span class="user">@1</span> <span class="spoiler">x</span>`,
		"- a\n- b":             "• <span class=\"list-item\">a</span>\n• <span class=\"list-item\">b</span>",
		`\*\<script\>alert(1)`: "*&lt;script&gt;alert(1)",
	} {
		if got := string(shot.text(md)); got != want {
			t.Errorf("%q is drawn as %s, want %s", md, got, want)
		}
	}
}

func TestOtherComponentsAreRefused(t *testing.T) {
	s := Shot{Message: card.Message{Components: []discordgo.MessageComponent{discordgo.Container{
		Components: []discordgo.MessageComponent{discordgo.Thumbnail{}},
	}}}}
	if _, err := s.HTML(); err == nil {
		t.Error("a thumbnail was drawn, though no card has one")
	}
}
