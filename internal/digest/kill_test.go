package digest_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// runs is how often TestKilled kills; docs/decisions/0020 says what 2,000 gave.
var runs = flag.Int("runs", 100, "how many runs TestKilled makes; TestProcessesKilled makes as many mornings as 25 go into it")

var errKilled = errors.New("the process was killed")

// points are where a process is killed.
var points = []string{
	"before the claim", "after the claim", "before composing", "after composing",
	"before it is marked as sent", "before sending", "before the answer", "before keeping", "after keeping",
	"before recording", "after recording",
}

// death waits at a point for the nth process that comes there.
type death struct {
	point string
	nth   int
}

// deaths are those of one run, one after the other.
type deaths struct {
	mu   sync.Mutex
	list []death
	came []string // the points at which somebody died
}

// strikes reports whether whoever comes to a point dies there.
func (d *deaths) strikes(point string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.list) == 0 || d.list[0].point != point {
		return false
	}
	if d.list[0].nth--; d.list[0].nth > 0 {
		return false
	}
	d.list, d.came = d.list[1:], append(d.came, point)
	return true
}

// process is one process of the bot. When it is killed, nothing that it does from
// then on has an effect, and what had one it doesn't hear of.
type process struct {
	machine *digest.Machine
	close   func()
	deaths  *deaths
	dead    atomic.Bool
}

// at comes to a point; it fails once the process is dead.
func (p *process) at(point string) error {
	if !p.dead.Load() && p.deaths.strikes(point) {
		p.dead.Store(true)
	}
	if p.dead.Load() {
		return errKilled
	}
	return nil
}

func (p *process) killed() bool { return p.at("") != nil }

// doomed is the store, the composer and the sender of a process.
type doomed struct {
	digest.Store
	digest.Composer
	digest.Sender
	p *process
}

func (m doomed) Begin(ctx context.Context, d archive.Delivery) (archive.Delivery, bool, error) {
	if err := m.p.at("before the claim"); err != nil {
		return archive.Delivery{}, false, err
	}
	d, done, err := m.Store.Begin(ctx, d)
	return d, done, errors.Join(err, m.p.at("after the claim"))
}

func (m doomed) Advance(ctx context.Context, d archive.Delivery) (archive.Delivery, bool, error) {
	before, after := "", ""
	switch {
	case d.State == archive.Sending:
		before, after = "before it is marked as sent", "before sending"
	case !d.State.Open():
		before, after = "before recording", "after recording"
	}
	if err := m.p.at(before); err != nil {
		return archive.Delivery{}, false, err
	}
	d, done, err := m.Store.Advance(ctx, d)
	return d, done, errors.Join(err, m.p.at(after))
}

func (m doomed) AdvanceAndKeep(ctx context.Context, d archive.Delivery, p archive.Post) (archive.Delivery, bool, error) {
	if err := errors.Join(m.p.at("before keeping"), m.p.at("before recording")); err != nil {
		return archive.Delivery{}, false, err
	}
	d, done, err := m.Store.AdvanceAndKeep(ctx, d, p)
	return d, done, errors.Join(err, m.p.at("after keeping"), m.p.at("after recording"))
}

func (m doomed) OpenDeliveries(ctx context.Context) ([]archive.Delivery, error) {
	list, err := m.Store.OpenDeliveries(ctx)
	return list, errors.Join(err, m.p.at(""))
}

func (m doomed) Subscription(ctx context.Context, id int64) (archive.Subscription, error) {
	s, err := m.Store.Subscription(ctx, id)
	return s, errors.Join(err, m.p.at(""))
}

func (m doomed) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	if err := m.p.at("before composing"); err != nil {
		return digest.Contents{}, err
	}
	c, err := m.Composer.Compose(ctx, e)
	return c, errors.Join(err, m.p.at("after composing"))
}

func (m doomed) Send(ctx context.Context, channel string, payload []byte, nonce string) (string, error) {
	if m.p.killed() {
		return "", errKilled
	}
	id, err := m.Sender.Send(ctx, channel, payload, nonce)
	return id, errors.Join(err, m.p.at("before the answer"))
}

