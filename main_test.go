package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cuttings": main})
}

// The program as its users run it: the scripts in testdata/script read like a
// manual. Each has a data folder of its own; `discord` is a user of a Discord
// of its own, see discord_test.go.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("CUTTINGS_DATA", filepath.Join(env.WorkDir, "data"))
			env.Values[guildKey{}] = &guild{}
			return nil
		},
		Cmds:          map[string]func(ts *testscript.TestScript, neg bool, args []string){"discord": discord, "site": site},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
