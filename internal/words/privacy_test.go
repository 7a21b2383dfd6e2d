package words

import (
	"os"
	"strings"
	"testing"

	"cuttings/internal/archive"
)

// docs/privacy.md promises what the program does: its table has a line for all that is
// kept, with the days of the constants, and no other.
func TestPrivacyIsAsPromised(t *testing.T) {
	b, err := os.ReadFile("../../docs/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	var promised, kept []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| what |") && !strings.HasPrefix(line, "| ---") {
			promised = append(promised, line)
		}
	}
	for _, r := range archive.Retentions() {
		line := "| " + english.Kept(r.Kept) + " | " + english.KeptFor(r) + " |"
		if kept = append(kept, line); r.Days > 0 && !strings.Contains(line, english.Count(r.Days, "day")) {
			t.Errorf("%s is kept for %d days, and it isn't said: %s", r.Kept, r.Days, line)
		}
	}
	if got, want := strings.Join(promised, "\n"), strings.Join(kept, "\n"); got != want {
		t.Errorf("docs/privacy.md has\n%s\nwant\n%s", got, want)
	}
}

func TestForgottenSaysEachOnce(t *testing.T) {
	all := english.Forgotten(1, 4, 2, 1, 3, 1, 1)
	if len(all) != 7 || all[0] != "1 watch, with what it has told" || !strings.HasPrefix(all[1], "what is kept of 4 direct messages") || !strings.HasPrefix(all[4], "the name on 3 posts") {
		t.Errorf("%q", all)
	}
	if none := english.Forgotten(0, 0, 0, 0, 0, 0, 0); len(none) != 1 || none[0] != english.PersonalCount(0, 0, 0, 0, 0, 0) {
		t.Errorf("%q", none)
	}
	if got := english.PersonalCount(1, 0, 2, 3, 0, 1); got != "With your id are kept: 1 watch, 0 digests, 2 posts, 3 direct messages of watches, 0 reports, 1 line of the log of what was hidden." {
		t.Error(got)
	}
}
