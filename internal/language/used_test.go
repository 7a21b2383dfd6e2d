package language

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sayers are the functions that take a key and then names and values by turns, and
// what stands before the key in the file. Count has its number first.
var sayers = map[string]string{".Say": "", "problem": "", ".Phrase": "", "Phrase": "", ".line": "", ".around": "", ".Count": "count."}

// use is one place in the source where a text is said.
type use struct {
	at    token.Position
	key   string   // "" where it is worked out
	names []string // of the values
}

// sources reads the program: where texts are said, and all literals in it.
func sources(t *testing.T) (uses []use, literals map[string]bool) {
	t.Helper()
	literals = map[string]bool{}
	set := token.NewFileSet()
	top := os.DirFS("../..")
	err := fs.WalkDir(top, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || name == "third_party" || name == "tools") {
			if d != nil && d.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		source, err := fs.ReadFile(top, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := literal(n); ok {
				literals[s] = true
			}
			if call, ok := n.(*ast.CallExpr); ok {
				uses = append(uses, said(set, call)...)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return uses, literals
}

// said is the call as a use, nothing where it says no text.
func said(set *token.FileSet, call *ast.CallExpr) []use {
	var name string
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = "." + f.Sel.Name
		if of, ok := f.X.(*ast.Ident); ok && of.Name == "strings" {
			return nil
		}
	}
	before, ok := sayers[name]
	args := call.Args
	if name == ".Count" && len(args) == 2 {
		args = args[1:]
	}
	if !ok || len(args) == 0 || call.Ellipsis != token.NoPos {
		return nil
	}
	key, ok := literal(args[0])
	if !ok || strings.ContainsAny(key, " \n") {
		return nil
	}
	u := use{at: set.Position(call.Pos()), key: before + key}
	for i := 1; i < len(args); i += 2 {
		if s, ok := literal(args[i]); ok {
			u.names = append(u.names, s)
		}
	}
	if name == ".Count" {
		u.names = []string{"n"}
	}
	return []use{u}
}

func literal(n ast.Node) (string, bool) {
	l, ok := n.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// Every text that the program says is in the English file with the places that the
// program fills in, and every text there is said.
func TestTextsAreThereAndUsed(t *testing.T) {
	uses, literals := sources(t)
	english := All()[0]
	used := map[string]bool{}
	for _, u := range uses {
		text, there := english.texts[u.key]
		if !there {
			if before, worked := strings.CutSuffix(u.key, "."); !worked || before == "" {
				t.Errorf("%s: en.txt has no text %q", u.at, u.key)
			}
			continue
		}
		used[u.key] = true
		want := places(text)
		if len(text) > 1 && !slices.Contains(u.names, "n") {
			t.Errorf("%s: %s has forms, and is told no n", u.at, u.key)
		}
		for _, name := range want {
			if !slices.Contains(u.names, name) && !isName(text, name) {
				t.Errorf("%s: nothing is filled in at {%s} of %s", u.at, name, u.key)
			}
		}
		for _, name := range u.names {
			if name != "n" && !slices.Contains(want, name) {
				t.Errorf("%s: %s has no place {%s}", u.at, u.key, name)
			}
		}
	}
	if len(uses) < 100 {
		t.Fatalf("only %d uses were found", len(uses))
	}
	names := map[string]bool{}
	for s := range literals {
		names["name."+strings.ReplaceAll(strings.ToLower(s), " ", "-")] = true
	}
	for _, l := range All() {
		for key := range l.texts {
			if strings.HasPrefix(key, "name.") && !names[key] {
				t.Errorf("%s.txt: %s names nothing", l.code, key)
			}
		}
	}
	for key := range english.texts {
		// Some keys are worked out: a literal up to a point, and what stands behind it.
		family := key[:strings.LastIndex(key, ".")+1]
		if !used[key] && !literals[key] && (family == "" || !literals[family]) {
			t.Errorf("en.txt: %s is said nowhere", key)
		}
	}
}

// isName reports whether a place is the name of a command or an option.
func isName(t text, name string) bool {
	for _, parts := range t {
		for _, p := range parts {
			if slices.Contains(p.names, name) {
				return true
			}
		}
	}
	return false
}
