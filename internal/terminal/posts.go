package terminal

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

type postsCommand struct {
	JSON bool `help:"Print a JSON object for each."`
}

type postObject struct {
	Server  *string             `json:"server"`
	Channel string              `json:"channel"`
	Message string              `json:"message"`
	Kind    string              `json:"kind"`
	By      *string             `json:"by"`
	At      time.Time           `json:"at"`
	Quotes  []postedQuoteObject `json:"quotes"`
	State   string              `json:"state"`
	Fault   *string             `json:"fault"`
}

type postedQuoteObject struct {
	Number  int64 `json:"number"`
	Version *int  `json:"version"`
	Start   *int  `json:"start"`
	End     *int  `json:"end"`
}

// pageOfPosts is how many posts are read at a time.
const pageOfPosts = 1000

func (c *postsCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	any := false
	if err := eachPost(s, library.Store, func(p archive.Post) error {
		any = true
		return c.print(s, p)
	}); err != nil {
		return err
	}
	if !any && !c.JSON {
		fmt.Fprintln(s.out, "Nothing was posted.")
	}
	return nil
}

// eachPost calls f with each post, oldest first.
func eachPost(s *session, store archive.Store, f func(archive.Post) error) error {
	for after := int64(0); ; {
		list, err := store.Posts(s.ctx, after, pageOfPosts)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, p := range list {
			if err := f(p); err != nil {
				return err
			}
			after = p.ID
		}
	}
}

func (c *postsCommand) print(s *session, p archive.Post) error {
	o := postObject{
		Server: orNull(p.Server), Channel: p.Channel, Message: p.Message, Kind: cmp.Or(string(p.Kind), "card"), By: orNull(p.By), At: p.At,
		Quotes: []postedQuoteObject{}, State: postState(p), Fault: orNull(p.Fault),
	}
	var numbers []string
	for _, q := range p.Quotes {
		quoted := postedQuoteObject{Number: q.Number}
		if p.Kind.Cards() {
			ref, err := desk.ParseQuoteRef(q.Ref)
			if err != nil {
				return fmt.Errorf("post %d: %w", p.ID, err)
			}
			quoted.Version, quoted.Start, quoted.End = &q.Version, &ref.Span.Start, &ref.Span.End
		}
		o.Quotes = append(o.Quotes, quoted)
		numbers = append(numbers, english.Cutting(q.Number))
	}
	if c.JSON {
		return printJSON(s.out, o)
	}
	by := byUser(p.By)
	switch {
	case p.Kind == archive.AnswerPost:
		by = "for an answer, " + by
	case p.Kind != archive.CardPost:
		by = "by a " + string(p.Kind)
	}
	where := "in channel " + p.Channel
	if user, direct := strings.CutPrefix(p.Channel, "@"); direct {
		where = "in direct messages with user " + user
	}
	line := fmt.Sprintf("%s: %s %s %s", p.At.Format(minute), strings.Join(numbers, ", "), by, where)
	if p.Server != "" {
		line += " of server " + p.Server
	}
	line += ", message " + p.Message
	if o.State != "current" {
		line += ": " + o.State
	}
	if p.Fault != "" {
		line += " (" + p.Fault + ")"
	}
	var b strings.Builder
	s.page.line(&b, plain, clean(line))
	_, err := fmt.Fprint(s.out, b.String())
	return err
}

// byUser names who did something, by their id.
func byUser(id string) string {
	if id == "" {
		return "by somebody who is forgotten"
	}
	return "by user " + id
}

// postState says whether a post stands as it should, or why it doesn't.
func postState(p archive.Post) string {
	switch {
	case p.Far:
		return "can't be edited"
	case p.Due:
		return "to be edited"
	case p.Fault != "":
		return "given up"
	}
	return "current"
}

// postRecord is a post in an export. What a digest was made of is left out: the archive
// that reads it counts its changes otherwise.
type postRecord struct {
	Server  string             `json:"server"`
	Channel string             `json:"channel"`
	Message string             `json:"message"`
	By      string             `json:"by"`
	At      time.Time          `json:"at"`
	Far     bool               `json:"far"`
	Kind    archive.PostKind   `json:"kind,omitempty"`
	Quotes  []postedQuoteEntry `json:"quotes"`
}

type postedQuoteEntry struct {
	Number  int64  `json:"number"`
	Version int    `json:"version"`
	Ref     string `json:"ref"`
}

func postRecordOf(p archive.Post) *postRecord {
	r := &postRecord{Server: p.Server, Channel: p.Channel, Message: p.Message, By: p.By, At: p.At, Far: p.Far, Kind: p.Kind}
	for _, q := range p.Quotes {
		r.Quotes = append(r.Quotes, postedQuoteEntry(q))
	}
	return r
}

// post is the post that a record describes.
func (r postRecord) post() archive.Post {
	p := archive.Post{Server: r.Server, Channel: r.Channel, Message: r.Message, By: r.By, At: r.At.UTC(), Far: r.Far, Kind: r.Kind}
	for _, q := range r.Quotes {
		p.Quotes = append(p.Quotes, archive.PostedQuote(q))
	}
	return p
}
