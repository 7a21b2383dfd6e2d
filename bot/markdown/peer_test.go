package markdown

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/text"
)

// sight is what the peer sees.
type sight struct {
	Text  string   `json:"text"`
	Marks []string `json:"marks"`
}

// peer lets the npm package discord-markdown-parser read: a port of the client's
// parser by others, so our escapes are not judged by our own model alone.
func peer(t *testing.T, mds []string) []sight {
	t.Helper()
	if _, err := os.Stat("peer/node_modules"); err != nil {
		t.Skip("the peer is not installed: run `npm ci` in bot/markdown/peer")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("the peer needs Node: ", err)
	}
	input, err := json.Marshal(mds)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), node, "read.js")
	cmd.Dir, cmd.Stdin, cmd.Stderr = "peer", strings.NewReader(string(input)), os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var seen []sight
	if err := json.Unmarshal(output, &seen); err != nil {
		t.Fatal(err)
	}
	if len(seen) != len(mds) {
		t.Fatalf("the peer read %d texts of %d", len(seen), len(mds))
	}
	return seen
}

// The peer keeps spaces before a line end, which the client drops.
var spaces = regexp.MustCompile(` +\n`)

func spaced(s string) string { return spaces.ReplaceAllString(Plain(s), "\n") }

func TestPeerSeesTheTextToo(t *testing.T) {
	const count = 10_000
	var texts, mds []string
	for i := range count {
		s := hostile().Example(i)
		texts, mds = append(texts, s), append(mds, Escape(s))
	}
	for i, got := range peer(t, mds) {
		if spaced(got.Text) != spaced(texts[i]) || len(got.Marks) > 0 {
			t.Fatalf("%q as %q: the peer sees %q with %v", texts[i], mds[i], got.Text, got.Marks)
		}
	}
}

func TestPeerSeesTheQuoteInBold(t *testing.T) {
	const count = 5_000
	var texts, mds []string
	for i := range count {
		s := strings.Join(strings.Fields(hostile().Example(i)), " ") + "."
		half := len([]rune(s)) / 2
		span := text.Span{Start: len(string([]rune(s)[:half])), End: len(s)}
		texts, mds = append(texts, s), append(mds, Quote(Bold(s, span)))
	}
	for i, got := range peer(t, mds) {
		if got.Text != texts[i] || !cmp.Equal(got.Marks, []string{"blockQuote", "strong"}) {
			t.Fatalf("%q as %q: the peer sees %q with %v", texts[i], mds[i], got.Text, got.Marks)
		}
	}
}

// Where the peer finds markup, so must our model; it may find more. The peer is
// known to differ from the client in this:
//   - it knows no list and no emoji by its name, so ours finds those alone;
//   - it takes a heading at the very start and after a newline only, ours after
//     spaces too, for some clients do;
//   - it lets an escape hold in the text of a masked link, where the client's
//     backslash shows (discord/discord-api-docs, issue 6185).
func TestPeerFindsNoMoreMarkup(t *testing.T) {
	const count = 10_000
	var mds []string
	for i := range count {
		mds = append(mds, hostile().Example(i))
	}
	for i, got := range peer(t, mds) {
		if len(got.Marks) > 0 && len(Render(mds[i]).Marks()) == 0 {
			t.Errorf("%q: the peer sees %q with %v, and we see no mark", mds[i], got.Text, got.Marks)
		}
	}
}
