package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// suggestLimit is how long suggestions may take: Discord waits 3 s from the key
// that somebody pressed, and such an answer can't be deferred.
const suggestLimit = 1500 * time.Millisecond

// complete answers what somebody types with what they may mean, and reports whether
// Discord took it. Without an answer in time there are no suggestions; what is typed
// can be sent all the same.
func (s *service) complete(in *interaction, answer func(callback) error, log *slog.Logger) bool {
	began := time.Now()
	suggestions, err := s.suggest(in)
	if err != nil {
		in.outcome = outcomeFailed
		log.Warn("nothing suggested", "error", err)
	}
	list := []choice{}
	for _, one := range suggestions {
		list = append(list, choice{Name: one.Shown, Value: one.Value})
	}
	if err := answer(suggesting(list)); err != nil {
		// Whoever types on has asked again by now.
		in.outcome = outcomeLate
		log.Info("suggestions not taken", "error", err, "after", time.Since(began))
		return false
	}
	log.Info("suggested", "took", time.Since(began))
	return true
}

func suggesting(list []choice) callback {
	return callback{Type: discordgo.InteractionApplicationCommandAutocompleteResult, Data: choices{Choices: list}}
}

// suggest asks the desk. A panic comes back as an error.
func (s *service) suggest(in *interaction) (list []desk.Suggestion, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w\n%s", &panicked{value: v}, debug.Stack())
		}
	}()
	name, options := in.command()
	i := slices.IndexFunc(options, func(o argument) bool { return o.Focused })
	if i < 0 {
		return nil, errors.New("no option is being typed")
	}
	option := options[i].Name
	ctx, cancel := context.WithTimeout(s.work, suggestLimit)
	defer cancel()
	return s.cfg.Desk.Suggest(desk.By(ctx, s.asker(in)), name, option, args(options)[option])
}
