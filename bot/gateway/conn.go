package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// conn is one WebSocket connection. One goroutine reads; everything else is for
// the goroutine that dialled.
type conn struct {
	ws     *websocket.Conn
	events chan *discordgo.Event // closed when reading has ended
	err    error                 // why; to be read after events is closed
	done   chan struct{}
}

// dial connects to the gateway at that address, which Discord gives without a
// query.
func dial(ctx context.Context, dialer *websocket.Dialer, address string) (*conn, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("the gateway's address %q can't be read: %w", address, err)
	}
	u.RawQuery = "v=10&encoding=json"
	if u.Path == "" {
		u.Path = "/"
	}
	ws, resp, err := dialer.DialContext(ctx, u.String(), http.Header{})
	if err != nil {
		if resp != nil {
			return nil, fmt.Errorf("connecting to %s: %w (HTTP %s)", u.Host, err, resp.Status)
		}
		return nil, fmt.Errorf("connecting to %s: %w", u.Host, err)
	}
	ws.SetReadLimit(maxMessage)
	c := &conn{ws: ws, events: make(chan *discordgo.Event), done: make(chan struct{})}
	go c.read()
	return c, nil
}

func (c *conn) read() {
	defer close(c.events)
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			c.err = err
			return
		}
		e := new(discordgo.Event)
		if err := json.Unmarshal(data, e); err != nil {
			c.err = &ended{reason: "Discord sent a message that is not JSON: " + err.Error(), forget: true}
			return
		}
		select {
		case c.events <- e:
		case <-c.done:
			return
		}
	}
}

// send writes one payload.
func (c *conn) send(op int, data any) error {
	if err := c.ws.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil {
		return err
	}
	return c.ws.WriteJSON(payload{Op: op, Data: data})
}

// close says goodbye with a code, as well as it can, and waits until the reader
// is gone. Any code but 1000 and 1001 keeps the session for a RESUME.
func (c *conn) close(code int) {
	goodbye := websocket.FormatCloseMessage(code, "")
	_ = c.ws.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second))
	_ = c.ws.Close()
	close(c.done)
	for range c.events { // ends when read has closed it
	}
}
