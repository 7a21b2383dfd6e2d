package desk

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
)

// As many as there are cores work at once; the next waits until one is done, or
// until its own context ends.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns()
		var done func()
		for range runtime.GOMAXPROCS(0) {
			var err error
			if done, err = turns.take(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		took := make(chan error, 2)
		take := func(ctx context.Context) {
			_, err := turns.take(ctx)
			took <- err
		}
		go take(ctx)
		synctest.Wait()
		if len(took) > 0 {
			t.Fatal("one too many has a turn")
		}
		cancel()
		if err := <-took; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		go take(t.Context())
		synctest.Wait()
		done()
		if err := <-took; err != nil {
			t.Error(err)
		}
	})
}
