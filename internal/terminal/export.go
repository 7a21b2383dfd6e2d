package terminal

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"cuttings/internal/archive"
)

type exportCommand struct {
	File string `arg:"" optional:"" help:"Where to; - or nothing is standard output." default:"-"`
}

type importCommand struct {
	File string `arg:"" help:"What export wrote; - is standard input."`
}

// exportLine is one line of an export: a cutting, a line of the log of what is
// hidden, or what was posted.
type exportLine struct {
	Cutting *cuttingObject `json:"cutting,omitempty"`
	Hiding  *hidingRecord  `json:"hiding,omitempty"`
	Post    *postRecord    `json:"post,omitempty"`
}

type cuttingObject struct {
	ID       string          `json:"id"`
	Number   int64           `json:"number"`
	Latest   int             `json:"latest"`
	Removed  *removalObject  `json:"removed"`
	Versions []versionObject `json:"versions"`
}

type removalObject struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

type versionObject struct {
	Version    int       `json:"version"`
	URL        string    `json:"url"`
	Address    string    `json:"address"`
	Title      string    `json:"title"`
	Outlet     string    `json:"outlet"`
	Author     string    `json:"author"`
	Published  string    `json:"published"`
	Language   string    `json:"language"`
	Collection string    `json:"collection"`
	Captured   time.Time `json:"captured"`
	Hash       string    `json:"hash"`
	Text       string    `json:"text"`
}

type hidingRecord struct {
	Scope  string    `json:"scope"`
	Number int64     `json:"number"`
	Outlet string    `json:"outlet"`
	Shown  bool      `json:"shown"`
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// moved is how many cuttings are read or written at once.
const moved = 100

func (c *exportCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	if c.File == "-" {
		_, err := c.write(s, library.Store, s.out)
		return err
	}
	// Beside its place first, so that a half-written export is never taken for one.
	f, err := os.CreateTemp(filepath.Dir(c.File), filepath.Base(c.File)+".*")
	if err != nil {
		return fmt.Errorf("the export can't be written: %w", err)
	}
	n, err := c.write(s, library.Store, f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), c.File)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("the export can't be written: %w", err), os.Remove(f.Name()))
	}
	fmt.Fprintln(s.out, english.Count(n, "cutting")+" written, with all versions.")
	return nil
}

// write writes the archive in order and returns how many cuttings it has.
func (c *exportCommand) write(s *session, store archive.Store, w io.Writer) (n int, err error) {
	out := bufio.NewWriter(w)
	for after := int64(0); ; {
		page, err := store.Histories(s.ctx, after, moved)
		if err != nil {
			return n, err
		}
		if len(page) == 0 {
			break
		}
		for _, h := range page {
			if err := printJSON(out, exportLine{Cutting: cuttingOf(h)}); err != nil {
				return n, err
			}
			after = h.Number
			n++
		}
	}
	log, err := store.Hidings(s.ctx)
	if err != nil {
		return n, err
	}
	for _, h := range log {
		record := hidingRecord(h)
		if err := printJSON(out, exportLine{Hiding: &record}); err != nil {
			return n, err
		}
	}
	if err := eachPost(s, store, func(p archive.Post) error {
		return printJSON(out, exportLine{Post: postRecordOf(p)})
	}); err != nil {
		return n, err
	}
	return n, out.Flush()
}

func cuttingOf(h archive.History) *cuttingObject {
	o := &cuttingObject{ID: h.ID, Number: h.Number, Latest: h.Latest, Versions: []versionObject{}}
	if h.Removed != nil {
		o.Removed = &removalObject{At: h.Removed.At, Reason: h.Removed.Reason}
	}
	for _, v := range h.Versions {
		o.Versions = append(o.Versions, versionObject{
			Version: v.Version, URL: v.URL, Address: v.Address, Title: v.Title, Outlet: v.Outlet, Author: v.Author,
			Published: v.Published.String(), Language: v.Language, Collection: v.Collection,
			Captured: v.Captured, Hash: v.Hash, Text: v.Text,
		})
	}
	return o
}

// history is the cutting that an object describes.
func (o cuttingObject) history() (archive.History, error) {
	h := archive.History{ID: o.ID, Number: o.Number, Latest: o.Latest}
	if o.Removed != nil {
		h.Removed = &archive.Removal{At: o.Removed.At.UTC(), Reason: o.Removed.Reason}
	}
	for _, v := range o.Versions {
		published, err := archive.ParseDate(v.Published)
		if err != nil {
			return h, fmt.Errorf("cutting %d: published: %w", o.Number, err)
		}
		h.Versions = append(h.Versions, archive.Version{
			Article: archive.Article{
				ID: o.ID, URL: v.URL, Address: v.Address, Title: v.Title, Outlet: v.Outlet, Author: v.Author,
				Published: published, Language: v.Language, Collection: v.Collection, Text: v.Text,
			},
			Number: o.Number, Version: v.Version, Hash: v.Hash, Captured: v.Captured.UTC(),
		})
	}
	return h, nil
}

func (c *importCommand) Run(s *session) error {
	in := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("the export can't be read: %w", err)
		}
		defer f.Close()
		in = f
	}
	own := *s
	own.settings.AsItIs = true // the export says what becomes of the articles that ship
	library, err := own.openStore()
	if err != nil {
		return err
	}
	n, err := c.read(s, library.Store, json.NewDecoder(bufio.NewReader(in)))
	if err == nil {
		err = library.Index.CatchUp(s.ctx, nil)
	}
	if err = errors.Join(err, library.Close()); err != nil {
		return fmt.Errorf("%s: %d cuttings are in: %w", c.File, n, err)
	}
	fmt.Fprintln(s.out, english.Count(n, "cutting")+" read, with all versions.")
	return nil
}

// read restores line after line, and returns how many cuttings are in.
func (c *importCommand) read(s *session, store archive.Store, lines *json.Decoder) (n int, err error) {
	var page []archive.History
	var log []archive.Hiding
	var posts []archive.Post
	keep := func() error {
		err := store.Restore(s.ctx, page, nil)
		if err == nil {
			n += len(page)
		}
		page = page[:0]
		return err
	}
	lines.DisallowUnknownFields()
	for at := 1; ; at++ {
		var line exportLine
		err := lines.Decode(&line)
		if errors.Is(err, io.EOF) {
			break
		}
		switch {
		case err != nil:
			return n, fmt.Errorf("line %d is no line of an export, or the file ends too early: %w", at, err)
		case line.Cutting != nil:
			h, err := line.Cutting.history()
			if err != nil {
				return n, fmt.Errorf("line %d: %w", at, err)
			}
			if page = append(page, h); len(page) == moved {
				if err := keep(); err != nil {
					return n, err
				}
			}
		case line.Hiding != nil:
			h := archive.Hiding(*line.Hiding)
			h.At = h.At.UTC()
			log = append(log, h)
		case line.Post != nil:
			posts = append(posts, line.Post.post())
		default:
			return n, fmt.Errorf("line %d is no line of an export: it has neither a cutting nor a hiding nor a post", at)
		}
	}
	if err := keep(); err != nil {
		return n, err
	}
	err = store.Restore(s.ctx, nil, log)
	for _, p := range posts { // last, for what is hidden decides whether they stand as they should
		if err == nil {
			err = store.KeepPost(s.ctx, p)
		}
	}
	return n, err
}
