package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"cuttings/internal/archive"
)

// tails are what the names of the files end in that an archive may consist of.
var tails = []string{"", "-wal", "-shm", "-journal"}

// RestoreBackup puts the backup in the file from where an archive is to be, in a folder
// that exists. The backup is only read. Its copy is checked, brought up to date, and
// on the disk, before ready is called, and then gets its name: whoever is killed
// leaves what was there, or the whole backup. Restored, an archive is still the same:
// it has its ID, and its Seq may be one that it had before, so that ready must see to
// it that nothing follows it from a later one. What was posted since the backup it
// doesn't know: so no digest is due for a time before now, and what would have been in
// it is in the next.
//
// An archive that is there already is an error that wraps fs.ErrExist, unless replace
// is true: then it is kept beside, under the name returned. archive.ErrBusy when a
// process has it open. The error wraps archive.ErrDamaged when the backup is damaged
// or no archive, archive.ErrNewer, archive.ErrFull.
func RestoreBackup(ctx context.Context, from, to string, replace bool, ready func() error, opts ...Option) (c Copied, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("restore of %s: %w", from, err)
		}
	}()
	if !replace && held(to) {
		return c, errHeld
	}
	if err := restorable(from); err != nil {
		return c, err
	}
	partial, err := beside(to)
	if err != nil {
		return c, err
	}
	defer func() {
		for _, tail := range tails {
			_ = os.Remove(partial + tail) // it has its own name by then, or the first error says more
		}
	}()
	if err := duplicate(from, partial); err != nil {
		return c, err
	}
	if c, err = examine(ctx, partial, from, opts); err != nil {
		return c, err
	}
	c.Aside, err = install(ctx, partial, to, replace, ready)
	return c, err
}

var errHeld = fmt.Errorf("%w: an archive is there", fs.ErrExist)

func held(path string) bool {
	for _, tail := range tails {
		if _, err := os.Lstat(path + tail); err == nil {
			return true
		}
	}
	return false
}

// restorable looks at what lies beside a file, and at its beginning, before it is
// copied.
func restorable(path string) error {
	for _, tail := range tails[1:] {
		if _, err := os.Lstat(path + tail); err == nil {
			return fmt.Errorf("a part of it is in %s%s, for it is in use or wasn't closed: make a backup of it and restore that", path, tail)
		}
	}
	header, err := headerOf(path)
	switch {
	case err != nil:
		return err
	case header == nil:
		return fmt.Errorf("%w: the file is no SQLite database", archive.ErrDamaged)
	case binary.BigEndian.Uint32(header[68:]) != application:
		return fmt.Errorf("%w: the file is the database of another program", archive.ErrDamaged)
	}
	if version := int(binary.BigEndian.Uint32(header[60:])); version > len(migrations) {
		return newer(version)
	}
	return nil
}

// headerOf reads the header of a SQLite database, nil for a file that is none
// (https://www.sqlite.org/fileformat2.html#the_database_header).
func headerOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	header := make([]byte, 100)
	_, err = io.ReadFull(f, header)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), err == nil && !bytes.HasPrefix(header, []byte("SQLite format 3\x00")):
		return nil, nil
	}
	return header, err
}

// duplicate copies a file into one that exists.
func duplicate(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if errors.Is(err, syscall.ENOSPC) {
		err = fmt.Errorf("%w: nothing was restored: make room in the folder of %s (%w)", archive.ErrFull, to, err)
	}
	return errors.Join(err, out.Close())
}

// examine checks the archive in a file, brings it up to date and leaves it as that
// one file. In errors it is called by another name.
func examine(ctx context.Context, file, called string, opts []Option) (c Copied, err error) {
	s, err := Open(ctx, file, append(opts, func(s *Store) { s.path = called })...)
	if err != nil {
		return c, err
	}
	err = s.Check(ctx)
	if err == nil {
		err = forward(ctx, s)
	}
	if err == nil {
		c, err = count(ctx, s, file)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return c, err
	}
	for _, tail := range tails[1:] {
		if _, err := os.Lstat(file + tail); !errors.Is(err, fs.ErrNotExist) {
			return c, errors.Join(fmt.Errorf("%s%s is left of checking it", file, tail), err)
		}
	}
	return c, nil
}

// forward lets nothing be due that was before now, nor what was begun before. What may
// have been sent stays: whoever takes it over looks for it first.
func forward(ctx context.Context, s *Store) error {
	now := s.now().UTC()
	list, err := s.Subscriptions(ctx)
	for _, sub := range list {
		if sub.State != archive.Active || err != nil {
			continue // what is paused begins when it is resumed
		}
		sub.Since = now.Truncate(time.Second)
		_, _, err = s.ChangeSubscription(ctx, sub)
	}
	if err != nil {
		return err
	}
	begun, err := s.OpenDeliveries(ctx)
	for _, d := range begun {
		if d.State != archive.Claimed || err != nil {
			continue
		}
		d.State, d.Why, d.Ended = archive.Missed, archive.Restored, now
		_, _, err = s.Advance(ctx, d)
	}
	return err
}

// install gives an examined copy the archive's name, and returns where what had it
// is kept.
func install(ctx context.Context, partial, to string, replace bool, ready func() error) (aside string, err error) {
	if !replace || !held(to) {
		if err := ready(); err != nil {
			return "", err
		}
		return "", settle(partial, to, false)
	}
	release, err := quiesce(ctx, to)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, release()) }()
	if err := ready(); err != nil {
		return "", err
	}
	if aside, err = setAside(to); err != nil {
		return "", err
	}
	return aside, settle(partial, to, true)
}

// quiesce makes sure that no process has the archive open, folds its log into it, and
// keeps others out until release is called. A file that is too damaged for that is
// taken as it is.
func quiesce(ctx context.Context, path string) (release func() error, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	header, err := headerOf(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist), header == nil && err == nil: // only a log is there, or noise
		return func() error { return nil }, nil
	case err != nil:
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn(abs))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // whose lock it is
	s := &Store{db: db, path: path, turns: 1}
	err = s.patiently(ctx, func() error {
		_, err := db.ExecContext(ctx, "PRAGMA journal_mode = delete; BEGIN EXCLUSIVE")
		return err
	})
	if errors.Is(err, archive.ErrBusy) || ctx.Err() != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db.Close, nil
}

// setAside gives the files of an archive a second name that nothing has, those beside
// it their only one, and returns it. The archive keeps its first, so that there is no
// moment in which none is there.
func setAside(path string) (aside string, err error) {
	aside = path + ".before-restore"
	for n := 2; held(aside); n++ {
		aside = fmt.Sprintf("%s.before-restore-%d", path, n)
	}
	for _, tail := range tails[1:] {
		if err := os.Rename(path+tail, aside+tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if err := os.Link(path, aside); err == nil || errors.Is(err, fs.ErrNotExist) {
		return aside, nil
	}
	return aside, os.Rename(path, aside) // a file system without links
}
