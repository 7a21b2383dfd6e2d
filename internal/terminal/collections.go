package terminal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cuttings/internal/archive"
)

type collectionsCommand struct {
	List    collectionsListCommand    `cmd:"" default:"withargs" help:"List the collections: how many articles each has, and which servers ask it."`
	Serve   collectionsServeCommand   `cmd:"" help:"Say which collection Discord servers ask from now on."`
	Release collectionsReleaseCommand `cmd:"" help:"Take back what was said: they ask again what all others ask."`
}

type collectionsListCommand struct {
	JSON bool `help:"Print a JSON object for each."`
}

type collectionsServeCommand struct {
	Collection string `arg:"" optional:"" help:"The collection's name; default is the one of articles that name none."`
	All        bool   `help:"They ask all collections together."`
	askers
}

type collectionsReleaseCommand struct{ askers }

// askers are those of whom it is said what they ask.
type askers struct {
	Server []string `help:"The Discord server with this ID; several apart by commas." placeholder:"ID"`
	Others bool     `help:"All servers that aren't named, direct messages, and wherever only a user has the bot."`
}

// discordID is how Discord writes the ID of a server or a user.
var discordID = regexp.MustCompile(`^[0-9]{1,20}$`)

// keys are the servers as archive.Serve names them.
func (a askers) keys() ([]string, error) {
	keys := slices.Clone(a.Server)
	for _, id := range keys {
		if !discordID.MatchString(id) {
			return nil, fmt.Errorf("--server %q is no server's ID: with Developer Mode on, Discord copies it from the server's menu", id)
		}
	}
	if a.Others {
		keys = append(keys, archive.Others)
	}
	if len(keys) == 0 {
		return nil, errors.New("say of whom: --server ID, or --others for everybody who isn't named")
	}
	return keys, nil
}

func (c *collectionsServeCommand) Run(s *session) error {
	what := archive.Asked{Collection: strings.Join(strings.Fields(c.Collection), " "), All: c.All}
	if (what.Collection != "") == what.All {
		return errors.New("name one collection, or say --all: cuttings collections lists those that there are")
	}
	return c.each(s, what)
}

func (c *collectionsReleaseCommand) Run(s *session) error { return c.each(s, archive.Asked{}) }

// each keeps what each of them asks, and says it.
func (a askers) each(s *session, what archive.Asked) error {
	keys, err := a.keys()
	if err != nil {
		return err
	}
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	for _, server := range keys {
		if err := archive.Serve(s.ctx, library.Store, server, what); err != nil {
			return err
		}
		asked, err := archive.AskedBy(s.ctx, library.Store, server)
		if err != nil {
			return err
		}
		held, err := library.Store.Coverage(s.ctx, archive.Filter{Collection: asked.Collection})
		if err != nil {
			return err
		}
		one := collectionAsked{name: asked.Collection, articles: held.Articles}
		fmt.Fprintf(s.out, "%s: %s\n", asker(server), clean(one.size()))
	}
	return nil
}

// asker names a server, or the others.
func asker(server string) string {
	if server == archive.Others {
		return "everybody who isn't named"
	}
	return "server " + server
}

// collectionAsked is a collection with those who ask it.
type collectionAsked struct {
	name     string // "" for all of them together
	articles int
	servers  []string
	others   bool
}

type collectionObject struct {
	Collection *string  `json:"collection"`
	Articles   int      `json:"articles"`
	Servers    []string `json:"servers"`
	Others     bool     `json:"others"`
}

func collectionJSON(c collectionAsked) collectionObject {
	return collectionObject{Collection: orNull(c.name), Articles: c.articles, Servers: c.servers, Others: c.others}
}

// size says which it is, and how much there is of it.
func (c collectionAsked) size() string {
	return cmp.Or(c.name, "all collections") + ", " + english.Count(c.articles, "article")
}

// asked says who asks it.
func (c collectionAsked) asked() string {
	var list []string
	for _, server := range c.servers {
		list = append(list, asker(server))
	}
	if c.others {
		list = append(list, asker(archive.Others))
	}
	if len(list) == 0 {
		return "asked by nobody in Discord"
	}
	return "asked by " + strings.Join(list, ", ")
}

func (c *collectionsListCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	all, err := collectionsOf(s.ctx, library.Store)
	if err != nil {
		return err
	}
	return list(s, all, c.JSON, collectionJSON, func(c collectionAsked) error {
		_, err := fmt.Fprintln(s.out, clean(c.size()+": "+c.asked()))
		return err
	}, "")
}

// collectionsOf lists the collections, those with most articles first, and then what
// is asked and has none, or is all of them together.
func collectionsOf(ctx context.Context, store archive.Store) ([]collectionAsked, error) {
	held, err := store.Collections(ctx)
	if err != nil {
		return nil, err
	}
	served, err := archive.Served(ctx, store)
	if err != nil {
		return nil, err
	}
	if served[archive.Others], err = archive.AskedBy(ctx, store, archive.Others); err != nil {
		return nil, err
	}
	var list []collectionAsked
	articles := 0
	for _, c := range held {
		list = append(list, collectionAsked{name: c.Collection, articles: c.Articles, servers: []string{}})
		articles += c.Articles
	}
	for _, server := range slices.SortedFunc(maps.Keys(served), func(a, b string) int { return cmp.Or(len(a)-len(b), cmp.Compare(a, b)) }) {
		asked := served[server]
		i := slices.IndexFunc(list, func(c collectionAsked) bool {
			return asked.All == (c.name == "") && (asked.All || archive.CollectionKey(c.name) == archive.CollectionKey(asked.Collection))
		})
		if i < 0 {
			i = len(list)
			list = append(list, collectionAsked{name: asked.Collection, servers: []string{}})
			if asked.All {
				list[i].articles = articles
			}
		}
		if server == archive.Others {
			list[i].others = true
		} else {
			list[i].servers = append(list[i].servers, server)
		}
	}
	return list, nil
}

// checkCollections says of several collections whether each is asked, and whether
// what is asked has something to say; nothing where there is only one.
func (s *session) checkCollections(library *Library) []Finding {
	const what = "collections"
	all, err := collectionsOf(s.ctx, library.Store)
	if err != nil {
		return []Finding{{What: what, Text: err.Error()}}
	}
	if len(all) < 2 {
		return nil
	}
	var findings []Finding
	for _, c := range all {
		f := Finding{What: "collection " + cmp.Or(c.name, "(all)"), OK: true, Text: english.Count(c.articles, "article") + ", " + c.asked()}
		switch asked := c.others || len(c.servers) > 0; {
		case c.articles == 0:
			f.OK = false
			f.Text += ": nothing is found there. Put articles into it with cuttings add --collection, or name another with cuttings collections serve"
		case !asked:
			f.Text += "; cuttings collections serve says who does"
		}
		findings = append(findings, f)
	}
	return findings
}
