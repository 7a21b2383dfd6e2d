package card

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
	"cuttings/internal/quote"
)

// check reads the message as the client would. It must show the quotes that it
// should, in order, word for word; every mark in it must be one of own or of
// marks, or name whom opts does; and it must keep Discord's limits.
func check(m Message, shown []quote.Quote, opts Options, marks ...markdown.Kind) error {
	return errors.Join(checkTexts(m, shown, opts, marks), checkButtons(m), checkPictures(m), checkSize(m))
}

func checkTexts(m Message, shown []quote.Quote, opts Options, marks []markdown.Kind) error {
	var errs []error
	quotes := 0
	walk(m.Components, func(c discordgo.MessageComponent) {
		t, ok := c.(discordgo.TextDisplay)
		if !ok {
			return
		}
		d := markdown.Render(t.Content)
		errs = append(errs, foreign(d, opts, marks))
		for _, mark := range d.Marks(markdown.QuoteMark) {
			if quotes < len(shown) {
				errs = append(errs, same(d.Of(mark), shown[quotes]))
			}
			quotes++
		}
	})
	if quotes != len(shown) {
		errs = append(errs, fmt.Errorf("it would show %d quotes, not %d", quotes, len(shown)))
	}
	return errors.Join(errs...)
}

// checkButtons makes sure that each button is different from the others, says in
// words what it does, and can be read again when somebody presses it.
func checkButtons(m Message) error {
	var errs []error
	met := map[string]bool{}
	walk(m.Components, func(c discordgo.MessageComponent) {
		b, ok := c.(discordgo.Button)
		if !ok {
			return
		}
		_, _, err := ParseID(b.CustomID)
		_, isDelete := ParseDelete(b.CustomID)
		_, isTurn := ParseTurn(b.CustomID)
		_, isSheet := ParseSheet(b.CustomID)
		if _, _, isCommand := ParseCommandID(b.CustomID); isDelete || isTurn || isSheet || isCommand || b.Disabled {
			err = nil
		}
		if met[b.CustomID] || len(b.Label) > maxLabel {
			err = fmt.Errorf("button %q (%q) is there twice, or its label too long", b.Label, b.CustomID)
		}
		if b.Emoji != nil || !strings.ContainsFunc(b.Label, unicode.IsLetter) {
			err = fmt.Errorf("button %q (%q) says nothing in words", b.Label, b.CustomID)
		}
		errs = append(errs, err)
		met[b.CustomID] = true
	})
	return errors.Join(errs...)
}

// checkPictures makes sure that each picture and each file is attached, and that
// pictures have words.
func checkPictures(m Message) error {
	var errs []error
	walk(m.Components, func(c discordgo.MessageComponent) {
		attached := func(url string) bool {
			return slices.ContainsFunc(m.Files, func(f File) bool { return "attachment://"+f.Name == url })
		}
		if file, ok := c.(discordgo.FileComponent); ok && !attached(file.File.URL) {
			errs = append(errs, fmt.Errorf("the file %q is not attached", file.File.URL))
		}
		gallery, _ := c.(discordgo.MediaGallery)
		for _, item := range gallery.Items {
			if !attached(item.Media.URL) || item.Description == nil || *item.Description == "" || utf8.RuneCountInString(*item.Description) > maxAlt {
				errs = append(errs, fmt.Errorf("the picture %q is not attached, or has no words that fit", item.Media.URL))
			}
		}
	})
	return errors.Join(errs...)
}

func checkSize(m Message) error {
	var total cost
	for _, c := range m.Components {
		total = total.plus(size(c))
	}
	if !total.within() || total.text == 0 {
		return fmt.Errorf("it has %d components and %d characters", total.components, total.text)
	}
	return nil
}

// same compares what the screen would show with what is stored: the characters,
// but for white space that looks the same (markdown.Plain), and the words, so
// that white space which the client drops doesn't join two.
func same(seen string, q quote.Quote) error {
	if err := q.Verify(); err != nil {
		return err
	}
	if stored := q.Text(); seen != markdown.Plain(stored) || !slices.Equal(strings.Fields(seen), strings.Fields(stored)) {
		return fmt.Errorf("cutting %d, version %d, %d–%d would not be shown as it is stored",
			q.Version.Number, q.Version.Version, q.Span.Start, q.Span.End)
	}
	return nil
}

// own are the marks that a card makes; in a quote only bold is.
var own = []markdown.Kind{
	markdown.BoldMark, markdown.QuoteMark, markdown.SubtextMark, markdown.ItemMark, markdown.LinkMark, markdown.CommandMark,
}

// foreign finds a mark that no card makes: it would ping, link or change words.
func foreign(d markdown.Doc, opts Options, marks []markdown.Kind) error {
	quoted := 0 // where the last quote ends
	for _, m := range d.Marks() {
		poster := m.Kind == markdown.UserMark && m.Target != "" && (m.Target == opts.PostedBy || m.Target == opts.AskedBy)
		role := m.Kind == markdown.RoleMark && m.Target != "" && m.Target == opts.Role
		if !poster && !role && !slices.Contains(own, m.Kind) && !slices.Contains(marks, m.Kind) || m.Start < quoted && m.Kind != markdown.BoldMark {
			return fmt.Errorf("it would show %q as %s", d.Of(m), m.Kind)
		}
		if m.Kind == markdown.QuoteMark {
			quoted = m.End
		}
	}
	return nil
}

// valid refuses IDs that are none.
func (o Options) valid() error {
	ids := []string{o.PostedBy, o.AskedBy, o.Role}
	for _, id := range o.CommandIDs {
		ids = append(ids, id)
	}
	for _, id := range ids {
		if !isID(id) {
			return fmt.Errorf("%.40q is not an ID of Discord's", id)
		}
	}
	return nil
}

// isID reports whether s can be an ID of Discord's, or is none at all.
func isID(s string) bool {
	return len(s) <= 20 && !slices.ContainsFunc([]byte(s), func(b byte) bool { return b < '0' || b > '9' })
}
