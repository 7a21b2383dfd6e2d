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
	"cuttings/internal/ingest"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
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
