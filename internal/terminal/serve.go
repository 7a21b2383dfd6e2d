package terminal

import (
	"errors"

	"cuttings/internal/archive"
)

// noFilter lets all of the coverage through.
var noFilter archive.Filter

var errNoToken = errors.New("no token: put the bot's into .env as DISCORD_TOKEN=…; docs/operating.md says where to get one")

type serveCommand struct {
	HTTP string `name:"http" help:"Take interactions by HTTP at this address, such as :8080, and not by the gateway." env:"CUTTINGS_HTTP" placeholder:"ADDRESS"`
}

// Run serves until the process is told to stop by SIGINT or SIGTERM; what runs
// then is finished first.
func (c *serveCommand) Run(s *session) error {
	stop := s.interruptible()
	defer stop()
	if s.settings.Token == "" {
		return errNoToken
	}
	library, err := s.open()
	switch {
	case err != nil && s.ctx.Err() != nil:
		return nil // told to stop before there was anything to serve
	case err != nil:
		return err
	}
	defer library.Close()
	s.settings.HTTP = c.HTTP
	return s.rooms.Serve(s.ctx, s.settings, library, s.log)
}
