package fetch

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	secretKey  = regexp.MustCompile(`(?i)(^|[^a-z])(api_?key|key|.*token|secret|sig|signature|pass(word|wd)?|pwd|auth|authorization|session(_?id)?|sid|jwt|credentials?|hmac|code)($|[^a-z])`)
	longRandom = regexp.MustCompile(`[A-Za-z0-9_+/=-]{20,}`)
)

// Redact is an address as it may be written down: without a user's name and
// password, and with an ellipsis for values in the query that look like secrets.
// Its fragment is left out. What isn't an address gives no more than that.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that can't be read"
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.RawQuery == "" {
		return u.String()
	}
	pairs := strings.Split(u.RawQuery, "&")
	for i, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		switch {
		case ok && value != "" && (secretKey.MatchString(key) || random(value)):
			pairs[i] = key + "=…"
		case !ok && random(key):
			pairs[i] = "…"
		}
	}
	u.RawQuery = ""
	return u.String() + "?" + strings.Join(pairs, "&")
}

// random reports whether a value looks like nothing that a person wrote: long,
// with digits and letters of both cases, or hexadecimal all through.
func random(value string) bool {
	for _, run := range longRandom.FindAllString(value, -1) {
		lower, upper := strings.ContainsAny(run, "abcdefghijklmnopqrstuvwxyz"), strings.ContainsAny(run, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		digits := strings.ContainsAny(run, "0123456789")
		if digits && lower && upper || digits && len(run) >= 32 && strings.Trim(run, "0123456789abcdefABCDEF") == "" {
			return true
		}
	}
	return false
}
