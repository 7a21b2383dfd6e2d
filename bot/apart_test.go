package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/ingest"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
	"cuttings/internal/watch"
)

// newsroom is where somebody asks, and the word that is in everything of the collection
// that is asked there: texts, headlines, names, outlets, addresses.
type newsroom struct {
	server, user string
	collection   string
	mark         string
}

// The same coverage in three collections, but for the word.
var places = []newsroom{
	{"1100000000000000001", "901", "Aqualine papers", "aqualin"},
	{"1100000000000000002", "902", "Borvane papers", "borvan"},
	{"", "903", "", "cindrel"}, // in direct messages
}

// reports are the articles of a collection: two of one event, a reprint, one that
// was edited, and one of years ago. %[1]s is the word with a capital, %[2]s without.
var reports = []archive.Article{
	{ID: "%[2]s-a", Title: "%[1]s hospital to lose 600 posts", Outlet: "%[1]s Herald", Author: "By Ann %[1]sson", Published: archive.Date{Year: 2026, Month: 6, Day: 1}, Text: "The hospital at %[1]s will lose 600 posts, its trust said on Monday. " +
		"“Nobody wanted this,” said Dr Jane %[1]sson, chief nurse at the hospital. Some 40 beds will close at %[1]s by the spring, and the union called it a blow to the town."},
	{ID: "%[2]s-b", Title: "Union angry over %[1]s hospital posts", Outlet: "Evening %[1]s", Published: archive.Date{Year: 2026, Month: 6, Day: 2}, Text: "The hospital at %[1]s will lose 650 posts and not 600, its union said. " +
		"Jane %[1]sson, chief nurse at the hospital, said she had not been told of beds that close by the spring. The town of %[1]s waits for its trust."},
	{ID: "%[2]s-c", Title: "600 posts to go", Outlet: "%[1]s Echo", Published: archive.Date{Year: 2026, Month: 6, Day: 2}, Text: "The hospital at %[1]s will lose 600 posts, its trust said on Monday. " +
		"“Nobody wanted this,” said Dr Jane %[1]sson, chief nurse at the hospital. Some 40 beds will close at %[1]s by the spring, and the union called it a blow to the town."},
	{ID: "%[2]s-d", Title: "%[1]s library opens late", Outlet: "%[1]s Herald", Published: archive.Date{Year: 2025, Month: 11, Day: 26}, Text: "The library of %[1]s opens on Sunday evenings from May, 12 hours a week. Readers had asked for it."},
}

// of is a report of a collection.
func (p newsroom) of(a archive.Article) archive.Article {
	word := strings.ToUpper(p.mark[:1]) + p.mark[1:]
	for _, field := range []*string{&a.ID, &a.Title, &a.Outlet, &a.Author, &a.Text} {
		if strings.Contains(*field, "%[") {
			*field = fmt.Sprintf(*field+"%.0[1]s%.0[2]s", word, p.mark)
		}
	}
	a.URL, a.Collection = "https://"+p.mark+".test/"+a.ID, p.collection
	a.Address = a.URL
	return a
}

// heard is a Discord, and a desk, that write down what they are told.
type heard struct {
	*desk.Desk
	mu  sync.Mutex
	all bytes.Buffer
}

func (h *heard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	h.write(b)
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, `{"id":"77"}`)
}

func (h *heard) write(b []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all.Write(b)
	h.all.WriteByte('\n')
}

// take is what was written down since.
func (h *heard) take() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	defer h.all.Reset()
	return h.all.String()
}

// reply writes down what the desk replies, which holds more than a card shows.
func (h *heard) reply(r any, err error) {
	b, _ := json.Marshal(r)
	h.write(b)
	if err != nil {
		h.write([]byte(err.Error()))
	}
}

func (h *heard) Do(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
	r, err := h.Desk.Do(ctx, command, args)
	h.reply(r, err)
	return r, err
}

func (h *heard) About(ctx context.Context, command, message string) (desk.Reply, error) {
	r, err := h.Desk.About(ctx, command, message)
	h.reply(r, err)
	return r, err
}

func (h *heard) Cutting(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error) {
	r, err := h.Desk.Cutting(ctx, ref)
	h.reply(r, err)
	return r, err
}

