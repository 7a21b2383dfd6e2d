package terminal

import (
	"strings"

	"cuttings/internal/desk"
	"cuttings/internal/words"
)

// subscription writes how a digest is now.
func (p page) subscription(b *strings.Builder, r desk.SubscriptionReply) {
	p.subscribed(b, r.Digest, words.DigestNow(r.Digest.Subscription, r.Removed))
}

// subscriptions lists digests.
func (p page) subscriptions(b *strings.Builder, r desk.SubscriptionsReply) {
	if len(r.Digests) == 0 {
		p.line(b, plain, words.NoDigests)
	}
	for _, s := range r.Digests {
		p.subscribed(b, s, words.DigestNumber(s.ID)+" · "+words.DigestIs(s.Subscription))
	}
}

func (p page) subscribed(b *strings.Builder, s desk.Subscribed, head string) {
	p.line(b, p.bold, head)
	p.line(b, plain, "in channel "+s.Channel+" · "+words.DigestSettings(s.Subscription, desk.DigestStories))
	if last := words.DigestLast(s.Last); last != "" {
		p.line(b, plain, last)
	}
}
