package terminal

import (
	"errors"
	"fmt"
	"io/fs"
)

// Copied says what was backed up or restored.
type Copied struct {
	Articles int
	Bytes    int64  // of the file
	Aside    string // where the store now lies whose place was taken; "" when there was none
}

type backupCommand struct {
	File  string `arg:"" help:"Where to." type:"path"`
	Force bool   `help:"Replace the file when it is there already."`
	JSON  bool   `help:"Print a JSON object."`
}

type restoreCommand struct {
	File    string `arg:"" help:"What backup wrote." type:"path"`
	Replace bool   `help:"Take the place of the store that is in the data folder; the old one is kept beside it."`
	JSON    bool   `help:"Print a JSON object."`
}

type copiedObject struct {
	File     string  `json:"file"`
	Articles int     `json:"articles"`
	Bytes    int64   `json:"bytes"`
	Aside    *string `json:"aside"`
}

func (c *backupCommand) Run(s *session) error {
	copied, err := s.rooms.BackUp(s.ctx, s.settings, c.File, c.Force)
	if errors.Is(err, fs.ErrExist) {
		err = fmt.Errorf("%s is there already: name another file, or replace it with --force", c.File)
	}
	if err != nil || c.JSON {
		return s.copied(c.File, copied, err)
	}
	fmt.Fprintf(s.out, "%s in %s bytes, checked.\n", english.Count(copied.Articles, "article"), english.Number(int(copied.Bytes)))
	return nil
}

func (c *restoreCommand) Run(s *session) error {
	copied, err := s.rooms.Restore(s.ctx, s.settings, c.File, c.Replace)
	if errors.Is(err, fs.ErrExist) {
		err = fmt.Errorf("%s holds a store already: name an empty folder with CUTTINGS_DATA, or take that one's place with --replace; it is kept beside",
			s.settings.Data)
	}
	if err != nil || c.JSON {
		return s.copied(c.File, copied, err)
	}
	fmt.Fprintf(s.out, "%s in %s bytes, checked. The index is built anew by the next command.\n",
		english.Count(copied.Articles, "article"), english.Number(int(copied.Bytes)))
	if copied.Aside != "" {
		fmt.Fprintln(s.out, "The store that was there is kept as "+copied.Aside+".")
	}
	return nil
}

// copied prints what was copied as an object, unless it wasn't.
func (s *session) copied(file string, c Copied, err error) error {
	if err != nil {
		return err
	}
	return printJSON(s.out, copiedObject{File: file, Articles: c.Articles, Bytes: c.Bytes, Aside: orNull(c.Aside)})
}
