package index

import (
	"math"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// occurrences are the passages of one segment that have a term in a field, those
// deleted since among them: so they hold as long as the segment.
type occurrences struct {
	docs  []uint32     // ascending
	codes []uint32     // of each of docs: its place in kinds; nil where there is one kind
	kinds []occurrence // the different ones
}

// occurrence is all that the score of a term in a passage depends on.
type occurrence struct {
	frequency uint32 // how often the term is there
	length    uint32 // how many terms the passage has
}

// bytes is about how much memory it takes.
func (o *occurrences) bytes() int { return 256 + 4*len(o.docs) + 4*len(o.codes) + 8*len(o.kinds) }

// occurrences reads a term's passages in a segment: with the frequencies and
// lengths in the text, without them in other fields.
func (e *engine) occurrences(s *scorch.SegmentSnapshot, field, term string) (*occurrences, error) {
	return e.lists.get(listKey{s.Id(), field, term}, func() (*occurrences, int, error) {
		dict, err := s.Segment().Dictionary(field)
		if err != nil {
			return nil, 0, unreadable(err)
		}
		list, err := dict.PostingsList([]byte(term), nil, nil)
		if err != nil {
			return nil, 0, unreadable(err)
		}
		o, err := readOccurrences(list, field == fieldText)
		if err != nil {
			return nil, 0, err
		}
		return o, o.bytes(), nil
	})
}

// listKey names the occurrences of a term. Segments have numbers that are not
// given twice while the engine is open, and keep theirs when they are written to
// the disk.
type listKey struct {
	segment     uint64
	field, term string
}

func readOccurrences(list segment.PostingsList, counted bool) (*occurrences, error) {
	n := list.Count()
	o := &occurrences{docs: make([]uint32, 0, n)}
	if !counted {
		o.kinds = []occurrence{{}}
	} else {
		o.codes = make([]uint32, 0, n)
	}
	codes := map[occurrence]uint32{}
	it := list.Iterator(counted, counted, false, nil)
	for {
		p, err := it.Next()
		if err != nil {
			return nil, unreadable(err)
		}
		if p == nil {
			return o, nil
		}
		o.docs = append(o.docs, uint32(p.Number()))
		if !counted {
			continue
		}
		kind := occurrence{saturated(p.Frequency()), saturated(length(p))}
		code, ok := codes[kind]
		if !ok {
			code = uint32(len(o.kinds))
			codes[kind] = code
			o.kinds = append(o.kinds, kind)
		}
		o.codes = append(o.codes, code)
	}
}

func saturated(n uint64) uint32 { return uint32(min(n, math.MaxUint32)) }

// length is how many terms the passage of a posting has. zap keeps it as it is,
// but shows its Norm as 1/√length; the square of that is the way for postings
// that can't do better.
func length(p segment.Posting) uint64 {
	if exact, ok := p.(interface{ NormUint64() uint64 }); ok {
		return exact.NormUint64()
	}
	return uint64(math.Round(1 / (p.Norm() * p.Norm())))
}
