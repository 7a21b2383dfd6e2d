package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	sqlite3 "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"cuttings/internal/archive"
)

// turns of waiting, each as long as busy_timeout, are how long a call waits for
// another process: ten seconds. SQLite's own wait doesn't end with a context, so
// it is cut into turns.
const turns = 50

// read runs f on one unchanging state of the archive. f may be run again and
// must begin anew then.
func (s *Store) read(ctx context.Context, f func(*sql.Tx) error) error {
	return s.transact(ctx, &sql.TxOptions{ReadOnly: true}, f)
}

// largeLog is when the write-ahead log, in bytes, is emptied by force. SQLite
// empties it at a quarter of that, but not while somebody reads, and never when
// there is always somebody (https://www.sqlite.org/wal.html#ckpt).
const largeLog = 16 << 20

// change runs f in a transaction that no other writer is in, and keeps what it
// did when it returns nil. f may be run again and must begin anew then.
func (s *Store) change(ctx context.Context, f func(*sql.Tx) error) error {
	return s.changeAndEmpty(ctx, largeLog, f)
}

// changeAndEmpty is change, and empties the log when it is larger than limit.
// That waits for readers, but one turn only: what can't be done now is done
// after the next change, so its failure is none of the caller's.
func (s *Store) changeAndEmpty(ctx context.Context, limit int64, f func(*sql.Tx) error) error {
	select {
	case s.write <- struct{}{}:
		defer func() { <-s.write }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := s.transact(ctx, nil, f); err != nil {
		return err
	}
	if log, err := os.Stat(s.log); err == nil && log.Size() > limit {
		_, _ = s.db.ExecContext(ctx, "PRAGMA wal_checkpoint(truncate)")
	}
	return nil
}

func (s *Store) transact(ctx context.Context, opts *sql.TxOptions, f func(*sql.Tx) error) error {
	return s.patiently(ctx, func() error {
		tx, err := s.db.BeginTx(ctx, opts)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // without effect after Commit
		if err := f(tx); err != nil {
			return err
		}
		return tx.Commit()
	})
}

// patiently runs f again while another process holds the file, until its context
// ends, and says of its error what it means.
func (s *Store) patiently(ctx context.Context, f func() error) error {
	var err error
	for range s.turns {
		if err = f(); code(err) != lib.SQLITE_BUSY {
			break
		}
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return s.failed(err)
}

// code is the primary result code of SQLite in err, or 0. A file that ends too
// early is damaged, although SQLite takes it for a failure of the disk.
func code(err error) int {
	e, ok := errors.AsType[*sqlite3.Error](err)
	switch {
	case !ok:
		return 0
	case e.Code() == lib.SQLITE_IOERR_SHORT_READ:
		return lib.SQLITE_CORRUPT
	}
	return e.Code() & 0xff
}

// permit is what to do about a missing permission. The files beside it are its
// log and the memory that processes share; SQLite gives them the file's own
// permissions, also those that were wrong.
const permit = "give the program's user leave to write its folder, the file, and those beside it named -wal and -shm"

// advice tells what a result code means and what to do about it
// (https://www.sqlite.org/rescode.html).
var advice = map[int]struct {
	is error
	do string
}{
	lib.SQLITE_FULL:     {archive.ErrFull, "nothing was filed: make room on its disk and try again"},
	lib.SQLITE_READONLY: {archive.ErrReadOnly, permit},
	lib.SQLITE_PERM:     {archive.ErrReadOnly, permit},
	lib.SQLITE_CANTOPEN: {archive.ErrReadOnly, permit},
	lib.SQLITE_BUSY:     {archive.ErrBusy, "try again; if it stays so, look for another program that has the file open"},
	lib.SQLITE_CORRUPT:  {archive.ErrDamaged, "keep a copy of the file and restore the last backup"},
	lib.SQLITE_NOTADB:   {archive.ErrDamaged, "the file is no SQLite database: name another, or restore the last backup"},
}

// failed names the file in err, and what to do, unless err is the contract's
// own and says enough.
func (s *Store) failed(err error) error {
	if err == nil || archive.Absent(err) || errors.Is(err, archive.ErrReportsBy) || errors.Is(err, archive.ErrReportsFull) {
		return err
	}
	if code(err) == lib.SQLITE_IOERR {
		return fmt.Errorf("archive %s: its disk fails: see what the system says of the disk, and copy the file while it can be read (%w)", s.path, err)
	}
	if a, ok := advice[code(err)]; ok {
		return fmt.Errorf("archive %s: %w: %s (%w)", s.path, a.is, a.do, err)
	}
	return fmt.Errorf("archive %s: %w", s.path, err)
}
