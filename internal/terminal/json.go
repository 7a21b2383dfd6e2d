package terminal

import (
	"encoding/json"
	"io"
	"math"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/cite"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// The types in this file are the program's JSON, described in docs/json.md.
// Fields are added, never renamed or removed.

type answerObject struct {
	ID         json.RawMessage `json:"id"`
	Question   string          `json:"question"`
	Found      bool            `json:"found"`
	Confidence float64         `json:"confidence"`
	Scope      scopeObject     `json:"scope"`
	Mended     []ask.Mended    `json:"mended"`
	Kind       *string         `json:"kind"`
	Dropped    []ask.Filter    `json:"dropped"`
	Quotes     []quoteObject   `json:"quotes"`
	Nearest    *quoteObject    `json:"nearest"`
}

type answerError struct {
	ID       json.RawMessage `json:"id"`
	Question string          `json:"question"`
	Error    string          `json:"error"`
}

type scopeObject struct {
	Articles int          `json:"articles"`
	Outlets  int          `json:"outlets"`
	From     archive.Date `json:"from"`
	To       archive.Date `json:"to"`
	Filters  []ask.Filter `json:"filters"`
}

type quoteObject struct {
	Text      string         `json:"text"`
	Start     int            `json:"start"`
	End       int            `json:"end"`
	CharStart int            `json:"char_start"`
	CharEnd   int            `json:"char_end"`
	Answer    []spanObject   `json:"answer"`
	Article   articleObject  `json:"article"`
	Link      *string        `json:"link"`
	Speaker   *speakerObject `json:"speaker"`
	Score     float64        `json:"score"`
	Told      *toldObject    `json:"told"`
	Gone      *time.Time     `json:"gone"`
	Archived  *string        `json:"archived"`
}

type toldObject struct {
	Story     int64 `json:"story"`
	Articles  int   `json:"articles"`
	Newsrooms int   `json:"newsrooms"`
	Reprints  int   `json:"reprints"`
}

type spanObject struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type articleObject struct {
	ID        string       `json:"id"`
	Number    int64        `json:"number"`
	Version   int          `json:"version"`
	URL       *string      `json:"url"`
	Title     string       `json:"title"`
	Outlet    *string      `json:"outlet"`
	Author    *string      `json:"author"`
	Published archive.Date `json:"published"`
}

type outletObject struct {
	Outlet   *string `json:"outlet"`
	Articles int     `json:"articles"`
}

// printJSON writes v as one line, its text as it is and not escaped for HTML.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func answerJSON(id json.RawMessage, reply desk.AskReply) answerObject {
	a := reply.Answer
	o := answerObject{
		ID: id, Question: reply.Question, Found: a.Found, Confidence: round(a.Confidence),
		Scope: scopeJSON(a.Scope), Kind: orNull(string(a.Kind)), Dropped: orEmpty(a.Scope.Dropped), Mended: orEmpty(a.Scope.Mended), Quotes: objects(a.Quotes, quoteJSON),
	}
	if a.Nearest != nil {
		o.Nearest = new(quoteJSON(*a.Nearest))
	}
	return o
}

func scopeJSON(s ask.Scope) scopeObject {
	return scopeObject{
		Articles: s.Coverage.Articles, Outlets: s.Coverage.NamedOutlets(),
		From: s.Coverage.From, To: s.Coverage.To, Filters: orEmpty(s.Filters),
	}
}

func quoteJSON(q quote.Quote) quoteObject {
	chars := q.Chars()
	o := quoteObject{
		Text: q.Text(), Start: q.Span.Start, End: q.Span.End, CharStart: chars.Start, CharEnd: chars.End,
		Answer: objects(q.Answer, spanJSON), Article: articleJSON(q.Version), Link: orNull(q.Link()), Score: round(q.Score),
	}
	if s, ok := q.Said(); ok {
		o.Speaker = speakerJSON(newPlaces(q.Version.Text), s.Speaker)
	}
	if !q.Gone.IsZero() {
		o.Gone, o.Archived = &q.Gone, orNull(cite.Archived(q.Version))
	}
	if t := q.Told; t.Articles > 1 {
		o.Told = &toldObject{Story: t.Story, Articles: t.Articles, Newsrooms: t.Newsrooms, Reprints: t.Reprints}
	}
	return o
}

func articleJSON(v archive.Version) articleObject {
	return articleObject{
		ID: v.ID, Number: v.Number, Version: v.Version, URL: orNull(v.URL), Title: v.Title,
		Outlet: orNull(v.Outlet), Author: orNull(v.Author), Published: v.Published,
	}
}

func spanJSON(s text.Span) spanObject { return spanObject(s) }

// round keeps four places: more would only show the last bits of a sum.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// objects are the objects of the things on a list, [] where there is none.
func objects[T, O any](list []T, object func(T) O) []O {
	all := make([]O, 0, len(list))
	for _, one := range list {
		all = append(all, object(one))
	}
	return all
}

// timeOrNull is t, or null where it isn't known.
func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// orNull is s, or null where nothing is known.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// orEmpty is the list, [] rather than null where there is nothing on it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
