package bot

import (
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
	"cuttings/internal/language"
)

// errClosed says that the operator doesn't let somebody in.
var errClosed = errors.New("the operator's lists don't let them in")

// admit says why an interaction isn't worked on: errClosed, a *limitedError, or nil.
func (s *service) admit(in *interaction) error {
	switch {
	case in.Type == discordgo.InteractionPing:
		return nil
	case !s.cfg.Access.Admits(in.GuildID, in.user()):
		return errClosed
	}
	return s.rates.take(in, in.Type == discordgo.InteractionApplicationCommandAutocomplete, time.Now())
}

// turnedAway is the acknowledgement of an interaction that isn't worked on: it opens
// nothing that would be filled in for nothing.
func (in *interaction) turnedAway() callback {
	if in.Type == discordgo.InteractionMessageComponent {
		return callback{Type: discordgo.InteractionResponseDeferredMessageUpdate}
	}
	return in.acknowledgement()
}

// turnAway tells whoever acted, alone, why nothing comes of it. Who types is suggested
// nothing, and told nothing.
func (s *service) turnAway(in *interaction, why error) error {
	in.outcome = outcomeLimited
	message := card.Problem(in.words(), language.Phrase("bot.closed"))
	var limited *limitedError
	switch {
	case errors.As(why, &limited):
		message = card.Wait(in.words(), limited.until, limited.server)
	default:
		in.outcome = outcomeClosed
	}
	switch in.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		return nil
	case discordgo.InteractionMessageComponent:
		return s.rest.followUp(s.send, s.appID, in, message)
	}
	_, err := s.rest.edit(s.send, s.appID, in, message)
	return err
}
