package card

import (
	"fmt"
	"strings"

	"cuttings/internal/desk"
)

// Action is what a button does.
type Action string

// Post puts the quote into the channel for everybody to see.
const Post Action = "post"

// PostID is the custom_id of the button that posts the quote: at most 100 bytes,
// and everything that the bot needs to remember.
func PostID(ref desk.QuoteRef) string { return string(Post) + ":" + ref.String() }

// ParseID reads a custom_id. It comes back over the network and may be anything:
// what PostID did not write is an error.
func ParseID(customID string) (Action, desk.QuoteRef, error) {
	action, name, ok := strings.Cut(customID, ":")
	if len(customID) > maxCustomID || !ok || Action(action) != Post {
		return "", desk.QuoteRef{}, fmt.Errorf("%.100q is not a button of a card", customID)
	}
	ref, err := desk.ParseQuoteRef(name)
	if err != nil {
		return "", desk.QuoteRef{}, err
	}
	return Post, ref, nil
}
