package card

import (
	"unicode/utf8"

	"cuttings/bot/markdown"
	"cuttings/internal/words"
)

// The card's own words, apart from those that it shares with the terminal
// (internal/words): labels and counts. All are plain text; say makes Markdown of
// it.
const (
	wordPost   = "Post"             // on a button
	wordDelete = "Delete"           // on a button
	wordStory  = "Same story"       // on a button
	wordOpen   = "Open the article" // the link, where the headline can't be it
	wordHelp   = "This can't be answered. Try /help."
)

func wordsAsked(question string) string { return "Asked: " + shorten(question, maxQuestion) }

func wordsNoLink(address string) string {
	if address == "" {
		return words.NoLink
	}
	return "its address can't be shown as a link"
}

func wordsTooLong(quote string) string {
	return "A quote of " + words.Count(utf8.RuneCountInString(quote), "character") +
		" is too long for a card, and a quote is never cut. It stands in:"
}

func wordsLeftOut(n int) string { return words.Count(n, "more quote") + " not shown" }

func wordsMoreOutlets(n int) string { return "and " + words.Count(n, "more outlet") }

// postedBy mentions whoever posted a card.
func postedBy(user string) string { return small("Posted by <@" + user + ">") }

// say is plain text as Markdown, on one line and bounded.
func say(text string) string { return markdown.Escape(shorten(text, maxSaid)) }

// small is a line of Markdown in small print.
func small(md string) string { return "-# " + md }

// strong is plain text as bold Markdown.
func strong(text string) string { return "**" + say(text) + "**" }
