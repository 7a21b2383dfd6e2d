// Package redact keeps secrets out of a log, wherever in a line they would stand.
package redact

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"cuttings/internal/text"
)

// Mark stands where something was left out.
const Mark = "[left out]"

// shortest is how many bytes a secret has at least: leaving out every "a" would
// leave nothing of a log.
const shortest = 3

// Handler hands records on to h without the secrets: in the message, and in the
// values of attributes, whatever those are. A value that is no number, text, time or
// group is handed on as text, as %+v has it, so that h finds no more in it. Secrets are
// also found as they stand in a quoted text or in an address, and where they differ
// from it in what text.Fold folds, such as case. Keys are the program's own and stay.
// Secrets of less than 3 bytes stay too.
func Handler(h slog.Handler, secrets ...string) slog.Handler {
	list := forms(secrets)
	if len(list) == 0 {
		return h
	}
	var folded []string
	for _, s := range list {
		if f := text.Fold(s).Text; len(f) >= shortest {
			folded = append(folded, f)
		}
	}
	return &handler{h, list, folded}
}

type handler struct {
	slog.Handler
	secrets []string // each form that is looked for, longest first
	folded  []string // the same, folded
}

// forms are the secrets as they may stand in a line.
func forms(secrets []string) []string {
	var list []string
	for _, s := range secrets {
		s = strings.TrimSpace(s)
		if len(s) < shortest {
			continue
		}
		quoted := strconv.Quote(s)
		list = append(list, s, quoted[1:len(quoted)-1], url.QueryEscape(s), url.PathEscape(s))
	}
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return slices.Compact(list)
}

// Handle makes the handler a slog.Handler.
func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, h.text(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(h.attr(a))
		return true
	})
	return h.Handler.Handle(ctx, out)
}

// WithAttrs makes the handler a slog.Handler.
func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = h.attr(a)
	}
	return &handler{h.Handler.WithAttrs(clean), h.secrets, h.folded}
}

// WithGroup makes the handler a slog.Handler.
func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{h.Handler.WithGroup(name), h.secrets, h.folded}
}

func (h *handler) attr(a slog.Attr) slog.Attr {
	a.Value = a.Value.Resolve()
	switch a.Value.Kind() {
	case slog.KindGroup:
		var inner []slog.Attr
		for _, one := range a.Value.Group() {
			inner = append(inner, h.attr(one))
		}
		a.Value = slog.GroupValue(inner...)
	case slog.KindString:
		a.Value = slog.StringValue(h.text(a.Value.String()))
	case slog.KindAny:
		a.Value = slog.StringValue(h.text(fmt.Sprintf("%+v", a.Value.Any())))
	}
	return a
}

// text is s without the secrets.
func (h *handler) text(s string) string {
	for _, secret := range h.secrets {
		s = strings.ReplaceAll(s, secret, Mark)
	}
	folded := text.Fold(s).Text
	if slices.ContainsFunc(h.folded, func(f string) bool { return strings.Contains(folded, f) }) {
		return Mark // where in s it begins and ends is not for us to guess
	}
	return s
}
