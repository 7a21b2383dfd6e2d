package desk

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"cuttings/internal/archive"
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
	} {
		if v := strings.TrimSpace(set.typed); v != "" {
			if err := set.do(v, &s); err != nil {
				return s, err
			}
		}
	}
	if s.Channel == "" {
		return s, &Problem{User: "A digest needs a channel to be posted in."}
	}
	return s, nil
}

// mention is one of Discord's IDs by itself, or as it is written for a channel, a
// role or a user.
var mention = regexp.MustCompile(`^(?:<(?:#|@&|@!?))?(\d{1,20})>?$`)

func idOf(what, v string) (string, error) {
	m := mention.FindStringSubmatch(v)
	if m == nil {
		return "", &Problem{User: fmt.Sprintf("%s: %.40q is none of Discord's numbers. Choose it from the list.", what, v)}
	}
	return m[1], nil
}

func setChannel(v string, s *archive.Subscription) (err error) {
	s.Channel, err = idOf("channel", v)
	return err
}

// typedWrong makes a Problem of an error that says what was typed wrong.
func typedWrong(option string, err error) error {
	if err == nil {
		return nil
	}
	return &Problem{User: option + ": " + sentence(err.Error())}
}

func setTime(v string, s *archive.Subscription) (err error) {
	s.Schedule.Clock, err = wallclock.ParseClock(v)
	return typedWrong("time", err)
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
	problem := fmt.Sprintf("timezone: %.60q is no time zone.", typed)
	switch like := wallclock.Suggest(typed, 3); len(like) {
	case 0:
		return "", &Problem{User: problem + " Write it as Europe/London."}
	case 1:
		return like[0], nil
	default:
		return "", &Problem{User: problem + " Is it " + strings.Join(like, ", ") + "?"}
	}
}

func setDays(v string, s *archive.Subscription) (err error) {
	s.Schedule.Days, err = wallclock.ParseDays(v)
	return typedWrong("days", err)
}

func setTopic(v string, s *archive.Subscription) error {
	if strings.EqualFold(v, none) {
		s.Topic = ""
		return nil
	}
	query, err := parseQuery(v)
	s.Topic = query.String()
	return err
}

func setOutlets(v string, s *archive.Subscription) error {
	s.Outlets = nil
	if strings.EqualFold(v, none) {
		return nil
	}
	for name := range strings.SplitSeq(v, ",") {
		if name = strings.TrimSpace(name); archive.OutletKey(name) != "" {
			s.Outlets = append(s.Outlets, name)
		}
	}
	if n := len(s.Outlets); n == 0 || n > MaxOutlets {
		return &Problem{User: fmt.Sprintf("outlets: name 1 to %d of them, apart by commas.", MaxOutlets)}
	}
	return nil
}

func setMax(v string, s *archive.Subscription) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > MaxDigest {
		return &Problem{User: fmt.Sprintf("max: %.20q is no number of stories from 1 to %d.", v, MaxDigest)}
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
	var names []string
	for _, value := range values {
		if strings.EqualFold(typed, string(value)) {
			return value, nil
		}
		names = append(names, string(value))
	}
	last := len(names) - 1
	return "", &Problem{User: fmt.Sprintf("%s: %.20q can't be chosen. Write %s or %s.", option, typed, strings.Join(names[:last], ", "), names[last])}
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

func setRole(v string, s *archive.Subscription) (err error) {
	s.Role = ""
	if strings.EqualFold(v, none) {
		return nil
	}
	if s.Role, err = idOf("role", v); err == nil && s.Role == s.Server {
		err = &Problem{User: "role: everybody isn't pinged. Choose a role of those who asked for it."} // @everyone has the server's ID
	}
	return err
}
