package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
)

// settingCommands is the key under which registration is kept.
const settingCommands = "discord.commands"

// registration is what was registered last: of which definitions, and which
// version Discord gave each command.
type registration struct {
	Hash     string            `json:"hash"`
	Versions map[string]string `json:"versions"` // by name
}

// registered is a command as Discord shows it.
type registered struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version"` // changes with every change of the command
}

// register brings the commands at Discord up to date and returns their ids by
// name. They are overwritten only if the definitions changed since the last
// time, or if somebody else changed them at Discord: there may be 200 creates a
// day. If Discord can't do it now, the bot serves with the commands as they are.
func (b *Bot) register(ctx context.Context, appID string) (map[string]string, error) {
	definitions := append(define(b.cfg.Desk.Commands()), menus(b.cfg.Desk.MessageCommands())...)
	path := commandsPath(appID, b.cfg.GuildID)
	hash, err := hashOf(path, definitions)
	if err != nil {
		return nil, err
	}
	kept, err := b.cfg.Settings.Setting(ctx, settingCommands)
	if err != nil {
		return nil, fmt.Errorf("reading which commands are registered: %w", err)
	}
	var last registration
	if json.Unmarshal([]byte(kept), &last) != nil {
		last = registration{} // whatever it is, registering anew mends it
	}

	var now []registered
	err = b.rest.do(ctx, http.MethodGet, path, nil, &now)
	if err == nil && (last.Hash != hash || !maps.Equal(last.Versions, versions(now))) {
		now = nil
		err = b.rest.do(ctx, http.MethodPut, path, definitions, &now)
		if err == nil {
			b.cfg.Log.Info("commands registered", "commands", len(now))
			err = b.remember(ctx, registration{Hash: hash, Versions: versions(now)})
		}
	}
	if err != nil {
		if !temporary(err) {
			return nil, b.registerError(err)
		}
		b.cfg.Log.Warn("the commands could not be registered; going on with what Discord has", "error", err)
	}
	ids := map[string]string{}
	for _, c := range now {
		ids[c.Name] = c.ID
	}
	return ids, nil
}

func (b *Bot) remember(ctx context.Context, r registration) error {
	value, err := json.Marshal(r)
	if err == nil {
		err = b.cfg.Settings.SetSetting(ctx, settingCommands, string(value))
	}
	if err != nil {
		return fmt.Errorf("noting which commands are registered: %w", err)
	}
	return nil
}

// registerError says what to do about a refusal.
func (b *Bot) registerError(err error) error {
	var refused *apiError
	if b.cfg.GuildID != "" && errors.As(err, &refused) && (refused.status == http.StatusForbidden || refused.status == http.StatusNotFound) {
		return fmt.Errorf("the commands can't be registered in server %s: invite the bot there first, or leave DISCORD_GUILD empty to register them everywhere: %w", b.cfg.GuildID, err)
	}
	return fmt.Errorf("registering the commands: %w", operator(err))
}

func commandsPath(appID, guildID string) string {
	if guildID == "" {
		return "applications/" + appID + "/commands"
	}
	return "applications/" + appID + "/guilds/" + guildID + "/commands"
}

func versions(list []registered) map[string]string {
	byName := map[string]string{}
	for _, c := range list {
		byName[c.Name] = c.Version
	}
	return byName
}

// hashOf names the definitions and where they are registered.
func hashOf(path string, definitions []command) (string, error) {
	b, err := json.Marshal(definitions)
	if err != nil {
		return "", fmt.Errorf("writing the commands: %w", err)
	}
	sum := sha256.Sum256(append([]byte(path+"\n"), b...))
	return hex.EncodeToString(sum[:]), nil
}
