package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
	"cuttings/internal/words"
)

// ackLimit is how long an acknowledgement is tried. Discord waits 3 s from when
// somebody acted.
const ackLimit = 2800 * time.Millisecond

// interaction is the part of INTERACTION_CREATE that the bot reads. discordgo's
// also decodes the messages and components inside, and fails on a kind that it
// does not know: then nobody would get an answer.
type interaction struct {
	ID        string                    `json:"id"`
	Type      discordgo.InteractionType `json:"type"`
	Token     string                    `json:"token"`
	ChannelID string                    `json:"channel_id"`
	GuildID   string                    `json:"guild_id"`
	Member    *struct {
		User        *person `json:"user"`
		Permissions bits    `json:"permissions"`
	} `json:"member"`
	User *person         `json:"user"`
	Data interactionData `json:"data"`

	Message struct {
		ID         string                 `json:"id"`
		Flags      discordgo.MessageFlags `json:"flags"`
		Components json.RawMessage        `json:"components"`
	} `json:"message"` // on which a button was pressed

	outcome string       // what became of it, once it was dealt with; see Meter
	said    []string     // what in it came from somebody's hand
	log     *slog.Logger // its own; nil before it is dealt with

	AppPermissions bits   `json:"app_permissions"`       // the bot's own, where it happens
	MaxFile        int    `json:"attachment_size_limit"` // how many bytes a file may have
	Locale         string `json:"locale"`                // of whoever acts; not in a ping
	GuildLocale    string `json:"guild_locale"`          // of the server; "" elsewhere

	Owners map[string]json.RawMessage `json:"authorizing_integration_owners"` // by whom the bot is installed: "0" for the server, "1" for whoever acts

	public bool // the answer is for everybody; see service.public
}

type person struct {
	ID string `json:"id"`
}

type interactionData struct {
	Name     string     `json:"name"`      // of the command
	CustomID string     `json:"custom_id"` // of the button, or of the modal
	Options  []argument `json:"options"`

	Type     discordgo.ApplicationCommandType `json:"type"`      // of the command
	TargetID string                           `json:"target_id"` // of the message that it was used on
	Resolved struct {
		Messages map[string]target `json:"messages"`
	} `json:"resolved"`

	Components []input `json:"components"` // of a modal
}

type argument struct {
	Type    discordgo.ApplicationCommandOptionType `json:"type"`
	Name    string                                 `json:"name"`
	Value   json.RawMessage                        `json:"value"`
	Focused bool                                   `json:"focused"` // being typed
	Options []argument                             `json:"options"` // of a subcommand or a group of them
}

func readInteraction(raw []byte) (*interaction, error) {
	in := new(interaction)
	if err := json.Unmarshal(raw, in); err != nil {
		return nil, err
	}
	var whole struct {
		Data json.RawMessage `json:"data"`
	}
	_ = json.Unmarshal(raw, &whole) // it was JSON just now
	in.said = said(whole.Data)
	if in.ID == "" || in.Token == "" {
		return nil, errors.New("an interaction without id or token")
	}
	return in, nil
}

// command is the command's whole name, as desk.InFull has it, and its options.
func (in *interaction) command() (name string, options []argument) {
	name, options = in.Data.Name, in.Data.Options
	for len(options) == 1 && (options[0].Type == discordgo.ApplicationCommandOptionSubCommand ||
		options[0].Type == discordgo.ApplicationCommandOptionSubCommandGroup) {
		name, options = name+" "+options[0].Name, options[0].Options
	}
	return name, options
}

// args are options by name, as they were typed.
func args(options []argument) map[string]string {
	args := map[string]string{}
	for _, o := range options {
		var s string
		if json.Unmarshal(o.Value, &s) != nil {
			s = string(o.Value) // a number or a boolean
		}
		args[o.Name] = s
	}
	return args
}

// user is the id of whoever acted: in a server the member's, else the user's.
func (in *interaction) user() string {
	switch {
	case in.Member != nil && in.Member.User != nil:
		return in.Member.User.ID
	case in.User != nil:
		return in.User.ID
	}
	return ""
}

// words is the language of whoever acted.
func (in *interaction) words() words.Language { return words.For(in.Locale) }

