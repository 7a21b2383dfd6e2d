package desk

import (
	"context"
	"errors"
	"time"

	"cuttings/internal/archive"
)

// Post is a message that the bot posted for everybody; see archive.Posts.
type Post = archive.Post

// RevisitReply is what a post may show now.
type RevisitReply struct{ Cuttings []PostedCutting }

// PostedCutting is one of the cuttings that a post showed when it was posted.
type PostedCutting struct {
	Number int64
	Shown  bool         // whether it may be shown still
	Now    CuttingReply // where it is Shown
}

func (RevisitReply) reply() {}

// mostDue is how many posts are revisited at a time.
const mostDue = 50

// WithdrawnReply stands for a post of which nothing may be shown any more.
type WithdrawnReply struct{}

func (WithdrawnReply) reply() {}

// KeepPost keeps that the asker posted these quotes, or with archive.AnswerPost asked
// for what showed them, as that message in their channel, so that it is edited when one
// of them may not be shown any more.
func (d *Desk) KeepPost(ctx context.Context, message string, kind archive.PostKind, refs ...QuoteRef) error {
	who := AskerOf(ctx)
	p := Post{
		Server: who.Server, Channel: who.Channel, Message: message, Kind: kind, By: who.User, Locale: who.PublicLocale,
		Far: who.Server == "" && !who.Sends, // the bot belongs to who posted it, and is not there itself
	}
	for _, r := range refs {
		p.Quotes = append(p.Quotes, archive.PostedQuote{Number: r.Number, Version: r.Version, Ref: r.String()})
	}
	return d.store.KeepPost(ctx, p)
}

// ForgetPost forgets a post that is no more.
func (d *Desk) ForgetPost(ctx context.Context, channel, message string) error {
	return d.store.ForgetPost(ctx, channel, message)
}

// DuePosts are posts that are to be edited now: Revisit says what they may show.
func (d *Desk) DuePosts(ctx context.Context) ([]Post, error) { return d.store.DuePosts(ctx, mostDue) }

// Revisit says what a post may show where it stands: of a card and an answer a RevisitReply, of a
// digest a DigestReply, of a watch a ToldReply; WithdrawnReply where nothing is left
// of these two.
func (d *Desk) Revisit(ctx context.Context, p Post) (Reply, error) {
	if !p.Kind.Cards() {
		return d.revisitEdition(ctx, p)
	}
	ctx = By(ctx, Asker{Server: p.Server})
	var r RevisitReply
	for _, q := range p.Quotes {
		c, err := d.stillShown(ctx, q)
		if err != nil {
			return nil, err
		}
		r.Cuttings = append(r.Cuttings, c)
	}
	return r, nil
}

// stillShown is a quote that was shown, if it may be still.
func (d *Desk) stillShown(ctx context.Context, q archive.PostedQuote) (PostedCutting, error) {
	c := PostedCutting{Number: q.Number}
	ref, err := ParseQuoteRef(q.Ref)
	if err == nil {
		c.Now, err = d.Cutting(ctx, ref)
		var problem *Problem
		if c.Shown = err == nil; errors.As(err, &problem) {
			c.Now, err = CuttingReply{}, nil
		}
	}
	return c, err
}

// PostEdited notes that the post shows what Revisit said.
func (d *Desk) PostEdited(ctx context.Context, p Post) error {
	return d.store.PostEdited(ctx, p.ID, p.Marks)
}

// PostFailed notes why the post could not be edited. It is due again after the
// pause; with a pause of 0 it is given up, until what it may show changes again.
func (d *Desk) PostFailed(ctx context.Context, p Post, fault string, pause time.Duration) error {
	return d.store.PostFailed(ctx, p.ID, p.Marks, fault, pause)
}
