package index_test

import (
	"testing"

	"cuttings/index"
	"cuttings/index/indextest"
)

func TestEngine(t *testing.T) {
	indextest.Run(t, func(t *testing.T, dir string) index.Index {
		x, err := index.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		return x
	})
}
