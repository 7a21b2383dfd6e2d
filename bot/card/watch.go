package card

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/words"
)

const (
	wordConfirm = "Begin this watch"    // on a button
	wordPause   = "Pause"               // on a button
	wordRemove  = "Remove"              // on a button
	wordTellMe  = "Tell me of new ones" // on a button

	wordsUnconfirmed = "It tells of nothing yet. Press the button within an hour to begin it."
)

// deeds are what became of a watch, in words; and when it was so already.
var deeds = map[desk.WatchDeed][2]string{
	desk.WatchActive:  {"It tells of what comes from now on.", "It was active already."},
	desk.WatchPaused:  {"Paused. What comes meanwhile is told when it is resumed.", "It was paused already."},
	desk.WatchRemoved: {"Removed. It tells of nothing more.", ""},
}

// watch adds what became of a watch, and what it would have matched.
func (d *draft) watch(r desk.WatchReply) error {
	if r.Trial == nil {
		became := deeds[r.Deed][0]
		if !r.Changed {
			became = deeds[r.Deed][1]
		}
		lines := []string{strong(words.Watch(r.Watch)), say(became)}
		if r.Deed != desk.WatchRemoved {
			lines = append(lines, small(say(watchLine(r.Watch, words.WatchNext(r.Next)))))
		}
		d.add(container(colourNote, display(strings.Join(lines, "\n"))))
		return nil
	}
	lines := []string{strong(shorten(r.Trial.Query, maxQuestion)), say(words.WouldHave(r.Trial.Recent, r.Trial.Days, r.Trial.Total))}
	c := container(colourNote, display(strings.Join(lines, "\n")))
	if r.Deed == desk.WatchDrafted {
		c = container(colourNote, display(strings.Join(append(lines, say(words.WatchHow(r.Watch)+"."), say(wordsUnconfirmed)), "\n")),
			row(watchButton(wordConfirm, "watch resume", r.Watch), watchButton(wordRemove, "watch remove", r.Watch)))
	}
	d.add(c)
	scope := display(small(say(words.Searched(bounded(r.Trial.Scope)))))
	d.owe(leftOut(len(r.Trial.Hits)), scope)
	left, err := d.hits(r.Trial.Hits)
	if err != nil {
		return err
	}
	if left > 0 {
		d.add(leftOut(left))
	}
	d.pay(scope)
	return nil
}

// watchLine says how a watch is, on one line.
func watchLine(w archive.Subscription, next string) string {
	line := words.WatchHow(w)
	if next != "" {
		line += ". " + next
	}
	return line
}

// watches lists watches, as many as fit.
func (d *draft) watches(r desk.WatchesReply) {
	if len(r.Watches) == 0 {
		d.add(container(colourNote, display(say(words.NoWatches))))
		return
	}
	d.owe(display(small(say(wordsMoreWatches(len(r.Watches))))))
	for i, w := range r.Watches {
		part := display(strong(shorten(words.Watch(w), maxName)) + "\n" +
			small(say(words.WatchState(w)+". "+watchLine(w, words.WatchNext(r.Next[i])))))
		if !d.fits(part) {
			d.add(display(small(say(wordsMoreWatches(len(r.Watches) - i)))))
			return
		}
		d.add(part)
	}
}

func wordsMoreWatches(n int) string {
	return "and " + words.Count(n, "more watch") + ", each found by its number"
}

// told adds what a watch tells of.
func (d *draft) told(r desk.ToldReply) error {
	all := len(r.Hits) + r.More
	if all == 0 {
		return fmt.Errorf("watch %d has nothing to tell", r.Watch.ID)
	}
	d.public = true
	d.add(display(strong(shorten(words.Watch(r.Watch), maxQuestion)) + "\n" + say(words.Told(all))))
	more := func(n int) discordgo.TextDisplay {
		return display(small(say(words.MoreTold(n, shorten(r.Watch.Topic, maxQuestion)))))
	}
	buttons := row(watchButton(wordPause, "watch pause", r.Watch), watchButton(wordRemove, "watch remove", r.Watch))
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
