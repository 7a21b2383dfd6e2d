package words

import "strings"

// WordForWord stands above a quote that holds the words looked for, as many
// articles do; more says that not all were read that may.
func WordForWord(articles int, more bool) string {
	switch {
	case more:
		return "Word for word in " + Count(articles, "article") + " at least; the earliest of those:"
	case articles == 1:
		return "Word for word in 1 article:"
	}
	return "Word for word in " + Count(articles, "article") + "; the earliest:"
}

// What is said of a text whose source is looked for.
const (
	NearlySo    = "Nearly so in the coverage. The differences:"
	SignsDiffer = "The words are the same; signs between them are not."
	NotFound    = "Not found:"
	OldVersions = "Only the newest version of each article was searched."
	InText      = "your text:"         // before what it has
	InCoverage  = "→ in the coverage:" // before what that has instead
)

// Omitted says that the text leaves something out, and how many words of the
// article it is, where that is known.
func Omitted(n int) string {
	if n == 0 {
		return "Here the text leaves something out (…)."
	}
	return "Here the text leaves out (…) " + Count(n, "word") + " of the article."
}

// Unread says how many sentences at the end of a text were not looked at.
func Unread(n int) string {
	return Count(n, "more sentence") + " at the end of the text: too long, not looked at."
}

// Side is what one side has in the place of a difference, maybe nothing.
func Side(s string) string {
	if s == "" {
		return "nothing"
	}
	return "“" + s + "”"
}

// MoreDifferences says how many are not named.
func MoreDifferences(n int) string { return "and " + Count(n, "more difference") }

// What is said of a sentence that is set beside the coverage.
const (
	SameWords     = "The same, word for word:"
	NothingFound  = "Nothing found."
	NotAJudgement = "Not in the coverage does not mean untrue, nor does in it mean true."
)

// OnMessages says what can be asked about a message in Discord.
func OnMessages(names []string) string {
	return "On a message in Discord, under Apps: " + strings.Join(names, ", ") + "."
}

// Beside sets a figure of a text beside that of the coverage, "" where none was
// found.
func Beside(asked, stands string, same bool) string {
	switch {
	case stands == "":
		return Side(asked) + ": nothing found."
	case same:
		return Side(asked) + ": the same figure, " + Side(stands) + ":"
	}
	return "A different figure: " + InText + " " + Side(asked) + " " + InCoverage + " " + Side(stands)
}
