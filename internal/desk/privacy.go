package desk

import (
	"context"
	"encoding/json"
	"time"

	"cuttings/internal/archive"
)

// PrivacyReply says what is kept of those who use the program, and for how long.
type PrivacyReply struct {
	Retentions []archive.Retention
	You        *PersonalCount // what is kept of the asker now; nil for somebody at the terminal
}

// PersonalCount is how much is kept with one user's ID.
type PersonalCount struct{ Watches, Digests, Posts, Told, Reports, Hidings int }

// Any reports whether there is anything.
func (c PersonalCount) Any() bool { return c != PersonalCount{} }

// PersonalReply is all that is kept with the asker's ID, as the JSON object that
// docs/json.md describes.
type PersonalReply struct{ JSON []byte }

// ForgetReply is what goes when the asker is forgotten, or went.
type ForgetReply struct {
	Own, Stays PersonalCount // what is removed, and what stays without their ID
	Done       bool          // false: it is to be confirmed first
}

func (PrivacyReply) reply()  {}
func (PersonalReply) reply() {}
func (ForgetReply) reply()   {}

// Privacy says what is kept, and of the asker how much.
func (d *Desk) Privacy(ctx context.Context) (PrivacyReply, error) {
	r := PrivacyReply{Retentions: archive.Retentions()}
	user := AskerOf(ctx).User
	if user == "" || user == Operator {
		return r, nil
	}
	p, err := d.store.Personal(ctx, user)
	r.You = &PersonalCount{Watches: len(p.Watches), Digests: len(p.Digests), Posts: len(p.Posts), Told: len(p.Told), Reports: len(p.Reports), Hidings: len(p.Hidings)}
	return r, err
}

// maxExport is how many bytes a file may have that is sent to whoever asks: Discord
// takes 10 MiB.
const maxExport = 8 << 20

// ExportMe is all that is kept with the asker's ID.
func (d *Desk) ExportMe(ctx context.Context) (PersonalReply, error) {
	user, err := somebody(ctx)
	if err != nil {
		return PersonalReply{}, err
	}
	p, err := d.store.Personal(ctx, user)
	if err != nil {
		return PersonalReply{}, err
	}
	written, err := json.MarshalIndent(personalJSON(user, d.now(), p), "", "  ")
	if err == nil && len(written) > maxExport {
		err = problem("privacy.too-large")
	}
	return PersonalReply{JSON: written}, err
}

// ForgetMe takes the asker's ID out of all that is kept, once that is confirmed.
func (d *Desk) ForgetMe(ctx context.Context, confirmed bool) (ForgetReply, error) {
	user, err := somebody(ctx)
	if err != nil {
		return ForgetReply{}, err
	}
	of := d.store.Personal
	if confirmed {
		of = d.store.Forget
	}
	p, err := of(ctx, user)
	r := ForgetReply{Done: confirmed}
	for _, s := range p.Digests {
		if s.Own() {
			r.Own.Digests++
		} else {
			r.Stays.Digests++
		}
	}
	r.Own.Watches, r.Own.Told = len(p.Watches), len(p.Told)
	r.Stays.Posts, r.Stays.Reports, r.Stays.Hidings = len(p.Posts), len(p.Reports), len(p.Hidings)
	return r, err
}

// somebody is the ID of whoever asks; at the terminal there is none.
func somebody(ctx context.Context) (string, error) {
	if user := AskerOf(ctx).User; user != "" && user != Operator {
		return user, nil
	}
	return "", problem("privacy.terminal")
}

// personalObject is what is kept with a user's ID, as JSON.
type personalObject struct {
	User    string           `json:"user"`
	At      time.Time        `json:"at"`
	Watches []personalWatch  `json:"watches"`
	Digests []personalWatch  `json:"digests"`
	Posts   []personalPost   `json:"posts"`
	Told    []personalPost   `json:"told"`
	Reports []personalReport `json:"reports"`
	Hidings []personalHiding `json:"hidings"`
}