func (m doomed) Find(ctx context.Context, channel, nonce string, since time.Time) (string, bool, error) {
	if m.p.killed() {
		return "", false, errKilled
	}
	return m.Sender.Find(ctx, channel, nonce, since)
}

// start is a new process.
func (w *world) start(holder string, deaths *deaths) *process {
	w.t.Helper()
	p := &process{deaths: deaths}
	sender, err := bot.NewSender(bot.Config{Token: discordtest.TestToken, API: w.server.URL()})
	if err != nil {
		w.t.Fatal(err)
	}
	store := w.open()
	m := doomed{Store: store, Composer: everything{store}, Sender: sender, p: p}
	p.machine, err = digest.New(w.t.Context(), digest.Config{Store: m, Composer: m, Sender: m, Now: w.clock.now, Holder: holder})
	if err != nil {
		w.t.Fatal(err)
	}
	p.close = func() { sender.Close(); _ = store.Close() }
	return p
}

// tally counts what happened in the runs.
type tally struct {
	mu                   sync.Mutex
	killed, by           map[string]int
	posted, runs, faults int
}

// Digests are posted exactly once, whatever process is killed at whatever point:
// counted on the test's Discord.
func TestKilled(t *testing.T) {
	n := *runs
	if testing.Short() {
		n = min(n, 40)
	}
	sum := &tally{killed: map[string]int{}, by: map[string]int{}}
	const inAWorld = 25
	var all sync.WaitGroup
	for worker := range 2 {
		all.Go(func() {
			for first := worker * inAWorld; first < n; first += 2 * inAWorld {
				t.Run(fmt.Sprint("from run ", first), func(t *testing.T) {
					w := newWorld(t)
					for run := first; run < min(first+inAWorld, n); run++ {
						w.killing(uint64(run), sum)
					}
					w.kept()
				})
			}
		})
	}
	all.Wait()
	kills := 0
	for _, n := range sum.killed {
		kills += n
	}
	if kills < n || len(sum.killed) < len(points) && n >= 100 {
		t.Errorf("%d kills in %d runs, at %v", kills, n, sum.killed)
	}
	t.Logf("%d runs, %d kills, %d of Discord's faults; runs by processes: %v; %d digests, each posted once", sum.runs, kills, sum.faults, sum.by, sum.posted)
	for _, point := range slices.Sorted(maps.Keys(sum.killed)) {
		t.Logf("killed %s: %d times", point, sum.killed[point])
	}
}

// faults of Discord's that a run may have.
var faults = []discordtest.Fault{
	discordtest.ServerError(500), discordtest.ServerError(503), discordtest.RateLimited(20*time.Millisecond, "user"),
	discordtest.DropBefore(), discordtest.DropAfter(), discordtest.TruncatedJSON(), discordtest.Slow(5 * time.Millisecond),
}

