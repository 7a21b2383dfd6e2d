package bot

import (
	"bytes"
	"context"
	"strings"
	"sync"
)

// journal is a log that may be read, and waited for, while it is written.
type journal struct {
	mu      sync.Mutex
	b       bytes.Buffer
	written chan struct{} // closed at the next line
}

func newJournal() *journal { return &journal{written: make(chan struct{})} }

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.written)
	j.written = make(chan struct{})
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// wait waits until the log holds a text n times.
func (j *journal) wait(ctx context.Context, text string, n int) error {
	for {
		j.mu.Lock()
		found, written := strings.Count(j.b.String(), text) >= n, j.written
		j.mu.Unlock()
		if found {
			return nil
		}
		select {
		case <-written:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
