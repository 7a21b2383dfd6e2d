package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Exchange is one interaction and everything that the bot made of it.
type Exchange struct {
	ID    string // the interaction's id
	Token string // the interaction's token

	s     *Server
	kind  int // 2 command, 3 component, 4 autocomplete, 5 modal
	err   error
	owner string // the id of the user who acted
	at    time.Time

	in      Invocation
	focused int             // type of the option that is being typed
	meta    map[string]any  // interaction_metadata of the messages it makes
	payload json.RawMessage // d of INTERACTION_CREATE
	source  *message        // the message of the component, or under the modal
	opener  *Exchange       // the interaction that a modal answered
	byHTTP  bool            // sent to an endpoint

	// Guarded by the server's lock.
	ack       *Callback
	original  *message
	followups []*message
	reached   Reach
	answers   int // what whoever acted has seen of it
}

// Callback is the bot's first answer to an interaction.
type Callback struct {
	Type    int             // docs: Receiving and Responding, Interaction Callback Type
	Data    json.RawMessage // as sent; nil when there was none
	Latency time.Duration   // from the dispatch to the callback
}

// Choice is one choice of an autocompleted option.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"` // string or json.Number
}

// Err says why Discord would not have let the person do this: the command isn't
// registered, an option is missing, a button is disabled. It is nil when the
// interaction was dispatched.
func (e *Exchange) Err() error { return e.err }

// Payload is the d of the INTERACTION_CREATE that was dispatched.
func (e *Exchange) Payload() json.RawMessage { return e.payload }

func (e *Exchange) wait(ctx context.Context, what string, ok func() bool) error {
	if e.err != nil {
		return e.err
	}
	if err := e.s.wait(ctx, ok); err != nil {
		return fmt.Errorf("%s of interaction %s: %w", what, e.ID, err)
	}
	return nil
}

// Reach is how far an interaction came when somebody acted.
type Reach int

// The reaches, the better the later.
const (
	ReachNobody  Reach = iota // there was no session: nobody will ever hear of it
	ReachSession              // it waits for a session to be resumed
	ReachBot                  // it was sent, by an open connection or to an endpoint
)

// Reached says how far the interaction came when somebody acted.
func (e *Exchange) Reached() Reach {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.reached
}

// WaitAnswer waits until whoever acted sees what came of it: a message, an edit, a
// deletion, choices or a modal. A deferral alone is none.
func (e *Exchange) WaitAnswer(ctx context.Context) error { return e.WaitAnswers(ctx, 1) }

// WaitAnswers waits until whoever acted saw something come of it so often.
func (e *Exchange) WaitAnswers(ctx context.Context, n int) error {
	return e.wait(ctx, "the answer", func() bool { return e.answers >= n })
}

// Answers is how often whoever acted saw something come of it.
func (e *Exchange) Answers() int {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.answers
}

// WaitAck waits for the bot's first answer.
func (e *Exchange) WaitAck(ctx context.Context) (Callback, error) {
	if err := e.wait(ctx, "the callback", func() bool { return e.ack != nil }); err != nil {
		return Callback{}, err
	}
	return *e.ack, nil
}

// WaitMessage waits until the person sees an answer: the message of a type 4 or
// 7 at once, after a deferral what the edit of @original makes of it.
func (e *Exchange) WaitMessage(ctx context.Context) (Message, error) {
	var m Message
	err := e.wait(ctx, "the message", func() bool {
		if !e.visible() {
			return false
		}
		m = e.s.show(e.original)
		return true
	})
	return m, err
}

// visible reports that the original response can be read. The lock is held.
func (e *Exchange) visible() bool {
	o := e.original
	return o != nil && !o.deleted && !o.loading && (o != e.source || o.editedBy == e)
}

// WaitEdit waits until the original response was edited n times.
func (e *Exchange) WaitEdit(ctx context.Context, n int) (Message, error) {
	var m Message
	err := e.wait(ctx, "an edit", func() bool {
		if e.original == nil || e.original.edits < n {
			return false
		}
		m = e.s.show(e.original)
		return true
	})
	return m, err
}

// WaitFollowups waits until there are n follow-ups and returns all of them.
func (e *Exchange) WaitFollowups(ctx context.Context, n int) ([]Message, error) {
	if err := e.wait(ctx, "the follow-ups", func() bool { return len(e.followups) >= n }); err != nil {
		return nil, err
	}
	return e.Followups(), nil
}

// WaitDeleted waits until the original response was deleted.
func (e *Exchange) WaitDeleted(ctx context.Context) error {
	return e.wait(ctx, "the deletion", func() bool { return e.original != nil && e.original.deleted })
}

// WaitChoices waits for the choices of an autocomplete.
func (e *Exchange) WaitChoices(ctx context.Context) ([]Choice, error) {
	ack, err := e.WaitAck(ctx)
	if err != nil {
		return nil, err
	}
	if ack.Type != callbackChoices {
		return nil, errors.New("discordtest: the callback holds no choices")
	}
	var data struct{ Choices []Choice }
	err = json.Unmarshal(ack.Data, &data)
	return data.Choices, err
}

// Followups are the follow-up messages that exist now.
func (e *Exchange) Followups() []Message {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	ms := []Message{}
	for _, m := range e.followups {
		if !m.deleted {
			ms = append(ms, e.s.show(m))
		}
	}
	return ms
}

// Deleted reports that the original response was deleted.
func (e *Exchange) Deleted() bool {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.original != nil && e.original.deleted
}

// Ephemeral reports that only the person who acted can see the original response.
func (e *Exchange) Ephemeral() bool {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.original != nil && e.original.ephemeral()
}

// AckLatency is the time from the dispatch to the callback, 0 when there is none yet.
func (e *Exchange) AckLatency() time.Duration {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	if e.ack == nil {
		return 0
	}
	return e.ack.Latency
}

// Shown is what the person who acted sees last of it, if there is anything: a
// follow-up, else the original response.
func (e *Exchange) Shown() (Message, bool) {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	for _, m := range slices.Backward(e.followups) {
		if !m.deleted {
			return e.s.show(m), true
		}
	}
	if !e.visible() {
		return Message{}, false
	}
	return e.s.show(e.original), true
}
