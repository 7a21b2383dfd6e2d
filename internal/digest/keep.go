package digest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"cuttings/internal/archive"
)

// post is the message of a delivery as it is kept, by what is in it and what it was made
// of, so that it is edited when something in it may not be shown any more. One without
// Quotes need not be kept.
func (m *Machine) post(ctx context.Context, s archive.Subscription, d archive.Delivery) (archive.Post, error) {
	p := archive.Post{Server: s.Server, Channel: d.Channel, Message: d.Message, Locale: s.Locale, Kind: archive.DigestPost}
	if s.Watch != "" {
		p.Kind = archive.WatchPost
	}
	for _, number := range numbers(d) {
		p.Quotes = append(p.Quotes, archive.PostedQuote{Number: number})
	}
	if len(p.Quotes) == 0 {
		return p, nil
	}
	e, err := m.edition(ctx, s, d, d.Tried)
	if err != nil {
		return p, err
	}
	e.Subscription.By = "" // who set it up is not in the message
	e.Nonce, e.Again = m.nonce(d), &Shown{Cuttings: d.Cuttings, Beside: d.Beside, To: d.To}
	p.Edition, err = WriteEdition(e)
	return p, err
}

// numbers are those of the cuttings of which a message shows something, each once.
func numbers(d archive.Delivery) []int64 {
	all := slices.Clone(d.Cuttings)
	for _, pair := range d.Beside.Revised {
		all = append(all, pair[:]...)
	}
	all = append(append(all, d.Beside.Edited...), d.Beside.OnThisDay)
	var list []int64
	for _, n := range all {
		if n != 0 && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}

// kept is an edition as a post keeps it.
type kept struct {
	ID int64 `json:"id"` // of the subscription
	Edition
}

// WriteEdition is what a message was made of, as a post keeps it.
func WriteEdition(e Edition) (string, error) {
	made, err := json.Marshal(kept{e.Subscription.ID, e})
	return string(made), err
}

// ReadEdition reads what the message of a digest or of a watch was made of.
func ReadEdition(p archive.Post) (Edition, error) {
	var k kept
	if err := json.Unmarshal([]byte(p.Edition), &k); err != nil || k.Again == nil {
		return Edition{}, fmt.Errorf("what message %s was made of can't be read", p.Message)
	}
	k.Subscription.ID = k.ID
	return k.Edition, nil
}
