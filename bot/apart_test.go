package bot

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/watch"
)

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