// apart is a bot for servers that ask different collections.
type apart struct {
	t       *testing.T
	store   archive.Store
	index   *index.Replica
	desk    *desk.Desk
	heard   *heard
	service *service
	asked   int
	given   map[string]bool     // what was asked or typed, and by whom
	pressed map[string][]string // the custom_ids that each place was given
}

func newApart(t *testing.T) *apart {
	a := &apart{t: t, given: map[string]bool{}, pressed: map[string][]string{}}
	var articles []archive.Article
	for _, r := range reports { // those of one collection never stand together
		for _, p := range places {
			articles = append(articles, p.of(r))
		}
	}
	a.store, a.index = librarytest.Open(t, articles...)
	a.desk = desk.New(a.store, a.index)
	a.desk.Now, a.desk.IDOf = func() time.Time { return time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC) }, ingest.IDOf
	a.heard = &heard{Desk: a.desk}
	server := httptest.NewServer(a.heard)
	t.Cleanup(server.Close)
	b, err := New(Config{Token: secret, API: server.URL, Desk: a.heard, Settings: a.store, Posts: a.desk, Claims: a.store})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.rest.close)
	a.service = newService(t.Context(), b.cfg, b.rest, "7", nil)
	for _, p := range places {
		if p.server != "" {
			a.must(archive.Serve(t.Context(), a.store, p.server, archive.Asked{Collection: p.collection}))
		}
	}
	return a
}

func (a *apart) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// settle brings up to date what follows the store.
func (a *apart) settle() {
	a.t.Helper()
	a.must(archive.Listen(a.t.Context(), a.store, nil))
	a.must(a.index.CatchUp(a.t.Context(), nil))
	a.must(story.CatchUp(a.t.Context(), a.store, a.index, nil))
}

var customID = regexp.MustCompile(`"custom_id":"([^"]*)"`)

// interact has somebody act in a place and returns all that is told of it.
func (a *apart) interact(p newsroom, kind int, data string) string {
	a.t.Helper()
	a.asked++
	member := fmt.Sprintf(`"user":{"id":%q},"authorizing_integration_owners":{"0":"0"}`, p.user)
	if p.server != "" {
		member = fmt.Sprintf(`"guild_id":%q,"member":{"user":{"id":%q},"permissions":"8224"},"authorizing_integration_owners":{"0":%[1]q}`, p.server, p.user)
	}
	raw := fmt.Sprintf(`{"id":"%d","type":%d,"token":%q,"channel_id":"5%s","app_permissions":"3072","message":{"id":"77"},%s,"data":%s}`,
		a.asked, kind, token, p.user, member, data)
	in, err := readInteraction([]byte(raw))
	a.must(err)
	a.service.handle(in, func(c callback) error {
		b, err := json.Marshal(c)
		a.heard.write(b)
		return err
	})
	told := a.heard.take()
	for _, id := range customID.FindAllStringSubmatch(told, -1) {
		if !slices.Contains(a.pressed[p.user], id[1]) {
			a.pressed[p.user] = append(a.pressed[p.user], id[1])
		}
	}
	return told
}

// give gives a command as it would be typed; where an option is named it is being
// typed still.
func (a *apart) give(p newsroom, command string, args map[string]string, typing string) string {
	names := strings.Fields(command)
	var options []map[string]any
	for name, value := range args {
		options = append(options, map[string]any{"type": 3, "name": name, "value": value, "focused": name == typing})
	}
	for i := len(names) - 1; i > 0; i-- {
		options = []map[string]any{{"type": 1, "name": names[i], "options": options}}
	}
	data, err := json.Marshal(map[string]any{"name": names[0], "type": 1, "options": options})
	a.must(err)
	kind := 2
	if typing != "" {
		kind = 4
	}
	return a.interact(p, kind, string(data))
}

// mostNumbers is beyond the numbers of all cuttings, watches and digests.
const mostNumbers = 16

