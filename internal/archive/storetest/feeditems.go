package storetest

import (
	"fmt"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// feedItemTests: what feeds bring is filed once.
var feedItemTests = map[string]func(*testing.T, Open){
	"what a feed brings is filed":                    brought,
	"an item brings its article once":                broughtOnce,
	"what is held is left as it is":                  broughtHeld,
	"a removed article is not brought back":          broughtRemoved,
	"an item changes the article that it brought":    broughtChanged,
	"eight feeds bring one article, one adds it":     broughtByEight,
	"an item that waits is due in its time":          waits,
	"items are forgotten, but not those of the feed": forgotten,
	"too many items that wait are given up":          waitNoMore,
	"a page is kept with its article":                broughtPage,
	"what came first is the backlog":                 backlog,
}

// bring is an item with its article, both named id.
func bring(id string) archive.Brought {
	a := article(id)
	return archive.Brought{Item: archive.FeedItem{Key: id, Hash: "h", State: archive.ItemWaiting}, Article: &a}
}

// record keeps what a claimed feed brought and returns what became of it.
func record(t *testing.T, s archive.Store, c archive.FeedClaim, brought ...archive.Brought) []archive.Receipt {
	t.Helper()
	receipts, err := s.RecordFeed(t.Context(), c, c.Feed, brought...)
	return must(t, "RecordFeed", receipts, err)
}

func feedItems(t *testing.T, s archive.Store, feed int64, keys ...string) []archive.FeedItem {
	t.Helper()
	list, err := s.FeedItems(t.Context(), feed, keys...)
	return must(t, "FeedItems", list, err)
}

// claimed is a feed that is being read.
func claimed(t *testing.T, s archive.Store) archive.FeedClaim {
	t.Helper()
	subscribe(t, s, "https://a.example/feed")
	return claim(t, s)
}

func brought(t *testing.T, open Open) {
	s := open.handle(t)
	c := claimed(t, s)
	refused, waiting := bring("r"), bring("w")
	refused.Article.Text, waiting.Article, waiting.Item.Due = " ", nil, stored.Add(time.Hour)
	waiting.Item.Attempts, waiting.Item.Reason = 2, "the site is slow"
	waiting.Item.Known = full()
	waiting.Item.Known.Text, waiting.Item.Known.Collection = "", ""
	receipts := record(t, s, c, bring("a"), refused, waiting, bring("b"))
	equal(t, "receipts", []archive.Receipt{
		{ID: "a", Number: 1, Version: 1, Status: archive.Added},
		{ID: "r", Status: archive.Refused, Reason: receipts[1].Reason},
		{},
		{ID: "b", Number: 2, Version: 1, Status: archive.Added},
	}, receipts)
	a, r, w := bring("a").Item, refused.Item, waiting.Item
	a.State, a.Article = archive.ItemAdded, "a"
	r.State, r.Reason = archive.ItemRefused, receipts[1].Reason
	equal(t, "FeedItems", []archive.FeedItem{a, r, w}, feedItems(t, s, 1, "w", "a", "r", "a", "nothing"))
	equal(t, "no keys", []archive.FeedItem{}, feedItems(t, s, 1))
	got := feeds(t, s)[0]
	equal(t, "Feeds", archive.FeedCount{Feed: got.Feed, Articles: 2, Waiting: 1, Refused: 1, Reason: receipts[1].Reason}, got)
	if seq(t, s) != 2 || len(changes(t, s, 0, 10)) != 2 {
		t.Errorf("Seq is %d", seq(t, s))
	}
	sound(t, s)
}

func broughtOnce(t *testing.T, open Open) {
	s := open.handle(t)
	c := claimed(t, s)
	record(t, s, c, bring("a"))
	before := seq(t, s)
	equal(t, "receipts", []archive.Receipt{{ID: "a", Number: 1, Version: 1, Status: archive.Unchanged}}, record(t, s, c, bring("a")))
	if seq(t, s) != before || feedItems(t, s, 1, "a")[0].State != archive.ItemAdded {
		t.Errorf("Seq went from %d to %d, %+v", before, seq(t, s), feedItems(t, s, 1, "a"))
	}
}

func broughtHeld(t *testing.T, open Open) {
	s := open.handle(t)
	other := full()
	put(t, s, article("a"), other)
	c := claimed(t, s)
	a, twin := bring("a"), bring("twin")
	a.Article.Text, twin.Article.Address = "Other words.", other.Address
	second := bring("second")
	second.Article.ID = "b"
	receipts := record(t, s, c, a, twin, bring("b"), second)
	for i, want := range []archive.Receipt{
		{ID: "a", Number: 1, Version: 1, Status: archive.Unchanged},
		{ID: "twin", Status: archive.Unchanged},
		{ID: "b", Number: 3, Version: 1, Status: archive.Added},
		{ID: "b", Number: 3, Version: 1, Status: archive.Unchanged},
	} {
		equal(t, fmt.Sprint("receipt ", i), want, receipts[i])
	}
	for _, i := range feedItems(t, s, 1, "a", "twin", "second") {
		if i.State != archive.ItemHeld || i.Article == "" {
			t.Errorf("%+v", i)
		}
	}
	if current(t, s, "a").Text != article("a").Text || current(t, s, "b").Text != article("b").Text {
		t.Error("what was held has changed")
	}
}

func broughtRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	c := claimed(t, s)
	record(t, s, c, bring("a"))
	remove(t, s, "a", "the court says so")
	changed := bring("a")
	changed.Article.Text = "Other words."
	if got := record(t, s, c, changed, bring("b")); got[0].Status != archive.Unchanged || got[1].Status != archive.Added {
		t.Errorf("%+v", got)
	}
	if reason, gone, err := s.Removal(t.Context(), "a"); !gone || err != nil {
		t.Errorf("the article is back: %q, %v", reason, err)
	}
	sound(t, s)
}

