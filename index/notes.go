package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
)

// notes are what the index knows of itself. bleve keeps them with each of its
// states and in one transaction with it, so that they always agree with the
// passages.
type notes struct {
	Schema   string // see currentSchema
	Archive  string // ID of the archive that it follows
	Position int64  // Seq of the last change applied
	Passages int64  // how many there are
	Terms    int64  // how many they have in all
}

const notesKey = "notes"

// put adds the notes to a batch, with a checksum behind them: bolt's pages have
// none.
func (n notes) put(b *bleve.Batch) error {
	value, err := json.Marshal(n)
	if err != nil {
		return err
	}
	b.SetInternal([]byte(notesKey), binary.BigEndian.AppendUint32(value, crc32.ChecksumIEEE(value)))
	return nil
}

// notesOf reads the notes of a state. They are there since the index was made;
// when bleve can't load its newest state it begins with an empty one and doesn't
// say so, and then they are missing.
func notesOf(s *scorch.IndexSnapshot) (n notes, err error) {
	value := s.Internal()[notesKey]
	end := len(value) - crc32.Size
	if end < 0 || crc32.ChecksumIEEE(value[:end]) != binary.BigEndian.Uint32(value[end:]) {
		return n, fmt.Errorf("%w: its newest state can't be read", ErrDamaged)
	}
	if err := json.Unmarshal(value[:end], &n); err != nil {
		return n, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return n, nil
}

// notes are those of the state that a search which begins now sees.
func (e *engine) notes() (n notes, err error) {
	err = e.read(func(s *scorch.IndexSnapshot) error {
		n, err = notesOf(s)
		return err
	})
	return n, err
}
