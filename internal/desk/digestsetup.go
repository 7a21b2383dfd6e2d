package desk

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/language"
	"cuttings/internal/wallclock"
)

// none is what takes an option back that was given before.
const none = "none"

// DigestSetup is how a digest is to be, as it was typed. What is "" is left as it
// is; "none" takes back a topic, outlets or a role.
type DigestSetup struct {
	Channel string // Discord's ID, or a mention of it: <#1100000000000000003>
	Time    string // see wallclock.ParseClock
	Zone    string // an IANA name, or as much of one as no other holds
	Days    string // see wallclock.ParseDays
	Topic   string // see find.Parse
	Outlets string // names, apart by commas
	Max     string // stories at most: 1 to 10
	Layout  string // quotes or headlines
	Role    string // Discord's ID, or a mention of it: the only one that is pinged
	Quiet   string // skip or line
	Thread  string // yes or no
	Late    string // how long after its time it is posted still: "3 hours", "90m"; a number is of hours
}

// apply changes a subscription to what was typed.
func (d DigestSetup) apply(s archive.Subscription) (archive.Subscription, error) {
	for _, set := range []struct {
		typed string
		do    func(string, *archive.Subscription) error
	}{
		{d.Channel, setChannel},
		{d.Time, setTime},
		{d.Zone, setZone},
		{d.Days, setDays},
		{d.Topic, setTopic},
		{d.Outlets, setOutlets},
		{d.Max, setMax},
		{d.Layout, setLayout},
		{d.Role, setRole},
		{d.Quiet, setQuiet},
		{d.Thread, setThread},
		{d.Late, setLate},
	} {
		if v := strings.TrimSpace(set.typed); v != "" {
			if err := set.do(v, &s); err != nil {
				return s, err
			}
		}
	}
	if s.Channel == "" {
		return s, problem("digest.needs-channel")
	}
	return s, nil
}

// mention is one of Discord's IDs by itself, or as it is written for a channel, a
// role or a user.
var mention = regexp.MustCompile(`^(?:<(?:#|@&|@!?))?(\d{1,20})>?$`)

func idOf(what, v string) (string, error) {
	m := mention.FindStringSubmatch(v)
	if m == nil {
		return "", problem("typed.id", "option", language.Name(what), "typed", short(v, 40))
	}
	return m[1], nil
}

func setChannel(v string, s *archive.Subscription) (err error) {
	s.Channel, err = idOf("channel", v)
	return err
}

// parseTime reads a time of day as it was typed.
func parseTime(v string) (wallclock.Clock, error) {
	clock, err := wallclock.ParseClock(v)
	if err != nil {
		err = problem("typed.time", "option", language.Name("time"), "typed", short(v, 40)).of(err)
	}
	return clock, err
}

// parseDays reads days of the week as they were typed into an option.
func parseDays(option, v string) (wallclock.Days, error) {
	days, err := wallclock.ParseDays(v)
	if err != nil {
		err = problem("typed.days", "option", language.Name(option), "typed", short(v, 40)).of(err)
	}
	return days, err
}

func setTime(v string, s *archive.Subscription) (err error) {
	s.Schedule.Clock, err = parseTime(v)
	return err
}

func setZone(v string, s *archive.Subscription) (err error) {
	s.Schedule.Zone, err = parseZone(v)
	return err
}

// parseZone reads a time zone: its name, or as much as only one name holds.
func parseZone(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if zone, known := wallclock.ZoneName(typed); known {
		return zone, nil
	}
	switch like := wallclock.Suggest(typed, 3); len(like) {
	case 0:
		return "", problem("typed.no-zone", "typed", short(typed, 60))
	case 1:
		return like[0], nil
	default:
		return "", problem("typed.zones", "typed", short(typed, 60), "zones", strings.Join(like, ", "))
	}
}

func setDays(v string, s *archive.Subscription) (err error) {
	s.Schedule.Days, err = parseDays("days", v)
	return err
}

