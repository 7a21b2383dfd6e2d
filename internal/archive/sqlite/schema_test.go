package sqlite

import (
	"database/sql"
	"fmt"
	"testing"

	"cuttings/internal/archive"
)

// firstForm is an archive as the first release wrote it.
func firstForm(t *testing.T) (path string) {
	t.Helper()
	path = newPath(t)
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		migrations[0],
		fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 1", application),
		"INSERT INTO archive (id, seq, number) VALUES ('first', 3, 2)",
		`INSERT INTO articles (number, id, version, seq, outlet, published, captured, removed, reason) VALUES
			(1, 'a', 1, 1, 'Mail', '2009', 7, NULL, ''), (2, 'b', 1, 3, '', '', 0, 9, 'asked for')`,
		fmt.Sprintf(`INSERT INTO versions (number, version, url, address, title, outlet, author, published, language, hash, captured, text)
			VALUES (1, 1, '', '', 'T', 'Mail', 'Jane Smith', '2009', '', '%s', 7, 'Words.')`, archive.Hash("Words.")),
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// An archive of the first form is brought up to date with all that is in it.
func TestFirstFormIsBroughtUpToDate(t *testing.T) {
	s := opened(t, firstForm(t))
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	c, err := s.Coverage(t.Context(), archive.Filter{Byline: "smith", Collection: archive.DefaultCollection})
	if c.Articles != 1 || err != nil {
		t.Errorf("%+v, %v", c, err)
	}
	if v, err := s.Current(t.Context(), "a"); v.Author != "Jane Smith" || v.Collection != "" || err != nil {
		t.Errorf("%+v, %v", v, err)
	}
	if standing, err := s.Standing(t.Context(), 3, 1, 2); len(standing) != 1 || standing[1] != 1 || err != nil {
		t.Errorf("%v, %v", standing, err)
	}
	put(t, s, archive.Article{ID: "a", Title: "T", Text: "Words.", Collection: "Union"})
	if _, err := s.Hide(t.Context(), archive.Hiding{Number: 2}); err != nil {
		t.Error(err)
	}
}
