package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"cuttings/bot/card"
	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
)

// crowd is many people in many servers who use everything that the bot has, and look
// whether each thing they do is answered, once.
type crowd struct {
	server   *discordtest.Server
	desk     *desk.Desk
	guilds   []discordtest.Guild
	targets  []discordtest.Message // on which message commands are used, by guild
	turns    chan struct{}         // one for each thing that may be done
	patience time.Duration         // how long somebody waits

	mu      sync.Mutex
	done    map[string]int  // things done, by kind
	waits   []time.Duration // from each thing that was sent to the bot to the acknowledgement
	gone    int             // buttons that were to be pressed and had gone from their message
	unheard int             // done while there was no session: nobody will ever hear of it
	held    int             // done while a session was to be resumed
	late    int             // of those, how many were not answered
	wrong   []string        // what should not be
}

const (
	servers = 1000
	users   = 5000
)

// newCrowd is a crowd for a number of things to do in all.
func newCrowd(things int) *crowd {
	c := &crowd{turns: make(chan struct{}, 100), done: map[string]int{}, waits: make([]time.Duration, 0, things)}
	for i := range servers {
		c.guilds = append(c.guilds, discordtest.Guild{
			ID: fmt.Sprint(1200000000000000000 + i<<22), Name: fmt.Sprint("Server ", i),
			Channels: []discordtest.Channel{{ID: fmt.Sprint(1300000000000000000 + i<<22), Name: "general"}},
		})
	}
	return c
}

// gather has the crowd do something with each turn, until there are no more.
func (c *crowd) gather(people int) {
	for i, g := range c.guilds {
		c.targets = append(c.targets, c.server.Post(g.Channels[0].ID, discordtest.UserID, targets[i%len(targets)]))
	}
	var all sync.WaitGroup
	for i := range people {
		all.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			for more := true; more; {
				v := &visit{crowd: c, r: r, guild: r.IntN(servers)}
				more = v.run()
				for _, e := range v.did {
					c.server.Forget(e)
				}
			}
		})
	}
	all.Wait()
}

var targets = []string{
	"an estimated **600** jobs out of 10,000 at the trust could be affected",
	"> Nobody at the hospital said that. Who wants to merge?",
	"", // a picture
}

// visit is what one person does in one server, one thing after the other.
type visit struct {
	*crowd
	r     *rand.Rand
	guild int
	did   []*discordtest.Exchange
}

// run reports whether there may be another visit.
func (v *visit) run() bool {
	g := v.guilds[v.guild]
	in := discordtest.Invocation{
		GuildID: g.ID, ChannelID: g.Channels[0].ID, UserID: fmt.Sprint(1400000000000000000 + v.r.IntN(users)<<22), Permissions: "32",
	}
	commands := desk.InFull(v.desk.Commands())
	c := commands[v.r.IntN(len(commands))]
	in.Command, in.Options = c.Name, options{}
	typing := ways(c)
	for name, value := range typing[v.r.IntN(len(typing))] {
		if in.Options[name] = value; value == discordtest.ChannelID {
			in.Options[name] = in.ChannelID
		}
	}
	typed := slices.IndexFunc(c.Options, func(o desk.Option) bool { return o.Suggests })
	switch n := v.r.IntN(10); {
	case n < 1:
		names := v.desk.MessageCommands()
		in.Command, in.Options = names[v.r.IntN(len(names))], nil
		return v.act("menu entry", func() *discordtest.Exchange { return v.server.Menu(in, v.targets[v.guild]) }) && v.press()
	case n < 4 && typed >= 0:
		in.Focused = c.Options[typed].Name
		in.Options[in.Focused] = cmp.Or(fmt.Sprint(in.Options[in.Focused]), "o")[:1]
		return v.act("autocomplete", func() *discordtest.Exchange { return v.server.Autocomplete(in) })
	}
	return v.act("command", func() *discordtest.Exchange { return v.server.Invoke(in) }) && v.press()
}

