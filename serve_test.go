package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/story"
	"cuttings/internal/terminal"
	"cuttings/internal/wallclock"
	"cuttings/internal/watch"
)

// A running bot posts the digest that is due, tells what a watch has to tell, and
// matches what came since against the watches.
func TestServePosts(t *testing.T) {
	server := discordtest.New(discordtest.Config{RequireAllowedMentions: true, IdentifyWindow: -1})
	defer server.Close()
	settings := terminal.Settings{Data: t.TempDir(), NoSample: true, Discord: terminal.Discord{Token: discordtest.TestToken, API: server.URL()}}
	log := slog.New(slog.DiscardHandler)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	library, err := open(ctx, settings, log)
	if err != nil {
		t.Fatal(err)
	}
	defer library.Close()

	due := time.Now().UTC().Add(-time.Minute)
	digest := archive.Subscription{
		Server: discordtest.GuildID, Channel: discordtest.ChannelID, By: discordtest.UserID, Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip,
		Late: time.Hour, Schedule: wallclock.Schedule{Clock: wallclock.Clock(due.Hour()*60 + due.Minute()), Zone: "UTC", Days: wallclock.EveryDay},
		State: archive.Active, Since: due.Add(-time.Minute),
	}
	ferries := digest
	ferries.Channel, ferries.Watch, ferries.Topic = "@"+discordtest.UserID, archive.AtOnce, "ferry"
	for _, s := range []*archive.Subscription{&digest, &ferries} {
		if *s, err = library.Store.AddSubscription(ctx, *s); err != nil {
			t.Fatal(err)
		}
	}
	put := func(id, text string) {
		t.Helper()
		if _, err := library.Store.Put(ctx, archive.Article{ID: id, Title: id, Outlet: "Echo", Text: text}); err != nil {
			t.Fatal(err)
		}
		if err := library.Index.CatchUp(ctx, nil); err != nil {
			t.Fatal(err)
		}
	}
	put("before", "The ferry is late again.")
	if err := watch.New(library.Store, library.Index).CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	told, err := library.Store.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	put("since", "The ferry has sunk.")
	if err := story.CatchUp(ctx, library.Store, library.Index, nil); err != nil {
		t.Fatal(err)
	}

	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- serve(serving, settings, library, log) }()
	said := func(channel string) string {
		var all strings.Builder
		for _, m := range server.Messages(channel) {
			all.WriteString(m.Text())
		}
		return all.String()
	}
	matched := func() bool { // the second one, whether it is told already or not
		matches, err := library.Store.Matches(t.Context(), ferries.ID, told, 1)
		return err == nil && matches.Total > 0 || strings.Contains(said(discordtest.DMID), "sunk")
	}
	for what, is := range map[string]func() bool{
		"a digest":                func() bool { return strings.Contains(said(discordtest.ChannelID), "The ferry has sunk.") },
		"a watch":                 func() bool { return strings.Contains(said(discordtest.DMID), "is late again.") },
		"what came for the watch": matched,
	} {
		for !is() && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
		if !is() {
			t.Errorf("not posted, or not seen: %s", what)
		}
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if v := server.Violations(); len(v) > 0 {
		t.Errorf("the bot broke Discord's rules:\n%s", strings.Join(v, "\n"))
	}
}
