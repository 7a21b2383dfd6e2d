package archive

import (
	"context"
	"strings"
)

// CollectionCount is how many articles of one collection are held, under the
// spelling of its name that most of them have.
type CollectionCount struct {
	Collection string // DefaultCollection for those that name none
	Articles   int
}

// Collections counts the articles of each collection that has any; see Store.
func (t *Tally) Collections() []CollectionCount {
	articles := make([]int, len(t.collections.list))
	for _, e := range t.entries {
		articles[e.collection]++
	}
	list := []CollectionCount{}
	for _, c := range t.collections.count(articles, func(n name) string { return n.collection }) {
		one := CollectionCount{Collection: c.Outlet, Articles: c.Articles}
		if CollectionKey(one.Collection) == DefaultCollection {
			one.Collection = DefaultCollection
		}
		list = append(list, one)
	}
	return list
}

// Asked is what a server asks: one collection, or all of them.
type Asked struct {
	Collection string // its name; "" where All
	All        bool
}

// But is the set with all that is not asked.
func (a Asked) But(h Hidden) Hidden {
	if a.All {
		return h
	}
	return h.Within(a.Collection)
}

// Others is, as a server, everywhere that is not a server of which it is said what
// it asks: all other servers, direct messages, and wherever only the user has the
// bot.
const Others = ""

// askedBy is before a server's ID the key of what it asks: allCollections, or a
// collection's name behind oneCollection.
const (
	askedBy        = "collection of "
	allCollections = "*"
	oneCollection  = "="
)

// AskedBy is what a server asks: what was said of it, else what was said of Others,
// else DefaultCollection.
func AskedBy(ctx context.Context, s Settings, server string) (Asked, error) {
	for _, one := range []string{server, Others} {
		kept, err := s.Setting(ctx, askedBy+one)
		if err != nil {
			return Asked{}, err
		}
		if kept != "" {
			return readAsked(kept), nil
		}
	}
	return Asked{Collection: DefaultCollection}, nil
}

// Serve says what a server asks from now on; the zero Asked takes back what was
// said. A name that isn't Storable is an error.
func Serve(ctx context.Context, s Settings, server string, what Asked) error {
	value := ""
	switch {
	case what.All:
		value = allCollections
	case what.Collection != "":
		value = oneCollection + what.Collection
	}
	return s.SetSetting(ctx, askedBy+server, value)
}

// Served is what was said of servers, and of Others.
func Served(ctx context.Context, s Settings) (map[string]Asked, error) {
	kept, err := s.Settings(ctx, askedBy)
	if err != nil {
		return nil, err
	}
	list := map[string]Asked{}
	for key, value := range kept {
		list[strings.TrimPrefix(key, askedBy)] = readAsked(value)
	}
	return list, nil
}

func readAsked(kept string) Asked {
	if kept == allCollections {
		return Asked{All: true}
	}
	return Asked{Collection: strings.TrimPrefix(kept, oneCollection)}
}
