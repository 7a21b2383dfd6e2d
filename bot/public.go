package bot

import (
	"context"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
	"cuttings/internal/desk"
)

// publicLimit is how long it may take to find out who is to see an answer. The
// acknowledgement waits for it, and Discord for that.
const publicLimit = 500 * time.Millisecond

// public reports whether everybody sees the answer at once: of an open command,
// where the server wants it so. What isn't known in time stays private.
func (s *service) public(in *interaction) bool {
	server := in.asker().Server
	open := server != "" && in.Type == discordgo.InteractionApplicationCommand &&
		slices.ContainsFunc(s.cfg.Desk.Commands(), func(c desk.Command) bool { return c.Open && c.Name == in.Data.Name })
	if !open {
		return false
	}
	ctx, cancel := context.WithTimeout(s.work, publicLimit)
	defer cancel()
	public, err := s.cfg.Desk.Public(ctx, server)
	if err != nil {
		s.cfg.Log.Error("who may see the answer can't be read: it is private", "request", in.ID, "error", err)
	}
	return public && err == nil
}

// decline tells whoever asked, and nobody else, why there is no answer. A message
// for everybody is taken away first: what is said while it waits would fill it.
func (s *service) decline(in *interaction, why card.Message) error {
	if in.public && s.rest.remove(s.send, s.appID, in) == nil {
		return s.rest.followUp(s.send, s.appID, in, why)
	}
	_, err := s.rest.edit(s.send, s.appID, in, why)
	return err
}
