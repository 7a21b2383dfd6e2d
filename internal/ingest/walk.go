package ingest

import (
	"errors"
	"fmt"
	"io/fs"
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
	goOn, found := true, false
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		source := filepath.Join(shown, filepath.FromSlash(name))
		switch {
		case err != nil:
			found = true
			goOn = r.fail(source, unreadable(err))
		case name != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() && ofPage(fsys, name):
			return fs.SkipDir
		case !d.IsDir() && readers[suffix(name)] != nil && !linkToFolder(fsys, name, d):
			found = true
			goOn = r.file(fsys, name, source)
		}
		if !goOn {
			return fs.SkipAll
		}
		return nil
	})
	if goOn && !found {
		return r.fail(shown, errors.New("there is nothing to read in this folder: it has no "+known+" file"))
	}
	return goOn
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
