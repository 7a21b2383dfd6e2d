package gateway

import (
	"context"
	"errors"

	"github.com/bwmarrin/discordgo"
)

// RunAll is Run for as many shards as Discord advises, each with a connection and a
// session of its own, which is lost or resumed by itself; for a bot in fewer than some
// 1,000 servers that is one. Config's Shard and Shards are not used. dispatch is called
// for one event of a shard at a time, and for several shards at once. When Discord says
// that there are too few (close code 4011), all begin anew with as many as it then advises.
func RunAll(ctx context.Context, cfg Config, dispatch func(*discordgo.Event)) error {
	if cfg.Token == "" || cfg.Start == nil {
		return errNeeds
	}
	cfg = cfg.withDefaults()
	for refused := 0; ; {
		advice, err := advised(ctx, cfg)
		if advice == nil {
			return err
		}
		n := max(advice.Shards, 1)
		if n <= refused {
			return tooFew()
		}
		err = cfg.shards(ctx, n, advice, dispatch)
		if !isTooFew(err) {
			return err
		}
		cfg.Log.Warn("Discord wants the servers spread over more shards; asking how many", "shards", n)
		refused = n
	}
}

// advised asks Discord until it says how many shards it advises. It returns nil
// when ctx ends or asking is useless; then the error is Run's.
func advised(ctx context.Context, cfg Config) (*discordgo.GatewayBotResponse, error) {
	l := &loop{cfg: cfg}
	for {
		advice, err := cfg.Start(ctx)
		if ctx.Err() != nil {
			return nil, nil
		}
		var final *FinalError
		if errors.As(err, &final) {
			return nil, err
		}
		if err == nil {
			return advice, nil
		}
		pause := l.next(err)
		cfg.Log.Info("Discord does not say where to connect", "reason", err, "pause", pause)
		if cfg.Sleep(ctx, pause) != nil {
			return nil, nil
		}
	}
}

// shards runs n shards until ctx ends or Discord says to one that trying again is
// useless; then the others end too. The advice serves the first that asks for it.
func (c Config) shards(ctx context.Context, n int, advice *discordgo.GatewayBotResponse, dispatch func(*discordgo.Event)) error {
	c.Plan(n)
	fresh := make(chan *discordgo.GatewayBotResponse, 1)
	fresh <- advice
	ask := c.Start
	c.Start = func(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
		select {
		case advice := <-fresh:
			return advice, nil
		default:
			return ask(ctx)
		}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error)
	for shard := range n {
		one := c
		one.Shard, one.Shards = shard, n
		if n > 1 {
			one.Log = c.Log.With("shard", shard)
		}
		go func() { ended <- Run(ctx, one, dispatch) }()
	}
	var first error
	for range n {
		if err := <-ended; err != nil && first == nil {
			first = err
			stop()
		}
	}
	return first
}
