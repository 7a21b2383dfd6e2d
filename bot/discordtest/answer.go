package discordtest

import (
	"net/http"
	"strconv"
	"strings"
)

// answer is a status and what is encoded as JSON; a nil body is no body.
type answer struct {
	status int
	body   any
}

// apiError is Discord's error object (docs: Opcodes and Status Codes, JSON).
type apiError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Errors  any    `json:"errors,omitempty"`
}

func fail(status, code int, message string) answer {
	return answer{status, apiError{Code: code, Message: message}}
}

// invalid is 50035 with the place and reason of one error. Nested codes are strings.
func invalid(where, reason string) answer {
	leaf := map[string]any{"_errors": []any{map[string]any{"code": "BASE_TYPE_BAD", "message": reason}}}
	var errs any = leaf
	parts := strings.FieldsFunc(where, func(r rune) bool { return r == '/' })
	for i := len(parts) - 1; i >= 0; i-- {
		errs = map[string]any{parts[i]: errs}
	}
	return answer{http.StatusBadRequest, apiError{Code: 50035, Message: "Invalid Form Body", Errors: errs}}
}

// write sends an answer.
func (a answer) write(w http.ResponseWriter, header http.Header, cut bool) {
	for k, v := range header {
		w.Header()[k] = v
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	b := mustJSON(a.body)
	w.Header().Set("Content-Type", "application/json")
	if cut {
		b = b[:len(b)/2]
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(a.status)
	_, _ = w.Write(b)
}
