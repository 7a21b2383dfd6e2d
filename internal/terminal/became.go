package terminal

import (
	"strings"
	"time"

	"cuttings/internal/desk"
	"cuttings/internal/source"
)

type presentObject struct {
	State   desk.State     `json:"state"`
	Since   *time.Time     `json:"since"`
	Changes []changeObject `json:"changes"`
	Quote   *quoteObject   `json:"quote"`
}

func presentJSON(p desk.Present) *presentObject {
	o := presentObject{State: p.State, Since: timeOrNull(p.Since), Changes: objects(p.Now.Changes, changeJSON)}
	if p.Now.Quote.Version.Number != 0 {
		o.Quote = new(quoteJSON(p.Now.Quote))
	}
	return &o
}

// became writes what became of a quote that is no longer as it was: when it
// changed, the differences, and what stands there now.
func (p page) became(b *strings.Builder, now desk.Present) {
	switch now.State {
	case desk.TakenOut:
		p.line(b, p.bold, english.PassageTakenOut(now.Since))
		return
	case desk.Changed:
		p.line(b, p.bold, english.PassageChanged(now.Since))
	default:
		return
	}
	switch {
	case now.Now.Quote.Version.Number == 0:
		p.line(b, plain, english.Say("edit.not-beside"))
		return
	case now.Now.Match == source.Exact:
		p.line(b, plain, english.Say("source.signs"))
	}
	for _, c := range now.Now.Changes {
		p.difference(b, c, english.Say("edit.then"), english.Say("edit.now"))
	}
	b.WriteString(english.Say("edit.reads") + "\n\n")
	p.quote(b, now.Now.Quote)
}
