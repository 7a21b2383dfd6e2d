package card

import (
	"fmt"
	"strconv"
	"strings"

	"cuttings/internal/desk"
)

// Action is what a button does.
type Action string

// What a button does with the quote that it names.
const (
	Post    Action = "post"    // put it into the channel for everybody to see
	Context Action = "context" // show the passage around it to whoever pressed
	Story   Action = "story"   // show the story of its article to whoever pressed
	Wrong   Action = "wrong"   // ask whoever pressed what is wrong with it
)

// PostID is the custom_id of the button that posts the quote: at most 100 bytes,
// and everything that the bot needs to remember.
func PostID(ref desk.QuoteRef) string { return string(Post) + ":" + ref.String() }

// ContextID is the custom_id of the button that shows what is around the quote: as
// PostID.
func ContextID(ref desk.QuoteRef) string { return string(Context) + ":" + ref.String() }

// StoryID is the custom_id of the button that shows the quote's story: as PostID.
func StoryID(ref desk.QuoteRef) string { return string(Story) + ":" + ref.String() }

// WrongID is the custom_id of the button that reports the quote, and of the modal
// that asks for the reason: as PostID.
func WrongID(ref desk.QuoteRef) string { return string(Wrong) + ":" + ref.String() }

// ParseID reads a custom_id. It comes back over the network and may be anything:
// what PostID, ContextID, StoryID and WrongID did not write is an error.
func ParseID(customID string) (Action, desk.QuoteRef, error) {
	before, name, ok := strings.Cut(customID, ":")
	action := Action(before)
	if len(customID) > maxCustomID || !ok || action != Post && action != Context && action != Story && action != Wrong {
		return "", desk.QuoteRef{}, fmt.Errorf("%.100q is not a button of a card", customID)
	}
	ref, err := desk.ParseQuoteRef(name)
	if err != nil {
		return "", desk.QuoteRef{}, err
	}
	return action, ref, nil
}

// Turn is what a button holds that turns to a page of a list.
type Turn struct {
	Search string // see desk.Turn
	Page   int    // from 1 on
	Total  int    // how many entries the list had; 0 where they aren't counted
}

const (
	turning = "turn:"
	most    = 999_999_999 // a page or a total: six digits in base 36
)

// TurnID is the custom_id of the button that turns to that page.
func TurnID(t Turn) string {
	number := func(n int) string { return strconv.FormatInt(int64(min(n, most)), 36) }
	return turning + number(t.Page) + ":" + number(t.Total) + ":" + t.Search
}

// ParseTurn reads what TurnID wrote; anything else isn't ok.
func ParseTurn(customID string) (t Turn, ok bool) {
	rest, is := strings.CutPrefix(customID, turning)
	fields := strings.SplitN(rest, ":", 3)
	if !is || len(fields) != 3 || len(customID) > maxCustomID {
		return Turn{}, false
	}
	page, err1 := strconv.ParseUint(fields[0], 36, 31)
	total, err2 := strconv.ParseUint(fields[1], 36, 31)
	if err1 != nil || err2 != nil || page == 0 || page > most || fields[2] == "" {
		return Turn{}, false
	}
	return Turn{Search: fields[2], Page: int(page), Total: int(total)}, true
}

// commandOptions are the commands that buttons may carry out, and the one option
// that each takes.
var commandOptions = map[string]string{
	"digest resume":     "digest",
	"privacy forget-me": "confirm",
	"reports done":      "number", "reports hide": "number",
	"setup":     "answers",
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
