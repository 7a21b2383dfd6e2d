package main

import (
	"context"
	crypto "crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"sync"
	"time"

	"cuttings/bot"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/folder"
	"cuttings/internal/metrics"
	"cuttings/internal/poll"
	"cuttings/internal/recheck"
	"cuttings/internal/story"
	"cuttings/internal/terminal"
	"cuttings/internal/watch"
)

// freshness is how often a running bot looks for what another process added.
const freshness = time.Second

// calm is how long a running bot waits between two looks at articles' pages.
const calm = time.Minute

// serve runs the bot, with the index following the store, until ctx ends.
func serve(ctx context.Context, settings terminal.Settings, library *terminal.Library, log *slog.Logger) error {
	holder := crypto.Text()
	keeping := &keepingUp{library: library}
	meter := metrics.New(version, holdings(ctx, library, keeping))
	config := botConfig(settings, library)
	config.Log, config.Meter, config.Ready = log, meter, keeping.ready
	var operators net.Listener
	if settings.Metrics != "" {
		var err error
		if operators, err = metrics.Listen(settings.Metrics, settings.MetricsPublic); err != nil {
			return err
		}
		defer operators.Close()
	}
	if settings.HTTP != "" {
		listener, err := net.Listen("tcp", settings.HTTP)
		if err != nil {
			return fmt.Errorf("interactions can't be taken by HTTP: %w. Name an address with its port, such as --http :8080", err)
		}
		defer listener.Close()
		config.Listener = listener
	}
	b, err := bot.New(config)
	if err != nil {
		return err
	}
	watcher, err := folder.New(library.Store, folder.Split(settings.Watch), time.Now, log)
	if err != nil {
		return err
	}
	sender := b.Sender()
	defer sender.Close()
	machine, err := digest.New(ctx, digest.Config{
		Store: library.Store, Composer: bot.Composer{Desk: library.Desk, CommandIDs: b.CommandIDs}, Sender: sender,
		Now: time.Now, Holder: holder, Log: log, Admits: b.Admits, Count: counting(meter),
	})
	if err != nil {
		return err
	}
	following, stop := context.WithCancel(context.WithoutCancel(ctx))
	followed := make(chan error, 1)
	go func() { followed <- library.Index.Follow(following, freshness) }()
	var beside sync.WaitGroup
	beside.Go(func() { watcher.Run(following) })
	beside.Go(func() { tellStories(following, library, log) })
	beside.Go(func() { goOut(following, settings, library, sender, log) })
	beside.Go(func() { machine.Run(following) })
	beside.Go(func() {
		matcher := watch.New(library.Store, library.Index)
		matcher.OnFault = func(err error) { log.Error("a watch tells of nothing until it is changed", "error", err) }
		matcher.Keep(following, freshness, func(err error) {
			log.Error("what came is not matched against the watches; trying again", "error", err)
		})
	})
	beside.Go(func() {
		archive.KeepListening(following, library.Store, freshness, func(err error) {
			log.Error("what was said is not read; trying again", "error", err)
		})
	})
	beside.Go(func() { keepMisses(following, library, log) })
	beside.Go(func() { prune(following, library, log) })
	beside.Go(func() {
		report(following, archive.Bot{Name: holder, Version: version, Since: time.Now().UTC().Truncate(time.Second), HTTP: settings.HTTP != ""}, library, meter, keeping, log)
	})
	if operators != nil {
		log.Info("serving metrics", "address", operators.Addr().String())
		beside.Go(func() {
			if err := meter.Serve(following, operators, b.Ready, log); err != nil {
				log.Error("no metrics any more", "error", err)
			}
		})
	}
	err = b.Run(ctx)
	stop() // after the last answer
	beside.Wait()
	if stopped := <-followed; !errors.Is(stopped, context.Canceled) {
		err = errors.Join(err, stopped)
	}
	return err
}

