package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/joho/godotenv"

	"cuttings/internal/language"
	"cuttings/internal/terminal"
)

// version is what `cuttings --version` prints; a release sets it with -ldflags.
var version = "0.1.0-dev"

func main() {
	if err := godotenv.Load(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(os.Stderr, "cuttings: .env can't be read:", err)
		os.Exit(2)
	}
	if err := language.Check(); err != nil {
		fmt.Fprintln(os.Stderr, "cuttings: this build's texts are broken, see internal/language:", err)
		os.Exit(2)
	}
	rooms := terminal.Rooms{Open: open, Serve: serve, CheckBot: checkBot, Smoke: smoke, BackUp: backUp, Restore: restore, Version: version}
	os.Exit(terminal.Run(context.Background(), rooms, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
