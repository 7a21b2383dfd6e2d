package discordtest

import "net/http"

// Callback types (docs: Receiving and Responding, Interaction Callback Type).
const (
	callbackPong     = 1
	callbackMessage  = 4
	callbackDefer    = 5
	callbackDeferUpd = 6
	callbackUpdate   = 7
	callbackChoices  = 8
	callbackModal    = 9
)

// fits says which callback types answer which kind of interaction.
var fits = map[int][]int{
	kindCommand:      {callbackMessage, callbackDefer, callbackModal},
	kindComponent:    {callbackMessage, callbackDefer, callbackDeferUpd, callbackUpdate, callbackModal},
	kindAutocomplete: {callbackChoices},
	kindModal:        {callbackMessage, callbackDefer, callbackDeferUpd, callbackUpdate},
}

// postCallback takes the first answer to an interaction (docs: Receiving and
// Responding, Create Interaction Response).
func (s *Server) postCallback(r *request) answer {
	e := s.byID[r.PathValue("interaction_id")]
	now := s.cfg.Now()
	switch {
	case e == nil || e.Token != r.PathValue("interaction_token"):
		s.violate("docs: Receiving and Responding", "interactions: callback to an unknown interaction %s", r.PathValue("interaction_id"))
		return fail(http.StatusNotFound, 10062, "Unknown interaction")
	case e.ack != nil:
		s.violate("docs: JSON Error Codes, 40060", "interactions: a second callback to interaction %s", e.ID)
		return fail(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
	case now.Sub(e.at) > s.cfg.AckDeadline:
		s.violate("docs: Receiving and Responding", "interactions: callback after %v, the deadline is %v", now.Sub(e.at), s.cfg.AckDeadline)
		return fail(http.StatusNotFound, 10062, "Unknown interaction")
	}
	kind := number(r.body["type"])
	data, _ := r.body["data"].(map[string]any)
	if a := s.checkCallback(e, kind, data, r); a != nil {
		return *a
	}
	ack := Callback{Type: kind, Latency: now.Sub(e.at)}
	if data != nil {
		ack.Data = mustJSON(data)
	}
	e.ack = &ack
	if kind != callbackDefer && kind != callbackDeferUpd {
		e.answers++
	}
	s.apply(e, kind, data, r)
	s.notify()
	if truth(r.URL.Query().Get("with_response")) {
		return answer{http.StatusOK, s.callbackResponse(e)}
	}
	return answer{http.StatusNoContent, nil}
}

// truth reads a boolean of a query (docs: API Reference, Boolean Query Strings).
func truth(v string) bool { return v == "true" || v == "True" || v == "1" }

// apply lets a callback take effect.
func (s *Server) apply(e *Exchange, kind int, data map[string]any, r *request) {
	switch kind {
	case callbackMessage, callbackDefer:
		m := s.create(e.in.ChannelID, data, r.files)
		m.ex, e.original = e, m
		m.loading = kind == callbackDefer
	case callbackDeferUpd:
		e.original = e.source
	case callbackUpdate:
		e.original = e.source
		s.edit(e.source, data, r.files)
		e.source.editedBy = e
	}
}

func (s *Server) callbackResponse(e *Exchange) map[string]any {
	in := map[string]any{"id": e.ID, "type": e.kind}
	resp := map[string]any{"interaction": in}
	if e.original != nil {
		in["response_message_id"] = e.original.id
		in["response_message_loading"], in["response_message_ephemeral"] = e.original.loading, e.original.ephemeral()
		resp["resource"] = map[string]any{"type": e.ack.Type, "message": s.object(e.original)}
	}
	return resp
}

// byWebhook finds the exchange of a webhook route: its token lives 15 minutes
// and exists only after the callback.
func (s *Server) byWebhook(r *request) (*Exchange, *answer) {
	e := s.byToken[r.PathValue("webhook_token")]
	refuse := func(a answer) (*Exchange, *answer) { return nil, &a }
	switch {
	case e == nil || r.PathValue("webhook_id") != s.cfg.AppID:
		s.violate("docs: Receiving and Responding, Followup Messages", "interactions: %s with an unknown application or token", r.route)
		return refuse(fail(http.StatusNotFound, 10015, "Unknown Webhook"))
	case s.cfg.Now().Sub(e.at) > s.cfg.TokenLife:
		s.violate("docs: Receiving and Responding", "interactions: %s %v after the interaction, its token lives %v", r.route, s.cfg.Now().Sub(e.at), s.cfg.TokenLife)
		return refuse(fail(http.StatusUnauthorized, 50027, "Invalid Webhook Token"))
	case e.ack == nil:
		if !e.byHTTP { // its answer may still be under way
			s.violate("docs: Receiving and Responding", "interactions: %s before the callback to interaction %s", r.route, e.ID)
		}
		return refuse(fail(http.StatusNotFound, 10015, "Unknown Webhook"))
	}
	return e, nil
}

// webhookMessage finds the message of a webhook route.
func (s *Server) webhookMessage(r *request) (*Exchange, *message, *answer) {
	e, refused := s.byWebhook(r)
	if refused != nil {
		return nil, nil, refused
	}
	m := e.original
	if id := r.PathValue("message_id"); id != "" {
		if m = s.messages[id]; m != nil && m.ex != e && m != e.original {
			m = nil
		}
	}
	if m == nil || m.deleted {
		a := fail(http.StatusNotFound, 10008, "Unknown Message")
		return nil, nil, &a
	}
	return e, m, nil
}

func (s *Server) getWebhookMessage(r *request) answer {
	_, m, refused := s.webhookMessage(r)
	if refused != nil {
		return *refused
	}
	return answer{http.StatusOK, s.object(m)}
}

func (s *Server) patchWebhookMessage(r *request) answer {
	e, m, refused := s.webhookMessage(r)
	if refused == nil {
		refused = s.checkEdit(r.route, m, r.body, r.files)
	}
	if refused != nil {
		return *refused
	}
	s.edit(m, r.body, r.files)
	m.editedBy = e
	e.answers++
	return answer{http.StatusOK, s.object(m)}
}

func (s *Server) deleteWebhookMessage(r *request) answer {
	e, m, refused := s.webhookMessage(r)
	if refused != nil {
		return *refused
	}
	m.deleted = true
	e.answers++
	s.notify()
	return answer{http.StatusNoContent, nil}
}

// checkFollowup holds a follow-up against the rules: those of an edit when it
// fills in a deferral. An app that isn't installed in the guild has five of them.
func (s *Server) checkFollowup(e *Exchange, r *request) *answer {
	if e.deferred() {
		return s.checkEdit(r.route, e.original, r.body, r.files)
	}
	if e.in.UserInstall && len(e.followups) >= 5 {
		s.violate("docs: Receiving and Responding, Create Followup Message", "%s: more than 5 follow-ups of an app that is installed for the user only", r.route)
		a := fail(http.StatusBadRequest, 40094, "This interaction has hit the maximum number of follow up messages")
		return &a
	}
	return s.checkMessage(r.route, r.body, r.files)
}

// deferred reports that the loading message still waits to be filled in.
func (e *Exchange) deferred() bool {
	return e.original != nil && e.original.loading && !e.original.deleted
}

// postFollowup creates a follow-up. Directly after a deferral it edits the
// loading message instead, whatever its flags say (docs: Receiving and
// Responding, Create Followup Message).
func (s *Server) postFollowup(r *request) answer {
	e, refused := s.byWebhook(r)
	if refused == nil {
		refused = s.checkFollowup(e, r)
	}
	if refused != nil {
		return *refused
	}
	e.answers++
	if e.deferred() {
		s.edit(e.original, r.body, r.files)
		e.original.editedBy = e
		return answer{http.StatusOK, s.object(e.original)}
	}
	m := s.create(e.in.ChannelID, r.body, r.files)
	m.ex, m.followup = e, true
	e.followups = append(e.followups, m)
	s.notify()
	return answer{http.StatusOK, s.object(m)}
}
