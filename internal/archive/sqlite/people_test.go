package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// noUser are the columns of the schema in which no user's ID is ever kept, and holds
// those in which one can be. A new column has to be written down in one of the two; what
// can hold an ID has to be known to Personal and Forget.
var (
	noUser = map[string]string{
		"archive":       "id seq number heard",
		"articles":      "number id address version seq outlet published captured removed reason author collection unseen",
		"changes":       "seq number version at",
		"claims":        "key until",
		"deliveries":    "subscription slot due state term holder lease above upto cuttings tried message why ended beside",
		"feed_items":    "feed key hash state known article backlog attempts due reason seen",
		"feeds":         "number address host title collection added paused paused_by_program paused_why etag modified hash wait asked read failures failing error told next token claimed lease",
		"hidings":       "line scope number key outlet shown reason at",
		"matched":       "seq revision",
		"matches":       "watch number seq",
		"misses":        "question filter times first last",
		"pages":         "number url version etag modified seen asked failures missing gone error next lease",
		"placed":        "rules seq stories",
		"placements":    "number story reprint_of",
		"post_quotes":   "post place number version ref",
		"posts":         "id server message at far kind due marks tries fault locale",
		"readings":      "number version rules",
		"reports":       "id server number version ref reason at closed",
		"searches":      "key search used",
		"settings":      "key value",
		"speech":        "number version place kind called role named spans",
		"subscriptions": "id revision active after",
		"versions":      "number version url address title outlet author published language hash captured text collection",
		"watched":       "path stamp id text fault",
	}
	holds = []string{
		"deliveries.channel", "deliveries.payload", "hidings.by", "posts.by", "posts.channel", "posts.edition", "reports.by", "reports.words", "subscriptions.setup",
	}
)

// schemaColumns are all columns of the schema, as table.column.
func schemaColumns(t *testing.T, s *Store) (list []string) {
	t.Helper()
	rows, err := s.db.QueryContext(t.Context(), `SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		list = append(list, name)
	}
	if err := rows.Err(); err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	return list
}

func TestEveryColumnIsKnownToForget(t *testing.T) {
	known := slices.Clone(holds)
	for table, columns := range noUser {
		for column := range strings.FieldsSeq(columns) {
			known = append(known, table+"."+column)
		}
	}
	slices.Sort(known)
	for _, column := range schemaColumns(t, opened(t, newPath(t))) {
		at, found := slices.BinarySearch(known, column)
		if !found {
			t.Errorf("%s: can it hold a user's ID? Write it into noUser or holds, and teach Personal and Forget", column)
			continue
		}
		known = slices.Delete(known, at, at+1)
	}
	if len(known) > 0 {
		t.Errorf("no columns of the schema, or written down twice: %v", known)
	}
}

// Whatever was kept of somebody: once they are forgotten, their ID is in no column and in
// no byte of the files.
func TestForgottenIsOverwritten(t *testing.T) {
	const user = "80351110224678912"
	path := newPath(t)
	s := opened(t, path)
	for i := range 20 { // more than a page of each
		traces(t, s, user, i)
		traces(t, s, "80351110224678913", i)
	}
	in := func() (columns []string) {
		for _, column := range schemaColumns(t, s) {
			table, name, _ := strings.Cut(column, ".")
			var n int
			query := fmt.Sprintf("SELECT count(*) FROM %s WHERE instr(CAST(%s AS TEXT), $1)", table, name)
			if err := s.db.QueryRowContext(t.Context(), query, user).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if n > 0 {
				columns = append(columns, column)
			}
		}
		return columns
	}
	if got := in(); !slices.Equal(got, holds) {
		t.Fatalf("the ID is in %v, and can be in %v: the test leaves it in all", got, holds)
	}
	if n := occurrences(t, path, user); n < 100 {
		t.Fatalf("the files hold it %d times", n)
	}
	if _, err := s.Forget(t.Context(), user); err != nil {
		t.Fatal(err)
	}
	if got := in(); got != nil {
		t.Errorf("forgotten, and in %v", got)
	}
	if n := occurrences(t, path, user); n > 0 {
		t.Errorf("forgotten, and %d times in the files", n)
	}
	if n := occurrences(t, path, "80351110224678913"); n < 100 {
		t.Errorf("the other is in the files %d times", n)
	}
}

// traces leaves a user's ID wherever it can be.
func traces(t *testing.T, s *Store, user string, i int) {
	t.Helper()
	id := fmt.Sprint("of ", user[16:], "/", i)
	put(t, s, some(id, 100))
	v, err := s.Current(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	sub := archive.Subscription{
		Server: "1", Channel: "2", By: user, Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip, State: archive.Active,
		Since: time.Unix(1e9, 0), Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay},
	}
	watch := sub
	watch.Watch, watch.Topic, watch.Channel = archive.AtOnce, "jobs", "@"+user
	_, err = s.AddSubscription(ctx, sub)
	watch, err2 := s.AddSubscription(ctx, watch)
	_, _, err3 := s.Begin(ctx, archive.Delivery{Subscription: watch.ID, Slot: "1", State: archive.Claimed, Channel: watch.Channel, Payload: []byte("delete:" + user)})
	_, err4 := s.Hide(ctx, archive.Hiding{Scope: fmt.Sprint(i), Number: v.Number, Reason: "a complaint", By: user})
	err5 := s.KeepPost(ctx, archive.Post{Server: "1", Channel: "2", Message: id, By: user, Quotes: []archive.PostedQuote{{Number: v.Number, Version: 1, Ref: "r"}}})
	err7 := s.KeepPost(ctx, archive.Post{
		Server: "1", Channel: "@" + user, Message: id, Kind: archive.WatchPost, Edition: `{"channel":"@` + user + `"}`, Quotes: []archive.PostedQuote{{Number: v.Number}},
	})
	var err6 error
	if i < archive.MaxReportsBy {
		_, err6 = s.KeepReport(ctx, archive.Report{Server: "1", Number: v.Number, Version: 1, Ref: "r", Reason: archive.WrongOther, Words: "Ask " + user, By: user})
	}
	for _, err := range []error{err, err2, err3, err4, err5, err6, err7} {
		if err != nil {
			t.Fatal(err)
		}
	}
}
