package terminal

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

func TestCheckAnswers(t *testing.T) {
	store, replica := librarytest.Open(t)
	s := &session{ctx: t.Context()}
	library := &Library{Store: store, Desk: desk.New(store, replica)}
	if got := s.checkAnswers(library); got != nil {
		t.Errorf("no server has said anything: %+v", got)
	}
	for server, who := range map[string]string{"12": desk.ToEverybody, "11": desk.ToEverybody, "13": desk.ToAsker} {
		ctx := desk.By(t.Context(), desk.Asker{User: "7", Server: server, Manages: true})
		if _, err := desk.New(store, replica).Setup(ctx, who); err != nil {
			t.Fatal(err)
		}
	}
	want := []Finding{{What: "answers", OK: true, Text: "public in 2 servers, by /setup: 11, 12"}}
	if diff := cmp.Diff(want, s.checkAnswers(library)); diff != "" {
		t.Error(diff)
	}
}
