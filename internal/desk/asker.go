package desk

import (
	"context"
	"strings"

	"cuttings/internal/words"
)

// Asker is who asks, and where. The zero value is somebody outside of all servers;
// at the terminal it is the Operator.
type Asker struct {
	User       string // the id of whoever asks
	Server     string // the server's in which the bot is installed and they ask; "" elsewhere
	Channel    string // the id of the place where they ask
	Collection string // the collection that is asked, whatever the server's is; "" where that is for the server to say
	Sends      bool   // the bot may send messages of its own there
	Manages    bool   // they may manage the server
	Owns       bool   // the application at Discord is theirs, or their team's

	Locale       string // Discord's, of whoever asks: "de", "en-GB"; "" is English
	PublicLocale string // of what everybody reads there; "" is English
}

// localeOf is the locale of those who read what is posted in a channel, or sent to the
// asker.
func (a Asker) localeOf(channel string) string {
	if strings.HasPrefix(channel, "@") {
		return a.Locale
	}
	return a.PublicLocale
}

type askerKey struct{}

// By is a context in which the asker makes a request.
func By(ctx context.Context, who Asker) context.Context {
	return context.WithValue(ctx, askerKey{}, who)
}

// spoken is the language of whoever makes the request.
func spoken(ctx context.Context) words.Language { return words.For(AskerOf(ctx).Locale) }

// AskerOf is who makes the request.
func AskerOf(ctx context.Context) Asker {
	who, _ := ctx.Value(askerKey{}).(Asker)
	return who
}