func setTopic(v string, s *archive.Subscription) error {
	if language.Means(v, none) {
		s.Topic = ""
		return nil
	}
	query, err := parseQuery(v)
	s.Topic = query.String()
	return err
}

func setOutlets(v string, s *archive.Subscription) error {
	s.Outlets = nil
	if language.Means(v, none) {
		return nil
	}
	for name := range strings.SplitSeq(v, ",") {
		if name = strings.TrimSpace(name); archive.OutletKey(name) != "" {
			s.Outlets = append(s.Outlets, name)
		}
	}
	if n := len(s.Outlets); n == 0 || n > MaxOutlets {
		return problem("digest.name-outlets", "most", MaxOutlets)
	}
	return nil
}

func setMax(v string, s *archive.Subscription) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > MaxDigest {
		return problem("digest.no-max", "typed", short(v, 20), "most", MaxDigest)
	}
	s.Max = n
	return nil
}

// choose is the one of some values, two at least, that was typed; where nothing was,
// the first.
func choose[T ~string](option, typed string, values ...T) (T, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return values[0], nil
	}
	var names language.Names
	for _, value := range values {
		if language.Means(typed, string(value)) {
			return value, nil
		}
		names = append(names, string(value))
	}
	last := len(names) - 1
	return "", problem("typed.choose", "option", language.Name(option), "typed", short(typed, 20), "choices", names[:last], "last", language.Name(names[last]))
}

func setLayout(v string, s *archive.Subscription) (err error) {
	s.Layout, err = choose("layout", v, archive.Quotes, archive.Headlines)
	return err
}

func setQuiet(v string, s *archive.Subscription) (err error) {
	s.Quiet, err = choose("quiet-days", v, archive.QuietSkip, archive.QuietLine)
	return err
}

func setThread(v string, s *archive.Subscription) error {
	answer, err := choose("thread", v, yes, "no")
	s.Thread = answer == yes
	return err
}

// How late a digest may be posted: a process looks for what is due once a minute, and
// a day later the next is due.
const (
	leastLate = 10 * time.Minute
	mostLate  = 24 * time.Hour
)

// units are the words for units of time, by their keys, as time.ParseDuration knows
// them.
var units = []struct{ key, unit string }{{"unit.hours", "h"}, {"unit.minutes", "m"}, {"unit.and", ""}}

// lengths are those words in every language, the longest first.
var lengths = func() *strings.Replacer {
	var pairs [][2]string
	for _, u := range units {
		for _, word := range language.Words(u.key) {
			pairs = append(pairs, [2]string{strings.ToLower(word), u.unit})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return cmp.Or(len(b[0])-len(a[0]), strings.Compare(a[0], b[0])) })
	replaced := []string{" ", "", ",", ""}
	for _, p := range pairs {
		replaced = append(replaced, p[:]...)
	}
	return strings.NewReplacer(replaced...)
}()

// decimal is a comma within a number, as German writes it: 1,5 Stunden.
var decimal = regexp.MustCompile(`(\d),\s*(\d)`)

func setLate(v string, s *archive.Subscription) error {
	typed := lengths.Replace(decimal.ReplaceAllString(strings.ToLower(v), "$1.$2"))
	if _, err := strconv.Atoi(typed); err == nil {
		typed += "h"
	}
	late, err := time.ParseDuration(typed)
	if err != nil || late < leastLate || late > mostLate {
		return problem("digest.no-late", "typed", short(v, 20))
	}
	s.Late = late.Round(time.Minute)
	return nil
}

func setRole(v string, s *archive.Subscription) (err error) {
	s.Role = ""
	if language.Means(v, none) {
		return nil
	}
	if s.Role, err = idOf("role", v); err == nil && s.Role == s.Server {
		err = problem("digest.everybody") // @everyone has the server's ID
	}
	return err
}
