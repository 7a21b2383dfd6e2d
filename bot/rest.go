package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
)

// requestLimit is how long a request may take, with all its retries.
const requestLimit = 30 * time.Second

// errAnswer says that Discord took a request, and that its answer can't be read.
var errAnswer = errors.New("reading Discord's answer")

// rest sends requests to Discord through discordgo's Session. It is safe for
// concurrent use.
type rest struct {
	session   *discordgo.Session
	transport *transport
	ackLimit  time.Duration // how long an acknowledgement is tried
}

func newREST(cfg Config) (*rest, error) {
	t, err := newTransport(cfg.API, cfg.Log, cfg.Meter)
	if err != nil {
		return nil, err
	}
	s, err := discordgo.New("Bot " + cfg.Token)
	if err != nil {
		return nil, fmt.Errorf("setting up discordgo: %w", err)
	}
	s.StateEnabled = false
	s.ShouldRetryOnRateLimit, s.MaxRestRetries = false, 0 // the transport does that, within bounds
	s.Client = &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	// The address is the library's, which is what Discord asks for:
	// https://docs.discord.com/developers/reference#user-agent
	s.UserAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, v" + discordgo.VERSION + ") Cuttings"
	if cfg.Version != "" {
		s.UserAgent += "/" + cfg.Version
	}
	return &rest{session: s, transport: t, ackLimit: ackLimit}, nil
}

// do sends a request to a path below the API's root, with a body unless it is
// nil, and reads the answer into into unless that is nil. An answer of 400 or
// more is an *apiError. No error holds the address, which may hold a token.
func (r *rest) do(ctx context.Context, method, path string, body, into any) error {
	ctx, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	kind, data, err := encode(body)
	if err != nil {
		return fmt.Errorf("writing the request: %w", err)
	}
	// A bucket of its own for each request, thrown away after it: discordgo's
	// would let one request at a time through for all interactions, and its map
	// of buckets only grows. What is too fast comes back as 429, which the
	// transport waits out.
	bucket := discordgo.NewRatelimiter().LockBucket("")
	answer, err := r.session.RequestWithLockedBucket(method, discordgo.EndpointAPI+path, kind, data, bucket, 0, discordgo.WithContext(ctx))
	if err != nil {
		var withAddress *url.Error
		if errors.As(err, &withAddress) {
			return withAddress.Err
		}
		return err
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("%w: %w", errAnswer, err)
	}
	return nil
}

// encode is a request's body as it is sent, and its content type: JSON, or for a
// message with files a form with both.
func encode(body any) (kind string, data []byte, err error) {
	if m, ok := body.(message); ok && len(m.files) > 0 {
		return discordgo.MultipartBodyWithJSON(m, m.files)
	}
	if body != nil {
		data, err = json.Marshal(body)
	}
	return "application/json", data, err
}

// close lets go of idle connections.
func (r *rest) close() { r.transport.base.CloseIdleConnections() }
