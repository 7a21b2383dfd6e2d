package bot

import (
	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
)

// options are what is typed into a command, or picked, by name.
type options = map[string]any

// samples are ways to give commands, on the coverage that ships.
var samples = map[string][]options{
	"ask": {
		{"question": "How many posts must go at the John Radcliffe?"},
		{"question": "Who plans to merge?", "since": "2010", "until": "2010"},
		{"question": "Is there a zeppelin in the attic?"},
	},
	"find":              {{"words": "job* OR posts", "sort": "newest"}, {"words": `"industrial action" NOT zeppelin`}},
	"said":              {{"who": "Oxford", "about": "jobs"}, {"who": "Unison"}},
	"source":            {{"text": "an estimated 600 jobs out of 10,000 at the trust could be affected"}},
	"figures":           {{"what": "jobs to go"}},
	"latest":            {{}, {"topic": "hospital"}},
	"story":             {{"name": "#1"}, {"name": "health managers"}},
	"cite":              {{"number": "2", "style": "short"}},
	"coverage":          {{}, {"since": "2009"}},
	"watch add":         {{"words": "nurses NOT agency", "where": "direct message", "how": "at once"}},
	"watch list":        {{}},
	"watch pause":       {{"number": "1"}},
	"watch resume":      {{"number": "1"}},
	"watch remove":      {{"number": "1"}},
	"digest add":        {{"channel": discordtest.ChannelID, "time": "08:00", "timezone": "Europe/London", "quiet-days": "line"}},
	"digest list":       {{}},
	"digest edit":       {{"digest": "1", "max": "3"}},
	"digest pause":      {{"digest": "1"}},
	"digest resume":     {{"digest": "1"}},
	"digest remove":     {{"digest": "1"}},
	"digest preview":    {{}},
	"digest why":        {{"cutting": "2"}},
	"hide":              {{"reason": "a complaint", "cutting": "2"}, {"reason": "settled", "cutting": "2", "undo": "yes"}},
	"reports list":      {{}},
	"reports done":      {{"number": "1"}},
	"reports hide":      {{"number": "1"}},
	"privacy show":      {{}},
	"privacy export":    {{}},
	"privacy forget-me": {{}, {"confirm": "yes"}},
	"help":              {{}},
}

// ways are the samples of a command, or the least that it takes.
func ways(c desk.Command) []options {
	if len(samples[c.Name]) > 0 {
		return samples[c.Name]
	}
	least := options{}
	for _, o := range c.Options {
		switch {
		case o.Required && o.Kind != desk.Text:
			least[o.Name] = discordtest.ChannelID
		case o.Required && len(o.Choices) > 0:
			least[o.Name] = o.Choices[0]
		case o.Required:
			least[o.Name] = "1"
		}
	}
	return []options{least}
}
