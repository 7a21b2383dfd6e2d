package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// proof is a smoke test of the bot of a stage.
type proof struct {
	Smoke
	mu    sync.Mutex
	lines []string
}

func newProof() *proof {
	p := new(proof)
	p.Smoke = Smoke{
		Channel: discordtest.ChannelID, Patience: 10 * time.Second, Prompt: func(string) {},
		Tell: func(f Finding) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.lines = append(p.lines, fmt.Sprintf("%v %s: %s", f.OK, f.What, f.Text))
		},
	}
	return p
}

// said is which steps went wrong, and all lines.
func (p *proof) said() (wrong []string, all string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.lines {
		if l, is := strings.CutPrefix(l, "false "); is {
			what, _, _ := strings.Cut(l, ":")
			wrong = append(wrong, what)
		}
	}
	return wrong, strings.Join(p.lines, "\n")
}

func smokeStage(t *testing.T) *stage {
	s := newStage(t)
	store, index := librarytest.Open(t)
	s.desk.does(desk.New(store, index).Do)
	s.open().stop() // registers the commands
	return s
}

// On a Discord that does as its documents say every step is right, and nothing is
// left of it.
func TestSmoke(t *testing.T) {
	s := smokeStage(t)
	p := newProof()
	if ok := RunSmoke(s.ctx, s.cfg, p.Smoke); !ok {
		t.Error("it failed")
	}
	wrong, all := p.said()
	for _, step := range []string{"token", "application", "Discord commands", "gateway", "gateway heartbeat", "gateway resume", "sample card", "post", "read again", "edit", "nonce", "delete"} {
		if !strings.Contains(all, "true "+step+": ") {
			t.Errorf("no step %q", step)
		}
	}
	if wrong != nil || strings.Contains(all, discordtest.TestToken) {
		t.Error(all)
	}
	if n := len(s.server.Messages(discordtest.ChannelID)); n != 0 {
		t.Errorf("%d messages are left", n)
	}
	if c := s.server.Counts(); c.Identifies != 2 { // the first registered the commands
		t.Errorf("%d identifies", c.Identifies)
	}
}

// smokeFaults are what can be wrong with Discord, or with what the operator has set up.
var smokeFaults = []struct {
	name    string
	prepare func(s *stage, p *proof)
	wrong   string // the steps
	says    string
}{
	{"no token", func(s *stage, _ *proof) { s.cfg.Token = "" }, "[token]", "DISCORD_TOKEN"},
	{"wrong token", func(s *stage, _ *proof) { s.cfg.Token, s.faulty = "wrong", true }, "[token]", "Reset Token"},
	{"privileged intents allowed", func(s *stage, _ *proof) { s.server.SetFlags(1<<15 | 1<<23) }, "[application]", "switch all three off"},
	{"commands of another program", func(s *stage, _ *proof) { s.overwrite() }, "[Discord commands]", "Starting the bot registers them"},
	{"no gateway", func(s *stage, p *proof) {
		p.Patience = 100 * time.Millisecond
		s.server.OnIdentify(discordtest.ReplySilence())
	}, "[gateway]", "WebSockets"},
	{"token refused by the gateway", func(s *stage, _ *proof) {
		s.server.OnREST(at("GET /gateway/bot"), -1, discordtest.APIError(401, 0, "401: Unauthorized"))
	}, "[gateway]", "Reset Token"},
	{"no heartbeat", func(s *stage, p *proof) {
		p.Patience, s.faulty = 200*time.Millisecond, true // it gives up sooner than a bot would
		s.server.MuteACKs(true)
	}, "[gateway heartbeat]", "holds messages back"},
	{"session lost", func(s *stage, p *proof) {
		tell := p.Tell
		p.Tell = func(f Finding) {
			if tell(f); f.What == "gateway heartbeat" { // its connection is cut next
				s.server.ExpireSessions()
			}
		}
	}, "[gateway resume]", "the session did not go on"},
	{"no channel", func(_ *stage, p *proof) { p.Channel = "" }, "[card]", "--channel"},
	{"no card", func(s *stage, _ *proof) {
		s.desk.does(func(context.Context, string, map[string]string) (desk.Reply, error) { return nil, archive.ErrDamaged })
	}, "[sample card]", archive.ErrDamaged.Error()},
	{"another channel", func(_ *stage, p *proof) { p.Channel = "1300000000000000009" }, "[post]", "Copy Channel ID"},
	{"no permission", func(s *stage, _ *proof) {
		s.server.OnREST(at("POST /channels/"), -1, discordtest.APIError(403, 50013, "Missing Permissions"))
	}, "[post]", "Embed Links"},
	{"posted, and the answer lost", func(s *stage, _ *proof) {
		s.server.OnREST(at("POST /channels/"), 1, discordtest.DropAfter())
	}, "[]", "1 deleted"},
	{"posted, and no answer ever", func(s *stage, _ *proof) {
		s.server.OnREST(at("POST /channels/"), 1, discordtest.DropAfter())
		s.server.OnREST(at("POST /channels/"), -1, discordtest.APIError(403, 50013, "Missing Permissions"))
	}, "[post]", "1 deleted"},
	{"can't be read", func(s *stage, _ *proof) {
		s.server.OnREST(at("GET /channels/"), 1, discordtest.APIError(403, 50001, "Missing Access"))
	}, "[read again]", "Read Message History"},
	{"can't be edited", func(s *stage, _ *proof) {
		s.server.OnREST(at("PATCH /channels/"), -1, discordtest.APIError(400, 50035, "Invalid Form Body"))
	}, "[edit]", "Invalid Form Body"},
	{"can't be deleted", func(s *stage, _ *proof) {
		s.faulty = true
		s.server.OnREST(at("DELETE /channels/"), -1, discordtest.APIError(403, 50013, "Missing Permissions"))
	}, "[delete]", "Delete them by hand"},
	{"interactions go elsewhere", func(s *stage, p *proof) {
		s.byHTTP, p.Human = true, true
		s.open()
	}, "[interaction]", "so try /ask there"},
}

