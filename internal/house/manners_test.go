package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// invited are the bits of View Channel, Send Messages, Embed Links, Attach Files and
// Send Messages in Threads (docs: Permissions).
const invited = 1<<10 | 1<<11 | 1<<14 | 1<<15 | 1<<38

var (
	invite     = regexp.MustCompile(`[?&]permissions=(\d+|%d)`)
	privileged = regexp.MustCompile(`\bIntents?(All|AllWithoutPrivileged|GuildMembers|GuildPresences|MessageContent|Privileged)\b`)
	sending    = regexp.MustCompile(`\.(ChannelMessageSend|ChannelMessageEdit|InteractionRespond|InteractionResponseEdit|FollowupMessage|WebhookExecute|WebhookMessageEdit)`)
)

// Nothing in the program or its documents asks for a privileged intent or for the
// administrator's permission. Two places look whether somebody has the latter.
func TestNothingPrivilegedIsAskedFor(t *testing.T) {
	looks := []string{"bot/asker.go", "bot/card/setup.go"}
	invites := 0
	for _, name := range files(t) {
		ext := path.Ext(name)
		if ext != ".go" && ext != ".md" && name != ".env.example" || strings.HasPrefix(name, "third_party/") ||
			strings.HasPrefix(name, "bot/discordtest/") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(top(t), name))
		if err != nil {
			t.Fatal(err)
		}
		source := string(b)
		if m := privileged.FindString(source); m != "" {
			t.Errorf("%s names the intent %s", name, m)
		}
		if strings.Contains(source, "PermissionAdministrator") && !slices.Contains(looks, name) {
			t.Errorf("%s names the administrator's permission", name)
		}
		if strings.HasPrefix(name, "bot/") && strings.Contains(source, "Intents:") && name != "bot/gateway/payload.go" {
			t.Errorf("%s asks for intents; the bot needs none", name)
		}
		for _, m := range invite.FindAllStringSubmatch(source, -1) {
			invites++
			if m[1] != "%d" && m[1] != fmt.Sprint(invited) {
				t.Errorf("%s: the invite asks for the permissions %s, want %d", name, m[1], invited)
			}
		}
	}
	if invites < 2 {
		t.Errorf("%d links of an invite were found: in the documents, and where the bot prints it", invites)
	}
}

// unsaid are the functions that write to Discord what shows no text, or what another
// of them has made with newMessage, each with what it writes.
var unsaid = map[string]string{
	"bot/interaction.go acknowledge": "a deferral, choices or a modal",
	"bot/edit.go edit":               "what newMessage made, with its mark",
	"bot/commands.go register":       "the commands",
	"bot/digest.go Send":             "what newMessage made; marked gives allowed_mentions to what has none",
	"bot/digest.go Thread":           "the name of a thread",
	"bot/digest.go path":             "whom a channel is opened with",
}

// Every message leaves through newMessage, which says who is pinged: nobody. There is
// no second way to send.
func TestMessagesSayWhoIsPinged(t *testing.T) {
	said := 0
	excused := maps.Clone(unsaid)
	for _, name := range goFiles(t) {
		if !strings.HasPrefix(name, "bot/") || strings.HasPrefix(name, "bot/discordtest/") {
			continue
		}
		set := token.NewFileSet()
		source, err := os.ReadFile(filepath.Join(top(t), name))
		if err != nil {
			t.Fatal(err)
		}
		if m := sending.Find(source); m != nil {
			t.Errorf("%s sends by %s, not by the bot's own way", name, m)
		}
		if strings.Contains(string(source), ".session.Request") && name != "bot/rest.go" {
			t.Errorf("%s has a way to Discord of its own", name)
		}
		file, err := parser.ParseFile(set, name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || !writes(call) {
					return true
				}
				function := name + " " + f.Name.Name
				delete(excused, function)
				if made, ok := call.Args[3].(*ast.CallExpr); ok && fmt.Sprint(made.Fun) == "newMessage" {
					said++
				} else if unsaid[function] == "" {
					t.Errorf("%s: %s sends something that newMessage has not made", set.Position(call.Pos()), f.Name.Name)
				}
				return true
			})
		}
	}
	for function := range excused {
		t.Errorf("%s sends nothing any more, and is excused", function)
	}
	if said < 3 {
		t.Errorf("only %d messages were found", said)
	}
}

// writes reports whether a call sends a body to Discord.
func writes(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "do" || len(call.Args) != 5 {
		return false
	}
	if m, ok := call.Args[1].(*ast.SelectorExpr); ok && (m.Sel.Name == "MethodGet" || m.Sel.Name == "MethodDelete") {
		return false
	}
	body, ok := call.Args[3].(*ast.Ident)
	return !ok || body.Name != "nil"
}

// Every Discord of the tests that messages are sent to refuses one that doesn't say
// whom it pings.
func TestTestServersAreStrict(t *testing.T) {
	met := 0
	for _, name := range files(t) {
		if !strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "bot/discordtest/") || strings.HasPrefix(name, "bot/gateway/") || strings.HasPrefix(name, "internal/house/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(top(t), name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			kind, ok := c.Type.(*ast.SelectorExpr)
			if !ok || kind.Sel.Name != "Config" || fmt.Sprint(kind.X) != "discordtest" {
				return true
			}
			met++
			if !slices.ContainsFunc(c.Elts, func(e ast.Expr) bool {
				kv, ok := e.(*ast.KeyValueExpr)
				return ok && fmt.Sprint(kv.Key) == "RequireAllowedMentions" && fmt.Sprint(kv.Value) == "true"
			}) {
				t.Errorf("%s: a test server without RequireAllowedMentions", name)
			}
			return true
		})
	}
	if met < 5 {
		t.Errorf("only %d test servers were found", met)
	}
}
