package bot

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"cuttings/bot/discordtest"
)

// storm is what goes wrong at Discord while a crowd asks.
type storm struct {
	server *discordtest.Server
	length time.Duration
	lost   int // sessions that Discord ended
}

// The bot's pauses between connections grow until one has lasted five minutes, so
// that what comes before waits less than Discord's 3 s.
const (
	season = 6 * time.Minute
	gust   = 20 * time.Second
)

// rage goes on until ctx ends.
func (s *storm) rage(ctx context.Context) {
	var both sync.WaitGroup
	both.Go(func() { s.requests(ctx) })
	both.Go(func() { s.connections(ctx) })
	both.Wait()
}

// requests has some four requests in a hundred fail, where the rate is that of the hour.
func (s *storm) requests(ctx context.Context) {
	const callback, edit, follow = "POST /callback", "PATCH /messages/@original", "POST /webhooks/"
	faults := []struct {
		on    string
		times int
		fault discordtest.Fault
	}{
		{edit, 2, discordtest.RateLimited(time.Second, "user")},
		{callback, 1, discordtest.ServerError(502)},
		{edit, 2, discordtest.ServerError(500)},
		{callback, 1, discordtest.Slow(700 * time.Millisecond)},
		{follow, 1, discordtest.RateLimited(300*time.Millisecond, "shared")},
		{edit, 3, discordtest.ServerError(503)},
		{callback, 1, discordtest.RateLimited(200*time.Millisecond, "user")},
		{edit, 1, discordtest.Slow(1500 * time.Millisecond)},
		{callback, 1, discordtest.DropBefore()},
		{edit, 1, discordtest.DropBefore()},
	}
	for i := 0; sleep(ctx, 400*time.Millisecond) == nil; i++ {
		f := faults[i%len(faults)]
		s.server.OnREST(at(f.on), f.times, f.fault)
	}
}

// connections ends some: in each season two that are to be resumed, and then one
// whose session is lost.
func (s *storm) connections(ctx context.Context) {
	mute := func() {
		before := s.server.Counts().Resumed
		s.server.MuteACKs(true)
		_ = s.server.Wait(ctx, func(c discordtest.Counts) bool { return c.Resumed > before })
		s.server.MuteACKs(false)
	}
	pairs := [][2]func(){
		{s.server.Reconnect, s.server.Drop},
		{func() { s.server.InvalidateSessions(true) }, mute},
		{func() { s.server.CloseGateway(discordtest.CloseUnknownError) }, s.server.Drop},
	}
	between := min(gust, s.length/4)
	for i := 0; ; i++ {
		for _, end := range pairs[i%len(pairs)] {
			if sleep(ctx, between) != nil {
				return
			}
			end()
		}
		if s.length < 4*gust || sleep(ctx, between) != nil { // a new session takes up to 5 s
			return
		}
		s.server.InvalidateSessions(false)
		s.lost++
		if sleep(ctx, season-3*between) != nil {
			return
		}
	}
}

// vital is how the process is at one moment.
type vital struct {
	heap, resident float64 // MiB; the heap after a collection
	goroutines     float64
}

func (v vital) String() string {
	return fmt.Sprintf("heap %.1f MiB, resident %.0f MiB, %.0f goroutines", v.heap, v.resident, v.goroutines)
}

func vitals() (vital, error) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return vital{}, err
	}
	pages, err := strconv.Atoi(strings.Fields(string(b))[1])
	return vital{float64(m.HeapAlloc) / (1 << 20), float64(pages*os.Getpagesize()) / (1 << 20), float64(runtime.NumGoroutine())}, err
}

// mean is the mean of a part of what was measured, in quarters from 0.
func mean(all []vital, quarter int) (m vital) {
	part := all[len(all)*quarter/4 : len(all)*(quarter+1)/4]
	for _, v := range part {
		m.heap += v.heap / float64(len(part))
		m.resident += v.resident / float64(len(part))
		m.goroutines += v.goroutines / float64(len(part))
	}
	return m
}

// grown says what grew from one to the other, beyond what comes and goes.
func (v vital) grown(since vital) bool {
	return v.heap > since.heap*1.1+2 || v.resident > since.resident*1.1+16 || v.goroutines > since.goroutines*1.1+50
}

// cpu is the time that the process has used, its own and the system's for it.
func cpu() (user, system time.Duration) {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano()), time.Duration(u.Stime.Nano())
}

// alarms are the lines of a log that tell of errors; the others are written nowhere.
type alarms struct {
	mu    sync.Mutex
	lines []string
}

func (a *alarms) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("level=ERROR")) {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.lines = append(a.lines, string(p))
	}
	return len(p), nil
}
