package storetest

import (
	"context"
	"errors"
	"testing"

	"cuttings/internal/archive"
)

// lifeTests: an archive is made, opened again, and closed.
var lifeTests = map[string]func(*testing.T, Open){
	"an empty archive":            empty,
	"what was put is there again": reopened,
	"two handles see one archive": twoHandles,
	"settings":                    settings,
	"a canceled context":          canceled,
	"a closed store":              closed,
}

func empty(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	if n := seq(t, s); n != 0 {
		t.Errorf("Seq is %d", n)
	}
	if got := changes(t, s, 0, 10); got == nil || len(got) != 0 {
		t.Errorf("Changes gave %#v, want an empty slice", got)
	}
	equal(t, "Coverage", archive.Coverage{}, coverage(t, s, archive.Filter{}))
	equal(t, "Coverage of an outlet", archive.Coverage{}, coverage(t, s, archive.Filter{Outlet: "Oxford Mail"}))
	if v, err := s.Current(ctx, "a"); !errors.Is(err, archive.ErrNotFound) || v != (archive.Version{}) {
		t.Errorf("Current: %+v, %v", v, err)
	}
	for _, number := range []int64{-1, 0, 1} {
		if v, err := s.Cutting(ctx, number, 0); !errors.Is(err, archive.ErrNotFound) || v != (archive.Version{}) {
			t.Errorf("Cutting %d: %+v, %v", number, v, err)
		}
	}
	if err := s.Remove(ctx, "a", "no"); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("Remove: %v", err)
	}
	if reason, removed, err := s.Removal(ctx, "a"); reason != "" || removed || err != nil {
		t.Errorf("Removal: %q, %v, %v", reason, removed, err)
	}
	if receipts := put(t, s); len(receipts) != 0 {
		t.Errorf("Put of nothing: %v", receipts)
	}
	if n := seq(t, s); n != 0 {
		t.Errorf("Seq after nothing is %d", n)
	}
	sound(t, s)
}

func reopened(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, full(), article("b"), article("c"))
	remove(t, s, "b", "asked for")
	id, err := s.ID(t.Context())
	if must(t, "ID", id, err) == "" {
		t.Error("the archive has no ID")
	}
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	again := open.handle(t)
	equal(t, "Current", capture(full(), 1, 1), current(t, again, "full"))
	if reason, removed, err := again.Removal(t.Context(), "b"); reason != "asked for" || !removed || err != nil {
		t.Errorf("Removal: %q, %v, %v", reason, removed, err)
	}
	if n := seq(t, again); n != 4 {
		t.Errorf("Seq is %d, want 4", n)
	}
	if got, err := again.ID(t.Context()); got != id || err != nil {
		t.Errorf("ID is %q, %v; was %q", got, err, id)
	}
	if r := put(t, again, article("d"))[0]; r.Number != 4 {
		t.Errorf("the next number is %d, want 4", r.Number)
	}
	sound(t, again)
}

func twoHandles(t *testing.T, open Open) {
	a, b := open.handle(t), open.handle(t)
	put(t, a, article("a"))
	equal(t, "what the other put", capture(article("a"), 1, 1), current(t, b, "a"))
	if got := coverage(t, b, archive.Filter{}).Articles; got != 1 {
		t.Errorf("the other handle counts %d articles", got)
	}
	if r := put(t, b, article("a"), article("b")); r[0].Status != archive.Unchanged || r[1].Number != 2 {
		t.Errorf("receipts of the other: %+v", r)
	}
	remove(t, b, "a", "gone")
	if _, err := a.Current(t.Context(), "a"); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("Current of what the other removed: %v", err)
	}
	if got := coverage(t, a, archive.Filter{}).Articles; got != 1 {
		t.Errorf("after the other's changes %d articles are counted", got)
	}
	x, err := a.ID(t.Context())
	y, err2 := b.ID(t.Context())
	if x != y || err != nil || err2 != nil {
		t.Errorf("two handles give the IDs %q, %v and %q, %v", x, err, y, err2)
	}
}