// goOut reads feeds and looks again at articles' pages until ctx ends, by one client,
// so that a host is asked for one thing at a time. Without a contact to tell the
// sites it asks for nothing.
func goOut(ctx context.Context, settings terminal.Settings, library *terminal.Library, sender *bot.Sender, log *slog.Logger) {
	if settings.Contact == "" {
		log.Warn("no feeds are read, and no articles' pages looked at again: set CUTTINGS_CONTACT, where sites may turn, and start again")
		return
	}
	street := settings.Client(version)
	defer street.Close()
	poller := poll.Poller{Store: library.Store, Street: street, Now: time.Now, Jitter: rand.Float64, Log: log}
	if settings.Notices != "" {
		poller.Tell = func(ctx context.Context, f archive.Feed) error { return tellOf(ctx, f, sender, settings.Notices) }
	}
	looker := recheck.Looker{Store: library.Store, Street: street, Now: time.Now}
	var both sync.WaitGroup
	both.Go(func() { poller.Run(ctx) })
	both.Go(func() { looker.Run(ctx, calm, log) })
	both.Wait()
}

// prune forgets what was kept long enough, at once and then every hour, until ctx ends.
func prune(ctx context.Context, library *terminal.Library, log *slog.Logger) {
	every := time.NewTicker(time.Hour)
	defer every.Stop()
	for {
		if err := library.Store.Prune(ctx); err != nil && ctx.Err() == nil {
			log.Error("what was kept long enough is not forgotten yet; trying again in an hour", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// keepMisses writes the questions that found nothing until ctx ends, and then the
// last of them.
func keepMisses(ctx context.Context, library *terminal.Library, log *slog.Logger) {
	every := time.NewTicker(freshness)
	defer every.Stop()
	for failed := false; ; {
		select {
		case <-ctx.Done():
		case <-every.C:
		}
		err := library.Desk.KeepMisses(context.WithoutCancel(ctx))
		if err != nil && !failed {
			log.Warn("the questions that found nothing are not kept; trying again", "error", err)
		}
		if failed = err != nil; ctx.Err() != nil {
			return
		}
	}
}

// tellStories places new articles among the stories until ctx ends.
func tellStories(ctx context.Context, library *terminal.Library, log *slog.Logger) {
	every := time.NewTicker(freshness)
	defer every.Stop()
	for failed := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		err := story.CatchUp(ctx, library.Store, library.Index, nil)
		if err != nil && ctx.Err() == nil && !failed {
			log.Error("new articles are not told apart by stories yet; trying again", "error", err)
		}
		failed = err != nil
	}
}

// checkBot looks at what the bot needs from Discord, where there is a token.
func checkBot(ctx context.Context, settings terminal.Settings, library *terminal.Library) []terminal.Finding {
	subscriptions, err := library.Store.Subscriptions(ctx)
	if err != nil {
		return []terminal.Finding{{What: "access", Text: err.Error()}}
	}
	config := botConfig(settings, library)
	var findings []terminal.Finding
	for _, f := range bot.CheckAccess(config.Access, subscriptions) {
		findings = append(findings, terminal.Finding(f))
	}
	if settings.Token == "" {
		return append(findings, terminal.Finding{
			What: "Discord token", OK: true,
			Text: "none: the terminal needs none; the bot does, see docs/operating.md",
		})
	}
	for _, f := range bot.Check(ctx, config) {
		findings = append(findings, terminal.Finding(f))
	}
	return findings
}

func botConfig(settings terminal.Settings, library *terminal.Library) bot.Config {
	return bot.Config{
		Token: settings.Token, API: settings.API, GuildID: settings.Guild,
		Desk: library.Desk, Settings: library.Store, Claims: library.Store, Posts: library.Desk, Version: version,
		Access: bot.Access{
			AllowServers: settings.AllowGuilds, AllowUsers: settings.AllowUsers,
			DenyServers: settings.DenyGuilds, DenyUsers: settings.DenyUsers,
		},
		Limits: bot.Limits{User: settings.UserLimit, Server: settings.ServerLimit},
	}
}
