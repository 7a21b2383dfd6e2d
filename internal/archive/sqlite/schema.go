package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"

	"cuttings/internal/archive"
)

// application marks the file as an archive of this program: "Cutt" in the
// header's application ID (https://www.sqlite.org/fileformat2.html#application_id).
const application = 0x43757474

// migrations are the steps that bring an archive up to date, oldest first; how
// many it has taken is its PRAGMA user_version. A step that was released never
// changes.
var migrations = []string{`
CREATE TABLE archive ( -- one row
	id     TEXT    NOT NULL,
	seq    INTEGER NOT NULL, -- of the latest change
	number INTEGER NOT NULL  -- the latest cutting number
) STRICT;
CREATE TABLE articles ( -- one row for every ID that ever was held
	number    INTEGER PRIMARY KEY,
	id        TEXT    NOT NULL UNIQUE,
	address   TEXT    UNIQUE,      -- NULL where there is none, and given free by a removal
	version   INTEGER NOT NULL,    -- the newest
	seq       INTEGER NOT NULL UNIQUE,
	outlet    TEXT    NOT NULL,    -- this and the next two: as in the newest version, to count the coverage
	published TEXT    NOT NULL,
	captured  INTEGER NOT NULL,
	removed   INTEGER,             -- when, in seconds since 1970; NULL while held
	reason    TEXT    NOT NULL
) STRICT;
CREATE INDEX articles_held ON articles (outlet, published, captured) WHERE removed IS NULL;
CREATE TABLE versions ( -- of the articles that are held
	number    INTEGER NOT NULL REFERENCES articles,
	version   INTEGER NOT NULL,
	url       TEXT    NOT NULL,
	address   TEXT    NOT NULL,
	title     TEXT    NOT NULL,
	outlet    TEXT    NOT NULL,
	author    TEXT    NOT NULL,
	published TEXT    NOT NULL, -- ISO 8601, as far as it is known
	language  TEXT    NOT NULL,
	hash      TEXT    NOT NULL,
	captured  INTEGER NOT NULL, -- seconds since 1970
	text      TEXT    NOT NULL,
	PRIMARY KEY (number, version)
) STRICT;
CREATE TABLE settings (
	key   TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;
`, `
ALTER TABLE versions ADD COLUMN collection TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN author TEXT NOT NULL DEFAULT ''; -- this and the next: as outlet
ALTER TABLE articles ADD COLUMN collection TEXT NOT NULL DEFAULT '';
UPDATE articles SET author = (SELECT v.author FROM versions v WHERE v.number = articles.number AND v.version = articles.version)
	WHERE removed IS NULL;
DROP INDEX articles_held; -- the coverage is counted in memory, by what changed since
CREATE TABLE hidings ( -- a log: nothing is ever changed or deleted
	line   INTEGER PRIMARY KEY,
	scope  TEXT    NOT NULL, -- '' is everywhere
	number INTEGER NOT NULL, -- a cutting's, or 0
	key    TEXT    NOT NULL, -- an outlet's in its folded form, or ''
	outlet TEXT    NOT NULL, -- as its name was given
	shown  INTEGER NOT NULL, -- 1: shown again
	reason TEXT    NOT NULL,
	by     TEXT    NOT NULL,
	at     INTEGER NOT NULL  -- seconds since 1970
) STRICT;
CREATE INDEX hidings_newest ON hidings (scope, number, key, line);
`, `
CREATE TABLE placed ( -- one row: how far articles are placed among the stories
	rules   INTEGER NOT NULL,
	seq     INTEGER NOT NULL,
	stories INTEGER NOT NULL -- the latest number given to a story
) STRICT;
INSERT INTO placed VALUES (0, 0, 0);
CREATE TABLE placements (
	number     INTEGER PRIMARY KEY REFERENCES articles,
	story      INTEGER NOT NULL,
	reprint_of INTEGER NOT NULL -- 0 for a report of its own
) STRICT;
CREATE INDEX placements_story ON placements (story, number);
`, `
ALTER TABLE archive ADD COLUMN heard INTEGER NOT NULL DEFAULT 0; -- grows with what is kept of speech
CREATE TABLE readings ( -- one row for each version
	number  INTEGER NOT NULL,
	version INTEGER NOT NULL,
	rules   INTEGER NOT NULL, -- that found its speech; 0 until it was read
	PRIMARY KEY (number, version),
	FOREIGN KEY (number, version) REFERENCES versions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO readings (number, version, rules) SELECT number, version, 0 FROM versions;
CREATE INDEX readings_rules ON readings (rules);
CREATE TABLE speech ( -- spans are bytes of the version's text
	number  INTEGER NOT NULL,
	version INTEGER NOT NULL,
	place   INTEGER NOT NULL, -- 0, 1, 2 … in the order of the text
	kind    TEXT    NOT NULL,
	called  TEXT    NOT NULL, -- the speaker: the full name, or else as written; '' where there is none
	role    TEXT    NOT NULL,
	named   INTEGER NOT NULL, -- 1 where called is a full name
	spans   TEXT    NOT NULL, -- JSON: see spans
	PRIMARY KEY (number, version, place),
	FOREIGN KEY (number, version) REFERENCES readings ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX speech_called ON speech (called, named, role) WHERE called <> '';
`, `
CREATE TABLE feeds ( -- times are seconds since 1970, 0 where there is none
	number     INTEGER PRIMARY KEY AUTOINCREMENT,
	address    TEXT    NOT NULL UNIQUE,
	host       TEXT    NOT NULL, -- of the address
	title      TEXT    NOT NULL,
	collection TEXT    NOT NULL,
	added      INTEGER NOT NULL,
	paused     INTEGER NOT NULL DEFAULT 0, -- when; 0 while it is active
	paused_by_program INTEGER NOT NULL DEFAULT 0,
	paused_why TEXT    NOT NULL DEFAULT '',
	etag       TEXT    NOT NULL DEFAULT '',
	modified   TEXT    NOT NULL DEFAULT '',
	hash       TEXT    NOT NULL DEFAULT '', -- of the document read last
	wait       INTEGER NOT NULL DEFAULT 0,  -- as that asks for, in seconds
	asked      INTEGER NOT NULL DEFAULT 0,
	read       INTEGER NOT NULL DEFAULT 0,
	failures   INTEGER NOT NULL DEFAULT 0, -- since it was read last
	failing    INTEGER NOT NULL DEFAULT 0, -- since when
	error      TEXT    NOT NULL DEFAULT '',
	told       INTEGER NOT NULL DEFAULT 0, -- when a person was told of it
	next       INTEGER NOT NULL,           -- when it may be asked again
	token      INTEGER NOT NULL DEFAULT 0, -- grows with every claim
	claimed    INTEGER NOT NULL DEFAULT 0, -- when last
	lease      INTEGER NOT NULL DEFAULT 0  -- until when
) STRICT;
CREATE INDEX feeds_lease ON feeds (host, lease);
CREATE TABLE feed_items (
	feed     INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
	key      TEXT    NOT NULL,
	hash     TEXT    NOT NULL,
	state    TEXT    NOT NULL, -- see archive.ItemState
	known    TEXT    NOT NULL, -- JSON: what the feed knows of it; '' unless it waits
	article  TEXT    NOT NULL, -- its ID; '' until there is one
	backlog  INTEGER NOT NULL, -- 1: it was there when the feed was first read
	attempts INTEGER NOT NULL,
	due      INTEGER,          -- when its page is to be asked for; NULL unless it waits
	reason   TEXT    NOT NULL,
	seen     INTEGER NOT NULL, -- when the feed was asked that had it last
	PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_items_due ON feed_items (feed, due) WHERE due IS NOT NULL;
CREATE INDEX feed_items_backlog ON feed_items (article) WHERE backlog;
`, `
CREATE TABLE watched ( -- files in watched folders, as they were last read
	path  TEXT NOT NULL PRIMARY KEY,
	stamp TEXT NOT NULL,
	id    TEXT NOT NULL, -- of the one article in it, or ''
	text  TEXT NOT NULL, -- its text's hash, or ''
	fault TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_text ON watched (text, id) WHERE text <> '';
`, `
CREATE TABLE changes ( -- a log: nothing is ever changed or deleted
	seq     INTEGER PRIMARY KEY,
	number  INTEGER NOT NULL, -- the cutting's
	version INTEGER NOT NULL, -- that came with the change; 0: it was removed
	at      INTEGER NOT NULL  -- seconds since 1970
) STRICT;
CREATE INDEX changes_number ON changes (number, seq);
INSERT INTO changes (seq, number, version, at)
	SELECT seq, number, CASE WHEN removed IS NULL THEN version ELSE 0 END, coalesce(removed, captured) FROM articles;
`, `
CREATE TABLE subscriptions (
	id       INTEGER PRIMARY KEY AUTOINCREMENT, -- none is given twice
	revision INTEGER NOT NULL,
	active   INTEGER NOT NULL,
	after    INTEGER NOT NULL, -- this and the one before: as in setup
	setup    TEXT    NOT NULL  -- JSON: nothing else of it is asked for by its fields
) STRICT;
CREATE TABLE deliveries ( -- times are milliseconds since 1970
	subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
	slot     TEXT    NOT NULL,
	due      INTEGER NOT NULL,
	state    TEXT    NOT NULL,
	term     INTEGER NOT NULL,
	holder   TEXT    NOT NULL,
	lease    INTEGER NOT NULL,
	above    INTEGER NOT NULL, -- it covers the changes above this one …
	upto     INTEGER NOT NULL, -- … up to this one
	channel  TEXT    NOT NULL,
	payload  BLOB    NOT NULL,
	cuttings TEXT    NOT NULL, -- JSON
	tried    INTEGER NOT NULL,
	message  TEXT    NOT NULL,
	why      TEXT    NOT NULL,
	ended    INTEGER NOT NULL,
	PRIMARY KEY (subscription, slot)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX deliveries_open ON deliveries (subscription) WHERE state IN ('claimed', 'sending'); -- one at a time
`, `
CREATE TABLE pages ( -- of articles that are held; times are seconds since 1970, 0 where there is none
	number   INTEGER PRIMARY KEY REFERENCES articles,
	url      TEXT    NOT NULL, -- where it is asked for
	version  INTEGER NOT NULL, -- of the article, that was on it when it was last read; 0 when none was
	etag     TEXT    NOT NULL,
	modified TEXT    NOT NULL,
	seen     INTEGER NOT NULL,
	asked    INTEGER NOT NULL,
	failures INTEGER NOT NULL, -- since it was seen
	missing  INTEGER NOT NULL, -- since when it is answered that nothing is there
	gone     INTEGER NOT NULL, -- since when that counts
	error    TEXT    NOT NULL,
	next     INTEGER NOT NULL, -- when it is to be asked for
	lease    INTEGER NOT NULL  -- until when it is somebody's
) STRICT;
CREATE INDEX pages_url ON pages (url);
CREATE INDEX pages_next ON pages (next, number);
`, `
CREATE TABLE posts ( -- messages that show quotes to everybody
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	server  TEXT    NOT NULL, -- whose hidings count for it; '' for everywhere's alone
	channel TEXT    NOT NULL,
	message TEXT    NOT NULL,
	by      TEXT    NOT NULL,
	at      INTEGER NOT NULL, -- seconds since 1970
	far     INTEGER NOT NULL, -- 1: the bot isn't there
	due     INTEGER,          -- when it is to be edited; NULL when it stands as it should, or was given up
	marks   INTEGER NOT NULL DEFAULT 0,
	tries   INTEGER NOT NULL DEFAULT 0,
	fault   TEXT    NOT NULL DEFAULT '',
	UNIQUE (channel, message)
) STRICT;
CREATE INDEX posts_due ON posts (due) WHERE due IS NOT NULL;
CREATE TABLE post_quotes (
	post    INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
	place   INTEGER NOT NULL,
	number  INTEGER NOT NULL,
	version INTEGER NOT NULL,
	ref     TEXT    NOT NULL,
	PRIMARY KEY (post, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_quotes_number ON post_quotes (number);
`, `
CREATE TABLE matched ( -- one row
	seq      INTEGER NOT NULL, -- the change up to which articles are matched against the watches
	revision INTEGER NOT NULL  -- grows with every change of subscriptions
) STRICT;
INSERT INTO matched VALUES (0, 0);
CREATE TABLE matches ( -- also of articles that were told of, so that they aren't again
	watch  INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
	number INTEGER NOT NULL, -- the article's
	seq    INTEGER NOT NULL,
	PRIMARY KEY (watch, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX matches_seq ON matches (watch, seq);
CREATE INDEX deliveries_covered ON deliveries (subscription, upto) WHERE state IN ('posted', 'quiet');
`, `
CREATE TABLE misses ( -- questions that found nothing; days are ISO 8601
	question TEXT    NOT NULL,
	filter   TEXT    NOT NULL, -- JSON: see filterKey
	times    INTEGER NOT NULL,
	first    TEXT    NOT NULL,
	last     TEXT    NOT NULL,
	PRIMARY KEY (question, filter)
) STRICT, WITHOUT ROWID;
`, `
ALTER TABLE articles ADD COLUMN unseen INTEGER; -- as captured while nothing is known of its page, else NULL, as where there is none
UPDATE articles SET unseen = captured WHERE removed IS NULL AND NOT EXISTS (SELECT * FROM pages p WHERE p.number = articles.number)
	AND EXISTS (SELECT * FROM versions v WHERE v.number = articles.number AND v.version = articles.version AND v.url <> '');
CREATE INDEX articles_unseen ON articles (unseen, number) WHERE unseen IS NOT NULL;
CREATE INDEX changes_at ON changes (at, seq);
`, `
CREATE TABLE claims ( -- of what is to be done once
	key   TEXT    NOT NULL PRIMARY KEY,
	until INTEGER NOT NULL -- milliseconds since 1970
) STRICT, WITHOUT ROWID;
CREATE TABLE searches ( -- that buttons lead back to
	key    TEXT    NOT NULL PRIMARY KEY,
	search TEXT    NOT NULL,
	used   INTEGER NOT NULL -- last: days since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX searches_used ON searches (used DESC, key);
`, `
ALTER TABLE posts ADD COLUMN kind TEXT NOT NULL DEFAULT ''; -- see archive.PostKind
ALTER TABLE posts ADD COLUMN edition TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN beside TEXT NOT NULL DEFAULT '{}'; -- JSON
`, `
CREATE TABLE reports ( -- that a quote is wrong; times are seconds since 1970
	id      INTEGER PRIMARY KEY AUTOINCREMENT, -- none is given twice
	server  TEXT    NOT NULL, -- '' outside of one
	number  INTEGER NOT NULL, -- the cutting's
	version INTEGER NOT NULL,
	ref     TEXT    NOT NULL,
	reason  TEXT    NOT NULL,
	words   TEXT    NOT NULL,
	by      TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	closed  INTEGER NOT NULL -- when; 0 while it is open
) STRICT;
CREATE INDEX reports_open ON reports (server, id) WHERE closed = 0;
CREATE INDEX reports_number ON reports (number);
`, `
ALTER TABLE posts ADD COLUMN locale TEXT NOT NULL DEFAULT ''; -- Discord's, of those who read it
`, // A setup is JSON: the server, who set it up and, below, the channel are found by its fields.
	`
CREATE INDEX subscriptions_server ON subscriptions (coalesce(setup ->> 'server', setup ->> 'Server')); -- the latter as it was first written
CREATE INDEX subscriptions_by ON subscriptions (coalesce(setup ->> 'by', setup ->> 'By'));
`, `
CREATE INDEX subscriptions_channel ON subscriptions (coalesce(setup ->> 'channel', setup ->> 'Channel'));
CREATE INDEX posts_by ON posts (by) WHERE by <> '';
CREATE INDEX posts_by_at ON posts (at) WHERE by <> '';
DELETE FROM settings WHERE value = '' OR key = 'serving'; -- the latter: all bots in one, as they are no longer kept
`}

