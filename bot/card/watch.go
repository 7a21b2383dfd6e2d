package card

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// deeds are the keys of what became of a watch, and of that it was so already.
var deeds = map[desk.WatchDeed][2]string{
	desk.WatchActive:  {"watch.now-active", "watch.active-already"},
	desk.WatchResumed: {"watch.now-resumed", "watch.active-already"},
	desk.WatchPaused:  {"watch.now-paused", "watch.paused-already"},
	desk.WatchRemoved: {"watch.now-removed", "watch.now-removed"},
}

// watch adds what became of a watch, and what it would have matched.
func (d *draft) watch(r desk.WatchReply) error {
	if r.Trial == nil {
		became := deeds[r.Deed][0]
		if !r.Changed {
			became = deeds[r.Deed][1]
		}
		lines := []string{strong(d.words.Watch(r.Watch)), say(d.words.Say(became))}
		if r.Deed != desk.WatchRemoved {
			lines = append(lines, small(say(d.watchLine(r.Watch, d.words.WatchNext(r.Next)))))
		}
		d.add(container(colourNote, display(strings.Join(lines, "\n"))))
		return nil
	}
	lines := []string{strong(shorten(r.Trial.Query, maxQuestion)), say(d.words.WouldHave(r.Trial.Recent, r.Trial.Days, r.Trial.Total))}
	c := container(colourNote, display(strings.Join(lines, "\n")))
	if r.Deed == desk.WatchDrafted {
		c = container(colourNote, display(strings.Join(append(lines, say(d.words.WatchHow(r.Watch)+"."), say(d.words.Say("watch.unconfirmed"))), "\n")),
			row(watchButton(d.words.Say("button.begin-watch"), "watch resume", r.Watch), watchButton(d.words.Say("button.remove"), "watch remove", r.Watch)))
	}
	d.add(c)
	scope := display(small(say(d.words.Searched(bounded(r.Trial.Scope)))))
	d.owe(d.leftOut(len(r.Trial.Hits)), scope)
	left, err := d.hits(r.Trial.Hits)
	if err != nil {
		return err
	}
	if left > 0 {
		d.add(d.leftOut(left))
	}
	d.pay(scope)
	return nil
}

// watchLine says how a watch is, on one line.
func (d *draft) watchLine(w archive.Subscription, next string) string {
	line := d.words.WatchHow(w)
	if next != "" {
		line += ". " + next
	}
	return line
}

// watches lists watches, as many as fit.
func (d *draft) watches(r desk.WatchesReply) {
	if len(r.Watches) == 0 {
		d.add(container(colourNote, display(say(d.words.Say("watch.none")))))
		return
	}
	foot := func(left int) []discordgo.MessageComponent {
		return d.under(d.left("left.watches", left), r.Page, r.Pages)
	}
	d.owe(foot(len(r.Watches))...)
	left := 0
	for i, w := range r.Watches {
		part := display(strong(shorten(d.words.Watch(w), maxName)) + "\n" +
			small(say(d.words.WatchState(w)+". "+d.watchLine(w, d.words.WatchNext(r.Next[i])))))
		if !d.fits(part) {
			left = len(r.Watches) - i
			break
		}
		d.add(part)
	}
	d.pay(foot(left)...)
}

// told adds what a watch tells of.
func (d *draft) told(r desk.ToldReply) error {
	all := len(r.Hits) + r.More
	if all == 0 {
		return fmt.Errorf("watch %d has nothing to tell", r.Watch.ID)
	}
	d.public = true
	d.add(display(strong(shorten(d.words.Watch(r.Watch), maxQuestion)) + "\n" + say(d.words.Told(all))))
	more := func(n int) discordgo.TextDisplay {
		return display(small(say(d.words.MoreTold(n, shorten(r.Watch.Topic, maxQuestion)))))
	}
	may, direct := strings.CutPrefix(r.Watch.Channel, "@")
	if !direct {
		may = Nobody
	}
	buttons := row(watchButton(d.words.Say("button.pause"), "watch pause", r.Watch), watchButton(d.words.Say("button.remove"), "watch remove", r.Watch), d.deleteButton(may))
	d.owe(more(all), buttons)
	left, err := d.hits(r.Hits)
	if err != nil {
		return err
	}
	if left+r.More > 0 {
		d.add(more(left + r.More))
	}
	d.pay(buttons)
	return nil
}

func row(buttons ...discordgo.MessageComponent) discordgo.ActionsRow {
	return discordgo.ActionsRow{Components: buttons}
}

// watchButton carries out a command on a watch.
func watchButton(label, command string, w archive.Subscription) discordgo.Button {
	return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: CommandID(command, strconv.FormatInt(w.ID, 10))}
}
