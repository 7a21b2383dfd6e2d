// Package sqlite keeps the archive in one SQLite file. Any number of processes
// may have the file open; it must lie on a local disk, for the write-ahead log
// needs memory that they share.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"cuttings/internal/archive"
)

// Store is an archive.Store in a file.
type Store struct {
	db       *sql.DB
	path     string // as it was given
	log      string // the write-ahead log's
	now      func() time.Time
	write    chan struct{} // held by the one goroutine of this process that writes: a wait that a context can end
	turns    int           // see the constant
	searches int           // that are kept: archive.MaxSearches
	asked    asked
	tally    tally
}

var _ archive.Store = (*Store)(nil)

// Option changes how Open makes a Store.
type Option func(*Store)

// Clock takes the time of captures from now instead of time.Now.
func Clock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// Open opens the archive in the file at path and makes it, in a folder that
// exists, if there is none. Older archives are brought up to date. The error
// wraps archive.ErrNewer, ErrDamaged (also for a file that is no archive),
// ErrReadOnly, ErrFull or ErrBusy where one of them is the cause.
func Open(ctx context.Context, path string, opts ...Option) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("archive %s: %w", path, err)
	}
	if info, err := os.Stat(filepath.Dir(abs)); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("archive %s: there is no folder %s: make it, or name another", path, filepath.Dir(abs))
	}
	if info, err := os.Stat(abs); err == nil && info.IsDir() {
		return nil, fmt.Errorf("archive %s: that is a folder: name a file in it", path)
	}
	db, err := sql.Open("sqlite", dsn(abs))
	if err != nil {
		return nil, fmt.Errorf("archive %s: %w", path, err)
	}
	conns := max(4, runtime.GOMAXPROCS(0)) + 1
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	s := &Store{db: db, path: path, log: abs + "-wal", now: time.Now, turns: turns, searches: archive.MaxSearches, write: make(chan struct{}, 1)}
	for _, opt := range opts {
		opt(s)
	}
	if err := s.prepare(ctx); err != nil {
		_ = db.Close() // the first error says more
		return nil, err
	}
	if s.asked, err = prepareAsked(ctx, db); err != nil {
		return nil, errors.Join(s.failed(err), db.Close())
	}
	return s, nil
}

// dsn names the file so that no character of its path is taken for a
// parameter. What each pragma is for:
//   - synchronous(full): a commit waits for the disk, so that what is
//     acknowledged survives the death of the machine; fullfsync makes it so on
//     macOS too (https://www.sqlite.org/pragma.html#pragma_fullfsync);
//   - secure_delete: a removed text is overwritten, not only forgotten;
//   - cell_size_check: damage is noticed when a page is read;
//   - busy_timeout: one turn of waiting, see turns.
func dsn(abs string) string {
	q := url.Values{
		"_pragma": {
			"busy_timeout(200)", "synchronous(full)", "fullfsync(1)", "foreign_keys(1)",
			"secure_delete(1)", "cell_size_check(1)", "trusted_schema(0)",
		},
		"_txlock": {"immediate"}, "_defensive": {"1"}, "_dqs": {"0"}, "_error_rc": {"1"},
	}
	slashed := filepath.ToSlash(abs)
	if slashed[0] != '/' {
		slashed = "/" + slashed // a drive letter
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	return u.String()
}

// Close lets go of the file. It waits for calls that are under way.
func (s *Store) Close() error { return s.failed(errors.Join(s.asked.close(), s.db.Close())) }
