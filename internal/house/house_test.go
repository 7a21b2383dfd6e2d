package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cuttings/internal/terminal"
)

// top is the folder of the repository.
func top(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// files are all files of the repository that are kept in it, by their paths.
func files(t *testing.T) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(os.DirFS(top(t)), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == ".git" || d.Name() == "node_modules" || name == "data/index" {
				return fs.SkipDir
			}
			return nil
		}
		if name != ".env" && !strings.HasPrefix(name, "data/cuttings.db") && !strings.HasSuffix(name, ".test") {
			list = append(list, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// goFiles are the Go files of the house's own module that are no tests.
func goFiles(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(files(t), func(name string) bool {
		return !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "tools/") || strings.HasPrefix(name, "third_party/")
	})
}

func roomOf(file string) string { return path.Dir(file) }

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(top(t), file))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryRoomSaysWhatItIsFor(t *testing.T) {
	comments := map[string][]string{}
	for _, file := range goFiles(t) {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(top(t), file), nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		room := roomOf(file)
		comments[room] = append(comments[room], "")
		if parsed.Doc != nil {
			comments[room] = append(comments[room], file)
		}
	}
	for room, files := range comments {
		files = slices.DeleteFunc(files, func(f string) bool { return f == "" })
		if len(files) != 1 {
			t.Errorf("%s: its package comment should stand in one file, it stands in %d %v", room, len(files), files)
		}
	}
}

func TestTourVisitsEveryRoom(t *testing.T) {
	tour := read(t, "doc.go")
	for room := range stairs {
		if room != "." && !strings.Contains(tour, "\n//	"+room+"\n") && !strings.Contains(tour, "# "+room) {
			t.Errorf("doc.go: the tour passes by %s", room)
		}
	}
}

var variable = regexp.MustCompile(`(?m)^#? ?([A-Z][A-Z_]+)=`)

func TestEnvironmentIsDocumented(t *testing.T) {
	names, err := terminal.Variables()
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, m := range variable.FindAllStringSubmatch(read(t, ".env.example"), -1) {
		shown = append(shown, m[1])
	}
	slices.Sort(names)
	slices.Sort(shown)
	if !slices.Equal(names, shown) {
		t.Errorf(".env.example shows %v, the program reads %v", shown, names)
	}
	operating := read(t, "docs/operating.md")
	for _, name := range names {
		if !strings.Contains(operating, name) {
			t.Errorf("docs/operating.md doesn't mention %s", name)
		}
	}
}

var required = regexp.MustCompile(`(?m)^\t(\S+) v\S+$`) // directly: the others end in a comment

// Every library that the program chose has its reason written down.
func TestEveryLibraryHasAReason(t *testing.T) {
	reasons := read(t, "docs/decisions/0001-libraries.md")
	libraries := required.FindAllStringSubmatch(read(t, "go.mod"), -1)
	if len(libraries) < 10 {
		t.Fatalf("go.mod lists %d libraries: is it read rightly?", len(libraries))
	}
	for _, m := range libraries {
		name := path.Base(strings.TrimSuffix(m[1], "/"+regexp.MustCompile(`v\d+$`).FindString(m[1])))
		if !strings.Contains(reasons, name) {
			t.Errorf("docs/decisions/0001-libraries.md doesn't say why %s is there", m[1])
		}
	}
}

// secrets are the forms of what must never be written down: a bot's token, an
// interaction's or a webhook's, a private key.
var secrets = regexp.MustCompile(`[MNO][A-Za-z\d_-]{23,25}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,}|discord(?:app)?\.com/api/webhooks/\d+/[\w-]{60,}|-----BEGIN [A-Z ]*PRIVATE KEY`)

// hosts of package registries, in parts so that this file doesn't name them.
var hosts = regexp.MustCompile(strings.Join([]string{`registry\.npm` + `js`, `proxy\.golang` + `\.org`, `pypi` + `\.org`, `crates` + `\.io`}, "|"))

func TestNothingIsGivenAway(t *testing.T) {
	for _, file := range files(t) {
		text := read(t, file)
		if m := secrets.FindString(text); m != "" {
			t.Errorf("%s holds what looks like a secret: %.12s…", file, m)
		}
		if m := hosts.FindString(text); m != "" {
			t.Errorf("%s names a registry's host: %s", file, m)
		}
	}
}

// The gate must run what the README promises.
func TestGateRunsTheCommandOfTheReadme(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```\n(.*?)\n```").FindAllStringSubmatch(read(t, "README.md"), 2)
	if len(blocks) < 2 {
		t.Fatal("README.md: two command blocks are expected first")
	}
	if got, want := blocks[0][1], `go run . ask "How many posts must go at the John Radcliffe?"`; got != want {
		t.Errorf("README.md: its first command is %q, not %q", got, want)
	}
	if got := blocks[1][1]; got != "go test ./..." || !strings.Contains(read(t, ".ci/run"), "\n"+got+"\n") {
		t.Errorf("README.md: its second command is %q, which .ci/run doesn't run as it stands", got)
	}
}
