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
		Scope: scopeJSON(a.Scope), Kind: orNull(string(a.Kind)), Dropped: orEmpty(a.Scope.Dropped), Mended: orEmpty(a.Scope.Mended), Quotes: make([]quoteObject, 0, len(a.Quotes)),
	}
	for _, q := range a.Quotes {
		o.Quotes = append(o.Quotes, quoteJSON(q))
	}
	if a.Nearest != nil {
		nearest := quoteJSON(*a.Nearest)
		o.Nearest = &nearest
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
		Answer: make([]spanObject, 0, len(q.Answer)), Article: articleJSON(q.Version), Link: orNull(q.Link()), Score: round(q.Score),
	}
	for _, a := range q.Answer {
		o.Answer = append(o.Answer, spanObject(a))
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

// round keeps four places: more would only show the last bits of a sum.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

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
