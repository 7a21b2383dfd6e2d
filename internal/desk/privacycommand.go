package desk

import (
	"context"

	"cuttings/internal/language"
)

// privacyCommand is /privacy with what can be asked of it.
func privacyCommand() Command {
	return Command{
		Name: "privacy", Description: language.Phrase("command.privacy"),
		Commands: []Command{
			{Name: "show", Description: language.Phrase("command.privacy.show")},
			{Name: "export", Description: language.Phrase("command.privacy.export")},
			{Name: "forget-me", Description: language.Phrase("command.privacy.forget-me"), Options: []Option{
				{Name: "confirm", Description: language.Phrase("option.privacy.confirm"), Choices: []string{yes}},
			}},
		},
	}
}

// typedPrivacy carries out /privacy as it was typed.
func (d *Desk) typedPrivacy(ctx context.Context, command string, args map[string]string) (Reply, error) {
	switch command {
	case "privacy export":
		return answer(d.ExportMe(ctx))
	case "privacy forget-me":
		return answer(d.ForgetMe(ctx, args["confirm"] == yes))
	}
	return answer(d.Privacy(ctx))
}