func broughtChanged(t *testing.T, open Open) {
	s := open.handle(t)
	c := claimed(t, s)
	record(t, s, c, bring("a"))
	changed := bring("a")
	changed.Article.Text, changed.Item.Hash = "Other words.", "h2"
	equal(t, "receipts", []archive.Receipt{{ID: "a", Number: 1, Version: 2, Status: archive.Changed}}, record(t, s, c, changed))
	if got := feedItems(t, s, 1, "a")[0]; got.Hash != "h2" || got.State != archive.ItemAdded {
		t.Errorf("%+v", got)
	}
	waiting := changed // its page is to be read again
	waiting.Article, waiting.Item.Article, waiting.Item.Hash = nil, "a", "h3"
	record(t, s, c, waiting)
	changed.Article.Text = "The page's words."
	equal(t, "after it waited", archive.Changed, record(t, s, c, changed)[0].Status)
	subscribe(t, s, "https://b.example/feed")
	again := bring("a")
	again.Article.Text = "Words of a third kind."
	record(t, s, claim(t, s), again)
	if got := current(t, s, "a"); got.Version != 3 {
		t.Errorf("another feed made version %d", got.Version)
	}
}

func broughtByEight(t *testing.T, open Open) {
	for i := range 8 {
		subscribe(t, open.handle(t), fmt.Sprintf("https://%d.example/", i))
	}
	var got [8]archive.Receipt
	s := eight(t, open, func(i int, s archive.Store) error {
		c, ok, err := s.ClaimFeed(t.Context(), lease)
		if !ok || err != nil {
			return fmt.Errorf("%v, %w", ok, err)
		}
		b := bring("a")
		b.Article.Text = fmt.Sprint("Words as feed ", i, " has them.")
		receipts, err := s.RecordFeed(t.Context(), c, c.Feed, b)
		if err == nil {
			got[i] = receipts[0]
		}
		return err
	})
	statuses := map[archive.Status]int{}
	for _, r := range got {
		statuses[r.Status]++
	}
	equal(t, "statuses", map[archive.Status]int{archive.Added: 1, archive.Unchanged: 7}, statuses)
	if current(t, s, "a").Version != 1 || seq(t, s) != 1 {
		t.Errorf("version %d, Seq %d", current(t, s, "a").Version, seq(t, s))
	}
}

