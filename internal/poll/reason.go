package poll

import (
	"errors"
	"fmt"

	"cuttings/internal/feed"
	"cuttings/internal/fetch"
)

// Reason is why a feed couldn't be read, and what to do. What a fetch.Error says of
// itself is meant for whoever wants a page, which can be saved from a browser.
func Reason(err error) string {
	e, ok := errors.AsType[*fetch.Error](err)
	if !ok {
		return err.Error()
	}
	switch e.Kind {
	case fetch.WrongType:
		if e.Type == "" {
			return "what is there can't be unpacked: ask the site"
		}
		return fmt.Sprintf("what is there is %.60q, not a feed: give a feed's own address", e.Type)
	case fetch.Large:
		return fmt.Sprintf("what is there is larger than %d MB, and a feed may have no more: ask the site for a shorter one", feed.MaxBytes>>20)
	case fetch.Shut:
		return fmt.Sprintf("the site doesn't show the feed to programs (%d): ask the site", e.Status)
	case fetch.Robots:
		return "the site's robots.txt asks programs not to read the feed: ask the site"
	}
	return e.Reason
}
