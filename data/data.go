// Package data is the coverage that ships with the program: articles as text
// files with front matter, built into the binary. At run time the folder of the
// same name is also where the store and the index live; those are not part of
// the package, and git ignores them.
package data

import (
	"embed"
	"io/fs"
)

//go:embed articles
var articles embed.FS

// Articles is the folder of the articles that ship, one file each, read only.
// It is safe for concurrent use.
func Articles() fs.FS {
	folder, err := fs.Sub(articles, "articles")
	if err != nil {
		panic(err) // only an invalid path fails, and this one is a constant
	}
	return folder
}
