package find

import (
	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// Places is Match, with where in the article's text the words that were looked
// for stand: in order, apart, and none when they stand only outside the text.
func (q Query) Places(v archive.Version) (places []text.Span, ok bool) {
	if q.root == nil {
		return nil, false
	}
	d := newDocument(v)
	if !d.matches(q.root) {
		return nil, false
	}
	marks, _ := d.marks(q.root, index.FieldText)
	return spans(marks), true
}
