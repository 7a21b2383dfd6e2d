package gateway

import (
	"context"
	"encoding/json"
	"time"

	"github.com/bwmarrin/discordgo"
)

// connect is the life of one connection, from the dial to the error that ended
// it, which is never nil.
func (l *loop) connect(ctx context.Context) error {
	l.ready = time.Time{}
	address := l.session.url
	if l.session.id == "" {
		var err error
		if address, l.turn, err = l.start(ctx); err != nil {
			return err
		}
		defer l.turn.leave()
	}
	l.tell(Connect, 0)
	defer l.tell(Disconnect, 0)
	c, err := dial(ctx, l.cfg.Dialer, address)
	if err != nil {
		if l.dials++; l.dials >= maxDials {
			l.dials = 0
			return &ended{reason: err.Error(), forget: true}
		}
		return err
	}
	l.dials = 0

	interval, err := c.hello(ctx)
	if err == nil {
		err = l.introduce(c, address)
	}
	if err == nil {
		err = l.converse(ctx, c, interval)
	}
	if ctx.Err() != nil {
		c.close(closeGone)
	} else {
		c.close(closeResume)
	}
	return err
}

// hello waits for the first payload, which must be HELLO, and returns the
// interval of heartbeats.
func (c *conn) hello(ctx context.Context) (time.Duration, error) {
	limit := time.NewTimer(helloLimit)
	defer limit.Stop()
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-limit.C:
		return 0, &ended{reason: "Discord did not say HELLO"}
	case e, ok := <-c.events:
		if !ok {
			return 0, closed(c.err)
		}
		var h hello
		if e.Operation != opHello || json.Unmarshal(e.RawData, &h) != nil || h.Interval <= 0 {
			return 0, &ended{reason: "Discord's first message was not HELLO"}
		}
		return time.Duration(h.Interval) * time.Millisecond, nil
	}
}

// introduce says who we are: RESUME where there is a session, else IDENTIFY.
func (l *loop) introduce(c *conn, address string) error {
	if l.session.id != "" {
		l.tell(Resume, 0)
		return c.send(opResume, l.resume())
	}
	l.session = session{url: address} // where to resume, should READY not say
	l.identified = time.Now()
	l.turn.used()
	l.tell(Identify, 0)
	return c.send(opIdentify, l.identify())
}

// converse answers heartbeats and hands over events until the connection ends.
func (l *loop) converse(ctx context.Context, c *conn, interval time.Duration) error {
	// The first heartbeat comes at a random moment, so that the clients of a
	// gateway that was restarted don't all beat at once.
	beat := time.NewTimer(l.portion(interval))
	defer beat.Stop()
	quiet := time.NewTimer(readyLimit)
	defer quiet.Stop()

	for acked := true; ; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-quiet.C:
			return &ended{reason: "Discord did not answer IDENTIFY or RESUME", forget: true}
		case <-beat.C:
			if !acked {
				return &ended{reason: "a heartbeat was not acknowledged"}
			}
			if err := l.beat(c); err != nil {
				return err
			}
			acked = false
			beat.Reset(interval)
		case e, ok := <-c.events:
			if !ok {
				return closed(c.err)
			}
			if e.Operation == opHeartbeatACK {
				acked = true
				l.tell(Beat, time.Since(l.beaten))
			} else if err := l.receive(c, e); err != nil {
				return err
			}
			if !l.ready.IsZero() {
				quiet.Stop()
			} else if e.Operation == opDispatch { // one of many missed events
				quiet.Reset(readyLimit)
			}
		}
	}
}

// beat sends a heartbeat with the number of the last event, or null.
func (l *loop) beat(c *conn) error {
	l.beaten = time.Now()
	if l.session.seq == 0 {
		return c.send(opHeartbeat, nil)
	}
	return c.send(opHeartbeat, l.session.seq)
}

// receive deals with one payload that is not an ACK. Opcodes that we don't know
// are left alone.
func (l *loop) receive(c *conn, e *discordgo.Event) error {
	switch e.Operation {
	case opDispatch:
		return l.handOver(e)
	case opHeartbeat:
		return l.beat(c)
	case opReconnect:
		return &ended{reason: "Discord asked for a new connection"}
	case opInvalidSession:
		resumable := false
		if err := json.Unmarshal(e.RawData, &resumable); err != nil {
			resumable = false
		}
		return &ended{reason: "Discord called the session invalid", forget: !resumable, rest: true}
	}
	return nil
}

// handOver dispatches an event, unless this session has had it.
func (l *loop) handOver(e *discordgo.Event) error {
	switch e.Type {
	case "READY":
		var r ready
		if err := json.Unmarshal(e.RawData, &r); err != nil || r.SessionID == "" {
			return &ended{reason: "READY names no session", forget: true, rest: true}
		}
		l.session.id, l.session.seq = r.SessionID, e.Sequence
		if r.ResumeURL != "" {
			l.session.url = r.ResumeURL
		}
		l.ready = time.Now()
		l.turn.leave()
		l.tell(Ready, 0)
	case "RESUMED":
		l.ready = time.Now()
		l.tell(Resumed, 0)
	default:
		if e.Sequence <= l.session.seq {
			return nil
		}
	}
	l.session.seq = max(l.session.seq, e.Sequence)
	l.dispatch(e)
	return nil
}
