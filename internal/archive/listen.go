package archive

import (
	"context"
	"time"

	"cuttings/internal/speech"
)

// Unread is the part of Store that listening needs.
type Unread interface {
	Unread(ctx context.Context, rules, limit int) ([]Version, error)
	KeepSpeech(ctx context.Context, readings ...Reading) error
}

// listened is how many versions are read in between two transactions.
const listened = 64

// Listen finds what is said in every version that hasn't been read yet, or only
// by older rules, and keeps it. It may be stopped at any moment and go on later,
// in any number of processes at once: nothing is lost or kept twice. Progress,
// when not nil, is called with the number of versions done.
func Listen(ctx context.Context, store Unread, progress func(done int64)) error {
	for done := int64(0); ; {
		versions, err := store.Unread(ctx, speech.Rules, listened)
		if err != nil || len(versions) == 0 {
			return err
		}
		readings := make([]Reading, len(versions))
		for i, v := range versions {
			readings[i] = Reading{Version: v, Rules: speech.Rules, Speech: speech.Read(v.Text)}
		}
		if err := store.KeepSpeech(ctx, readings...); err != nil {
			return err
		}
		if done += int64(len(versions)); progress != nil {
			progress(done)
		}
	}
}

// afterError is how long KeepListening waits when something went wrong.
const afterError = time.Minute

// KeepListening listens every so often until ctx ends; what that fails with it
// tells onError, and tries again a minute later.
func KeepListening(ctx context.Context, store Unread, every time.Duration, onError func(error)) {
	for {
		pause := every
		if err := Listen(ctx, store, nil); err != nil && ctx.Err() == nil {
			onError(err)
			pause = max(every, afterError)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}
