// Package desk is the reading-room desk: one method for each thing that people
// ask, a typed request in, a reply value out. The bot and the terminal both
// stand in front of it, so the same question gets the same answer in both.
package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/dates"
	"cuttings/internal/find"
	"cuttings/internal/language"
	"cuttings/internal/quote"
	"cuttings/internal/said"
	"cuttings/internal/source"
)

// Reply is what the desk hands back: one of the types of this package whose names
// end in Reply.
type Reply interface{ reply() }

// AskReply answers a question.
type AskReply struct {
	Question string // as it was asked
	Answer   ask.Answer
}

// HelpReply says what can be asked.
type HelpReply struct {
	Commands []Command
	Messages []string // what can be asked about a message, by name
	Samples  []string // questions to try
}

// CuttingReply is one quote by itself, to be posted for everybody, and what became
// of it.
type CuttingReply struct {
	Quote   quote.Quote
	Present Present
}

func (AskReply) reply()     {}
func (HelpReply) reply()    {}
func (CuttingReply) reply() {}

// Problem is a request that can't be answered as it stands. User is what whoever
// asked reads, in their language: what is wrong and what to do, without a word about
// the inside. The operator reads Error, in English.
type Problem struct {
	User language.Text
	Err  error // nil where there is nothing more to say than User
}

// problem is a Problem by the key of its text, with the values in it.
func problem(key string, args ...any) *Problem { return &Problem{User: language.Phrase(key, args...)} }

// of is the Problem with its cause.
func (p *Problem) of(err error) *Problem { return &Problem{User: p.User, Err: err} }

// short is what was typed, in quotation marks and shortened to so many characters.
func short(typed string, limit int) string { return fmt.Sprintf("%.*q", limit, typed) }

func (p *Problem) Error() string {
	if p.Err == nil {
		return p.User.String()
	}
	return p.User.String() + " (" + p.Err.Error() + ")"
}

func (p *Problem) Unwrap() error { return p.Err }

// Command is one thing that can be asked for by name, as Discord offers it and
// as `cuttings chat` takes it.
type Command struct {
	Name        string        // lower case, 1 to 32 characters
	Description language.Text // at most 100 characters
	Options     []Option
	Commands    []Command // it stands for these, and can't be carried out by itself; it has no options then
	Manage      bool      // at first only for those who may manage the server, and in servers only
	Anywhere    bool      // though Manage, also where there is no server to manage
	Own         bool      // for whoever runs the program
	Open        bool      // its reply is quotes, which everybody may see at once: see Desk.Public
}

// Option is one argument of a command. Whatever its kind, its value comes as a
// text.
type Option struct {
	Name        string
	Description language.Text // at most 100 characters
	Required    bool          // required ones come first
	MaxLength   int           // in characters; 0 means no limit of its own
	Suggests    bool          // Suggest completes what is typed; anything else may be typed all the same
	Kind        Kind
	Choices     []string // what may be chosen, of a Text; nil means that anything may be typed
}

// Kind is what an option's value is.
type Kind string

const (
	Text    Kind = ""
	Channel Kind = "channel" // the id of a channel or thread in which messages can be sent
	Role    Kind = "role"    // the id of a role
)

// InFull are the commands that can be carried out, each by its whole name: those
// of a command that stands for others as "watch add".
func InFull(commands []Command) []Command {
	var list []Command
	for _, c := range commands {
		if len(c.Commands) == 0 {
			list = append(list, c)
			continue
		}
		for _, inner := range InFull(c.Commands) {
			inner.Name = c.Name + " " + inner.Name
			list = append(list, inner)
		}
	}
	return list
}

// Desk answers requests from the archive and its index. Its methods are safe
// for concurrent use.
type Desk struct {
	// Now tells the time, in the zone of those who ask; set it before the first
	// request. Where it is nil, words such as "last year" are read as words only.
	Now func() time.Time

	// IDOf is the ID that an article with an address has unless it brought one of
	// its own. Where it is nil, articles are named by their numbers only.
	IDOf func(address string) (string, error)

	// Version is the program's, and Disk how many bytes the store and the index have on
	// the disk, for Status; nil where nobody tells.
	Version string
	Disk    func() (store, index int64)

	// Misses says whether the questions that found nothing are kept; see Consult.
	Misses bool

	store     archive.Store
	index     Index
	directory said.Directory // of those who speak in the store
	turns     turns
	pending   pending
}

