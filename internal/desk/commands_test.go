package desk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/desk"
)

func TestInFull(t *testing.T) {
	commands := []desk.Command{
		{Name: "ask"},
		{Name: "hide", Commands: []desk.Command{{Name: "list"}, {Name: "outlet", Commands: []desk.Command{{Name: "add"}}}}},
	}
	var names []string
	for _, c := range desk.InFull(commands) {
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"ask", "hide list", "hide outlet add"}, names); diff != "" {
		t.Error(diff)
	}
	if commands[1].Commands[0].Name != "list" {
		t.Error("the commands themselves are changed")
	}
}