// personalWatch is a watch or a digest.
type personalWatch struct {
	archive.Subscription
	ID      int64              `json:"id"`
	Matched []int64            `json:"matched"`
	Sent    []personalDelivery `json:"sent"`
}

type personalDelivery struct {
	Slot     string    `json:"slot"`
	State    string    `json:"state"`
	Message  string    `json:"message"`
	Cuttings []int64   `json:"cuttings"`
	Ended    time.Time `json:"ended"`
}

type personalPost struct {
	Server  string          `json:"server"`
	Channel string          `json:"channel"`
	Message string          `json:"message"`
	At      time.Time       `json:"at"`
	Quotes  []personalQuote `json:"quotes"`
}

type personalQuote struct {
	Number  int64 `json:"number"`
	Version int   `json:"version"`
	Start   int   `json:"start"`
	End     int   `json:"end"`
}

type personalReport struct {
	Report int64     `json:"report"`
	Server string    `json:"server"`
	Reason string    `json:"reason"`
	Words  string    `json:"words"`
	At     time.Time `json:"at"`
	Closed bool      `json:"closed"`
	personalQuote
}

type personalHiding struct {
	Server string    `json:"server"`
	Number int64     `json:"number"`
	Outlet string    `json:"outlet"`
	Hidden bool      `json:"hidden"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

func personalJSON(user string, at time.Time, p archive.Personal) personalObject {
	o := personalObject{
		User: user, At: at.UTC().Truncate(time.Second), Watches: []personalWatch{}, Digests: []personalWatch{},
		Posts: posted(p.Posts), Told: posted(p.Told), Reports: []personalReport{}, Hidings: []personalHiding{},
	}
	sent := map[int64][]personalDelivery{}
	for _, s := range p.Sent {
		sent[s.Subscription] = append(sent[s.Subscription], personalDelivery{
			Slot: s.Slot, State: string(s.State), Message: s.Message, Cuttings: append([]int64{}, s.Cuttings...), Ended: s.Ended,
		})
	}
	subscribed := func(list []archive.Subscription) []personalWatch {
		all := []personalWatch{}
		for _, s := range list {
			all = append(all, personalWatch{
				Subscription: s, ID: s.ID, Matched: append([]int64{}, p.Matched[s.ID]...), Sent: append([]personalDelivery{}, sent[s.ID]...),
			})
		}
		return all
	}
	o.Watches, o.Digests = subscribed(p.Watches), subscribed(p.Digests)
	for _, r := range p.Reports {
		o.Reports = append(o.Reports, personalReport{
			Report: r.ID, Server: r.Server, Reason: string(r.Reason), Words: r.Words, At: r.At, Closed: !r.Closed.IsZero(),
			personalQuote: quoteNamed(r.Number, r.Version, r.Ref),
		})
	}
	for _, h := range p.Hidings {
		o.Hidings = append(o.Hidings, personalHiding{Server: h.Scope, Number: h.Number, Outlet: h.Outlet, Hidden: !h.Shown, Reason: h.Reason, At: h.At})
	}
	return o
}

func posted(list []archive.Post) []personalPost {
	all := []personalPost{}
	for _, p := range list {
		one := personalPost{Server: p.Server, Channel: p.Channel, Message: p.Message, At: p.At, Quotes: []personalQuote{}}
		for _, q := range p.Quotes {
			one.Quotes = append(one.Quotes, quoteNamed(q.Number, q.Version, q.Ref))
		}
		all = append(all, one)
	}
	return all
}

// quoteNamed is the quote with that name.
func quoteNamed(number int64, version int, name string) personalQuote {
	q := personalQuote{Number: number, Version: version}
	if ref, err := ParseQuoteRef(name); err == nil {
		q.Start, q.End = ref.Span.Start, ref.Span.End
	}
	return q
}
