package desk

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/language"
)

// MaxQuestion is how long a question may be, in characters.
const MaxQuestion = 1000

// narrowing is the three options that every command which searches takes.
var narrowing = []Option{
	{Name: "outlet", Description: language.Phrase("option.outlet"), MaxLength: 200, Suggests: true},
	{Name: "since", Description: language.Phrase("option.since"), MaxLength: 40, Suggests: true},
	{Name: "until", Description: language.Phrase("option.until"), MaxLength: 40, Suggests: true},
}

// Commands lists what can be asked for by name, in the order in which it is
// shown.
func (d *Desk) Commands() []Command {
	return []Command{
		{
			Name: "ask", Description: language.Phrase("command.ask"),
			Options: append([]Option{{
				Name: "question", Description: language.Phrase("option.ask.question"), Required: true, MaxLength: MaxQuestion,
			}}, narrowing...), Open: true,
		},
		{
			Name: "find", Description: language.Phrase("command.find"),
			Options: findOptions(), Open: true,
		},
		{
			Name: "said", Description: language.Phrase("command.said"),
			Options: saidOptions(), Open: true,
		},
		{
			Name: "source", Description: language.Phrase("command.source"),
			Options: []Option{{Name: "text", Description: language.Phrase("option.source.text"), Required: true, MaxLength: MaxText}}, Open: true,
		},
		{
			Name: "figures", Description: language.Phrase("command.figures"),
			Options: figuresOptions(), Open: true,
		},
		{Name: "latest", Description: language.Phrase("command.latest"), Options: latestOptions()},
		{Name: "story", Description: language.Phrase("command.story"), Options: storyOptions()},
		{Name: "cite", Description: language.Phrase("command.cite"), Options: citeOptions()},
		{
			Name: "coverage", Description: language.Phrase("command.coverage"),
			Options: append(slices.Clip(narrowing), pageOption),
		},
		watchCommand(),
		digestCommand(),
		{
			Name: "hide", Description: language.Phrase("command.hide"),
			Options: hideOptions(), Manage: true,
		},
		reportsCommand(),
		setupCommand(),
		privacyCommand(),
		{Name: "status", Description: language.Phrase("command.status"), Own: true},
		{Name: "help", Description: language.Phrase("command.help")},
	}
}

// Do carries out the command of that whole name, see InFull. Its options come as they were typed;
// those that the command doesn't have are a Problem, as is every option that
// can't be understood.
func (d *Desk) Do(ctx context.Context, command string, args map[string]string) (Reply, error) {
	args = maps.Clone(args)
	if err := d.takes(command, args); err != nil {
		return nil, err
	}
	switch name, _, _ := strings.Cut(command, " "); name {
	case "digest":
		return d.typedDigest(ctx, command, args)
	case "watch":
		return d.typedWatch(ctx, command, args)
	case "reports":
		return d.typedReports(ctx, command, args)
	case "privacy":
		return d.typedPrivacy(ctx, command, args)
	}
	filter, err := ParseFilter(args["outlet"], args["since"], args["until"], d.today())
	if err != nil {
		return nil, err
	}
	switch command {
	case "ask":
		return answer(d.Consult(ctx, ask.Question{Text: args["question"], Filter: filter, MinConfidence: -1}))
	case "find":
		request, err := parseFind(args, filter)
		if err != nil {
			return nil, err
		}
		return answer(d.Find(ctx, request))
	case "said":
		request, err := parseSaid(args, filter)
		if err != nil {
			return nil, err
		}
		return answer(d.Said(ctx, request))
	case "source":
		return answer(d.Source(ctx, args["text"]))
	case "figures":
		request, err := parseFigures(args, filter)
		if err != nil {
			return nil, err
		}
		return answer(d.Figures(ctx, request))
	case "latest":
		request, err := parseLatest(args, filter)
		if err != nil {
			return nil, err
		}
		return answer(d.Latest(ctx, request))
	case "story":
		request, err := parseStory(args)
		if err != nil {
			return nil, err
		}
		return answer(d.Story(ctx, request))
	case "cite":
		style, err := ParseStyle(args["style"])
		if err != nil {
			return nil, err
		}
		return answer(d.Cite(ctx, CiteRequest{Number: args["number"], Style: style}))
	case "status":
		return answer(d.Status(ctx))
	case "hide":
		return answer(d.typedHide(ctx, args))
	case "coverage":
		page, err := parsePage(args["page"])
		if err != nil {
			return nil, err
		}
		return answer(d.coverage(ctx, filter, page))
	case "setup":
		return answer(d.Setup(ctx, args["answers"]))
	default: // help; takes has refused the rest
		return answer(d.Help(ctx))
	}
}