// Index is what the desk needs of an index: passages for questions, the articles
// that hold a word for queries, and the passages that share words with a text.
type Index interface {
	index.Searcher
	find.Postings
	source.Index
}

// New is a desk in front of a store and an index that follows it.
func New(store archive.Store, idx Index) *Desk {
	return &Desk{store: store, index: idx, turns: newTurns()}
}

// Ask answers a question with quotes, or with an honest miss. A question that
// is empty, too long or without a word to look for is a Problem.
func (d *Desk) Ask(ctx context.Context, q ask.Question) (AskReply, error) {
	q.Text = strings.TrimSpace(q.Text)
	if q.Text == "" {
		return AskReply{}, problem("ask.empty", "sample", samples[0])
	}
	if n := utf8.RuneCountInString(q.Text); n > MaxQuestion {
		return AskReply{}, tooLong("question", n, MaxQuestion)
	}
	done, err := d.turns.take(ctx)
	if err != nil {
		return AskReply{}, err
	}
	defer done()
	if q.Filter, err = d.visible(ctx, q.Filter); err != nil {
		return AskReply{}, err
	}
	q.Today = d.today()
	answer, err := ask.Ask(ctx, d.store, d.index, q)
	if errors.Is(err, ask.ErrNoWords) {
		return AskReply{}, problem("ask.no-words", "sample", samples[0]).of(err)
	}
	if err != nil {
		return AskReply{}, err
	}
	shown := []*quote.Quote{}
	if answer.Nearest != nil {
		shown = append(shown, answer.Nearest)
	}
	for i := range answer.Quotes {
		shown = append(shown, &answer.Quotes[i])
	}
	return AskReply{Question: q.Text, Answer: answer}, d.introduce(ctx, shown...)
}

// today is the day it is, the zero Date where nobody tells.
func (d *Desk) today() archive.Date {
	if d.Now == nil {
		return archive.Date{}
	}
	return dates.Today(d.Now())
}

// Cutting is the quote that a button remembers. An article that was removed or
// is hidden, and a name that fits no quote, are Problems.
func (d *Desk) Cutting(ctx context.Context, ref QuoteRef) (CuttingReply, error) {
	newest, err := d.newest(ctx, ref.Number)
	if err != nil {
		return CuttingReply{}, onCard(ref.Number, err)
	}
	v, err := d.version(ctx, ref.Version, newest)
	if err != nil {
		return CuttingReply{}, err
	}
	q, err := quote.New(v, ref.Span, ref.Answer...)
	if err != nil {
		return CuttingReply{}, problem("cutting.stale").of(err)
	}
	if err := d.introduce(ctx, &q); err != nil {
		return CuttingReply{}, err
	}
	present, err := d.present(ctx, q, newest)
	return CuttingReply{Quote: q, Present: present}, err
}

// unshowable makes a Problem of the error of a cutting that was removed or never
// was there.
func unshowable(number int64, err error) error {
	switch {
	case errors.Is(err, archive.ErrRemoved):
		return problem("cutting.removed", "number", number).of(err)
	case errors.Is(err, archive.ErrNotFound):
		return problem("cutting.none", "number", number).of(err)
	}
	return err
}

// onCard is the error of a cutting whose number nobody typed: a card had it.
func onCard(number int64, err error) error {
	if errors.Is(err, archive.ErrNotFound) {
		return problem("cutting.none-on-card", "number", number).of(err)
	}
	return err
}

func isHidden(number int64) error {
	return problem("cutting.hidden", "number", number)
}

// Help says what the asker can ask: to the Operator everything, to others what is for
// managers and for whoever runs the program only where they are that. Only where the
// articles that ship may be asked it has questions to try.
func (d *Desk) Help(ctx context.Context) (HelpReply, error) {
	who := AskerOf(ctx)
	r := HelpReply{Commands: d.Commands(), Messages: d.MessageCommands()}
	r.Commands = slices.DeleteFunc(r.Commands, func(c Command) bool {
		managed := who.Manages || c.Anywhere && who.Server == ""
		return who.User != Operator && (c.Manage && !managed || c.Own && !who.Owns)
	})
	asked, err := d.asked(ctx)
	if asked.All || archive.CollectionKey(asked.Collection) == archive.DefaultCollection {
		r.Samples = samples
	}
	return r, err
}

// samples are questions that the coverage which ships can answer.
var samples = []string{
	"How many posts must go at the John Radcliffe?",
	"What did Julian Hill say about specialist posts?",
	"How much is the trust trying to save?",
}
