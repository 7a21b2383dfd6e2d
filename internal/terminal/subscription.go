package terminal

import (
	"strings"

	"cuttings/internal/desk"
)

// subscription writes how a digest is now.
func (p page) subscription(b *strings.Builder, r desk.SubscriptionReply) {
	p.subscribed(b, r.Digest, english.DigestNow(r.Digest.Subscription, r.Removed))
	if absent := english.DigestAbsent(r.Absent); absent != "" {
		p.line(b, plain, absent)
	}
}

// subscriptions lists digests.
func (p page) subscriptions(b *strings.Builder, r desk.SubscriptionsReply) {
	if len(r.Digests) == 0 {
		p.line(b, plain, english.Say("digest.none"))
	}
	for _, s := range r.Digests {
		p.subscribed(b, s, english.DigestNumber(s.ID)+" · "+english.DigestIs(s.Subscription))
	}
	p.under(b, r.Page, r.Pages)
}

func (p page) subscribed(b *strings.Builder, s desk.Subscribed, head string) {
	p.line(b, p.bold, head)
	p.line(b, plain, "in "+place(s.Subscription)+" · "+english.DigestSettings(s.Subscription, desk.DigestStories, desk.DigestLate))
	if last := english.DigestLast(s.Last); last != "" {
		p.line(b, plain, last)
	}
}
