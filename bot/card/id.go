package card

import (
	"fmt"
	"strings"

	"cuttings/internal/desk"
)

// Action is what a button does.
type Action string

// What a button does with the quote that it names.
const (
	Post  Action = "post"  // put it into the channel for everybody to see
	Story Action = "story" // show the story of its article to whoever pressed
	Wrong Action = "wrong" // ask whoever pressed what is wrong with it
)

// PostID is the custom_id of the button that posts the quote: at most 100 bytes,
// and everything that the bot needs to remember.
func PostID(ref desk.QuoteRef) string { return string(Post) + ":" + ref.String() }

// StoryID is the custom_id of the button that shows the quote's story: as PostID.
func StoryID(ref desk.QuoteRef) string { return string(Story) + ":" + ref.String() }

// WrongID is the custom_id of the button that reports the quote, and of the modal
// that asks for the reason: as PostID.
func WrongID(ref desk.QuoteRef) string { return string(Wrong) + ":" + ref.String() }

// ParseID reads a custom_id. It comes back over the network and may be anything:
// what PostID, StoryID and WrongID did not write is an error.
func ParseID(customID string) (Action, desk.QuoteRef, error) {
	before, name, ok := strings.Cut(customID, ":")
	action := Action(before)
	if len(customID) > maxCustomID || !ok || action != Post && action != Story && action != Wrong {
		return "", desk.QuoteRef{}, fmt.Errorf("%.100q is not a button of a card", customID)
	}
	ref, err := desk.ParseQuoteRef(name)
	if err != nil {
		return "", desk.QuoteRef{}, err
	}
	return action, ref, nil
}

// commandOptions are the commands that buttons may carry out, and the one option
// that each takes.
var commandOptions = map[string]string{
	"digest resume":     "digest",
	"privacy forget-me": "confirm",
	"reports list":      "before", "reports done": "number", "reports hide": "number",
	"watch add": "words", "watch resume": "number", "watch pause": "number", "watch remove": "number",
}

// CommandID is the custom_id of a button that carries out a command for whoever
// presses it, with the value of its option.
func CommandID(command, value string) string { return "do:" + command + ":" + value }

// ParseCommandID reads what CommandID wrote; anything else isn't ok.
func ParseCommandID(customID string) (command string, args map[string]string, ok bool) {
	rest, is := strings.CutPrefix(customID, "do:")
	command, value, _ := strings.Cut(rest, ":")
	option := commandOptions[command]
	if !is || option == "" || len(customID) > maxCustomID {
		return "", nil, false
	}
	return command, map[string]string{option: value}, true
}