// prepare makes sure that the file is an archive of the newest form.
func (s *Store) prepare(ctx context.Context) error {
	if err := s.patiently(ctx, func() error { return s.identify(ctx) }); err != nil {
		return err
	}
	err := s.patiently(ctx, func() error {
		var mode string
		err := s.db.QueryRowContext(ctx, "PRAGMA journal_mode = wal").Scan(&mode)
		if err == nil && mode != "wal" {
			err = fmt.Errorf("the write-ahead log is not to be had there (%s): move the file to a local disk", mode)
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.change(ctx, func(tx *sql.Tx) error { return migrate(ctx, tx) })
}

// identify refuses a file that is another program's, or a newer program's,
// before anything is written to it.
func (s *Store) identify(ctx context.Context) error {
	var app, version, objects int
	err := s.db.QueryRowContext(ctx, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&app, &version, &objects)
	switch {
	case err != nil:
		return err
	case app != application && (app != 0 || version != 0 || objects != 0):
		return fmt.Errorf("%w: the file is the database of another program: name another file", archive.ErrDamaged)
	case version > len(migrations):
		return newer(version)
	}
	return nil
}

func newer(version int) error {
	return fmt.Errorf("%w: its form is %d, and this program knows forms up to %d: update the program",
		archive.ErrNewer, version, len(migrations))
}

func migrate(ctx context.Context, tx *sql.Tx) error {
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(migrations) {
		return newer(version)
	}
	for i, step := range migrations[version:] {
		done := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", application, version+i+1)
		if _, err := tx.ExecContext(ctx, step+done); err != nil {
			return fmt.Errorf("step %d to its newest form: %w", version+i+1, err)
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO archive (id, seq, number)
		SELECT $1, 0, 0 WHERE NOT EXISTS (SELECT * FROM archive)`, rand.Text())
	return err
}