// killing is one run: a morning on which up to three digests are due, of up to
// four processes of which one at least is killed, and put back, until all is
// settled.
func (w *world) killing(run uint64, sum *tally) {
	w.t.Helper()
	r := rand.New(rand.NewPCG(run, 1))
	day := w.clock.now().Truncate(24 * time.Hour).Add(24*time.Hour + 7*time.Hour + 45*time.Minute)
	w.clock.set(day)
	seq, err := w.store.Seq(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	var subs []archive.Subscription
	for n := range 1 + r.IntN(3) {
		s := w.daily(n)
		s.After, s.Since = seq, day.Add(-3*time.Hour) // eight in London is seven in summer
		subs = append(subs, w.subscribe(s))
	}
	w.publish(fmt.Sprint("article of run ", run))
	faulty := 0
	if r.IntN(3) == 0 {
		faulty = 1 + r.IntN(2)
		w.server.OnREST(posting, faulty, faults[r.IntN(len(faults))])
	}
	fate, started := &deaths{}, 0
	for range 1 + r.IntN(3) {
		fate.list = append(fate.list, death{points[r.IntN(len(points))], 1 + r.IntN(len(subs))})
	}
	another := func() *process {
		started++
		return w.start(fmt.Sprint(run, "/", started), fate)
	}
	processes := []*process{another()}
	for range r.IntN(4) {
		processes = append(processes, another())
	}
	sum.mu.Lock()
	sum.runs++
	sum.faults += faulty
	sum.by[fmt.Sprint(len(processes))]++
	sum.mu.Unlock()
	w.clock.set(day.Add(15 * time.Minute))
	for round := 0; !w.settled(subs); round++ {
		if round == 100 {
			w.t.Fatalf("run %d doesn't come to an end: %s", run, w.states(subs[0].ID))
		}
		var all sync.WaitGroup
		for _, p := range processes {
			all.Go(func() { _ = p.machine.Tick(w.t.Context()) }) // it may be killed
		}
		all.Wait()
		for i, p := range processes {
			if p.killed() {
				p.close()
				processes[i] = another()
			}
		}
		w.clock.move([]time.Duration{time.Minute, time.Minute, 3 * time.Minute, 11 * time.Minute}[r.IntN(4)])
	}
	for _, p := range processes {
		p.close()
	}
	if len(fate.came) == 0 {
		w.t.Errorf("run %d: nobody was killed", run)
	}
	sum.mu.Lock()
	for _, point := range fate.came {
		sum.killed[point]++
	}
	sum.mu.Unlock()
	w.server.OnREST(posting, 0, discordtest.Fault{})
	w.once(run, subs, sum)
}

// settled reports whether every subscription has had its digest of the day.
func (w *world) settled(subs []archive.Subscription) bool {
	open, err := w.store.OpenDeliveries(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range subs {
		if w.subscription(s.ID).Latest == "" {
			return false
		}
	}
	return len(open) == 0
}

// keeps looks whether what is in the message of a delivery is kept, once.
func (w *world) keeps(d archive.Delivery) {
	w.t.Helper()
	list, err := w.store.Posts(w.t.Context(), 0, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	found := 0
	for _, p := range list {
		if p.Message != d.Message {
			continue
		}
		found++
		e, err := digest.ReadEdition(p)
		if err != nil || p.Channel != d.Channel || len(p.Quotes) != len(d.Cuttings) || e.Slot != d.Slot || e.From != d.From || e.Again.To != d.To {
			w.t.Errorf("kept of %+v: %+v, %+v, %v", d, p, e, err)
		}
	}
	if found != 1 {
		w.t.Errorf("digest %d for %s is kept %d times as a post", d.Subscription, d.Slot, found)
	}
}

// once looks at the channels: each has its digest once, with the article of the
// run in it, and the archive knows it, and keeps what is in it.
func (w *world) once(run uint64, subs []archive.Subscription, sum *tally) {
	w.t.Helper()
	for n, s := range subs {
		list, err := w.store.Deliveries(w.t.Context(), s.ID, 9)
		if err != nil || len(list) != 1 || list[0].State != archive.Posted {
			w.t.Errorf("run %d: digest %d: %+v, %v", run, s.ID, list, err)
			continue
		}
		found := 0
		for _, m := range w.server.Messages(channel(n)) {
			if !strings.HasPrefix(m.Text(), fmt.Sprintf("digest %d for %s", s.ID, list[0].Slot)) {
				continue
			}
			found++
			if m.ID != list[0].Message || !strings.HasSuffix(m.Text(), fmt.Sprint("\narticle of run ", run)) {
				w.t.Errorf("run %d: digest %d is message %s, %q; the archive has %s", run, s.ID, m.ID, m.Text(), list[0].Message)
			}
		}
		if found != 1 {
			w.t.Errorf("run %d: digest %d was posted %d times: %q", run, s.ID, found, w.posts(n))
		}
		w.keeps(list[0])
		sum.mu.Lock()
		sum.posted += found
		sum.mu.Unlock()
		if err := w.store.RemoveSubscription(w.t.Context(), s.ID); err != nil {
			w.t.Error(err)
		}
	}
}