// typed are values for an option: what leads to the reader's own coverage, to others',
// and to what they may have typed wrongly.
func typed(o desk.Option) []string {
	if o.Choices != nil {
		return o.Choices
	}
	var numbers, addresses []string
	for n := range mostNumbers {
		numbers = append(numbers, fmt.Sprint(n+1))
	}
	for _, p := range places {
		addresses = append(addresses, p.of(reports[0]).URL)
	}
	words := []string{"hospital posts", "bovrane cnidrel aqualni hospital", "hosp* OR aqu* OR bor* OR cin*"}
	switch o.Name {
	case "number", "cutting":
		return append(append(numbers, "1@1", "2@1", "3@1"), addresses...)
	case "digest":
		return numbers[:1]
	case "name":
		return append([]string{"hospital posts", "borv", "cind", "aqua"}, numbers[:3]...)
	case "who":
		return []string{"Jane", "the trust", "borv", "cind", "aqua"}
	case "outlet", "outlets":
		return []string{"borv", "cind", "aqua", "Herald"}
	case "channel":
		return []string{"5"}
	case "time":
		return []string{"08:00"}
	case "timezone":
		return []string{"Europe/London"}
	case "page", "max":
		return []string{"2"}
	case "since", "until":
		return []string{"2026"}
	case "style", "sort", "days", "role":
		return nil
	case "topic", "about", "where", "reason":
		return words[:1]
	}
	return words
}

// each calls with arguments for a command: what it needs, and then each of its
// options with all that may be typed.
func each(c desk.Command, call func(args map[string]string, option desk.Option)) {
	base := map[string]string{}
	for _, o := range c.Options {
		if values := typed(o); o.Required && len(values) > 0 {
			base[o.Name] = values[0]
		}
	}
	call(base, desk.Option{})
	for _, o := range c.Options {
		values := typed(o)
		if !o.Required && o.Name != "cutting" { // as it is typed, it is looked at letter by letter
			values = values[max(0, len(values)-2):]
		}
		for _, value := range values {
			args := map[string]string{o.Name: value}
			for name, value := range base {
				if name != o.Name {
					args[name] = value
				}
			}
			call(args, o)
		}
	}
}

// mustBeApart looks whether something of another place's collection was told, but
// for the address that was typed.
func (a *apart) mustBeApart(p newsroom, what, told string) {
	a.t.Helper()
	for _, other := range places {
		address := other.of(reports[0]).URL
		told := strings.NewReplacer(address, "", strings.Replace(address, ":", `\\:`, 1), "").Replace(told)
		if at := strings.Index(strings.ToLower(told), other.mark); other != p && at >= 0 {
			a.t.Errorf("%s tells %s of what is %s's:\n…%s…", what, p.user, other.mark, told[max(0, at-200):min(len(told), at+200)])
		}
	}
}

// last are commands after which there is less to be seen.
var last = regexp.MustCompile(`remove|pause|hide|undo|forget`)

// Nothing of a collection is told where another is asked: by no command, no menu, no
// button, not while somebody types, in no digest and by no watch.
func TestApart(t *testing.T) {
	a := newApart(t)
	a.settle()
	shown := map[string]bool{}
	for _, ending := range []bool{false, true} {
		for _, p := range places {
			for _, c := range desk.InFull(a.desk.Commands()) {
				if last.MatchString(c.Name) == ending {
					a.everyWay(p, c, shown)
				}
			}
			if ending {
				continue
			}
			for _, menu := range a.desk.MessageCommands() {
				for _, text := range []string{reports[0].Text, "The hospital will lose 700 posts, and 40 beds will close by the spring.", "bovrane cnidrel"} {
					text = strings.NewReplacer("%[1]s", "town").Replace(text)
					data, err := json.Marshal(map[string]any{
						"name": menu, "type": 3, "target_id": "8", "resolved": map[string]any{"messages": map[string]any{"8": map[string]string{"content": text}}},
					})
					a.must(err)
					told := a.interact(p, 2, string(data))
					a.mustBeApart(p, menu, told)
					shown[menu+p.user] = shown[menu+p.user] || strings.Contains(strings.ToLower(told), p.mark)
				}
			}
		}
		a.pressAll(ending)
		if !ending {
			a.sendAll()
		}
	}
	for _, p := range places {
		for _, what := range append([]string{"ask", "find", "said", "source", "figures", "latest", "story", "cite", "coverage", "watch add", "typing outlet", "typing who", "typing name", "typing number"}, a.desk.MessageCommands()...) {
			if !shown[what+p.user] {
				t.Errorf("%s shows %s nothing of what is theirs, so it proves nothing", what, p.user)
			}
		}
	}
	t.Logf("%d interactions", a.asked)
}

