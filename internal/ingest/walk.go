package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// path reads a file, folder or address that was named. A link is followed.
func (r *run) path(name string) bool {
	if isAddress(name) {
		return r.address(name)
	}
	info, err := os.Stat(name)
	if err != nil {
		return r.fail(name, unreadable(err))
	}
	if info.IsDir() {
		return r.folder(os.DirFS(name), name)
	}
	dir, base := filepath.Split(filepath.Clean(name))
	return r.file(os.DirFS(filepath.Clean(dir)), base, name)
}

// folder reads all of fsys, which is shown under the given name.
func (r *run) folder(fsys fs.FS, shown string) bool {
	found := false
	for name, err := range Files(fsys) {
		found = true
		source := filepath.Join(shown, filepath.FromSlash(name))
		if err != nil && !r.fail(source, unreadable(err)) || err == nil && !r.file(fsys, name, source) {
			return false
		}
	}
	if !found {
		return r.fail(shown, errors.New("there is nothing to read in this folder: it has no "+known+" file"))
	}
	return true
}

// Files gives the names of the files in fsys that Read would read, in order, and
// those of its folders that can't be listed, with the error.
func Files(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			goOn := true
			switch {
			case err != nil:
				goOn = yield(name, err)
			case name != "." && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return fs.SkipDir
				}
			case d.IsDir() && ofPage(fsys, name):
				return fs.SkipDir
			case !d.IsDir() && readers[suffix(name)] != nil && !linkToFolder(fsys, name, d):
				goOn = yield(name, nil)
			}
			if !goOn {
				return fs.SkipAll
			}
			return nil
		})
	}
}

// ReadFile reads one file of fsys as Read does; source is what its items call it.
func ReadFile(ctx context.Context, fsys fs.FS, name, source string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		r := run{ctx: ctx, yield: yield, seen: map[string]first{}}
		r.file(fsys, name, source)
	}
}

// ofPage reports whether a folder holds the pictures and frames of a page that a
// browser saved beside it: PAGE_files beside PAGE.html.
func ofPage(fsys fs.FS, folder string) bool {
	page, ok := strings.CutSuffix(folder, "_files")
	if !ok {
		return false
	}
	for _, ext := range []string{".html", ".htm"} {
		if _, err := fs.Stat(fsys, page+ext); err == nil {
			return true
		}
	}
	return false
}

func linkToFolder(fsys fs.FS, name string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// file reads a file of any kind that is known.
func (r *run) file(fsys fs.FS, name, source string) bool {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return r.fail(source, unreadable(err))
	}
	if !info.Mode().IsRegular() {
		return r.fail(source, errors.New("it is not a file but a pipe, a socket or a device: save what it gives as a file first"))
	}
	read := readers[suffix(name)]
	if read == nil {
		kind := "whose name has no ending"
		if ext := path.Ext(name); ext != "" {
			kind = fmt.Sprintf("named %q", "*"+ext)
		}
		return r.fail(source, fmt.Errorf("files %s can't be read: give %s", kind, known))
	}
	f, err := fsys.Open(name)
	if err != nil {
		return r.fail(source, unreadable(err))
	}
	defer f.Close()
	for item := range read(source, f) {
		if !r.send(item) {
			return false
		}
	}
	return true
}
