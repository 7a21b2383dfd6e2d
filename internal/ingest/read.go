package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
)

// Read reads files and folders in the order given. A folder gives its files of
// the kinds that are known and those of its folders, sorted by name; other files,
// hidden ones, links to folders and what browsers save beside a page are passed
// over. What can't be read is an Item with its error, and the others follow; so is
// an article that has the address of an earlier one of the same call, or without
// addresses its text, and isn't the same in everything, unless both are pages of
// which it is known when they were captured. Only regular files are opened, so that
// Read never waits for a pipe. A canceled context ends the sequence with an Item that
// holds its error.
//
// Between two items nothing is held but some hundred bytes for each article; a
// .jsonl file of any length is read line by line, a WARC file record by record.
// The sequence can be read again, which reads the files again.
func Read(ctx context.Context, paths []string) iter.Seq[Item] { return ReadAll(ctx, nil, nil, paths) }

// ReadAll reads as Read does, and what is an address (http:// or https://) from
// the street. Without a client, addresses are refused; without what is held, every
// page is read, also one that hasn't changed. See Fetch.
func ReadAll(ctx context.Context, street *fetch.Client, held Held, paths []string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		r := run{ctx: ctx, street: street, held: held, yield: yield, seen: map[string]first{}}
		for _, p := range paths {
			if !r.path(p) {
				return
			}
		}
	}
}

// ReadFS reads all of fsys as Read reads a folder; a Source is a path in it.
func ReadFS(ctx context.Context, fsys fs.FS) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		r := run{ctx: ctx, yield: yield, seen: map[string]first{}}
		r.folder(fsys, ".")
	}
}

// run is one reading. Its methods report whether to go on.
type run struct {
	ctx    context.Context
	street *fetch.Client // or nil
	held   Held          // or nil
	yield  func(Item) bool
	seen   map[string]first // by derived ID
}

// first is where an article without an ID of its own was met first.
type first struct {
	source string
	hash   string // of everything that is known of it
	dated  bool   // it is known when its page was captured
}

// send hands an item on, unless its identity is that of an earlier article.
func (r *run) send(item Item) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(Item{Source: item.Source, Err: err})
		return false
	}
	if a := item.Article; item.Err == nil && Derived(a) {
		hash := fingerprint(a)
		was, twice := r.seen[a.ID]
		dated := item.Capture != nil && !item.Capture.At.IsZero()
		if twice && was.hash != hash && !(dated && was.dated) {
			return r.yield(Item{Source: item.Source, Err: clash(was.source, a)})
		}
		if !twice {
			r.seen[a.ID] = first{item.Source, hash, dated}
		}
	}
	return r.yield(item)
}

func (r *run) fail(source string, err error) bool {
	return r.send(Item{Source: source, Err: err})
}

// fingerprint tells articles apart that differ in anything. No field holds a
// NUL: finish takes them out.
func fingerprint(a archive.Article) string {
	return archive.Hash(strings.Join([]string{
		a.URL, a.Title, a.Outlet, a.Author, a.Published.String(), a.Language, a.Text, a.Collection,
	}, "\x00"))
}

func clash(earlier string, a archive.Article) error {
	if a.Address == "" {
		return fmt.Errorf("%s has the same text, and neither has an address; this one isn't added: remove one of the two, or give them their url", earlier)
	}
	return fmt.Errorf("%s has the same address, %.200s; this one isn't added: remove one of the two, or correct its url", earlier, a.Address)
}

// readers are the kinds of file that are known, by the end of their names.
var readers = map[string]func(source string, f fs.File) iter.Seq[Item]{
	".md":       whole(Markdown),
	".markdown": whole(Markdown),
	".txt":      whole(Text),
	".jsonl":    records,
	".html":     saved(webPage),
	".htm":      saved(webPage),
	".xhtml":    saved(webPage),
	".html.gz":  saved(zippedPage),
	".htm.gz":   saved(zippedPage),
	".mhtml":    mhtml,
	".mht":      mhtml,
	".warc":     warc,
	".warc.gz":  warc,
	".pdf":      unread("a PDF file"),
	".docx":     unread("an office document"),
	".doc":      unread("an office document"),
	".odt":      unread("an office document"),
	".rtf":      unread("an office document"),
	".epub":     unread("an e-book"),
}

// known says which kinds there are.
const known = ".md, .markdown, .txt, .jsonl, .html, .html.gz, .mhtml, .warc or .warc.gz"

// suffix is the end of a name by which its kind is known, with what is below a
// compression.
func suffix(name string) string {
	name = strings.ToLower(name)
	ext := path.Ext(name)
	if ext == ".gz" {
		ext = path.Ext(strings.TrimSuffix(name, ext)) + ext
	}
	return ext
}

// oneArticle reads the bytes of a file that is one article.
type oneArticle = func(name string, b []byte) (archive.Article, error)

func whole(parse oneArticle) func(string, fs.File) iter.Seq[Item] { return from(FromFile, parse) }
func saved(parse oneArticle) func(string, fs.File) iter.Seq[Item] { return from(FromPage, parse) }

// from reads a file that is one article.
func from(origin Origin, parse oneArticle) func(string, fs.File) iter.Seq[Item] {
	return func(source string, f fs.File) iter.Seq[Item] {
		return func(yield func(Item) bool) {
			item := Item{Source: source, Origin: origin}
			b, err := contents(f)
			if item.Err = err; err == nil {
				item.Article, item.Err = parse(source, b)
				if origin == FromPage {
					item.Capture = &Capture{}
				}
			}
			yield(item)
		}
	}
}

// contents is what a file holds, unless that is more than an article may be.
func contents(f fs.File) ([]byte, error) {
	if info, err := f.Stat(); err == nil && info.Size() > maxFile {
		return nil, fmt.Errorf("it is %d MB large, and a file may have at most %d: cut it into several articles", info.Size()>>20, maxFile>>20)
	}
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, unreadable(err)
	}
	if n > maxFile {
		return nil, fmt.Errorf("it is larger than %d MB, the limit for a file: cut it into several articles", maxFile>>20)
	}
	return b.Bytes(), nil
}

// ErrUnreadable says that a file could not be read at all, so that nothing is
// known of what is in it.
var ErrUnreadable = errors.New("a file can't be read")

// unreadable says what keeps a file from being read, without its name.
func unreadable(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &unreadableError{err, "there is no such file or folder: check the path"}
	}
	var located *fs.PathError
	if errors.As(err, &located) {
		err = located.Err
	}
	return &unreadableError{err, fmt.Sprintf("it can't be read (%v): check that it may be read, and the disk", err)}
}

type unreadableError struct {
	err  error
	text string
}

func (e *unreadableError) Error() string   { return e.text }
func (e *unreadableError) Unwrap() []error { return []error{ErrUnreadable, e.err} }
