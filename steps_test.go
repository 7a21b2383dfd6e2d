package main

import (
	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
)

// step is one thing that somebody does, and what it shows. TestCommands takes the steps
// in order, by the gateway, by HTTP and at the terminal.
type step struct {
	command string   // a command's whole name, or a menu entry's
	options []string // as typed in Discord: "words:ferry"
	press   string   // or the label of a button of the message that the command showed last
	fill    bool     // what opens is filled in

	says  string // what is seen then; "" when nothing is left to see
	here  string // what the prompt of chat says to the command instead, where nothing was set up
	chat  bool   // the operator can do it there with what was set up in Discord
	shell string // the command of the program that does the same, or some of it

	about string // what a menu entry or a button does, for docs/commands.md
}

// message is what menu entries are used on.
const message = "an estimated 600 jobs out of 10,000 at the trust could be affected"

// posts is a question that the coverage answers.
const posts = "question:How many posts must go at the John Radcliffe?"

// steps hold every command and menu entry, and every kind of button that these show. What
// a watch tells, in its time, has one more: see TestWatch in the room bot.
var steps = []step{
	{command: "ask", options: []string{posts}, says: "600 posts must go", shell: "ask"},
	{command: "ask", press: "Post", says: "Posted by", about: "puts the quote into the channel for everybody, with who did"},
	{command: "ask", press: "Delete", about: "takes a post away, for who posted it and for moderators"},
	{command: "ask", options: []string{posts}, says: "600 posts must go", shell: "ask"},
	{command: "ask", press: "Context", says: "About 225 jobs will be in nursing", shell: "ask --context", about: "shows what stands around the quote"},
	{command: "ask", options: []string{"question:When was the lighthouse lit again?"}, says: "lit again"},
	{command: "ask", press: "Same story", says: "1 reprint", shell: "story", about: "tells the story of the quote's article, report by report"},
	{command: "ask", options: []string{posts}, says: "600 posts must go", shell: "ask"},
	{command: "ask", press: "Wrong?", fill: true, says: "Thank you", about: "asks for the reason, and reports the quote to those who manage the server"},
	{command: "find", options: []string{"words:ferry", "sort:newest"}, says: "12 articles found", shell: "find"},
	{command: "find", press: "Next ▶", says: "Page 2 of", shell: "find --page", about: "turns the page, in place"},
	{command: "find", options: []string{"words:ferry"}, says: "12 articles found", shell: "find"},
	{command: "find", press: "CSV", says: "in the table", shell: "find --csv", about: "makes a table for spreadsheets of all that was found"},
	{command: "find", options: []string{"words:ferry"}, says: "12 articles found", shell: "find"},
	{command: "find", press: "Tell me of new ones", says: "Would have matched", about: "tries a watch for the words, as `/watch add` does"},
	{command: "find", press: "Remove", says: "Removed", about: "ends a watch, or one that was only tried"},
	{command: "said", options: []string{"who:Unison"}, says: "county-wide meetings", shell: "said"},
	{command: "said", press: "Wrong?", fill: true, says: "Thank you"},
	{command: "source", options: []string{"text:" + message}, says: "in the coverage: “366”", shell: "source"},
	{command: "source", press: "Wrong?", fill: true, says: "Thank you"},
	{command: "figures", options: []string{"what:jobs to go", "page:1"}, says: "600 posts", shell: "figures"},
	{command: "latest", options: []string{"topic:hospital"}, says: "vowed to work together", shell: "latest"},
	{command: "latest", press: "Wrong?", fill: true, says: "Thank you"},
	{command: "story", options: []string{"name:#2"}, says: "The first report", shell: "story"},
	{command: "cite", options: []string{"number:2", "style:short"}, says: "Oxford Mail, April 2009, No. 2", shell: "cite"},
	{command: "coverage", options: []string{"since:2009", "until:2010", "page:1"}, says: "2 articles from 1 outlet", shell: "coverage"},
	{command: "watch add", options: []string{"words:nurses"}, says: "Would have matched", here: "set up there with /watch add", shell: "watch try"},
	{command: "watch add", press: "Begin this watch", says: "It tells of what comes from now on", about: "begins the watch that was tried"},
	{command: "watch list", options: []string{"page:1"}, says: "nurses", here: "No watches", shell: "watch list"},
	{command: "watch pause", options: []string{"number:2"}, says: "Paused", here: "You have no watch 2", shell: "watch pause"},
	{command: "watch resume", options: []string{"number:2"}, says: "nurses", here: "You have no watch 2", shell: "watch resume"},
	{command: "watch remove", options: []string{"number:2"}, says: "Removed", here: "You have no watch 2", shell: "watch remove"},
	{command: "digest add", options: []string{"channel:" + discordtest.ChannelID, "time:08:00", "timezone:Europe/London"}, says: "08:00", here: "set it up there with /digest add"},
	{command: "digest add", press: "Confirm", says: "Digest 3 is active.", about: "confirms a digest: from then on it is posted"},
	{command: "digest list", says: "Digest 3 · active", here: "There is no digest here yet", chat: true},
	{command: "digest edit", options: []string{"digest:3", "max:3"}, says: "at most 3", here: "There is no digest", chat: true},
	{command: "digest pause", options: []string{"digest:3"}, says: "Digest 3 is paused", here: "There is no digest", chat: true},
	{command: "digest resume", options: []string{"digest:3"}, says: "Digest 3 is active.", here: "There is no digest", chat: true},
	{command: "digest preview", options: []string{"digest:3"}, says: "Searched", here: "There is no digest", shell: "digest"},
	{command: "digest why", options: []string{"cutting:2", "digest:3"}, says: "No. 2", here: "There is no digest", chat: true},
	{command: "digest remove", options: []string{"digest:3"}, says: "Digest 3 is removed.", here: "There is no digest", chat: true},
	{command: "hide", options: []string{"reason:a complaint", "cutting:3"}, says: "No. 3: hidden", shell: "hide"},
	{command: "hide", options: []string{"reason:settled", "cutting:3", "undo:yes"}, says: "No. 3: shown again", shell: "hide"},
	{command: "setup", says: "Answers are private", here: "are set up in a server that has this bot"},
	{command: "setup", press: "Make answers public", says: "Answers are public", about: "has everybody in the server see answers at once"},
	{command: "setup", press: "Make answers private", says: "Answers are private", about: "undoes it"},
	{command: "privacy show", says: "No message is read but the one", shell: "privacy show"},
	{command: "privacy export", says: "as JSON", here: "cuttings privacy export", shell: "privacy export"},
	{command: "privacy forget-me", says: "goes", here: "cuttings privacy forget", shell: "privacy forget"},
	{command: "privacy forget-me", press: "Forget me", says: "Your id is in nothing", about: "takes whoever presses it out of all that is kept"},
	{command: "status", says: "17 articles", shell: "status"},
	{command: "help", says: "/ask"},
	{command: desk.MenuSource, says: "in the coverage: “366”", shell: "source", about: "where the message's words are from"},
	{command: desk.MenuCheck, says: "in the coverage: “366”", shell: "check-text", about: "sets the message beside the coverage, sentence by sentence"},
	{command: desk.MenuQuotes, says: "366 jobs out of 10,000", about: "quotes on what the message is about"},
	{command: "reports list", says: "600 posts must go", here: "No reports are open", shell: "reports"},
	{command: "reports done", options: []string{"number:1"}, says: "closed", here: "There is no report", shell: "reports --close"},
	{command: "reports hide", options: []string{"number:2"}, says: "hidden", here: "There is no report"},
	{command: "reports list", says: "2 open reports", here: "No reports are open", shell: "reports"},
	{command: "reports list", press: "Done", says: "closed", about: "closes a report"},
	{command: "reports list", says: "1 open report", here: "No reports are open", shell: "reports"},
	{command: "reports list", press: "Hide No. 2", says: "hidden", about: "hides the cutting of a report in the server, and closes the report"},
}
