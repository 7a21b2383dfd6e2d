package bot

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"
)

const (
	// maxInteraction is how many bytes an interaction may have. The largest holds a
	// message with all its embeds and files, some 100 kB.
	maxInteraction = 1 << 20

	// signedFor is how far the time of a signature may be from ours, before and
	// after. An interaction can't be answered after 3 s, so this only allows for
	// clocks that differ. A replay within it is known by its id, see service.take.
	signedFor = time.Minute
)

// rejection is how a request is refused that is not to be answered.
type rejection struct {
	status int
	text   string
}

func (r rejection) Error() string { return r.text }

var errUnsigned = rejection{http.StatusUnauthorized, "the signature is not Discord's"}

// receive reads an interaction that Discord has just signed. Other errors than a
// rejection are of what was signed.
func (e *endpoint) receive(w http.ResponseWriter, r *http.Request, key ed25519.PublicKey) (*interaction, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, rejection{http.StatusUnsupportedMediaType, "the body must be application/json"}
	}
	stamp := r.Header.Get("X-Signature-Timestamp")
	signature, err := hex.DecodeString(r.Header.Get("X-Signature-Ed25519"))
	if err != nil || len(signature) != ed25519.SignatureSize {
		return nil, errUnsigned
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return nil, errUnsigned
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxInteraction))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return nil, rejection{http.StatusRequestEntityTooLarge, "the body is too large"}
	}
	if err != nil {
		return nil, rejection{http.StatusBadRequest, "the body ends early or comes too slowly"}
	}
	if !ed25519.Verify(key, append([]byte(stamp), body...), signature) {
		return nil, errUnsigned
	}
	// Only what Discord once signed comes as far as this: an old request sent again,
	// or a clock that is wrong.
	if ago := e.now().Sub(time.Unix(seconds, 0)); ago.Abs() > signedFor {
		e.log.Warn("an interaction was refused for the time of its signature; is this machine's clock right?", "ago", ago)
		return nil, rejection{http.StatusUnauthorized, "the signature is not of this minute"}
	}
	return readInteraction(body)
}