func settings(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	for _, step := range []struct{ key, value string }{{"k", "1"}, {"k", "2"}, {"K", "other"}, {"k", ""}, {"", "no key"}} {
		before := seq(t, s)
		if err := s.SetSetting(ctx, step.key, step.value); err != nil {
			t.Fatalf("SetSetting(%q, %q): %v", step.key, step.value, err)
		}
		if got, err := s.Setting(ctx, step.key); got != step.value || err != nil {
			t.Errorf("Setting(%q) = %q, %v; want %q", step.key, got, err, step.value)
		}
		if seq(t, s) != before {
			t.Error("a setting moved the sequence")
		}
	}
	for _, key := range []string{"of a", "of b", "of %", "OF c", "off"} {
		if err := s.SetSetting(ctx, key, "="+key); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SetSetting(ctx, "of b", ""); err != nil {
		t.Fatal(err)
	}
	for prefix, want := range map[string]map[string]string{
		"of ": {"of a": "=of a", "of %": "=of %"}, "of %": {"of %": "=of %"}, "none": {},
		"": {"K": "other", "": "no key", "of a": "=of a", "of %": "=of %", "OF c": "=OF c", "off": "=off"},
	} {
		kept, err := s.Settings(ctx, prefix)
		equal(t, "Settings of "+prefix, want, must(t, "Settings", kept, err))
	}
	if got, err := open.handle(t).Setting(ctx, "K"); got != "other" || err != nil {
		t.Errorf("another handle reads %q, %v", got, err)
	}
}

// calls is every method that takes a context.
var calls = map[string]func(context.Context, archive.Store) error{
	"Put": func(ctx context.Context, s archive.Store) error {
		_, err := s.Put(ctx, article("new"), article("a"))
		return err
	},
	"PutUnlessRemoved": func(ctx context.Context, s archive.Store) error {
		_, err := s.PutUnlessRemoved(ctx, article("new"))
		return err
	},
	"PutOver": func(ctx context.Context, s archive.Store) error {
		if _, err := s.PutOver(ctx, capture(article("a"), 1, 1), article("a")); !errors.Is(err, archive.ErrOvertaken) {
			return err
		}
		return nil
	},
	"Current": func(ctx context.Context, s archive.Store) error { _, err := s.Current(ctx, "a"); return err },
	"Cutting": func(ctx context.Context, s archive.Store) error { _, err := s.Cutting(ctx, 1, 0); return err },
	"Remove":  func(ctx context.Context, s archive.Store) error { return s.Remove(ctx, "a", "") },
	"Removal": func(ctx context.Context, s archive.Store) error { _, _, err := s.Removal(ctx, "a"); return err },
	"Seq":     func(ctx context.Context, s archive.Store) error { _, err := s.Seq(ctx); return err },
	"Changes": func(ctx context.Context, s archive.Store) error { _, err := s.Changes(ctx, 0, 9); return err },
	"Coverage": func(ctx context.Context, s archive.Store) error {
		_, err := s.Coverage(ctx, archive.Filter{})
		return err
	},
	"Hide": func(ctx context.Context, s archive.Store) error {
		_, err := s.Hide(ctx, archive.Hiding{Number: 1})
		return err
	},
	"Hidden":      func(ctx context.Context, s archive.Store) error { _, err := s.Hidden(ctx, ""); return err },
	"Hidings":     func(ctx context.Context, s archive.Store) error { _, err := s.Hidings(ctx); return err },
	"ID":          func(ctx context.Context, s archive.Store) error { _, err := s.ID(ctx); return err },
	"Setting":     func(ctx context.Context, s archive.Store) error { _, err := s.Setting(ctx, "k"); return err },
	"Settings":    func(ctx context.Context, s archive.Store) error { _, err := s.Settings(ctx, "k"); return err },
	"Collections": func(ctx context.Context, s archive.Store) error { _, err := s.Collections(ctx); return err },
	"SetSetting":  func(ctx context.Context, s archive.Store) error { return s.SetSetting(ctx, "k", "v") },
	"Check":       func(ctx context.Context, s archive.Store) error { return s.Check(ctx) },
	"WatchedFile": func(ctx context.Context, s archive.Store) error { _, err := s.WatchedFile(ctx, "/a"); return err },
	"WatchedText": func(ctx context.Context, s archive.Store) error { _, err := s.WatchedText(ctx, "h"); return err },
	"KeepWatched": func(ctx context.Context, s archive.Store) error {
		return s.KeepWatched(ctx, archive.WatchedFile{Path: "/a"})
	},
	"KeepPost": func(ctx context.Context, s archive.Store) error { return s.KeepPost(ctx, post("", "m", 1)) },
	"AdvanceAndKeep": func(ctx context.Context, s archive.Store) error {
		_, _, err := s.AdvanceAndKeep(ctx, archive.Delivery{}, post("", "m", 1))
		return err
	},
	"ForgetPost": func(ctx context.Context, s archive.Store) error { return s.ForgetPost(ctx, "c", "m") },
	"Posts":      func(ctx context.Context, s archive.Store) error { _, err := s.Posts(ctx, 0, 9); return err },
	"DuePosts":   func(ctx context.Context, s archive.Store) error { _, err := s.DuePosts(ctx, 9); return err },
	"PostEdited": func(ctx context.Context, s archive.Store) error { return s.PostEdited(ctx, 1, 0) },
	"PostFailed": func(ctx context.Context, s archive.Store) error { return s.PostFailed(ctx, 1, 0, "down", 0) },
	"AddSubscription": func(ctx context.Context, s archive.Store) error {
		_, err := s.AddSubscription(ctx, subscription())
		return err
	},
	"Subscription": func(ctx context.Context, s archive.Store) error {
		if _, err := s.Subscription(ctx, 9); !errors.Is(err, archive.ErrNotFound) {
			return err
		}
		return nil
	},
	"Subscriptions": func(ctx context.Context, s archive.Store) error { _, err := s.Subscriptions(ctx); return err },
	"SubscriptionsOf": func(ctx context.Context, s archive.Store) error {
		_, err := s.SubscriptionsOf(ctx, "1", "2")
		return err
	},
	"ChangeSubscription": func(ctx context.Context, s archive.Store) error {
		_, _, err := s.ChangeSubscription(ctx, subscription())
		return err
	},
	"Begin": func(ctx context.Context, s archive.Store) error { _, _, err := s.Begin(ctx, taken(1, "a")); return err },
	"Advance": func(ctx context.Context, s archive.Store) error {
		_, _, err := s.Advance(ctx, taken(1, "a"))
		return err
	},
	"OpenDeliveries": func(ctx context.Context, s archive.Store) error { _, err := s.OpenDeliveries(ctx); return err },
	"Deliveries":     func(ctx context.Context, s archive.Store) error { _, err := s.Deliveries(ctx, 1, 1); return err },
	"KeepMisses": func(ctx context.Context, s archive.Store) error {
		return s.KeepMisses(ctx, day(1), miss("who?", 1, archive.Filter{}))
	},
	"Misses":       func(ctx context.Context, s archive.Store) error { _, err := s.Misses(ctx, day(1)); return err },
	"ForgetMisses": func(ctx context.Context, s archive.Store) error { return s.ForgetMisses(ctx) },
	"RemoveSubscription": func(ctx context.Context, s archive.Store) error {
		if err := s.RemoveSubscription(ctx, 9); !errors.Is(err, archive.ErrNotFound) {
			return err
		}
		return nil
	},
}

func canceled(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range calls {
		if err := call(ctx, s); !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a canceled context: %v", name, err)
		}
	}
	equal(t, "Current", capture(article("a"), 1, 1), current(t, s, "a"))
	if got, err := s.Setting(t.Context(), "k"); got != "" || err != nil || seq(t, s) != 1 {
		t.Errorf("a canceled call had an effect: setting %q, %v, Seq %d", got, err, seq(t, s))
	}
	equal(t, "the log of what is hidden", nil, hidings(t, s))
	for name, call := range calls {
		if err := call(t.Context(), s); name != "Remove" && err != nil && !errors.Is(err, archive.ErrRemoved) {
			t.Errorf("%s afterwards: %v", name, err)
		}
	}
}

func closed(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	for name, call := range calls {
		if err := call(t.Context(), s); err == nil || errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrRemoved) {
			t.Errorf("%s of a closed store: %v", name, err)
		}
	}
}
