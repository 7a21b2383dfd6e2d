package terminal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cuttings/internal/archive"
)

// Finding is one line of `cuttings check`.
type Finding struct {
	What string // what was looked at
	OK   bool
	Text string // how it is, and what to do where it is wrong
}

type checkCommand struct {
	JSON bool `help:"Print a JSON object for each finding."`
}

func (c *checkCommand) Run(s *session) error {
	findings := s.check()
	wrong := false
	for _, f := range findings {
		wrong = wrong || !f.OK
		if c.JSON {
			if err := printJSON(s.out, findingObject(f)); err != nil {
				return err
			}
			continue
		}
		s.page.finding(f)
	}
	return failure(wrong)
}

// finding writes a mark, and beside it how it is.
func (p page) finding(f Finding) {
	mark := "ok     "
	if !f.OK {
		mark = "WRONG  "
	}
	beside := page{columns: p.columns - len(mark)}
	for i, line := range beside.wrap(f.What+": "+f.Text, nil) {
		if i > 0 {
			mark = strings.Repeat(" ", len(mark))
		}
		fmt.Fprintln(p.out, mark+line)
	}
}

type findingObject struct {
	What string `json:"what"`
	OK   bool   `json:"ok"`
	Text string `json:"text"`
}

// check looks at everything in turn; what the later parts need and isn't there
// ends it early.
func (s *session) check() []Finding {
	folder := Finding{What: "data folder", OK: true, Text: s.settings.Data + " can be written"}
	if err := writable(s.settings.Data); err != nil {
		folder.OK, folder.Text = false, fmt.Sprintf("%v. Make it writable or name another with CUTTINGS_DATA.", err)
		return []Finding{folder}
	}
	findings := []Finding{folder}
	library, err := s.openStore()
	if err != nil {
		return append(findings, Finding{What: "store", Text: err.Error()})
	}
	defer library.Close()
	findings = append(findings, s.checkStore(library), s.checkIndex(library), s.checkFeeds(library))
	findings = append(findings, s.checkFolders(library)...)
	findings = append(findings, s.checkCollections(library)...)
	findings = append(findings, s.checkDigests(library)...)
	findings = append(findings, s.checkAnswers(library)...)
	findings = append(findings, s.checkBots(library)...)
	return append(findings, s.rooms.CheckBot(s.ctx, s.settings, library)...)
}

func (s *session) checkStore(library *Library) Finding {
	f := Finding{What: "store"}
	if err := library.Store.Check(s.ctx); err != nil {
		f.Text = err.Error()
		return f
	}
	c, err := library.Store.Coverage(s.ctx, archive.Filter{})
	if err != nil {
		f.Text = err.Error()
		return f
	}
	f.OK, f.Text = true, fmt.Sprintf("%d articles; every text is the one that was stored", c.Articles)
	if c.Articles == 0 {
		f.Text = "no article yet: cuttings add FILE puts some in"
	}
	return f
}

func (s *session) checkIndex(library *Library) Finding {
	f := Finding{What: "index"}
	if err := library.Index.CatchUp(s.ctx, nil); err != nil {
		f.Text = err.Error()
		return f
	}
	if err := library.Index.Check(s.ctx); err != nil {
		f.Text = err.Error() + ": cuttings reindex builds it anew"
		return f
	}
	f.OK, f.Text = true, "follows the store; every file is as it was written"
	return f
}

// writable reports what is in the way of writing to the folder, which is made
// when it isn't there.
func writable(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".check-*")
	if err != nil {
		return err
	}
	name := f.Name()
	if err := f.Close(); err != nil {
		return err
	}
	return os.Remove(filepath.Clean(name))
}