// Every step that can fail says so, with what to do, and still nothing is left.
func TestSmokeFails(t *testing.T) {
	for _, test := range smokeFaults {
		t.Run(test.name, func(t *testing.T) {
			s, p := smokeStage(t), newProof()
			test.prepare(s, p)
			if RunSmoke(s.ctx, s.cfg, p.Smoke) != (test.wrong == "[]") {
				t.Error("it says otherwise in the end")
			}
			wrong, all := p.said()
			if fmt.Sprint(wrong) != test.wrong || !strings.Contains(all, test.says) {
				t.Errorf("wrong %v, want %s with %q:\n%s", wrong, test.wrong, test.says, all)
			}
			if n := len(s.server.Messages(discordtest.ChannelID)); n != 0 && test.name != "can't be deleted" {
				t.Errorf("%d messages are left", n)
			}
		})
	}
}

// Somebody asks and presses Post; what is posted is deleted again. Where somebody
// doesn't, or it can't be deleted, that is said.
func TestSmokeWithSomebody(t *testing.T) {
	for name, test := range map[string]struct {
		asks, presses bool
		deleting      *discordtest.Fault // every time
		wrong         string             // the steps
		says          []string
	}{
		"asked, and pressed":  {true, true, nil, "[card]", []string{"true /ask: answered, acknowledged after", "true Post: answered", "true posted: "}},
		"nobody comes":        {false, false, nil, "[card /ask]", []string{"nobody asked"}},
		"nobody presses Post": {true, false, nil, "[card Post]", []string{"true /ask: answered", "nobody pressed Post"}},
		"can't be deleted":    {true, true, new(discordtest.APIError(403, 50013, "Missing Permissions")), "[card posted]", []string{"is still there: press Delete under it"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.open().stop()
			p := newProof()
			p.Channel, p.Human = "", true // the card has its own test
			switch {
			case !test.asks:
				p.Patience = 300 * time.Millisecond
			case !test.presses:
				p.Patience = 2 * time.Second // it has to do for the asking too
			}
			if test.deleting != nil {
				s.faulty = true
				s.server.OnREST(at("DELETE /channels/"), -1, *test.deleting)
			}
			p.Prompt = func(text string) {
				if !strings.Contains(text, "/ask") {
					t.Errorf("somebody is told %q", text)
				}
				if !test.asks {
					return
				}
				go func() {
					if s.server.WaitReady(s.ctx, 4) != nil {
						return
					}
					if m := s.answer(s.ask()); test.presses {
						s.server.Click(m, m.Buttons()[0].CustomID)
					}
				}()
			}
			RunSmoke(s.ctx, s.cfg, p.Smoke)
			wrong, all := p.said()
			if fmt.Sprint(wrong) != test.wrong || slices.ContainsFunc(test.says, func(line string) bool { return !strings.Contains(all, line) }) {
				t.Error(all)
			}
			if n := len(s.server.Messages(discordtest.ChannelID)); n != 0 && test.deleting == nil {
				t.Errorf("%d messages are left", n)
			}
		})
	}
}

