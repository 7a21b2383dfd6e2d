package terminal

import (
	"fmt"
)

type smokeCommand struct {
	Channel string `help:"The channel, by its id, in which a card is posted and deleted again." placeholder:"ID"`
	Long    bool   `help:"Also see whether Discord knows a message's nonce after two minutes."`
	NoHuman bool   `help:"Don't wait for somebody to type /ask and press Post."`
	JSON    bool   `help:"Print a JSON object for each step."`
}

// Smoke says what a smoke test on Discord does.
type Smoke struct {
	Channel string
	Long    bool
	Human   bool
	Tell    func(Finding) // of each step, once it is over
	Prompt  func(string)  // what somebody has to do now
}

// Run tries on Discord what no test without a token can.
func (c *smokeCommand) Run(s *session) error {
	if s.settings.Token == "" {
		return errNoToken
	}
	library, err := s.open()
	if err != nil {
		return err
	}
	defer library.Close()
	var printing error
	ok := s.rooms.Smoke(s.ctx, s.settings, library, s.log, Smoke{
		Channel: c.Channel, Long: c.Long, Human: !c.NoHuman,
		Tell: func(f Finding) {
			if !c.JSON {
				s.page.finding(f)
			} else if err := printJSON(s.out, findingObject(f)); err != nil {
				printing = err
			}
		},
		Prompt: func(text string) { fmt.Fprintln(s.err, text) },
	})
	if printing == nil && !ok {
		return errFailed
	}
	return printing
}
