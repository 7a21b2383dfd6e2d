package index

import (
	"encoding/binary"
	"fmt"

	"cuttings/internal/text"
)

// place names a passage and is all that the index stores of it. Its key is the
// document id: big-endian numbers, so that keys sort by cutting number and
// place, and all passages of an article share the first eight bytes.
type place struct {
	number  int64
	version int
	span    text.Span
	terms   int // how many terms the passage has; what a deletion takes off the sum
}

const keyLength = 8 + 4 + 4 + 4 + 4

func (p place) key() string {
	b := make([]byte, 0, keyLength)
	b = binary.BigEndian.AppendUint64(b, uint64(p.number))
	for _, n := range []int{p.version, p.span.Start, p.span.End, p.terms} {
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return string(b)
}

// articleKey is what the keys of an article's passages begin with.
func articleKey(number int64) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(number))
}

func parsePlace(key []byte) (place, error) {
	if len(key) != keyLength {
		return place{}, fmt.Errorf("%w: a passage is named %x", ErrDamaged, key)
	}
	field := func(i int) int { return int(binary.BigEndian.Uint32(key[8+4*i:])) }
	return place{
		number:  int64(binary.BigEndian.Uint64(key)),
		version: field(0),
		span:    text.Span{Start: field(1), End: field(2)},
		terms:   field(3),
	}, nil
}
