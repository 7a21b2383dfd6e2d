package index

import (
	"encoding/binary"

	"cuttings/internal/archive"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleve "github.com/blevesearch/bleve_index_api"
)

// The fields of a passage. None is stored and none has term vectors: offsets
// come from analysing again the few passages that are shown.
const (
	fieldText     = "text"     // the passage's terms
	fieldHeadline = "headline" // the terms of its article's headline
	fieldAuthor   = "author"   // the terms of the byline
	fieldPaper    = "paper"    // the terms of the outlet's name

	fieldOutlet     = "outlet"     // archive.OutletKey
	fieldByline     = "byline"     // archive.NameWords of the byline
	fieldCollection = "collection" // archive.CollectionKey
	fieldDate       = "date"       // dateKey; absent when the date is unknown
)

// documents are the passages of a version as bleve takes them, and how many
// terms they have in all.
func documents(v archive.Version) (docs []*document.Document, terms int) {
	headline, author, paper := analyzed(Analyze(v.Title)), analyzed(Analyze(v.Author)), analyzed(Analyze(v.Outlet))
	var byline analyzed
	for _, word := range archive.NameWords(v.Author) {
		byline = append(byline, Term{Text: word})
	}
	for _, span := range Passages(v.Text) {
		tokens := analyzed(Analyze(span.Of(v.Text)))
		p := place{number: v.Number, version: v.Version, span: span, terms: len(tokens)}
		d := document.NewDocument(p.key())
		field := func(name, value string, options bleve.FieldIndexingOptions, a analysis.Analyzer) {
			d.AddField(document.NewTextFieldCustom(name, nil, []byte(value), options|bleve.IndexField, a))
		}
		field(fieldText, span.Of(v.Text), 0, tokens)
		field(fieldHeadline, v.Title, bleve.SkipFreqNorm, headline)
		field(fieldAuthor, v.Author, bleve.SkipFreqNorm, author)
		field(fieldPaper, v.Outlet, bleve.SkipFreqNorm, paper)
		field(fieldOutlet, archive.OutletKey(v.Outlet), bleve.SkipFreqNorm, nil)
		field(fieldByline, v.Author, bleve.SkipFreqNorm, byline)
		field(fieldCollection, archive.CollectionKey(v.Collection), bleve.SkipFreqNorm, nil)
		if first, last, ok := v.Published.Days(); ok {
			field(fieldDate, string(dateKey(first, last)), bleve.SkipFreqNorm, nil)
		}
		docs = append(docs, d)
		terms += len(tokens)
	}
	return docs, terms
}

// analyzed hands terms to bleve, whatever text it brings along.
type analyzed []Term

// Analyze makes analyzed an analysis.Analyzer.
func (a analyzed) Analyze([]byte) analysis.TokenStream {
	backing := make([]analysis.Token, len(a))
	tokens := make(analysis.TokenStream, len(a))
	for i, t := range a {
		backing[i] = analysis.Token{Term: []byte(t.Text), Start: t.Span.Start, End: t.Span.End, Position: i + 1}
		tokens[i] = &backing[i]
	}
	return tokens
}

// dateKey is the term of a range of days; keys sort by the first day.
func dateKey(first, last int) []byte {
	b := binary.BigEndian.AppendUint32(nil, sortable(first))
	return binary.BigEndian.AppendUint32(b, sortable(last))
}

// sortable makes the order of days, some of them before 1970, that of unsigned
// numbers.
func sortable(day int) uint32 { return uint32(int32(day)) ^ 1<<31 }

func parseDateKey(key string) (first, last int, ok bool) {
	if len(key) != 8 {
		return 0, 0, false
	}
	day := func(s string) int { return int(int32(binary.BigEndian.Uint32([]byte(s)) ^ 1<<31)) }
	return day(key[:4]), day(key[4:]), true
}
