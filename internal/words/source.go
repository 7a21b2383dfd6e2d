package words

import "cuttings/internal/language"

// WordForWord stands above a quote that holds the words looked for, as many
// articles do; more says that not all were read that may.
func (l Language) WordForWord(articles int, more bool) string {
	if more {
		return l.Say("source.exact-more", "n", articles)
	}
	return l.Say("source.exact", "n", articles)
}

// Omitted says that the text leaves something out, and how many words of the
// article it is, where that is known.
func (l Language) Omitted(n int) string {
	if n == 0 {
		return l.Say("source.omitted")
	}
	return l.Say("source.omitted-words", "n", n)
}

// Unread says how many sentences at the end of a text were not looked at.
func (l Language) Unread(n int) string { return l.Say("source.unread", "n", n) }

// Side is what one side has in the place of a difference, maybe nothing.
func (l Language) Side(s string) string {
	if s == "" {
		return l.Say("side.empty")
	}
	return l.Quoted(s)
}

// MoreDifferences says how many are not named.
func (l Language) MoreDifferences(n int) string { return l.Say("source.more", "n", n) }

// OnMessages says what can be asked about a message in Discord.
func (l Language) OnMessages(names []string) string {
	return l.Say("menu.on-messages", "names", language.Names(names))
}

// Beside sets a figure of a text beside that of the coverage, "" where none was
// found.
func (l Language) Beside(asked, stands string, same bool) string {
	switch {
	case stands == "":
		return l.Say("check.figure-none", "asked", l.Side(asked))
	case same:
		return l.Say("check.figure-same", "asked", l.Side(asked), "stands", l.Side(stands))
	}
	return l.Say("check.figure-differs", "asks", l.Say("source.asked"), "asked", l.Side(asked),
		"there", l.Say("source.stands"), "stands", l.Side(stands))
}
