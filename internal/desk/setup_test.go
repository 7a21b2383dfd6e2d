package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"cuttings/internal/desk"
)

// Who sees answers is said for one server by those who manage it, and kept.
func TestAnswersOfOneServer(t *testing.T) {
	d, store := open(t)
	d.Now = time.Now
	manager := func(server string) context.Context {
		return desk.By(t.Context(), desk.Asker{User: "77", Server: server, Channel: "778", Manages: true})
	}
	set, err := d.Setup(manager("1"), desk.ToEverybody)
	if err != nil || !set.Public || set.Server != "1" || set.Sample == nil || set.Scope.Coverage.Articles != 3 {
		t.Fatalf("%+v, %v", set, err)
	}
	for server, want := range map[string]bool{"1": true, "2": false, "": false} {
		if got, err := desk.New(store, nil).Public(t.Context(), server); err != nil || got != want {
			t.Errorf("server %q: public %v, %v", server, got, err)
		}
	}
	if servers, err := d.PublicServers(t.Context()); err != nil || len(servers) != 1 || servers[0] != "1" {
		t.Errorf("servers %v, %v", servers, err)
	}
	if seen, err := d.Setup(manager("1"), ""); err != nil || !seen.Public {
		t.Errorf("only looking changed it: %+v, %v", seen, err)
	}
	if back, err := d.Setup(manager("1"), desk.ToAsker); err != nil || back.Public {
		t.Errorf("not taken back: %+v, %v", back, err)
	}
	if servers, err := d.PublicServers(t.Context()); err != nil || len(servers) != 0 {
		t.Errorf("servers %v, %v", servers, err)
	}
	_, err = d.AddDigest(manager("2"), desk.DigestSetup{Time: "08:00", Zone: "Europe/London"})
	if err != nil {
		t.Fatal(err)
	}
	for server, want := range map[string]int{"1": 0, "2": 1} {
		if r, err := d.Setup(manager(server), ""); err != nil || len(r.Digests) != want {
			t.Errorf("server %s: %d digests, want %d; %v", server, len(r.Digests), want, err)
		}
	}
}

func TestSetupIsRefused(t *testing.T) {
	d, _ := open(t)
	for says, ctx := range map[string]context.Context{
		"by those who may manage": in(t, "1"),
		"is set for a server":     in(t, ""),
	} {
		_, err := d.Do(ctx, "setup", map[string]string{"answers": "public"})
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
	}
	if _, err := d.Do(in(t, ""), "setup", map[string]string{"answers": "mine"}); err == nil {
		t.Error("anything can be chosen")
	}
}

// What a server hid is no sample for it.
func TestSampleIsVisible(t *testing.T) {
	d, _ := open(t)
	manager := desk.By(t.Context(), desk.Asker{User: "77", Server: "1", Manages: true})
	if _, err := d.Hide(manager, desk.HideRequest{Outlet: "Oxford Mail", Reason: "a complaint"}); err != nil {
		t.Fatal(err)
	}
	r, err := d.Setup(manager, "")
	if err != nil || r.Sample != nil || r.Scope.Coverage.Articles != 0 {
		t.Errorf("%+v, %v", r.Sample, err)
	}
}