func waits(t *testing.T, open Open) {
	clock := newClock()
	s := open.at(t, clock.now)
	c := claimed(t, s)
	var all []archive.Brought
	for i, id := range []string{"late", "soon", "now"} {
		b := bring(id)
		b.Article, b.Item.Due = nil, clock.now().Add(time.Duration(2-i)*time.Hour)
		all = append(all, b)
	}
	c.Feed.Next = clock.now().Add(24 * time.Hour)
	record(t, s, c, all...)
	if err := s.ReleaseFeed(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	dueItems := func(limit int) []archive.FeedItem {
		list, err := s.WaitingItems(t.Context(), 1, clock.now(), limit)
		return must(t, "WaitingItems", list, err)
	}
	equal(t, "none for no limit", []archive.FeedItem{}, dueItems(0))
	equal(t, "due now", []archive.FeedItem{all[2].Item}, dueItems(9))
	c = claim(t, s) // for its item's sake
	record(t, s, c, bring("now"))
	equal(t, "nothing is due any more", []archive.FeedItem{}, dueItems(9))
	if err := s.ReleaseFeed(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	noClaim(t, s, "before the next is due")
	clock.pass(2 * time.Hour)
	equal(t, "two are due", []archive.FeedItem{all[1].Item, all[0].Item}, dueItems(9))
	equal(t, "one of them", []archive.FeedItem{all[1].Item}, dueItems(1))
	claim(t, s)
}

func forgotten(t *testing.T, open Open) {
	s := open.handle(t)
	c := claimed(t, s)
	many := func(name string, n int) (all []archive.Brought, keys []string) {
		for i := range n {
			key := fmt.Sprintf("%s%05d", name, i)
			all = append(all, archive.Brought{Item: archive.FeedItem{Key: key, State: archive.ItemRefused}})
			keys = append(keys, key)
		}
		return all, keys
	}
	old, oldKeys := many("old", 10)
	waiting := bring("waiting")
	waiting.Article, waiting.Item.Due = nil, stored
	c.Feed.Asked = stored
	record(t, s, c, append(old, waiting)...)
	first, firstKeys := many("first", archive.MaxFeedItems+5)
	c.Feed.Asked = stored.Add(time.Hour)
	record(t, s, c, first...)
	if got := len(feedItems(t, s, 1, oldKeys...)); got != 10 {
		t.Errorf("%d of 10 old items are remembered, though there is room for them", got)
	}
	c.Feed.Asked = stored.Add(2 * time.Hour)
	record(t, s, c, first[:2]...)
	if got := len(feedItems(t, s, 1, oldKeys...)); got != 0 {
		t.Errorf("%d old items are remembered", got)
	}
	if got := len(feedItems(t, s, 1, firstKeys...)); got != archive.MaxFeedItems+2 {
		t.Errorf("%d items are remembered, want %d", got, archive.MaxFeedItems+2)
	}
	if got := len(feedItems(t, s, 1, firstKeys[0], firstKeys[1], "waiting")); got != 3 {
		t.Errorf("%d of those that the feed has, or that wait, are remembered", got)
	}
}

func waitNoMore(t *testing.T, open Open) {
	s := open.handle(t)
	c := claimed(t, s)
	wait := func(hours int, n int, name string) {
		c.Feed.Asked = stored.Add(time.Duration(hours) * time.Hour)
		var all []archive.Brought
		for i := range n {
			all = append(all, archive.Brought{Item: archive.FeedItem{Key: fmt.Sprintf("%s%05d", name, i), State: archive.ItemWaiting, Known: full(), Due: c.Feed.Asked}})
		}
		record(t, s, c, all...)
	}
	record(t, s, c, bring("a"))
	changed := bring("a")
	changed.Article, changed.Item.Article = nil, "a"
	c.Feed.Asked = stored
	record(t, s, c, changed)
	wait(0, 1, "first")
	wait(1, archive.MaxFeedItems, "old")
	if got := feeds(t, s)[0]; got.Waiting != archive.MaxFeedItems+2 {
		t.Errorf("%d wait of those that the feed has, and as many as may", got.Waiting)
	}
	wait(2, 10, "new")
	if got := feeds(t, s)[0]; got.Waiting != archive.MaxFeedItems+10 || got.Refused != 1 || got.Articles != 1 || got.Reason == "" {
		t.Errorf("%d wait, %d are refused (%q), %d articles", got.Waiting, got.Refused, got.Reason, got.Articles)
	}
	for _, i := range feedItems(t, s, 1, "a", "first00000") {
		if (i.State == archive.ItemAdded) != (i.Key == "a") || i.Reason == "" || !i.Due.IsZero() || i.Known != (archive.Article{}) {
			t.Errorf("%+v", i)
		}
	}
	sound(t, s)
}

func broughtPage(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("held"))
	c := claimed(t, s)
	read := func(id, etag string) archive.Brought {
		b := bring(id)
		b.Page = &archive.Page{Number: 7, Version: 9, URL: "https://a.example/" + id, ETag: etag, Seen: stored, Asked: stored}
		return b
	}
	unkept := read("x", "\xff")
	if _, err := s.RecordFeed(t.Context(), c, c.Feed, read("a", ""), unkept); err == nil || seq(t, s) != 1 {
		t.Errorf("a page that can't be kept: %v, and Seq is %d", err, seq(t, s))
	}
	refused := read("r", "")
	refused.Article.Text = ""
	record(t, s, c, read("a", `"1"`), read("held", ""), refused)
	want := archive.Page{Number: 2, Version: 1, URL: "https://a.example/a", ETag: `"1"`, Seen: stored, Asked: stored, Next: stored.Add(archive.FirstLook)}
	if p, _ := pageOf(t, s, 2); p != want {
		t.Errorf("%+v, want %+v", p, want)
	}
	if p, known := pageOf(t, s, 1); known {
		t.Errorf("of what somebody else brought: %+v", p)
	}
	record(t, s, c, read("a", `"2"`))
	if p, _ := pageOf(t, s, 2); p != want {
		t.Errorf("unchanged: %+v, want %+v", p, want)
	}
	changed := read("a", `"3"`)
	changed.Article.Text = "Other words."
	record(t, s, c, changed)
	want.Version, want.ETag = 2, `"3"`
	if p, _ := pageOf(t, s, 2); p != want {
		t.Errorf("changed: %+v, want %+v", p, want)
	}
	sound(t, s)
}

func backlog(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("before"))
	c := claimed(t, s)
	a, held, b := bring("a"), bring("before"), bring("b")
	a.Item.Backlog, held.Item.Backlog = true, true
	record(t, s, c, a, held, b)
	got, err := s.Backlog(t.Context(), 3, 2, 1, 2, 9)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Backlog", []int64{2}, got)
	changed := bring("a")
	changed.Article.Text = "Other words."
	record(t, s, c, changed)
	if got, err = s.Backlog(t.Context(), 2); err != nil || len(got) != 1 {
		t.Errorf("changed, it is the backlog no more: %v, %v", got, err)
	}
	if got, err = s.Backlog(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("Backlog of none: %v, %v", got, err)
	}
}
