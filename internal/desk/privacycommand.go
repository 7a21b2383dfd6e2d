package desk

import "context"

// privacyCommand is /privacy with what can be asked of it.
func privacyCommand() Command {
	return Command{
		Name: "privacy", Description: "What is kept of you and for how long, all of it as a file, or none of it any more",
		Commands: []Command{
			{Name: "show", Description: "What is kept of those who use this bot, for how long, and how much of you"},
			{Name: "export", Description: "Everything that is kept with your user id, as a file for you alone"},
			{Name: "forget-me", Description: "Take you out of all that is kept; first you see what goes", Options: []Option{
				{Name: "confirm", Description: "yes does it; without it you see what would go", Choices: []string{yes}},
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
