package bot

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
)

func TestCheck(t *testing.T) {
	commands := strconv.Itoa(len(desk.New(nil, nil).Commands()) + len(desk.New(nil, nil).MessageCommands()))
	tests := []struct {
		name    string
		prepare func(s *stage)
		ok      []bool
		says    string
	}{
		{"before the first start", func(*stage) {}, []bool{true, true, false, true}, "Starting the bot registers them"},
		{"registered", func(s *stage) { s.open().stop() }, []bool{true, true, true, true}, commands + " registered"},
		{"a command is missing", func(s *stage) { s.overwrite() }, []bool{true, true, false, true}, "/coverage /watch /digest /hide /reports /setup /privacy /status /help"},
		{"without a desk", func(s *stage) { s.overwrite(); s.cfg.Desk = nil }, []bool{true, true, true, true}, "1 registered"},
		{"no token", func(s *stage) { s.cfg.Token = "" }, []bool{false}, "no bot token"},
		{"wrong token", func(s *stage) { s.cfg.Token = "wrong"; s.faulty = true }, []bool{false}, "Reset Token"},
		{"no gateway", func(s *stage) {
			s.server.OnREST(at("GET /gateway/bot"), -1, discordtest.APIError(403, 40001, "Unauthorized"))
		}, []bool{true, true, false, false}, "asking Discord where to connect"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStage(t)
			test.prepare(s)
			var ok []bool
			var all string
			for _, f := range Check(s.ctx, s.cfg) {
				ok = append(ok, f.OK)
				all += f.What + ": " + f.Text + "\n"
			}
			if diff := cmp.Diff(test.ok, ok); diff != "" || !strings.Contains(all, test.says) {
				t.Errorf("%s\n%s does not say %q", diff, all, test.says)
			}
		})
	}
}
