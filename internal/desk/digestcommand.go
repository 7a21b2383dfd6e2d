package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/find"
	"cuttings/internal/language"
)

// digestCommand is /digest with those that it stands for.
func digestCommand() Command {
	which := Option{Name: "digest", Description: language.Phrase("option.digest.digest"), MaxLength: 20, Suggests: true}
	one := which
	one.Required = true
	add, edit := digestOptions(), append([]Option{one}, digestOptions()...)
	for i := range add[:3] {
		add[i].Required = true
	}
	return Command{
		Name: "digest", Description: language.Phrase("command.digest"), Manage: true,
		Commands: []Command{
			{Name: "add", Description: language.Phrase("command.digest.add"), Options: add},
			{Name: "list", Description: language.Phrase("command.digest.list"), Options: []Option{pageOption}},
			{Name: "edit", Description: language.Phrase("command.digest.edit"), Options: edit},
			{Name: "pause", Description: language.Phrase("command.digest.pause"), Options: []Option{one}},
			{Name: "resume", Description: language.Phrase("command.digest.resume"), Options: []Option{one}},
			{Name: "remove", Description: language.Phrase("command.digest.remove"), Options: []Option{one}},
			{Name: "preview", Description: language.Phrase("command.digest.preview"), Options: []Option{which}},
			{Name: "why", Description: language.Phrase("command.digest.why"), Options: []Option{
				{Name: "cutting", Description: language.Phrase("option.digest.cutting"), Required: true, MaxLength: 500, Suggests: true},
				which,
			}},
		},
	}
}

// digestOptions are what a digest is set up with, the first three of them needed.
func digestOptions() []Option {
	return []Option{
		{Name: "channel", Description: language.Phrase("option.digest.channel"), Kind: Channel},
		{Name: "time", Description: language.Phrase("option.digest.time"), MaxLength: 20},
		{Name: "timezone", Description: language.Phrase("option.digest.timezone"), MaxLength: 100, Suggests: true},
		{Name: "days", Description: language.Phrase("option.digest.days"), MaxLength: 100},
		{Name: "topic", Description: language.Phrase("option.digest.topic"), MaxLength: find.MaxLength},
		{Name: "outlets", Description: language.Phrase("option.digest.outlets"), MaxLength: 500, Suggests: true},
		{Name: "max", Description: language.Phrase("option.digest.max", "most", MaxDigest, "usual", DigestStories), MaxLength: 2},
		{Name: "layout", Description: language.Phrase("option.digest.layout"), Choices: []string{string(archive.Quotes), string(archive.Headlines)}},
		{Name: "role", Description: language.Phrase("option.digest.role"), Kind: Role},
		{Name: "quiet-days", Description: language.Phrase("option.digest.quiet-days"), Choices: []string{string(archive.QuietSkip), string(archive.QuietLine)}},
		{Name: "thread", Description: language.Phrase("option.digest.thread"), Choices: []string{yes, "no"}},
		{Name: "late", Description: language.Phrase("option.digest.late"), MaxLength: 20},
	}
}

// typedDigest carries out one of the commands that /digest stands for, as it was
// typed.
func (d *Desk) typedDigest(ctx context.Context, command string, args map[string]string) (Reply, error) {
	setup := DigestSetup{
		Channel: args["channel"], Time: args["time"], Zone: args["timezone"], Days: args["days"], Topic: args["topic"], Outlets: args["outlets"],
		Max: args["max"], Layout: args["layout"], Role: args["role"], Quiet: args["quiet-days"], Thread: args["thread"], Late: args["late"],
	}
	which := args["digest"]
	switch command {
	case "digest add":
		return answer(d.AddDigest(ctx, setup))
	case "digest list":
		return answer(d.digestPage(ctx, args["page"]))
	case "digest edit":
		return answer(d.EditDigest(ctx, which, setup))
	case "digest pause":
		return answer(d.PauseDigest(ctx, which))
	case "digest resume":
		return answer(d.StartDigest(ctx, which))
	case "digest remove":
		return answer(d.RemoveDigest(ctx, which))
	}
	s, err := d.digestMeant(ctx, which)
	if err != nil {
		return nil, err
	}
	if command == "digest preview" {
		return answer(d.PreviewDigest(ctx, s))
	}
	return answer(d.Why(ctx, s, args["cutting"]))
}

// digestMeant is the digest with the number as typed, or the only one where none
// is.
func (d *Desk) digestMeant(ctx context.Context, which string) (archive.Subscription, error) {
	if strings.TrimSpace(which) != "" {
		return d.subscription(ctx, which)
	}
	if err := mayManage(AskerOf(ctx)); err != nil {
		return archive.Subscription{}, err
	}
	all, err := d.Digests(ctx)
	if err != nil {
		return archive.Subscription{}, err
	}
	switch len(all.Digests) {
	case 0:
		if AskerOf(ctx).User == Operator {
			return archive.Subscription{}, problem("digest.none-terminal")
		}
		return archive.Subscription{}, problem("digest.none")
	case 1:
		return all.Digests[0].Subscription, nil
	}
	return archive.Subscription{}, problem("digest.which", "n", len(all.Digests))
}

// PreviewDigest is what the next digest would post as things are.
func (d *Desk) PreviewDigest(ctx context.Context, s archive.Subscription) (DigestReply, error) {
	from, since, err := d.covered(ctx, s)
	if err != nil {
		return DigestReply{}, err
	}
	next, err := digest.Next(s, d.now())
	if err != nil {
		return DigestReply{}, err
	}
	r, _, err := d.DigestFor(ctx, digest.Edition{Subscription: s, Due: next.At, From: from, Since: since})
	r.Preview = true
	return r, err
}

// mostDeliveries is how many of the latest digests are looked at.
const mostDeliveries = 100

// covered is up to where the digests that went out reach, and when the last was
// posted.
func (d *Desk) covered(ctx context.Context, s archive.Subscription) (to int64, since time.Time, err error) {
	list, err := d.store.Deliveries(ctx, s.ID, mostDeliveries)
	to = s.After
	for _, one := range slices.Backward(list) {
		if one.State == archive.Posted || one.State == archive.QuietDay {
			to = max(to, one.To)
		}
		if one.State == archive.Posted {
			since = one.Ended
		}
	}
	return to, since, err
}

// suggestDigests are the digests that the asker may see.
func (d *Desk) suggestDigests(ctx context.Context, typed string) ([]Suggestion, error) {
	list, err := d.Digests(ctx)
	in := spoken(ctx)
	var found []Suggestion
	for _, s := range list.Digests {
		shown := inRoom(fmt.Sprintf("%d: %s, %s", s.ID, in.Schedule(s.Schedule), cmp.Or(s.Topic, in.Say("digest.everything"))))
		if strings.Contains(strings.ToLower(shown), strings.ToLower(strings.TrimSpace(typed))) && len(found) < mostSuggestions {
			found = append(found, Suggestion{Shown: shown, Value: strconv.FormatInt(s.ID, 10)})
		}
	}
	return found, err
}
