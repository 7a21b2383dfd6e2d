package discordtest

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestNonce(t *testing.T) {
	c := newClock()
	s := checked(t, Config{Now: c.now})
	path := "/channels/" + ChannelID + "/messages"
	post := func(body object) any {
		status, got := call(t, s, "POST", path, body)
		if status != http.StatusOK {
			t.Fatalf("%d %v", status, got)
		}
		return got["id"]
	}
	digest := object{"content": "x", "nonce": "digest-1", "enforce_nonce": true}
	first := post(digest)
	c.move(4 * time.Minute)
	if again := post(digest); again != first {
		t.Errorf("the same nonce made a second message: %v, %v", first, again)
	}
	if post(object{"content": "x", "nonce": "digest-1"}) == first {
		t.Error("a nonce that isn't enforced found the earlier message")
	}
	c.move(2 * time.Minute)
	if post(digest) == first {
		t.Error("the window is over, and the nonce still found the message")
	}
	if got := s.Messages(ChannelID); len(got) != 3 || got[0].Nonce != "digest-1" {
		t.Errorf("%d messages, the first %+v", len(got), got[0])
	}
	wantViolations(t, s)
}

func TestPages(t *testing.T) {
	s := checked(t, Config{RateLimit: unlimited})
	ids := []string{}
	for i := range 5 {
		ids = append(ids, s.Post(ChannelID, UserID, fmt.Sprint(i)).ID)
	}
	path := s.URL() + "/api/v10/channels/" + ChannelID + "/messages"
	for query, want := range map[string][]int{
		"":                              {4, 3, 2, 1, 0},
		"?limit=2":                      {4, 3},
		"?limit=2&before=" + ids[3]:     {2, 1},
		"?limit=2&after=" + ids[1]:      {3, 2},
		"?before=" + ids[0]:             {},
		"?after=" + ids[2] + "&limit=9": {4, 3},
	} {
		_, b, err := do(newRequest(t, "GET", path+query, nil))
		if err != nil {
			t.Fatal(err)
		}
		got := []int{}
		for _, m := range objects(decode(b)) {
			var i int
			if _, err := fmt.Sscan(text(m["content"]), &i); err != nil {
				t.Fatal(err)
			}
			got = append(got, i)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
	for _, limit := range []string{"0", "101", "x"} {
		if status, got := call(t, s, "GET", "/channels/"+ChannelID+"/messages?limit="+limit, nil); status != http.StatusBadRequest {
			t.Errorf("limit=%s: %d %v", limit, status, got)
		}
	}
}

func TestChannels(t *testing.T) {
	const locked = "1100000000000000008"
	s := checked(t, Config{
		RateLimit: unlimited,
		Guilds:    []Guild{{ID: GuildID, Name: "g", Channels: []Channel{{ID: ChannelID, Name: "a"}, {ID: locked, Name: "b", Forbidden: true}}}},
	})
	theirs := s.Post(ChannelID, UserID, "theirs").ID
	_, mine := call(t, s, "POST", "/channels/"+ChannelID+"/messages", object{"content": "mine"})
	path := func(id any) string { return fmt.Sprint("/channels/", ChannelID, "/messages/", id) }
	for _, c := range []struct {
		method, path string
		body         any
		status, code int
	}{
		{"GET", "/channels/" + locked, nil, 403, 50001},
		{"POST", "/channels/" + locked + "/messages", object{"content": "x"}, 403, 50001},
		{"GET", "/channels/1/messages", nil, 404, 10003},
		{"GET", path(1), nil, 404, 10008},
		{"GET", path(theirs), nil, 200, 0},
		{"PATCH", path(theirs), object{"content": "x"}, 403, 50005},
		{"DELETE", path(theirs), nil, 403, 50013},
		{"PATCH", path(mine["id"]), object{"content": ""}, 400, 50006},
		{"PATCH", path(mine["id"]), object{"content": "better"}, 200, 0},
		{"DELETE", path(mine["id"]), nil, 204, 0},
		{"DELETE", path(mine["id"]), nil, 404, 10008},
	} {
		status, got := call(t, s, c.method, c.path, c.body)
		refused(t, c.method+" "+c.path, status, got, c.status, c.code)
	}
	wantViolations(t, s, "Cannot send an empty message")
}

func TestHistory(t *testing.T) {
	const closed = "1100000000000000008"
	s := checked(t, Config{
		RateLimit: unlimited,
		Guilds:    []Guild{{ID: GuildID, Name: "g", Channels: []Channel{{ID: ChannelID, Name: "a"}, {ID: closed, Name: "b", NoHistory: true}}}},
	})
	for _, channel := range []string{ChannelID, closed, DMID} {
		path := "/channels/" + channel
		if _, got := call(t, s, "GET", path, nil); got["last_message_id"] != nil {
			t.Errorf("%s: the last message of none is %v", channel, got["last_message_id"])
		}
		_, made := call(t, s, "POST", path+"/messages", object{"content": "x", "nonce": "n"})
		if made["nonce"] != "n" {
			t.Errorf("whoever created it reads the nonce %v", made["nonce"])
		}
		if _, got := call(t, s, "GET", path, nil); got["last_message_id"] != made["id"] {
			t.Errorf("%s: the last message is %v, want %v", channel, got["last_message_id"], made["id"])
		}
		_, b, _ := try(t, s, "GET", path+"/messages", nil)
		list := objects(decode(b))
		one, _ := call(t, s, "GET", path+"/messages/"+made["id"].(string), nil)
		if channel == closed {
			if len(list) != 0 || one != http.StatusForbidden {
				t.Errorf("without history: %v, %d", list, one)
			}
			continue
		}
		if len(list) != 1 || list[0]["nonce"] != nil || one != http.StatusOK {
			t.Errorf("%s: %v, %d", channel, list, one)
		}
	}
	if status, got := call(t, s, "POST", "/users/@me/channels", object{"recipient_id": UserID}); status != http.StatusOK || got["id"] != DMID {
		t.Errorf("%d %v", status, got)
	}
	status, got := call(t, s, "POST", "/users/@me/channels", object{"recipient_id": "1"})
	refused(t, "nobody", status, got, 400, 50033)
	wantViolations(t, s)
}

func TestThread(t *testing.T) {
	s := checked(t, Config{RateLimit: unlimited})
	_, made := call(t, s, "POST", "/channels/"+ChannelID+"/messages", object{"content": "x"})
	path := "/channels/" + ChannelID + "/messages/" + made["id"].(string) + "/threads"
	status, got := call(t, s, "POST", path, object{"name": ""})
	refused(t, "no name", status, got, 400, 50035)
	if status, got := call(t, s, "POST", path, object{"name": "talk"}); status != http.StatusCreated || got["id"] != made["id"] {
		t.Errorf("%d %v", status, got)
	}
	status, got = call(t, s, "POST", path, object{"name": "more talk"})
	refused(t, "a second thread", status, got, 400, 160004)
	status, got = call(t, s, "POST", "/channels/"+ChannelID+"/messages/1/threads", object{"name": "talk"})
	refused(t, "of no message", status, got, 404, 10008)
	_, made = call(t, s, "POST", "/channels/"+DMID+"/messages", object{"content": "x"})
	status, got = call(t, s, "POST", "/channels/"+DMID+"/messages/"+made["id"].(string)+"/threads", object{"name": "talk"})
	refused(t, "in a direct channel", status, got, 400, 50024)
	if diff := cmp.Diff([]string{"talk"}, s.Threads(ChannelID)); diff != "" {
		t.Error(diff)
	}
	wantViolations(t, s, "name")
}

func TestCommandRoutes(t *testing.T) {
	s := checked(t, Config{RateLimit: unlimited})
	for _, base := range []string{"/applications/" + TestAppID + "/commands", "/applications/" + TestAppID + "/guilds/" + GuildID + "/commands"} {
		status, made := call(t, s, "POST", base, with(command("ask"), "default_member_permissions", "32"))
		if status != http.StatusCreated || made["application_id"] != TestAppID || made["default_member_permissions"] != "32" {
			t.Fatalf("%d %v", status, made)
		}
		if status, again := call(t, s, "POST", base, command("ask")); status != http.StatusOK || again["id"] != made["id"] || again["version"] == made["version"] {
			t.Errorf("upsert: %d %v", status, again)
		}
		one := base + "/" + made["id"].(string)
		if status, got := call(t, s, "PATCH", one, object{"description": "new"}); status != http.StatusOK || got["description"] != "new" || got["name"] != "ask" {
			t.Errorf("edit: %d %v", status, got)
		}
		if status, got := call(t, s, "GET", one, nil); status != http.StatusOK || got["description"] != "new" {
			t.Errorf("get: %d %v", status, got)
		}
		_, b, _ := try(t, s, "PUT", base, []any{command("say"), command("ask")})
		kept := objects(decode(b))
		if len(kept) != 2 || kept[1]["id"] != made["id"] {
			t.Errorf("overwrite: %s", b)
		}
		if status, _ := call(t, s, "DELETE", one, nil); status != http.StatusNoContent {
			t.Errorf("delete: %d", status)
		}
		status, got := call(t, s, "GET", one, nil)
		refused(t, "what was deleted", status, got, 404, 10063)
		if _, b, _ := try(t, s, "GET", base, nil); len(objects(decode(b))) != 1 {
			t.Errorf("list: %s", b)
		}
	}
	if g, all := s.Commands(GuildID), s.Commands(""); len(g) != 1 || len(all) != 1 {
		t.Errorf("commands %s and %s", g, all)
	}
	status, got := call(t, s, "GET", "/applications/1/commands", nil)
	refused(t, "another application", status, got, 403, 20012)
	wantViolations(t, s, "commands: GET /applications/{application_id}/commands for application 1")
}
