package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	sources "cuttings/internal/source"
)

// oweBecame keeps room for the least that became says.
func (d *draft) oweBecame(p desk.Present) {
	if line := d.changedLine(p); line != "" {
		d.owe(note(line))
	}
}

// became adds what became of a quote that is no longer as it was: when it changed
// and, as far as there is room, the differences and what stands there now.
func (d *draft) became(p desk.Present) error {
	line := d.changedLine(p)
	if line == "" {
		return nil
	}
	least := note(line)
	d.spare(least)
	if p.State != desk.Changed {
		d.add(least)
		return nil
	}
	named := note(d.whatBecame(p))
	now := p.Now.Quote
	if now.Version.Number != 0 {
		if err := now.Verify(); err != nil {
			return err
		}
		whole := named
		whole.Components = append(whole.Components, display(say(d.words.Say("edit.reads"))), display(quoted(now)), display(d.standing(now)))
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

// whatBecame names what became of a quote that changed or was taken out.
func (d *draft) whatBecame(p desk.Present) string {
	lines := []string{d.changedLine(p)}
	switch {
	case p.State != desk.Changed:
	case p.Now.Quote.Version.Number == 0:
		lines = append(lines, say(d.words.Say("edit.not-beside")))
	case p.Now.Match == sources.Exact:
		lines = append(lines, say(d.words.Say("source.signs")))
	default:
		lines = append(lines, d.differences(p.Now.Changes, d.words.Say("edit.then"), d.words.Say("edit.now"))...)
	}
	return strings.Join(lines, "\n")
}

// changedLine is the line that says of a quote that it is no longer as it was, or "".
func (d *draft) changedLine(p desk.Present) string {
	switch p.State {
	case desk.Changed:
		return strong(d.words.PassageChanged(p.Since))
	case desk.TakenOut:
		return strong(d.words.PassageTakenOut(p.Since))
	}
	return ""
}

func note(md string) discordgo.Container { return container(colourNote, display(md)) }
