package desk

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/dates"
	"cuttings/internal/said"
	"cuttings/internal/words"
)

// Suggestion is a value that can be put into an option, and how it is shown. Both
// have 1 to 100 characters.
type Suggestion struct{ Shown, Value string }

// What Discord shows of suggestions at most.
const (
	mostSuggestions = 25
	longSuggestion  = 100
)

// Suggest completes what is typed into an option that Suggests: the names of
// those who speak for who, the outlets of the coverage for outlet and, behind those
// named already, for outlets, cuttings for number and cutting (of /watch the asker's
// watches for number), stories for name, the digests that the asker may see for digest,
// time zones for timezone, what is understood of a date for since and until; at most
// 25, the likeliest first. For anything else there is none.
func (d *Desk) Suggest(ctx context.Context, command, option, typed string) ([]Suggestion, error) {
	if !d.suggests(command, option) || utf8.RuneCountInString(typed) > MaxQuestion {
		return nil, nil
	}
	if command == "hide" { // what is hidden in the server may be shown again
		var err error
		if ctx, err = d.everywhere(ctx); err != nil {
			return nil, err
		}
	}
	filter, err := d.visible(ctx, archive.Filter{})
	if err != nil {
		return nil, err
	}
	switch option {
	case "digest":
		return d.suggestDigests(ctx, typed)
	case "timezone":
		return suggestZones(AskerOf(ctx).Locale, typed), nil
	case "since":
		return suggestDates(spoken(ctx), typed, d.today(), first), nil
	case "until":
		return suggestDates(spoken(ctx), typed, d.today(), last), nil
	case "number", "cutting":
		if strings.HasPrefix(command, "watch ") {
			return d.suggestWatches(ctx, typed)
		}
		return d.suggestCuttings(ctx, filter, typed)
	case "name":
		return d.suggestStories(ctx, filter, typed)
	case "who":
		people, err := d.directory.Complete(ctx, d.store, filter, typed, mostSuggestions)
		return suggestPeople(people), err
	case "outlet":
		coverage, err := d.store.Coverage(ctx, filter)
		return suggestOutlets(coverage, typed), err
	case "outlets":
		coverage, err := d.store.Coverage(ctx, filter)
		return suggestMore(coverage, typed), err
	}
	return nil, nil
}

// suggests reports whether the command has that option and it suggests.
func (d *Desk) suggests(command, option string) bool {
	return slices.ContainsFunc(InFull(d.Commands()), func(c Command) bool {
		return c.Name == command && slices.ContainsFunc(c.Options, func(o Option) bool { return o.Name == option && o.Suggests })
	})
}

// suggestPeople names people, with their role where there is room. The value
// holds as many words of the role as tell namesakes apart.
func suggestPeople(people []said.Person) []Suggestion {
	var list []Suggestion
	for _, p := range people {
		full := p.Name
		if r := p.Role(); r != "" {
			full += ", " + r
		}
		value := p.Name
		if p.Shared {
			value = full
		}
		list = append(list, Suggestion{Shown: inRoom(full), Value: inRoom(value)})
	}
	return list
}

// suggestOutlets are the outlets whose names hold a word that begins as typed,
// those with most articles first.
func suggestOutlets(c archive.Coverage, typed string) []Suggestion {
	var list []Suggestion
	typed = archive.OutletKey(typed)
	for _, o := range c.Outlets {
		key := " " + archive.OutletKey(o.Outlet)
		// One that is cut short would find nothing.
		fits := o.Outlet != "" && utf8.RuneCountInString(o.Outlet) <= longSuggestion && strings.Contains(key, " "+typed)
		if fits && len(list) < mostSuggestions {
			list = append(list, Suggestion{Shown: o.Outlet, Value: o.Outlet})
		}
	}
	return list
}

// suggestDates says how a date is understood as it is typed so far, and which of some
// begin so. The value is the date itself, so that it means the same tomorrow.
func suggestDates(in words.Language, typed string, today archive.Date, bound func(dates.Range) archive.Date) []Suggestion {
	typed = strings.Join(strings.Fields(typed), " ")
	begun := strings.ToLower(typed)
	var list []Suggestion
	for i, date := range append([]string{typed}, strings.Split(in.Say("typed.dates"), ", ")...) {
		lower := strings.ToLower(date)
		if r, ok := dates.Typed(date, today); ok && strings.HasPrefix(lower, begun) && (i == 0 || lower != begun) {
			if d := bound(r); !d.IsZero() {
				shown := in.Date(d)
				if !strings.EqualFold(date, shown) {
					shown = date + ": " + shown
				}
				list = append(list, Suggestion{Shown: inRoom(shown), Value: d.String()})
			}
		}
	}
	return list
}

// suggestMore completes the last of some outlets apart by commas, as long as there is
// room for it.
func suggestMore(c archive.Coverage, typed string) []Suggestion {
	at := strings.LastIndexByte(typed, ',') + 1
	named := strings.TrimSpace(typed[:at])
	if named != "" {
		named += " "
	}
	var list []Suggestion
	for _, s := range suggestOutlets(c, typed[at:]) {
		again := slices.ContainsFunc(strings.Split(named, ","), func(one string) bool { return archive.OutletKey(one) == archive.OutletKey(s.Value) })
		if all := named + s.Value; !again && !strings.Contains(s.Value, ",") && utf8.RuneCountInString(all) <= longSuggestion {
			list = append(list, Suggestion{Shown: all, Value: all})
		}
	}
	return list
}

// inRoom is s on one line, cut at a word to what a suggestion can hold.
func inRoom(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	cut := []rune(s)
	if len(cut) <= longSuggestion {
		return s
	}
	s = string(cut[:longSuggestion])
	if at := strings.LastIndexByte(s, ' '); at > longSuggestion/2 {
		s = s[:at]
	}
	return s
}

// isWritten reports whether the rune can be of a name.
func isWritten(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
