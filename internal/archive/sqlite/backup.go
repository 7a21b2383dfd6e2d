package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	lib "modernc.org/sqlite/lib"

	"cuttings/internal/archive"
)

// Copied says what was backed up or restored.
type Copied struct {
	Articles int
	Bytes    int64  // of the file
	Aside    string // where an archive now lies whose place was taken; "" when there was none
}

// BackUp writes a copy of the archive, as it is at one moment, to the file at
// path, while others read and write. The copy is one file, without a log; it is
// read and checked, and on the disk, before it gets its name: whoever is killed
// leaves no file there, or a whole one. A file that is there already is an error
// that wraps fs.ErrExist, unless replace is true; the archive itself is never
// replaced. What was removed is not in the copy, not even as free space.
func (s *Store) BackUp(ctx context.Context, path string, replace bool) (c Copied, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("backup %s: %w", path, err)
		}
	}()
	if err := s.mayBackUp(path, replace); err != nil {
		return c, err
	}
	partial, err := beside(path)
	if err != nil {
		return c, err
	}
	defer os.Remove(partial) //nolint:errcheck // it has its own name by then, or the first error says more
	if err := s.vacuumInto(ctx, partial); err != nil {
		return c, err
	}
	if c, err = checkCopy(ctx, partial, path); err != nil {
		return c, err
	}
	return c, settle(partial, path, replace)
}

// mayBackUp says what is in the way of a backup to path.
func (s *Store) mayBackUp(path string, replace bool) error {
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no folder %s: make it, or name another", filepath.Dir(path))
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	own, err := os.Stat(s.path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("that is a folder: name a file in it")
	case os.SameFile(info, own):
		return errors.New("that is the archive itself: name another file")
	case !replace:
		return errTaken
	}
	return nil
}

var errTaken = fmt.Errorf("%w: name another", fs.ErrExist)

// vacuumInto writes all that the archive holds to an empty file
// (https://www.sqlite.org/lang_vacuum.html#vacuuminto).
func (s *Store) vacuumInto(ctx context.Context, file string) error {
	abs, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	for range s.turns {
		if err = os.Truncate(abs, 0); err != nil {
			return err
		}
		if _, err = s.db.ExecContext(ctx, "VACUUM INTO $1", abs); code(err) != lib.SQLITE_BUSY {
			break
		}
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case code(err) == lib.SQLITE_FULL:
		return fmt.Errorf("%w: nothing is left of it: make room on its disk, or name a file on another (%w)", archive.ErrFull, err)
	}
	return s.failed(err)
}

// checkCopy checks the backup in a file, without writing to it, and counts what
// is in it. In errors it is called by another name.
func checkCopy(ctx context.Context, file, called string) (c Copied, err error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return c, err
	}
	db, err := sql.Open("sqlite", dsn(abs)+"&mode=ro&immutable=1")
	if err != nil {
		return c, err
	}
	s := &Store{db: db, path: called, turns: 1}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := s.Check(ctx); err != nil {
		return c, err
	}
	return count(ctx, s, file)
}

// count counts the articles of an archive that lies in a file.
func count(ctx context.Context, s *Store, file string) (c Copied, err error) {
	info, err := os.Stat(file)
	if err != nil {
		return c, err
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT count(*) FROM articles WHERE removed IS NULL").Scan(&c.Articles)
	})
	c.Bytes = info.Size()
	return c, err
}

// beside makes an empty file in the folder of path, for whoever owns it alone.
func beside(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".partial-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// settle gives a finished file its name, once its bytes are on the disk. Without
// replace it fails when something has that name meanwhile.
func settle(partial, path string, replace bool) error {
	if err := synced(partial, os.O_RDWR); err != nil {
		return err
	}
	var err error
	if replace {
		err = os.Rename(partial, path)
	} else if err = os.Link(partial, path); errors.Is(err, fs.ErrExist) {
		return errTaken
	} else if err != nil { // a file system without links
		err = os.Rename(partial, path)
	}
	if err != nil || runtime.GOOS == "windows" { // where a folder can't be synced
		return err
	}
	return synced(filepath.Dir(path), os.O_RDONLY)
}

// synced waits until what a file or a folder holds is on the disk.
func synced(path string, mode int) error {
	f, err := os.OpenFile(path, mode, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
