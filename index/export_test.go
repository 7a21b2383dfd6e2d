package index

import (
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
)

// MaxSlots is how many slots a folder may have.
const MaxSlots = maxSlots

// MergePassages is how many passages an update adds at most without a merge.
const MergePassages = mergePassages

// CurrentSchema is the schema of this program.
func CurrentSchema() string { return currentSchema() }

// PretendSchema makes the index look as if another version of the program had
// built it.
func (r *Replica) PretendSchema(schema string) error {
	n, err := r.engine.notes()
	if err != nil {
		return err
	}
	n.Schema = schema
	return r.engine.write(n, bleve.NewBatch())
}

// Dir is the folder of the index that answers.
func (r *Replica) Dir() (string, error) {
	name, err := r.slot.current()
	return r.slot.path(name), err
}

// Segments is how many segments searches read.
func (r *Replica) Segments() (n int, err error) {
	err = r.engine.read(func(s *scorch.IndexSnapshot) error {
		n = len(s.Segments())
		return nil
	})
	return n, err
}