// answer turns a reply of one kind into a Reply, nil when there is an error.
func answer[R Reply](r R, err error) (Reply, error) {
	if err != nil {
		return nil, err
	}
	return r, nil
}

// takes checks the options against the command's definition.
func (d *Desk) takes(command string, args map[string]string) error {
	var among []string // of a command that stands for others
	for _, c := range InFull(d.Commands()) {
		if c.Name == command {
			return c.takes(args)
		}
		if inner, ok := strings.CutPrefix(c.Name, command+" "); ok {
			among = append(among, inner)
		}
	}
	if among != nil {
		return problem("typed.followed", "command", language.Command(command), "names", language.Names(among))
	}
	return problem("typed.no-command", "command", "/"+command)
}

// takes checks the options, and writes those that were chosen as the choices are.
func (c Command) takes(args map[string]string) error {
	known := map[string]bool{}
	for _, o := range c.Options {
		known[o.Name] = true
		value := args[o.Name]
		if o.Required && strings.TrimSpace(value) == "" {
			return problem("typed.needs", "command", language.Command(c.Name), "option", language.Name(o.Name), "description", o.Description)
		}
		if n := utf8.RuneCountInString(value); o.MaxLength > 0 && n > o.MaxLength {
			return tooLong(o.Name, n, o.MaxLength)
		}
		if value == "" || o.Choices == nil {
			continue
		}
		chosen := slices.IndexFunc(o.Choices, func(c string) bool { return language.Means(strings.TrimSpace(value), c) })
		if chosen < 0 {
			return problem("typed.choice", "option", language.Name(o.Name), "typed", short(value, 40), "choices", language.Names(o.Choices))
		}
		args[o.Name] = o.Choices[chosen]
	}
	for name := range args {
		if !known[name] {
			return c.hasNo(name)
		}
	}
	return nil
}

func tooLong(what string, has, may int) error {
	return problem("typed.too-long", "option", language.Name(what), "n", has, "most", may)
}

// hasNo is the Problem of an option that the command doesn't have.
func (c Command) hasNo(option string) error {
	if len(c.Options) == 0 {
		return problem("typed.no-options", "command", language.Command(c.Name), "option", strconv.Quote(option))
	}
	names := make(language.Names, len(c.Options))
	for i, o := range c.Options {
		names[i] = o.Name
	}
	return problem("typed.no-option", "command", language.Command(c.Name), "option", strconv.Quote(option), "names", names)
}

// ParseFilter reads the three narrowing options as they were typed on a day; empty
// ones narrow nothing. A date that can't be read, and a range that ends before it
// begins, are Problems.
func ParseFilter(outlet, since, until string, today archive.Date) (archive.Filter, error) {
	f := archive.Filter{Outlet: strings.TrimSpace(outlet)}
	var err error
	if f.Since, err = parseDate("since", since, today, first); err != nil {
		return f, err
	}
	if f.Until, err = parseDate("until", until, today, last); err != nil {
		return f, err
	}
	from, _, a := f.Since.Days()
	_, to, b := f.Until.Days()
	if a && b && to < from {
		return f, problem("typed.range", "since", language.Date(f.Since), "until", language.Date(f.Until))
	}
	return f, nil
}
