package discordtest

const document = "Discord's OpenAPI document"

// checkBody holds a body against the document. What Discord would refuse is
// refused; a field that it would silently ignore is only written down. The lock
// is held.
func (s *Server) checkBody(r *request) *answer {
	if s.cfg.Spec == nil || !r.isSet {
		return nil
	}
	refused, unknown := s.cfg.Spec.request(r.route, r.value())
	for _, f := range append(unknown, refused...) {
		s.violate(document, "%s: %s", r.route, f)
	}
	if len(refused) == 0 {
		return nil
	}
	a := invalid(refused[0].where, refused[0].why)
	return &a
}

// checkAnswer holds the server's own answer against the document.
func (s *Server) checkAnswer(r *request, a answer) {
	if s.cfg.Spec == nil || a.status >= 500 || r.route.path == unknownPath {
		return
	}
	for _, f := range s.cfg.Spec.answer(r.route, a.status, plain(a.body)) {
		s.violate(document, "the server's own answer %d to %s: %s", a.status, r.route, f)
	}
}
