package terminal

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long work goes on in silence.
const patience = 2 * time.Second

// progress tells a person how far long work has come: with a rate and what is
// left, on a terminal only, and only once it has taken two seconds.
type progress struct {
	session *session
	verb    string
	noun    string
	began   time.Time
	bar     *progressbar.ProgressBar
	silent  bool
}

func (s *session) progress(verb, noun string) *progress {
	_, ok := isTerminal(s.err)
	return &progress{session: s, verb: verb, noun: noun, began: time.Now(), silent: !ok}
}

// update says that done of total are done; a total of 0 means that it isn't
// known.
func (p *progress) update(done, total int64) {
	if p.silent || p.bar == nil && time.Since(p.began) < patience {
		return
	}
	if total <= 0 {
		total = -1
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(p.session.err),
			progressbar.OptionSetDescription(p.verb),
			progressbar.OptionSetItsString(p.noun),
			progressbar.OptionShowIts(), progressbar.OptionShowCount(),
			progressbar.OptionSetWidth(20), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	if total > 0 {
		p.bar.ChangeMax64(total)
	}
	_ = p.bar.Set64(done) // what can't be drawn is not worth stopping for
}

// done clears what was drawn.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
		_ = p.bar.Clear()
	}
}
