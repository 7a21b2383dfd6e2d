package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// outcome is an item in one line: its source under root, and the article's
// title and text or the error.
func outcome(root string, item Item) string {
	said := item.Article.Title + ": " + item.Article.Text
	if item.Err != nil {
		said = "ERROR " + item.Err.Error()
	}
	line := filepath.ToSlash(item.Source) + " | " + said
	if root == "" {
		return line
	}
	return strings.ReplaceAll(line, filepath.ToSlash(root)+"/", "")
}

func outcomes(root string, paths ...string) (got []string) {
	for i, p := range paths {
		paths[i] = filepath.Join(root, filepath.FromSlash(p))
	}
	for item := range Read(context.Background(), paths) {
		got = append(got, outcome(root, item))
	}
	return got
}

// tree writes files into a new folder; a name that ends in / is a folder.
func tree(t *testing.T, files map[string]string) (root string) {
	t.Helper()
	root = t.TempDir()
	for name, content := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestReadFolder(t *testing.T) {
	root := tree(t, map[string]string{
		"b.md":                    "# B\n\nText b.",
		"a.TXT":                   "Text a.",
		"c.markdown":              "Text c.",
		"2009/z.md":               "Text z.",
		"2009/r.jsonl":            "\ufeff{\"id\":\"1\",\"title\":\"R1\",\"text\":\"Text r1.\"}\n\n \nnot json\r\n{\"id\":\"2\",\"title\":\"R2\",\"text\":\"Text r2.\"}",
		"2009/empty.md":           "",
		".hidden.md":              "Hidden.",
		".git/a.md":               "Hidden.",
		"picture.png":             "\x89PNG",
		"cuttings.db":             "SQLite",
		"only/notes.xyz":          "No.",
		"page.html":               "<p>No.",
		"Page.htm":                htmlPage,
		"Page_files/ad.html":      "<p>No.",
		"more_files/page.html.gz": gzipped(htmlPage),
		"report.PDF":              "%PDF-1.7",
	})
	const noArticle = "ERROR no article was found on the page: see that it is an article's page and not a list of articles; else save the article's words as .txt or .md"
	want := []string{
		"2009/empty.md | ERROR there is no text in it: put the article's words below what is known about it",
		"2009/r.jsonl:1 | R1: Text r1.",
		"2009/r.jsonl:4 | ERROR the line is not JSON (invalid character 'o' in literal null (expecting 'u')): each line must be one object {…}, with nothing around it",
		"2009/r.jsonl:5 | R2: Text r2.",
		"2009/z.md | z: Text z.",
		"Page.htm | " + htmlArticle,
		"a.TXT | a: Text a.",
		"b.md | B: Text b.",
		"c.markdown | c: Text c.",
		"more_files/page.html.gz | " + htmlArticle,
		"page.html | " + noArticle,
		"report.PDF | ERROR it is a PDF file, which can't be read: save the article's words as .txt or .md",
	}
	if diff := cmp.Diff(want, outcomes(root, ".")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// The embedded coverage goes the same way.
	var got []string
	for item := range ReadFS(context.Background(), os.DirFS(root)) {
		got = append(got, outcome(root, item))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ReadFS, -want +got:\n%s", diff)
	}
}

func TestReadNamed(t *testing.T) {
	root := tree(t, map[string]string{
		"b.md":         "Text b.",
		"a.md":         "Text a.",
		".hidden.md":   "Hidden.",
		"page.xyz":     "No.",
		"README":       "No.",
		"none/a.xyz":   "No.",
		"scan.txt":     "%PDF-1.7",
		"zip.jsonl":    "PK\x03\x04",
		"wide.jsonl":   "\xff\xfe{\x00}\x00",
		"binary.jsonl": "{\x00",
		"empty.jsonl":  "\n\n",
	})
	want := []string{
		"b.md | b: Text b.",
		"a.md | a: Text a.",
		"b.md | b: Text b.",
		".hidden.md | .hidden: Hidden.",
		`page.xyz | ERROR files named "*.xyz" can't be read: give .md, .markdown, .txt, .jsonl, .html, .html.gz, .mhtml, .warc or .warc.gz`,
		`README | ERROR files whose name has no ending can't be read: give .md, .markdown, .txt, .jsonl, .html, .html.gz, .mhtml, .warc or .warc.gz`,
		"none | ERROR there is nothing to read in this folder: it has no .md, .markdown, .txt, .jsonl, .html, .html.gz, .mhtml, .warc or .warc.gz file",
		"missing.md | ERROR there is no such file or folder: check the path",
		"scan.txt | ERROR it is a PDF file, not text: save the article's words as .txt or .md",
		"zip.jsonl | ERROR it is a ZIP archive or an office document (DOCX, ODT), not lines of JSON: save it as UTF-8, one object {…} on each line",
		"wide.jsonl | ERROR it is UTF-16, not lines of JSON: save it as UTF-8, one object {…} on each line",
		"binary.jsonl | ERROR it holds NUL bytes, so it is not text, or text in another encoding: save the article's words as UTF-8",
		"empty.jsonl | ERROR there is no record in it: write one object {…} on each line",
	}
	got := outcomes(root, "b.md", "a.md", "b.md", ".hidden.md", "page.xyz", "README", "none", "missing.md", "scan.txt", "zip.jsonl", "wide.jsonl", "binary.jsonl", "empty.jsonl")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Of two articles with one identity the second is refused, unless it is the
// same in everything or brings an ID of its own.
func TestReadClash(t *testing.T) {
	const front = "---\nurl: http://example.org/1\ntitle: T\n---\n"
	root := tree(t, map[string]string{
		"a.md":    front + "One.",
		"b.md":    strings.Replace(front, "http:", "HTTPS:", 1) + "Two.",
		"c.md":    front + "One.",
		"d.txt":   "Same words.",
		"e.txt":   "Same words.",
		"f.jsonl": `{"id":"own","title":"T","url":"http://example.org/1","text":"Three."}` + "\n" + `{"title":"T","url":"http://example.org/1#x","text":"Four."}`,
	})
	want := []string{
		"a.md | T: One.",
		"b.md | ERROR a.md has the same address, https://example.org/1; this one isn't added: remove one of the two, or correct its url",
		"c.md | T: One.",
		"d.txt | d: Same words.",
		"e.txt | ERROR d.txt has the same text, and neither has an address; this one isn't added: remove one of the two, or give them their url",
		"f.jsonl:1 | T: Three.",
		"f.jsonl:2 | ERROR a.md has the same address, https://example.org/1; this one isn't added: remove one of the two, or correct its url",
	}
	got := outcomes(root, ".")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if again := outcomes(root, "."); !slices.Equal(again, got) {
		t.Errorf("a second reading remembers the first: %q", again)
	}
}

func TestReadLarge(t *testing.T) {
	root := tree(t, map[string]string{
		"long.jsonl": `{"text":"` + strings.Repeat("x", maxRecord) + "\"}\n{\"title\":\"T\",\"text\":\"After it.\"}",
		"text.jsonl": `{"text":"` + strings.Repeat("x", maxText+1) + `"}`,
	})
	large := filepath.Join(root, "large.txt")
	if err := os.WriteFile(large, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, 50<<20); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"large.txt | ERROR it is 50 MB large, and a file may have at most 16: cut it into several articles",
		"long.jsonl:1 | ERROR the line is longer than 32 MB, the limit for one article: cut it into several",
		"long.jsonl:2 | T: After it.",
		"text.jsonl:1 | ERROR its text is 5242881 bytes long and may have at most 5242880: cut it into several articles",
	}
	if diff := cmp.Diff(want, outcomes(root, ".")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A large file is refused by its size alone, and one that says nothing of its
// size is not read beyond the limit.
func TestContentsReadsNoMoreThanTheLimit(t *testing.T) {
	endless := &endlessFile{size: maxFile + 1}
	if _, err := contents(endless); err == nil || endless.read > 0 {
		t.Errorf("%v, after %d bytes", err, endless.read)
	}
	endless = &endlessFile{}
	_, err := contents(endless)
	if want := "it is larger than 16 MB, the limit for a file: cut it into several articles"; fmt.Sprint(err) != want || endless.read != maxFile+1 {
		t.Errorf("%v, after %d bytes", err, endless.read)
	}
}

// endlessFile is a file that never ends, whatever it says of its size.
type endlessFile struct {
	fs.File
	size int64
	read int64
}

func (f *endlessFile) Read(b []byte) (int, error) {
	f.read += int64(len(b))
	return copy(b, bytes.Repeat([]byte("x"), len(b))), nil
}

func (f *endlessFile) Stat() (fs.FileInfo, error) {
	if f.size == 0 {
		return nil, errors.New("no size")
	}
	return sizeInfo{size: f.size}, nil
}

type sizeInfo struct {
	fs.FileInfo
	size int64
}

func (s sizeInfo) Size() int64 { return s.size }

func TestReadCanceled(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte("One.")}, "b.md": {Data: []byte("Two.")}, "c.md": {Data: []byte("Three.")}}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var got []string
	for item := range ReadFS(ctx, fsys) {
		got = append(got, outcome("", item))
		cancel()
	}
	if diff := cmp.Diff([]string{"a.md | a: One.", "b.md | ERROR context canceled"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// A caller that stops gets nothing more.
	n := 0
	for range ReadFS(context.Background(), fsys) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d items after break", n)
	}
}