// press presses a button of what came last, or leaves it at that; fills in what opens
// then; and presses a button of what came of it.
func (v *visit) press() bool {
	for v.r.IntN(3) > 0 {
		last := v.did[len(v.did)-1]
		shown, ok := last.Shown()
		buttons := slices.DeleteFunc(shown.Buttons(), func(b discordtest.Button) bool { return b.CustomID == "" || b.Disabled })
		if !ok || len(buttons) == 0 {
			return true
		}
		id := buttons[v.r.IntN(len(buttons))].CustomID
		if !v.act("button", func() *discordtest.Exchange { return v.click(last, shown, id) }) {
			return false
		}
		if opened := v.did[len(v.did)-1]; opened.Modal() {
			if !v.act("modal", func() *discordtest.Exchange { return v.server.SubmitModal(opened, opened.Filled("not what they said")) }) {
				return false
			}
		}
	}
	return true
}

// click presses a button that was shown. It is nil where the button has gone since, as
// when somebody has hidden what the message shows.
func (v *visit) click(last *discordtest.Exchange, shown discordtest.Message, id string) *discordtest.Exchange {
	e := v.server.Click(shown, id)
	if e.Err() == nil {
		return e
	}
	now, _ := last.Shown()
	if slices.ContainsFunc(now.Buttons(), func(b discordtest.Button) bool { return b.CustomID == id && !b.Disabled }) {
		return e
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.gone++
	return nil
}

// act does one thing when it is its turn, now and then twice delivered, and waits for
// the answer. It reports false when there are no more turns.
func (v *visit) act(kind string, do func() *discordtest.Exchange) bool {
	if _, more := <-v.turns; !more {
		return false
	}
	e := do()
	if e == nil {
		return true
	}
	if err := e.Err(); err != nil {
		v.fault("a %s can't be used: %v", kind, err)
		return true
	}
	v.did = append(v.did, e)
	reached := e.Reached()
	twice := v.r.IntN(50)
	if twice == 0 {
		_ = v.server.Redeliver(e) // where nobody is connected, it comes once
	}
	var err error
	most := 1
	if reached != discordtest.ReachNobody {
		ctx, cancel := context.WithTimeout(context.Background(), v.patience)
		defer cancel()
		if err = e.WaitAnswer(ctx); err == nil && putUp(e) {
			most = 2 // what was posted, and that it was on the card
			err = e.WaitAnswers(ctx, most)
		}
	}
	if twice == 1 && err == nil {
		_ = v.server.Redeliver(e)
	}
	v.note(kind, e, reached, most, err)
	return true
}

// putUp reports that a press of Post has put a quote before everybody.
func putUp(e *discordtest.Exchange) bool {
	var pressed struct {
		Data struct {
			CustomID string `json:"custom_id"`
		}
	}
	if json.Unmarshal(e.Payload(), &pressed) != nil {
		return false
	}
	action, _, err := card.ParseID(pressed.Data.CustomID)
	m, shown := e.Shown()
	return err == nil && action == card.Post && shown && !m.Ephemeral()
}

// note writes down how something that was done ended, which may have at most so many
// answers.
func (c *crowd) note(kind string, e *discordtest.Exchange, reached discordtest.Reach, most int, err error) {
	n := e.Answers()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done[kind]++
	switch {
	case reached == discordtest.ReachNobody:
		c.unheard++
	case reached == discordtest.ReachSession:
		if c.held++; err != nil {
			c.late++
		}
	case err != nil:
		c.wrong = append(c.wrong, fmt.Sprintf("a %s is lost: %v", kind, err))
	default:
		c.waits = append(c.waits, e.AckLatency())
	}
	if n > most || len(e.Followups()) > 1 {
		c.wrong = append(c.wrong, fmt.Sprintf("a %s was answered %d times: %s", kind, n, e.Payload()))
	}
}

func (c *crowd) fault(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

// heard is how much of what was done reached the bot.
func (c *crowd) heard() int {
	n := -c.unheard
	for _, more := range c.done {
		n += more
	}
	return n
}

// pace gives the crowd its turns, so many a second; what it fell behind is made up.
func (c *crowd) pace(ctx context.Context, rate int) {
	defer close(c.turns)
	began := time.Now()
	for given := 0; sleep(ctx, 5*time.Millisecond) == nil; {
		for ; given < int(time.Since(began).Seconds()*float64(rate)); given++ {
			select {
			case c.turns <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}
}
