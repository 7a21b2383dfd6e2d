package card

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/desk"
	"cuttings/internal/text"
)

func TestPostID(t *testing.T) {
	ref := desk.QuoteRef{Number: 12, Version: 1, Span: text.Span{Start: 100, End: 400}, Answer: []text.Span{{Start: 110, End: 120}}}
	for want, id := range map[Action]string{Post: PostID(ref), Context: ContextID(ref), Story: StoryID(ref)} {
		action, got, err := ParseID(id)
		if err != nil || action != want || !cmp.Equal(got, ref) {
			t.Errorf("%q is read as %s %+v, %v", id, action, got, err)
		}
	}
}

// Many answers still make a button that Discord takes.
func TestPostIDIsShort(t *testing.T) {
	ref := desk.QuoteRef{Number: 1<<31 - 1, Version: 1<<31 - 1, Span: text.Span{Start: 1 << 30, End: 1<<30 + 1000}}
	for i := range 50 {
		ref.Answer = append(ref.Answer, text.Span{Start: 1<<30 + i*20, End: 1<<30 + i*20 + 5})
	}
	id := ContextID(ref) // the longest
	_, got, err := ParseID(id)
	if err != nil || len(id) > maxCustomID || got.Span != ref.Span || got.Number != ref.Number {
		t.Errorf("%q (%d bytes) is read as %+v, %v", id, len(id), got, err)
	}
}

func TestParseIDRefuses(t *testing.T) {
	for _, id := range []string{
		"", "post", "post:", "post:1", "post:1.1.0", "post:1.1.0.0", "post:0.1.0.5", "post:-1.1.0.5", "post:1.1.0.5.9.9",
		"delete:1.1.0.5", "POST:1.1.0.5", " post:1.1.0.5", "post:1.1.0.5\n", "post:zzzzzzzzzzzzz.1.0.5", "post:1.1.0.5.x",
		"post:" + strings.Repeat("1.", 48) + "1", "post:" + strings.Repeat("9", 1_000_000), "\xff\x00",
	} {
		if action, ref, err := ParseID(id); err == nil || action != "" || len(err.Error()) > 600 {
			t.Errorf("%.40q is read as %q %+v, %v", id, action, ref, err)
		}
	}
}

func TestDeleteID(t *testing.T) {
	const user = "80351110224678912"
	if got, ok := ParseDelete(DeleteID(user)); got != user || !ok {
		t.Errorf("%q is read as %q, %v", DeleteID(user), got, ok)
	}
	for _, id := range []string{"", "delete", "delete:", "delete:1x", "delete: 1", "post:1.1.0.5", "delete:" + strings.Repeat("1", 21), "DELETE:1"} {
		if user, ok := ParseDelete(id); ok {
			t.Errorf("%q is read as %q", id, user)
		}
	}
}

func FuzzParseID(f *testing.F) {
	for _, id := range []string{"post:1.1.0.5", "wrong:c.1.2s.8c.a.a", "story:1.1.0.5", "post:1", ":", "x:1.1.0.5"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		action, ref, err := ParseID(id)
		if err != nil {
			return
		}
		again, same, err := ParseID(string(action) + ":" + ref.String())
		if err != nil || again != action || !cmp.Equal(same, ref) || ref.Span.Len() <= 0 || ref.Span.Start < 0 {
			t.Fatalf("%q is read as %+v, then as %+v, %v", id, ref, same, err)
		}
	})
}

// Whatever comes back over the network, a button carries out what CommandID wrote
// and nothing else.
func FuzzParseCommandID(f *testing.F) {
	for _, id := range []string{"do:watch resume:12", "do:watch add:jobs: a:b", "do:hide:1", "do:watch add", "post:1.1.0.5", "do:"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		command, args, ok := ParseCommandID(id)
		if !ok {
			return
		}
		option := commandOptions[command]
		if option == "" || len(args) != 1 || len(id) > maxCustomID {
			t.Fatalf("%q is read as /%s %v", id, command, args)
		}
		if again := CommandID(command, args[option]); again != id && id != "do:"+command {
			t.Fatalf("%q is read as /%s %v, whose button is %q", id, command, args, again)
		}
	})
}
