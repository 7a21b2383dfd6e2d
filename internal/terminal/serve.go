package terminal

import "errors"

var errNoToken = errors.New("no token: put the bot's into .env as DISCORD_TOKEN=…; docs/operating.md says where to get one")

type serveCommand struct {
	Metrics       string `help:"Serve metrics for Prometheus at this address, such as 127.0.0.1:9090 or a port alone, with /healthz and /readyz." env:"CUTTINGS_METRICS" placeholder:"ADDRESS"`
	MetricsPublic bool   `help:"Let that address be one that other machines reach." env:"CUTTINGS_METRICS_PUBLIC"`

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
	s.settings.HTTP, s.settings.Metrics, s.settings.MetricsPublic = c.HTTP, c.Metrics, c.MetricsPublic
	return s.rooms.Serve(s.ctx, s.settings, library, s.log)
}
