package sqlite

import (
	"database/sql"
	"errors"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// An archive from before speech was kept has all its versions to be read.
func TestOlderArchiveIsUnread(t *testing.T) {
	path := newPath(t)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), migrations[0]+`
		PRAGMA application_id = 0x43757474; PRAGMA user_version = 1;
		INSERT INTO archive VALUES ('x', 2, 1);
		INSERT INTO articles VALUES (1, 'a', NULL, 2, 2, '', '', 0, NULL, '');
		INSERT INTO versions VALUES (1, 1, '', '', '', '', '', '', '', '`+archive.Hash("One.")+`', 0, 'One.'),
			(1, 2, '', '', '', '', '', '', '', '`+archive.Hash("Two.")+`', 0, 'Two.')`)
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	s := opened(t, path)
	versions, err := s.Unread(t.Context(), 1, 10)
	if err != nil || len(versions) != 2 {
		t.Errorf("%d versions are unread, %v", len(versions), err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// BenchmarkKeepSpeech adds articles of 5 kB with ten speeches each, 64 in a
// call, and says what the speech costs for one.
func BenchmarkKeepSpeech(b *testing.B) {
	s := opened(b, newPath(b))
	put(b, s, thousand("")...)
	rules := 0
	for b.Loop() {
		rules++
		versions, err := s.Unread(b.Context(), rules, 64)
		if err != nil {
			b.Fatal(err)
		}
		var readings []archive.Reading
		for _, v := range versions {
			r := archive.Reading{Version: v, Rules: rules}
			for i := range 10 {
				at := text.Span{Start: i * 400, End: i*400 + 100}
				r.Speech = append(r.Speech, speech.Speech{
					Kind: speech.Direct, Quote: []text.Span{at}, Cue: at,
					Speaker: &speech.Speaker{Span: at, Name: "Ann Hill", NameSpan: at, Role: "chair", RoleSpan: at},
				})
			}
			readings = append(readings, r)
		}
		if err := s.KeepSpeech(b.Context(), readings...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N)/64, "ms/article")
}
