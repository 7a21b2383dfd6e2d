package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Codes of Discord's errors that decide what to do:
// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
const (
	codeUnknownMessage      = 10008
	codeUnknownWebhook      = 10015
	codeUnknownInteraction  = 10062
	codeAlreadyAcknowledged = 40060
)

// apiError is an answer of 400 or more.
type apiError struct {
	status     int
	code       int           // Discord's own, 0 without one
	message    string        // Discord's own
	fields     []string      // what is wrong with which field of the body
	tries      int           // how often the request was sent
	retryAfter time.Duration // 0 where Discord names none
	shared     bool          // others used up the limit: not counted as our fault
}

func (e *apiError) Error() string {
	s := fmt.Sprintf("HTTP %d", e.status)
	if e.message != "" {
		s += fmt.Sprintf(": %s (%d)", e.message, e.code)
	}
	if len(e.fields) > 0 {
		s += ": " + strings.Join(e.fields, ", ")
	}
	if e.tries > 1 {
		s += fmt.Sprintf(" after %d tries", e.tries)
	}
	return s
}

// maxErrorBody is how many bytes of an error are read into; Discord's are short.
const maxErrorBody = 64 << 10

// readError makes the error of an answer; the body may be anything.
func readError(resp *http.Response, body []byte) *apiError {
	e := &apiError{status: resp.StatusCode, shared: resp.Header.Get("X-RateLimit-Scope") == "shared"}
	var v struct {
		Code       int             `json:"code"`
		Message    string          `json:"message"`
		RetryAfter float64         `json:"retry_after"`
		Errors     json.RawMessage `json:"errors"`
	}
	if len(body) <= maxErrorBody && json.Unmarshal(body, &v) == nil {
		e.code, e.message = v.Code, fmt.Sprintf("%.200s", v.Message)
		e.fields = wrongFields("", v.Errors)
		e.retryAfter = seconds(v.RetryAfter)
	}
	if e.retryAfter == 0 { // Cloudflare's 429 is a page of HTML
		var s float64
		if _, err := fmt.Sscan(resp.Header.Get("Retry-After"), &s); err == nil {
			e.retryAfter = seconds(s)
		}
	}
	return e
}

// seconds is a time that Discord names, kept within a day.
func seconds(s float64) time.Duration {
	if !(s > 0) {
		return 0
	}
	return time.Duration(min(s, 24*60*60) * float64(time.Second))
}

// wrongFields lists the places and codes of a nested error object, as
// "components.0.content BASE_TYPE_MAX_LENGTH". Its messages are left out: they
// may repeat what somebody wrote.
func wrongFields(at string, raw json.RawMessage) []string {
	var node map[string]json.RawMessage
	if len(at) > 200 || json.Unmarshal(raw, &node) != nil {
		return nil
	}
	var list []string
	for name, inner := range node {
		if name != "_errors" {
			list = append(list, wrongFields(strings.TrimPrefix(at+"."+name, "."), inner)...)
			continue
		}
		var leaves []struct{ Code string }
		if json.Unmarshal(inner, &leaves) == nil {
			for _, leaf := range leaves {
				list = append(list, at+" "+leaf.Code)
			}
		}
	}
	slices.Sort(list)
	return list[:min(len(list), 10)]
}

// temporary reports whether the same request may succeed later.
func temporary(err error) bool {
	var e *apiError
	if errors.As(err, &e) {
		return e.status == http.StatusTooManyRequests || e.status >= 500
	}
	return err != nil
}

// refusedWith reports whether Discord answered with that code.
func refusedWith(err error, code int) bool {
	var e *apiError
	return errors.As(err, &e) && e.code == code
}
