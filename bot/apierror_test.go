package bot

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestErrorFields(t *testing.T) {
	body := `{"code":50035,"message":"Invalid Form Body","errors":{"components":{"0":{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"what somebody wrote"}]}}},"flags":{"_errors":[{"code":"X"}]}}}`
	e := readError(&http.Response{StatusCode: 400, Header: http.Header{}}, []byte(body))
	if diff := cmp.Diff([]string{"components.0.content BASE_TYPE_MAX_LENGTH", "flags X"}, e.fields); diff != "" {
		t.Error(diff)
	}
	want := "HTTP 400: Invalid Form Body (50035): components.0.content BASE_TYPE_MAX_LENGTH, flags X"
	if e.Error() != want {
		t.Errorf("got %s", e)
	}
}

func FuzzReadError(f *testing.F) {
	f.Add(`{"code":1,"message":"x","retry_after":1e308,"errors":{"a":{"_errors":[{"code":"C"}]}}}`, "12")
	f.Add(strings.Repeat(`{"errors":`, 300), "NaN")
	f.Add(`{"errors":`+strings.Repeat(`{"a":`, 9000)+`1`+strings.Repeat("}", 9001), "-Inf")
	f.Fuzz(func(t *testing.T, body, after string) {
		e := readError(&http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {after}}}, []byte(body))
		if e.retryAfter < 0 || e.retryAfter > 24*time.Hour || len(e.Error()) > 4000 {
			t.Errorf("retry after %v, %d bytes of text", e.retryAfter, len(e.Error()))
		}
	})
}