// everyWay gives a command in every way, and types it, each once.
func (a *apart) everyWay(p newsroom, c desk.Command, shown map[string]bool) {
	a.t.Helper()
	once := func(what string, args map[string]string, typing string) {
		a.t.Helper()
		asked := fmt.Sprint(p.user, " /", c.Name, " ", what, " ", args)
		if a.given[asked] {
			return
		}
		a.given[asked] = true
		told := a.give(p, c.Name, args, typing)
		a.mustBeApart(p, asked, told)
		shown[what+p.user] = shown[what+p.user] || strings.Contains(strings.ToLower(told), p.mark)
	}
	each(c, func(args map[string]string, o desk.Option) {
		once(c.Name, args, "")
		for _, n := range []int{0, 2, 4} {
			if value := args[o.Name]; o.Suggests {
				once("typing "+o.Name, map[string]string{o.Name: value[:min(n, len(value))]}, o.Name)
			}
		}
	})
}

// pressAll presses every button that was shown elsewhere, in each place.
func (a *apart) pressAll(ending bool) {
	a.t.Helper()
	for _, from := range places {
		for i, id := range slices.Clone(a.pressed[from.user]) {
			if last.MatchString(id) != ending {
				continue
			}
			p := places[i%len(places)]
			data, err := json.Marshal(map[string]any{"custom_id": id, "component_type": 2})
			a.must(err)
			a.mustBeApart(p, id, a.interact(p, 3, string(data)))
		}
	}
}

// sendAll composes what digests and watches tell of what comes in all collections.
func (a *apart) sendAll() {
	a.t.Helper()
	ctx := a.t.Context()
	for _, p := range places {
		r := p.of(archive.Article{ID: "%[2]s-e", Title: "%[1]s hospital posts: a new figure", Outlet: "%[1]s Herald", Published: archive.Date{Year: 2026, Month: 11, Day: 26}, Text: "The hospital at %[1]s will lose 700 posts, its trust said. Beds close by the spring."})
		edited := p.of(reports[1])
		edited.Text = strings.Replace(edited.Text, "650 posts and not 600", "655 posts", 1)
		_, err := a.store.Put(ctx, r, edited)
		a.must(err)
	}
	a.settle()
	a.must(watch.New(a.store, a.index).CatchUp(ctx))
	subscriptions, err := a.store.Subscriptions(ctx)
	a.must(err)
	composer := Composer{Desk: a.desk, CommandIDs: func() map[string]string { return nil }}
	digests, watches, asked := 0, 0, map[string]bool{}
	for _, s := range subscriptions {
		p := places[slices.IndexFunc(places, func(p newsroom) bool { return p.server == s.Server })]
		c, err := composer.Compose(ctx, digest.Edition{Subscription: s, Due: a.desk.Now(), From: s.After})
		a.must(err)
		a.mustBeApart(p, fmt.Sprintf("subscription %d (%q)", s.ID, s.Topic), string(c.Payload))
		if strings.Contains(strings.ToLower(string(c.Payload)), p.mark) {
			if s.Watch == "" {
				digests++
			} else {
				watches++
			}
		}
		if s.Watch == "" && !asked[s.Server] {
			asked[s.Server] = true
			for _, cutting := range typed(desk.Option{Name: "cutting"}) {
				args := map[string]string{"digest": fmt.Sprint(s.ID), "cutting": cutting}
				a.mustBeApart(p, fmt.Sprintf("/digest why %v", args), a.give(p, "digest why", args, ""))
			}
		}
		if s.Watch != "" {
			matches, err := a.store.Matches(ctx, s.ID, s.After, 100)
			a.must(err)
			if matches.Total > 2 {
				a.t.Errorf("watch %d has %d to tell of", s.ID, matches.Total)
			}
		}
	}
	if digests == 0 || watches == 0 {
		a.t.Errorf("%d digests and %d watches tell of something", digests, watches)
	}
}
