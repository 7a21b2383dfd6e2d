package terminal

import (
	"strings"

	"cuttings/internal/desk"
)

// setup writes what a server would see, as far as it is there without one.
func (p page) setup(b *strings.Builder, r desk.SetupReply) {
	p.line(b, plain, english.Say("setup.elsewhere"))
	if len(r.Digests) > 0 {
		p.subscriptions(b, desk.SubscriptionsReply{Digests: r.Digests})
	}
	if r.Sample == nil {
		p.line(b, plain, english.Say("miss.empty"))
		return
	}
	p.line(b, p.dim, english.Say("setup.sample", "held", english.HeldOf(r.Scope)))
	b.WriteString("\n")
	p.quote(b, *r.Sample)
}