// everybodysWords is the language of what everybody reads where it happens: the
// server's, and in direct messages that of whoever acted.
func (in *interaction) everybodysWords() words.Language {
	return words.For(cmp.Or(in.GuildLocale, in.Locale))
}

// kind names the interaction in the log.
func (in *interaction) kind() string {
	switch in.Type {
	case discordgo.InteractionApplicationCommand:
		name, _ := in.command()
		return fmt.Sprintf("command %.64s", name)
	case discordgo.InteractionPing:
		return "ping"
	case discordgo.InteractionMessageComponent:
		return "button"
	case discordgo.InteractionApplicationCommandAutocomplete:
		return "autocomplete"
	case discordgo.InteractionModalSubmit:
		return "modal"
	}
	return "other"
}

// acknowledgement is the answer to each kind of interaction that waits for
// nothing. Everything that takes work is deferred: commands and modals to a message,
// which is private unless the interaction is public, and stays so; buttons to what
// follows, but for the one that opens a modal: that can't be. Nor can what somebody
// types; there it suggests nothing.
func (in *interaction) acknowledgement() callback {
	switch in.Type {
	case discordgo.InteractionPing:
		return callback{Type: discordgo.InteractionResponsePong}
	case discordgo.InteractionMessageComponent:
		if action, ref, err := card.ParseID(in.Data.CustomID); err == nil && action == card.Wrong {
			return callback{Type: discordgo.InteractionResponseModal, Data: card.AskWhatIsWrong(ref, card.Options{Words: in.words()})}
		}
		return callback{Type: discordgo.InteractionResponseDeferredMessageUpdate}
	case discordgo.InteractionApplicationCommandAutocomplete:
		return suggesting([]choice{})
	}
	flags := private
	if in.public {
		flags = 0
	}
	return callback{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource, Data: deferral{Flags: flags}}
}

// acknowledge sends the first answer. An error says that Discord did not take
// it, or that another process with the same token was first.
func (r *rest) acknowledge(ctx context.Context, in *interaction, first callback) error {
	ctx, cancel := context.WithTimeout(ctx, r.ackLimit)
	defer cancel()
	path := "interactions/" + in.ID + "/" + url.PathEscape(in.Token) + "/callback"
	err := r.do(in.logging(ctx), http.MethodPost, path, first, nil)
	var refused *apiError
	if errors.As(err, &refused) && refused.code == codeAlreadyAcknowledged && refused.tries > 1 {
		return nil // an earlier try got through and only its answer was lost
	}
	return err
}

// original is the path of the message that was deferred, or of the one on which a button
// was pressed.
func (in *interaction) original(appID string) string {
	return "webhooks/" + appID + "/" + url.PathEscape(in.Token) + "/messages/@original"
}

// edit fills the message that was deferred, or the one on which a button was
// pressed, and returns its ID as post does.
func (r *rest) edit(ctx context.Context, appID string, in *interaction, c card.Message) (id string, err error) {
	return r.write(in.logging(ctx), http.MethodPatch, in.original(appID), c)
}

// post sends another message for everybody and returns its ID, or "" where Discord
// took it and its answer can't be read.
func (r *rest) post(ctx context.Context, appID string, in *interaction, c card.Message) (id string, err error) {
	return r.write(in.logging(ctx), http.MethodPost, "webhooks/"+appID+"/"+url.PathEscape(in.Token), c)
}

func (r *rest) write(ctx context.Context, method, path string, c card.Message) (id string, err error) {
	var written struct {
		ID string `json:"id"`
	}
	err = r.do(ctx, method, path, newMessage(c, 0), &written)
	if errors.Is(err, errAnswer) {
		err = nil
	}
	return written.ID, err
}

// remove deletes the message on which a button was pressed.
func (r *rest) remove(ctx context.Context, appID string, in *interaction) error {
	return r.do(in.logging(ctx), http.MethodDelete, in.original(appID), nil, nil)
}

// followUp sends another message to whoever acted alone.
func (r *rest) followUp(ctx context.Context, appID string, in *interaction, c card.Message) error {
	path := "webhooks/" + appID + "/" + url.PathEscape(in.Token)
	return r.do(in.logging(ctx), http.MethodPost, path, newMessage(c, private), nil)
}
