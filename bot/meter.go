package bot

import (
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// Meter counts what happens, for whoever watches over the program. Its methods are
// called from any goroutine, and must not block.
type Meter interface {
	// Interaction is one that was dealt with: which of the desk's commands, by its
	// whole name, or "button", "modal", "autocomplete", "ping", "other"; one of the outcomes
	// below; and how long Discord waited for the first answer (0 when it took none)
	// and for all.
	Interaction(command, outcome string, acknowledged, answered time.Duration)
	// Request is a try of a request to Discord, with the answer's status, or 0
	// without an answer.
	Request(status int)
	// Throttled is a pause before the next try, because there were too many.
	Throttled(pause time.Duration)
	// Gateway is a step of a shard's connection: see gateway.Step.
	Gateway(shard int, step string, took time.Duration)
}

// What becomes of an interaction.
const (
	outcomeAnswered = "answered"
	outcomeMiss     = "miss"     // answered: there is nothing of it in the coverage
	outcomeDeclined = "declined" // what was asked can't be answered as it stands
	outcomeBusy     = "busy"     // too many wait
	outcomeLimited  = "limited"  // one user, or one server, asks too often
	outcomeClosed   = "closed"   // the operator doesn't let them in
	outcomeStopped  = "stopped"  // the program ends
	outcomeTimeout  = "timeout"  // it took too long
	outcomeFailed   = "failed"   // something is wrong here, or Discord refused the answer
	outcomeLate     = "late"     // not acknowledged in time
)

type noMeter struct{}

func (noMeter) Interaction(string, string, time.Duration, time.Duration) {}
func (noMeter) Request(int)                                              {}
func (noMeter) Throttled(time.Duration)                                  {}
func (noMeter) Gateway(int, string, time.Duration)                       {}

// commandNames are the names by which commands are counted.
func commandNames(d Desk) []string {
	names := slices.Clone(d.MessageCommands())
	for _, c := range desk.InFull(d.Commands()) {
		names = append(names, c.Name)
	}
	return names
}

// counted is the name by which an interaction is counted, one of few: names come
// from outside.
func (s *service) counted(in *interaction) string {
	switch in.Type {
	case discordgo.InteractionApplicationCommand:
		if name, _ := in.command(); slices.Contains(s.names, name) {
			return name
		}
		return "other"
	case discordgo.InteractionPing, discordgo.InteractionMessageComponent, discordgo.InteractionModalSubmit, discordgo.InteractionApplicationCommandAutocomplete:
		return in.kind()
	}
	return "other"
}
