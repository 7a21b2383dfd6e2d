package bot

import (
	"context"
	"encoding/json"
	"log/slog"

	"cuttings/internal/redact"
)

// logger is the log of an interaction: each line has its id, and none has its token,
// the id of whoever acted, or anything that they typed, chose or pressed.
func (in *interaction) logger(log *slog.Logger) *slog.Logger {
	secrets := append([]string{in.Token, in.user()}, in.said...)
	return slog.New(redact.Handler(log.With("request", in.ID, "kind", in.kind()).Handler(), secrets...))
}

// said lists what in an interaction's data came from somebody's hand: values of
// options and fields, whatever a button remembers, and the text of a message, also
// of kinds that are not known yet.
func said(data json.RawMessage) (list []string) {
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case string:
			switch key {
			case "value", "values", "custom_id", "content":
				list = append(list, v)
			}
		case []any:
			for _, inner := range v {
				walk(key, inner)
			}
		case map[string]any:
			for key, inner := range v {
				walk(key, inner)
			}
		}
	}
	var v any
	if json.Unmarshal(data, &v) == nil {
		walk("", v)
	}
	return list
}

type logKey struct{}

// logging is a context whose requests to Discord write into an interaction's log.
func (in *interaction) logging(ctx context.Context) context.Context {
	if in.log == nil {
		return ctx
	}
	return context.WithValue(ctx, logKey{}, in.log)
}

// logOf is the log of a request to Discord: its interaction's, else another.
func logOf(ctx context.Context, other *slog.Logger) *slog.Logger {
	if log, ok := ctx.Value(logKey{}).(*slog.Logger); ok {
		return log
	}
	return other
}
