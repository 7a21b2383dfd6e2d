package archive

import (
	"context"
	"errors"
	"time"
)

// Post is a message that shows cuttings to those in a channel. None of its words is
// kept.
type Post struct {
	ID      int64         // given by the store
	Server  string        // what it may show is what Hidden of this scope lets through
	Channel string        // its ID
	Message string        // its ID
	By      string        // the ID of the user who posted it; "" where nobody did
	Locale  string        // Discord's, of those who read it; "" is English
	Kind    PostKind      // what it is
	Edition string        // of a digest and a watch: what it was made of, which the store doesn't read
	At      time.Time     // when it was posted: UTC, to the second
	Quotes  []PostedQuote // in order, one at least
	Far     bool          // the bot is not in its channel, so it can never be edited
	Due     bool          // it has to be edited: what it may show has changed since it was posted or last edited
	Marks   int64         // grows whenever that happens
	Tries   int           // how often editing it failed since
	Fault   string        // why it failed last; one that is at fault and not Due was given up
}

// PostKind says what a post is.
type PostKind string

const (
	CardPost   PostKind = ""       // a card that somebody posted
	AnswerPost PostKind = "answer" // what somebody asked, which everybody saw at once
	DigestPost PostKind = "digest" // the message of a digest
	WatchPost  PostKind = "watch"  // the message of a watch
)

// Cards reports whether it shows quotes alone, each by its own name.
func (k PostKind) Cards() bool { return k == CardPost || k == AnswerPost }

// PostedQuote names a quote that a post shows.
type PostedQuote struct {
	Number  int64
	Version int    // 0 for any, in a digest and a watch
	Ref     string // the quote by its own name, which the store doesn't read; "" likewise
}

// Validate says why no store takes the post, or nil.
func (p Post) Validate() error {
	if p.Channel == "" || p.Message == "" {
		return errors.New("a post needs the IDs of its channel and its message")
	}
	fields := []string{p.Server, p.Channel, p.Message, p.By, p.Locale, p.Edition, p.Fault}
	for _, q := range p.Quotes {
		fields = append(fields, q.Ref)
	}
	for _, f := range fields {
		if err := Storable(f); err != nil {
			return errors.New("a post's field " + err.Error())
		}
	}
	if !p.Kind.Cards() && p.Kind != DigestPost && p.Kind != WatchPost {
		return errors.New("a post is neither a card nor an answer nor of a digest nor of a watch")
	}
	if len(p.Quotes) == 0 {
		return errors.New("a post without a quote need not be kept")
	}
	return nil
}

// Posts is the part of a Store that keeps what was posted, so that a post no
// longer shows what was hidden or removed. The work is made by its cause and in the
// same transaction: Hide, also when it shows something again, and Remove make due
// every post that shows the cutting, or something of the outlet, in that scope. So
// neither a crash nor another process can lose it.
type Posts interface {
	// KeepPost keeps a post: its Server, Channel, Message, By, At, Quotes, Far, Kind,
	// Edition and Locale. One without At was posted now. It is due at once where one of its
	// quotes has been hidden or removed meanwhile. The same message kept again is
	// replaced.
	KeepPost(ctx context.Context, p Post) error

	// ForgetPost forgets the post that is that message, if it is kept.
	ForgetPost(ctx context.Context, channel, message string) error

	// Posts returns at most limit of the posts with a greater ID than after, in
	// growing order of ID.
	Posts(ctx context.Context, after int64, limit int) ([]Post, error)

	// DuePosts returns at most limit of the posts that are to be edited now, those
	// that wait longest first.
	DuePosts(ctx context.Context, limit int) ([]Post, error)

	// PostEdited notes that the post stands as it should, when no more marks were
	// made since than those; otherwise it stays due.
	PostEdited(ctx context.Context, id, marks int64) error

	// PostFailed notes why editing it failed. It is due again after the pause; with
	// a pause of 0 it is given up until the next mark.
	PostFailed(ctx context.Context, id, marks int64, fault string, pause time.Duration) error
}
