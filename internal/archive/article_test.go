package archive_test

import (
	"strings"
	"testing"

	"cuttings/internal/archive"
)

func TestHash(t *testing.T) {
	const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // FIPS 180-4's example
	if got := archive.Hash("abc"); got != abc {
		t.Errorf("Hash(abc) = %s, want %s", got, abc)
	}
}

func TestValidate(t *testing.T) {
	sound := archive.Article{ID: "a", Text: "Some words."}
	with := func(change func(*archive.Article)) archive.Article {
		a := sound
		change(&a)
		return a
	}
	for name, tt := range map[string]struct {
		article archive.Article
		want    string // in the error; "" means none
	}{
		"sound":            {sound, ""},
		"four-byte text":   {with(func(a *archive.Article) { a.Text = "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 🗞" }), ""},
		"no ID":            {with(func(a *archive.Article) { a.ID = "" }), "no ID: give it one"},
		"no text":          {with(func(a *archive.Article) { a.Text = "" }), "no text: see whether"},
		"white space":      {with(func(a *archive.Article) { a.Text = " \n\u00a0\t" }), "no text"},
		"longest ID":       {with(func(a *archive.Article) { a.ID = strings.Repeat("i", archive.MaxKey) }), ""},
		"long ID":          {with(func(a *archive.Article) { a.ID = strings.Repeat("i", archive.MaxKey+1) }), "ID has 2049 bytes"},
		"long address":     {with(func(a *archive.Article) { a.Address = strings.Repeat("i", archive.MaxKey+1) }), "address has 2049 bytes"},
		"broken text":      {with(func(a *archive.Article) { a.Text = "a\xffb" }), "text is not UTF-8"},
		"half a surrogate": {with(func(a *archive.Article) { a.Text = "\xed\xa0\x80" }), "text is not UTF-8"},
		"broken headline":  {with(func(a *archive.Article) { a.Title = "\xc3" }), "headline is not UTF-8"},
		"NUL in byline":    {with(func(a *archive.Article) { a.Author = "a\x00b" }), "byline holds a NUL byte"},
		"largest":          {with(func(a *archive.Article) { a.Text = strings.Repeat("x", archive.MaxSize-1) }), ""},
		"too large":        {with(func(a *archive.Article) { a.Text = strings.Repeat("x", archive.MaxSize) }), "split it into parts"},
		"impossible date":  {with(func(a *archive.Article) { a.Published = archive.Date{Year: 2009, Month: 2, Day: 30} }), "no day of the calendar"},
		"day, no month":    {with(func(a *archive.Article) { a.Published = archive.Date{Year: 2009, Day: 3} }), "no day of the calendar"},
		"far year":         {with(func(a *archive.Article) { a.Published = archive.Date{Year: 12009} }), "no day of the calendar"},
	} {
		err := tt.article.Validate()
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}
