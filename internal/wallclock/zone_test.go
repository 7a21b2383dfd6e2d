package wallclock

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The list is that of the zones which Go embeds.
func TestEveryZoneIsListed(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("no go command: ", err)
	}
	file, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if os.IsNotExist(err) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var want []string
	for _, f := range file.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" { // that one says that no zone is set
			want = append(want, f.Name)
		}
	}
	slices.Sort(want)
	got := strings.Fields(zonesText)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("zones.txt isn't Go's list (-go +ours):\n%s", diff)
	}
	for _, name := range got {
		if _, err := Zone(name); err != nil {
			t.Error(err)
		}
	}
}

func TestZone(t *testing.T) {
	for typed, want := range map[string]string{
		"europe/LONDON": "Europe/London", "America/New York": "America/New_York", " UTC ": "UTC",
		"": "", "Local": "", "localtime": "", "right/Europe/London": "", "../zones.txt": "", "Europe": "", "London": "", "\x00": "",
	} {
		z, err := Zone(typed)
		if got := ""; err == nil {
			if got = z.String(); got != want {
				t.Errorf("%q is %s, want %q", typed, got, want)
			}
		} else if want != "" {
			t.Error(err)
		}
	}
}

func TestSuggest(t *testing.T) {
	for typed, want := range map[string][]string{
		"europe/lon": {"Europe/London"},
		"new y":      {"America/New_York"},
		"europe/is":  {"Europe/Isle_of_Man", "Europe/Istanbul"},
		"lord_":      {"Australia/Lord_Howe"},
		"utc":        {"Etc/UTC", "UTC"},
		"atlantis":   {},
		"Casablanca": {"Africa/Casablanca"},
	} {
		got := Suggest(typed, 25)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
	if got := Suggest("", 25); len(got) != 25 || !strings.Contains(got[0], "/") {
		t.Errorf("nothing typed yet: %v", got)
	}
	if got := Suggest("lon", 25); len(got) < 2 || got[0] != "Arctic/Longyearbyen" || got[1] != "Europe/London" {
		t.Errorf("a city's beginning comes first: %v", got)
	}
	if got := Suggest("a", -1); len(got) != 0 {
		t.Errorf("none were asked for: %v", got)
	}
}