// Only what was answered, or can't be, is well done.
func TestDealtWrong(t *testing.T) {
	for outcome, wrong := range map[string]bool{
		outcomeAnswered: false, outcomeMiss: false, outcomeDeclined: false, outcomeBusy: true, outcomeLimited: true, outcomeClosed: true,
		outcomeStopped: true, outcomeTimeout: true, outcomeFailed: true, outcomeLate: true,
	} {
		if err := (dealt{outcome: outcome}).wrong(); (err != nil) != wrong {
			t.Errorf("%s: %v", outcome, err)
		}
	}
}

// What Discord changed is named, with its place.
func TestDiffers(t *testing.T) {
	const sent = `{"components":[{"type":17,"components":[{"type":10,"content":"one *two*"}]},{"type":1,"components":[{"type":2,"label":"Post","custom_id":"p:1"}]}]}`
	for name, test := range map[string]struct{ got, says string }{
		"the same": {`{"flags":32768,"components":[{"id":7,"type":17,"spoiler":false,"components":[{"id":2,"type":10,"content":"one *two*"}]},{"id":3,"type":1,"components":[{"id":4,"type":2,"style":2,"label":"Post","custom_id":"p:1"}]}]}`, ""},
		"a sign":   {`{"components":[{"id":7,"type":17,"components":[{"type":10,"content":"one “two*"}]},{"type":1,"components":[{"type":2,"label":"Post","custom_id":"p:1"}]}]}`, `text 1 of the card differs from byte 4 on: sent "*two*"`},
		"a button": {`{"components":[{"id":7,"type":17,"components":[{"type":10,"content":"one *two*"}]}]}`, "text 2"},
		"more":     {`{"components":[{"id":7,"type":17,"components":[{"type":10,"content":"one *two*"},{"type":10,"content":"x"}]},{"type":1,"components":[{"type":2,"label":"Post","custom_id":"p:1"}]}]}`, "text 2"},
		"its mark": {strings.Replace(sent, `"type":17`, `"id":1,"type":17`, 1), "may be posted twice"},
		"nothing":  {`{}`, "text 1"},
		"no JSON":  {`<html>`, "can't be read"},
	} {
		err := differs([]byte(sent), []byte(test.got), 7)
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A Discord that makes two messages of one nonce is found out, and both are deleted.
func TestSmokeNonce(t *testing.T) {
	s := smokeStage(t)
	s.server.ForgetNonces(true)
	p := newProof()
	RunSmoke(s.ctx, s.cfg, p.Smoke)
	if wrong, all := p.said(); fmt.Sprint(wrong) != "[nonce]" || !strings.Contains(all, "a second message") || !strings.Contains(all, "2 deleted") {
		t.Error(all)
	}
	if n := len(s.server.Messages(discordtest.ChannelID)); n != 0 {
		t.Errorf("%d messages are left", n)
	}
}

// Allowed intents that nobody needs are named.
func TestModest(t *testing.T) {
	for flags, ok := range map[int]bool{0: true, 1 << 23: true, 1 << 12: false, 1 << 15: false, 1<<19 | 1<<23: false} {
		if err := (application{Flags: flags}).modest(); (err == nil) != ok {
			t.Errorf("flags %b: %v", flags, err)
		}
	}
}
