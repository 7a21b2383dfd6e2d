package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	sources "cuttings/internal/source"
	"cuttings/internal/words"
)

// oweBecame keeps room for the least that became says.
func (d *draft) oweBecame(p desk.Present) {
	if line := changed(p); line != "" {
		d.owe(note(line))
	}
}

// became adds what became of a quote that is no longer as it was: when it changed
// and, as far as there is room, the differences and what stands there now.
func (d *draft) became(p desk.Present) error {
	line := changed(p)
	if line == "" {
		return nil
	}
	least := note(line)
	d.owed = d.owed.minus(size(least))
	if p.State != desk.Changed {
		d.add(least)
		return nil
	}
	named := note(became(p))
	now := p.Now.Quote
	if now.Version.Number != 0 {
		if err := now.Verify(); err != nil {
			return err
		}
		whole := named
		whole.Components = append(whole.Components, display(say(words.NowReads)), display(quoted(now)), display(source(now)))
		if d.fits(whole) {
			d.show(whole, now)
			return nil
		}
	}
	if !d.fits(named) {
		named = least
	}
	d.add(named)
	return nil
}

// became names what became of a quote that changed or was taken out.
func became(p desk.Present) string {
	lines := []string{changed(p)}
	switch {
	case p.State != desk.Changed:
	case p.Now.Quote.Version.Number == 0:
		lines = append(lines, say(words.NotBeside))
	case p.Now.Match == sources.Exact:
		lines = append(lines, say(words.SignsDiffer))
	default:
		lines = append(lines, differences(p.Now.Changes, words.Then, words.Now)...)
	}
	return strings.Join(lines, "\n")
}

// changed is the line that says of a quote that it is no longer as it was, or "".
func changed(p desk.Present) string {
	switch p.State {
	case desk.Changed:
		return strong(words.PassageChanged(p.Since))
	case desk.TakenOut:
		return strong(words.PassageTakenOut(p.Since))
	}
	return ""
}

func note(md string) discordgo.Container { return container(colourNote, display(md)) }
