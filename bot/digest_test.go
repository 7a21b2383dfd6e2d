package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// posting is a sender to a Discord of its own.
func posting(t *testing.T, channels ...discordtest.Channel) (*Sender, *discordtest.Server) {
	t.Helper()
	server := discordtest.New(discordtest.Config{
		Guilds: []discordtest.Guild{{ID: discordtest.GuildID, Name: "g", Channels: channels}}, GlobalLimit: -1,
		RequireAllowedMentions: true, MayPing: []string{pingedRole}, Spec: document(t), RateLimit: func(string) (int, time.Duration) { return 0, 0 },
	})
	t.Cleanup(server.Close)
	s, err := NewSender(Config{Token: discordtest.TestToken, API: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	t.Cleanup(func() {
		if v := server.Violations(); len(v) > 0 {
			t.Errorf("violations:\n%s", strings.Join(v, "\n"))
		}
	})
	return s, server
}

const (
	openChannel = "1300000000000000001"
	noHistory   = "1300000000000000002"
	pingedRole  = "1300000000000000009"
	oneLine     = `{"flags":32768,"components":[{"type":10,"content":"a digest"}]}`
)

var both = []discordtest.Channel{{ID: openChannel, Name: "a"}, {ID: noHistory, Name: "b", NoHistory: true}}

// A message is created once for a nonce, pings nobody, and is found again among
// hundreds of others.
func TestSendAndFind(t *testing.T) {
	s, server := posting(t, both...)
	ctx, began := t.Context(), time.Now()
	find := func(channel, nonce string) (string, bool, error) { return s.Find(ctx, channel, nonce, began) }
	if _, found, err := find(openChannel, "n"); found || err != nil {
		t.Errorf("in an empty channel: %v, %v", found, err)
	}
	for range 130 {
		server.Post(openChannel, discordtest.UserID, "before")
	}
	if _, found, err := find(openChannel, "n"); found || err != nil {
		t.Errorf("among others: %v, %v", found, err)
	}
	id, err := s.Send(ctx, openChannel, []byte(oneLine), "n")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Send(ctx, openChannel, []byte(oneLine), "n"); again != id || err != nil {
		t.Errorf("sent again: %s, %v; it was %s", again, err, id)
	}
	for range 130 {
		server.Post(openChannel, discordtest.UserID, "after")
	}
	if got, found, err := find(openChannel, "n"); got != id || !found || err != nil {
		t.Errorf("found %s, %v, %v; want %s", got, found, err, id)
	}
	if got, found, err := find(openChannel, "m"); found || err != nil {
		t.Errorf("another nonce found %s, %v, %v", got, found, err)
	}
	for range 2000 {
		server.Post(openChannel, discordtest.UserID, "after")
	}
	if _, found, err := find(openChannel, "m"); found || !errors.Is(err, digest.ErrUnsure) {
		t.Errorf("behind too many: %v, %v", found, err)
	}
}

// A channel whose messages can't be read is known to be without one only when
// nothing was created in it since.
func TestFindWithoutHistory(t *testing.T) {
	s, server := posting(t, both...)
	if _, found, err := s.Find(t.Context(), noHistory, "n", time.Now()); found || err != nil {
		t.Errorf("in an empty channel: %v, %v", found, err)
	}
	server.Post(noHistory, discordtest.UserID, "theirs")
	if _, found, err := s.Find(t.Context(), noHistory, "n", time.Now().Add(time.Hour)); found || err != nil {
		t.Errorf("nothing since: %v, %v", found, err)
	}
	if _, found, err := s.Find(t.Context(), noHistory, "n", time.Now()); found || !errors.Is(err, digest.ErrUnsure) {
		t.Errorf("something since: %v, %v", found, err)
	}
}

// Whatever a payload says, its message is guarded by the nonce; and who isn't
// named isn't pinged.
func TestMarked(t *testing.T) {
	got, err := marked([]byte(`{"nonce":"x","enforce_nonce":false,"components":[{"type":10,"id":7},{"type":14}]}`), "n")
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`{"allowed_mentions":{"parse":[]},"components":[{"id":%d,"type":10},{"type":14}],"enforce_nonce":true,"nonce":"n"}`, mark("n"))
	if string(b) != want {
		t.Errorf("%s, want %s", b, want)
	}
	role := `{"components":[{}],"allowed_mentions":{"parse":[],"roles":["1"]}}`
	if got, err := marked([]byte(role), "n"); err != nil || fmt.Sprintf("%s", got["allowed_mentions"]) != `{"parse":[],"roles":["1"]}` {
		t.Errorf("%s, %v", got["allowed_mentions"], err)
	}
	seen := map[int]bool{}
	for i := range 1000 {
		m := mark(fmt.Sprint(i))
		if m < 1<<30 || m > 1<<31-1 || seen[m] {
			t.Errorf("the mark of %d is %d", i, m)
		}
		seen[m] = true
	}
	for _, bad := range []string{"", "null", "[]", "{}", `{"components":null}`, `{"components":[]}`, `{"components":[1]}`, `{"components":{}}`} {
		var no *digest.Refusal
		if _, err := (&Sender{}).Send(t.Context(), "1", []byte(bad), "n"); !errors.As(err, &no) || no.Reason != digest.BadMessage {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		err  error
		want digest.Reason
	}{
		{&apiError{status: 404, code: 10003}, digest.ChannelGone},
		{&apiError{status: 403, code: 50001}, digest.NoAccess},
		{&apiError{status: 403, code: 50013}, digest.NoPermission},
		{&apiError{status: 403, code: 50007}, digest.DMClosed},
		{&apiError{status: 400, code: 50035}, digest.BadMessage},
		{&apiError{status: 401}, ""},
		{&apiError{status: 403}, ""},
		{&apiError{status: 404}, ""},
		{&apiError{status: 403, code: 40333}, ""},
		{&apiError{status: 429}, ""},
		{&apiError{status: 503}, ""},
		{context.DeadlineExceeded, ""},
		{nil, ""},
	} {
		err, got := refusal(c.err), digest.Reason("")
		var no *digest.Refusal
		if errors.As(err, &no) {
			got = no.Reason
		}
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%v is %v", c.err, err)
		}
	}
}

// The thread of a message is opened once, and again is as good.
func TestThread(t *testing.T) {
	s, server := posting(t, both...)
	id, err := s.Send(t.Context(), openChannel, []byte(oneLine), "n")
	if err != nil {
		t.Fatal(err)
	}
	server.OnREST(at("POST /threads"), 1, discordtest.DropAfter())
	for range 2 {
		if err := s.Thread(t.Context(), openChannel, id, "Digest of 16 March 2026"); err != nil {
			t.Error(err)
		}
	}
	if got := server.Threads(openChannel); len(got) != 1 || got[0] != "Digest of 16 March 2026" {
		t.Errorf("%q", got)
	}
	server.OnREST(at("POST /threads"), 1, discordtest.APIError(403, 50013, "Missing Permissions"))
	if err := s.Thread(t.Context(), openChannel, id, "x"); err == nil {
		t.Error("no leave, and no error")
	}
}

// With a nonce that is enforced a message is sent again at once when its answer is
// missing; one without is not.
func TestOnceOnlyIsRepeated(t *testing.T) {
	s, server := posting(t, both...)
	server.OnREST(at("POST /messages"), 1, discordtest.DropAfter())
	server.OnREST(at("POST /messages"), 1, discordtest.ServerError(http.StatusBadGateway))
	if _, err := s.Send(t.Context(), openChannel, []byte(oneLine), "n"); err != nil {
		t.Error(err)
	}
	if n := len(server.Messages(openChannel)); n != 1 {
		t.Errorf("%d messages", n)
	}
	server.OnREST(at("POST /messages"), 1, discordtest.DropAfter())
	if err := s.Tell(t.Context(), archive.Subscription{By: discordtest.UserID}); err == nil {
		t.Error("no answer, and no error")
	}
	if n := len(server.Messages(discordtest.DMID)); n != 1 {
		t.Errorf("told %d times", n)
	}
	if err := s.Tell(t.Context(), archive.Subscription{By: "1"}); err == nil {
		t.Error("nobody was told")
	}
}
