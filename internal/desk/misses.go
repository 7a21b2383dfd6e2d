package desk

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
)

// pending are the questions that found nothing and aren't written yet, so that no
// answer waits for the store.
type pending struct {
	mu     sync.Mutex // guards the rest
	misses map[missKey]archive.Miss
}

// missKey is what makes two questions one.
type missKey struct {
	question string
	filter   archive.Filter
}

const (
	maxPending = 1000 // questions that wait to be written; of more none is kept
	maxKept    = 300  // bytes of a question, and of what it is narrowed by
)

// Consult answers as Ask does, and remembers a question that found nothing, for
// KeepMisses to write; nobody's name goes with it. It is for what people type: what
// is measured, or comes from a message, is asked by Ask. Where another confidence is
// asked for than the measured one, a refusal says nothing of the coverage.
func (d *Desk) Consult(ctx context.Context, q ask.Question) (AskReply, error) {
	reply, err := d.Ask(ctx, q)
	if err == nil && d.Misses && !reply.Answer.Found && q.MinConfidence < 0 {
		if filter, err := d.visible(ctx, q.Filter); err == nil { // else it isn't remembered: the answer is there
			d.remember(reply.Question, filter)
		}
	}
	return reply, err
}

// remember keeps a question in memory, unless it is too long to be kept.
func (d *Desk) remember(question string, f archive.Filter) {
	today := d.today()
	question = strings.Join(strings.Fields(strings.ToLower(question)), " ")
	f.Hidden = archive.Hidden{}
	narrowed := f.Outlet + f.Byline + f.Collection
	if today.IsZero() || len(question) > maxKept || len(narrowed) > maxKept ||
		archive.Storable(question+narrowed) != nil {
		return
	}
	d.pending.mu.Lock()
	defer d.pending.mu.Unlock()
	d.pending.add(archive.Miss{Question: question, Filter: f, Times: 1, First: today, Last: today})
}

// KeepMisses writes the questions that were remembered. Those that can't be written
// are written by the next call.
func (d *Desk) KeepMisses(ctx context.Context) error {
	d.pending.mu.Lock()
	list := slices.Collect(maps.Values(d.pending.misses))
	d.pending.misses = nil
	d.pending.mu.Unlock()
	if len(list) == 0 {
		return nil
	}
	err := d.store.KeepMisses(ctx, d.today(), list...)
	if err != nil {
		d.pending.mu.Lock()
		defer d.pending.mu.Unlock()
		for _, m := range list {
			d.pending.add(m)
		}
	}
	return err
}

// add counts a question, unless too many wait already. The lock is held.
func (p *pending) add(m archive.Miss) {
	key := missKey{m.Question, m.Filter}
	had, known := p.misses[key]
	switch {
	case known:
		m.Times += had.Times
		m.First, m.Last = earlier(m.First, had.First), later(m.Last, had.Last)
	case len(p.misses) >= maxPending:
		return
	case p.misses == nil:
		p.misses = map[missKey]archive.Miss{}
	}
	p.misses[key] = m
}

func earlier(a, b archive.Date) archive.Date {
	if b.Compare(a) < 0 {
		return b
	}
	return a
}

func later(a, b archive.Date) archive.Date {
	if b.Compare(a) > 0 {
		return b
	}
	return a
}

// Gaps lists the questions that found nothing, the most frequent first.
func (d *Desk) Gaps(ctx context.Context) ([]archive.Miss, error) {
	return d.store.Misses(ctx, d.today())
}
