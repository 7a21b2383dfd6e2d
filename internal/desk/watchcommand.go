package desk

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/find"
	"cuttings/internal/language"
	"cuttings/internal/wallclock"
)

// What may be chosen of the options of /watch add.
const (
	whereDirect = "direct message"
	whereHere   = "this channel"
	howDaily    = "daily"
	howWeekly   = "weekly"
)

// daysOfWeek are the days on which a weekly watch can tell; the first is the
// usual one.
var daysOfWeek = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// usualTime is when a daily or weekly watch tells, unless it says something else.
const usualTime = "08:00"

// watchCommand is /watch, with all that can be done with watches.
func watchCommand() Command {
	number := []Option{{Name: "number", Description: language.Phrase("option.watch.number"), Required: true, Suggests: true, MaxLength: 20}}
	return Command{
		Name: "watch", Description: language.Phrase("command.watch"),
		Commands: []Command{
			{
				Name: "add", Description: language.Phrase("command.watch.add"),
				Options: []Option{
					{Name: "words", Description: language.Phrase("option.watch.words"), Required: true, MaxLength: find.MaxLength},
					{Name: "where", Description: language.Phrase("option.watch.where"), Choices: []string{whereDirect, whereHere}},
					{Name: "how", Description: language.Phrase("option.watch.how"), Choices: []string{string(archive.AtOnce), howDaily, howWeekly}},
					{Name: "time", Description: language.Phrase("option.watch.time", "usual", usualTime), MaxLength: 20},
					{Name: "timezone", Description: language.Phrase("option.watch.timezone"), MaxLength: 100, Suggests: true},
					{Name: "day", Description: language.Phrase("option.watch.day", "usual", language.Name(daysOfWeek[0])), Choices: daysOfWeek},
				},
			},
			{Name: "list", Description: language.Phrase("command.watch.list"), Options: []Option{pageOption}},
			{Name: "resume", Description: language.Phrase("command.watch.resume"), Options: number},
			{Name: "pause", Description: language.Phrase("command.watch.pause"), Options: number},
			{Name: "remove", Description: language.Phrase("command.watch.remove"), Options: number},
		},
	}
}

// typedWatch carries out /watch as it was typed.
func (d *Desk) typedWatch(ctx context.Context, command string, args map[string]string) (Reply, error) {
	switch command {
	case "watch add":
		r, err := parseWatch(args)
		if err != nil {
			return nil, err
		}
		if AskerOf(ctx).User == Operator { // whom a watch can't tell
			return answer(d.TryWatch(ctx, r.Words))
		}
		return answer(d.AddWatch(ctx, r))
	case "watch list":
		return answer(d.watchPage(ctx, args["page"]))
	}
	typed := strings.TrimSpace(args["number"])
	id, err := strconv.ParseInt(typed, 10, 64)
	if err != nil {
		return nil, problem("watch.no-number", "typed", short(typed, 40))
	}
	switch command {
	case "watch pause":
		return answer(d.PauseWatch(ctx, id))
	case "watch resume":
		return answer(d.ResumeWatch(ctx, id))
	}
	return answer(d.RemoveWatch(ctx, id))
}

// parseWatch reads the options of /watch add; takes has looked at the choices.
func parseWatch(args map[string]string) (WatchRequest, error) {
	r := WatchRequest{Words: args["words"], Here: args["where"] == whereHere, How: archive.AtTimes}
	how := args["how"]
	if how == "" || how == string(archive.AtOnce) {
		r.How = archive.AtOnce
		for _, name := range []string{"time", "timezone", "day"} {
			if args[name] != "" {
				return r, problem("watch.only-times", "option", language.Name(name))
			}
		}
		return r, nil
	}
	var err error
	if r.Schedule.Clock, err = parseTime(cmp.Or(args["time"], usualTime)); err != nil {
		return r, err
	}
	if r.Schedule.Zone, err = parseZone(cmp.Or(args["timezone"], "UTC")); err != nil {
		return r, err
	}
	r.Schedule.Days = wallclock.EveryDay
	switch {
	case how == howDaily && args["day"] != "":
		return r, problem("watch.only-weekly")
	case how == howWeekly:
		r.Schedule.Days, err = parseDays("day", cmp.Or(args["day"], daysOfWeek[0]))
	}
	return r, err
}

// suggestZones are time zones whose names hold what is typed; where nothing is, first
// those that are usual where the locale is.
func suggestZones(locale, typed string) []Suggestion {
	zones := wallclock.Suggest(typed, mostSuggestions)
	if strings.TrimSpace(typed) == "" {
		usual := wallclock.Usual(locale)
		zones = append(usual, slices.DeleteFunc(zones, func(z string) bool { return slices.Contains(usual, z) })...)
	}
	var list []Suggestion
	for _, zone := range zones[:min(len(zones), mostSuggestions)] {
		list = append(list, Suggestion{Shown: zone, Value: zone})
	}
	return list
}
