package desk

import (
	"context"
	"errors"
	"slices"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/source"
)

// digestAgain is a digest that was posted with what of it may still be shown, each
// article by a line of it as it stood then. Nothing gets in that wasn't in it, however
// much has come since; what was only counted is counted as it was.
func (d *Desk) digestAgain(ctx context.Context, r DigestRequest, shown digest.Shown) (DigestReply, error) {
	r.To = shown.To
	w, err := d.digestWanted(ctx, &r)
	if err != nil {
		return DigestReply{}, err
	}
	reply := DigestReply{DigestRequest: r, More: shown.Beside.Others}
	if reply.Scope, err = d.digestScope(ctx, w, r.Outlets); err != nil {
		return DigestReply{}, err
	}
	if reply.Stories, err = d.headlinesAgain(ctx, shown.To, w, shown.Cuttings...); err != nil {
		return DigestReply{}, err
	}
	if reply.Revised, err = d.revisedAgain(ctx, shown, w); err != nil {
		return DigestReply{}, err
	}
	if reply.Edited, err = d.editedAgain(ctx, r.From, shown, w); err != nil {
		return DigestReply{}, err
	}
	if number := shown.Beside.OnThisDay; number != 0 {
		old, err := d.headlinesAgain(ctx, shown.To, w, number)
		if err != nil {
			return DigestReply{}, err
		}
		if len(old) > 0 {
			reply.OnThisDay = &old[0]
		}
	}
	return reply, nil
}

// stood are those of the cuttings that may be shown, each in the version that was its
// newest after a change of the archive. One of which that version has gone may not.
func (d *Desk) stood(ctx context.Context, seq int64, hidden archive.Hidden, numbers ...int64) (map[int64]archive.Version, error) {
	standing, err := d.store.Standing(ctx, seq, numbers...)
	if err != nil {
		return nil, err
	}
	list := map[int64]archive.Version{}
	for _, number := range numbers {
		now, err := d.store.Cutting(ctx, number, 0)
		then := now
		if version := standing[number]; err == nil && version != 0 { // else it was shown before it was placed
			then, err = d.store.Cutting(ctx, number, version)
		}
		if archive.Absent(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		then.Collection = now.Collection // wherever it belonged then
		if !hidden.Has(now) && !hidden.Has(then) {
			list[number] = then
		}
	}
	return list, nil
}

func (d *Desk) headlinesAgain(ctx context.Context, seq int64, w wanted, numbers ...int64) ([]Headline, error) {
	stood, err := d.stood(ctx, seq, w.filter.Hidden, numbers...)
	if err != nil {
		return nil, err
	}
	placed, err := d.placed(ctx, numbers)
	if err != nil {
		return nil, err
	}
	var list []Headline
	for _, p := range placed {
		v, shows := stood[p.Number]
		if !shows || !w.match(v) {
			continue
		}
		tellers, err := d.tellers(ctx, p, w.filter.Visible())
		if err != nil {
			return nil, err
		}
		if len(tellers) == 0 {
			continue // removed meanwhile
		}
		h, err := d.headlineOf(ctx, v, p.Story, tellers, w)
		if errors.Is(err, archive.ErrRemoved) {
			continue // meanwhile
		}
		if err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, nil
}

func (d *Desk) revisedAgain(ctx context.Context, shown digest.Shown, w wanted) ([]source.Revised, error) {
	var list []source.Revised
	for _, pair := range shown.Beside.Revised {
		stood, err := d.stood(ctx, shown.To, w.filter.Hidden, pair[:]...)
		if err != nil {
			return nil, err
		}
		was, is := stood[pair[0]], stood[pair[1]]
		if was.Number == 0 || is.Number == 0 {
			continue
		}
		one, err := source.Revise(ctx, d.index, is, []archive.Version{was}, 1)
		if err != nil {
			return nil, err
		}
		for i := range one {
			if err := d.introduce(ctx, &one[i].Was, &one[i].Is); err != nil {
				return nil, err
			}
		}
		list = append(list, one...)
	}
	return list, nil
}

func (d *Desk) editedAgain(ctx context.Context, from int64, shown digest.Shown, w wanted) ([]Edited, error) {
	numbers := shown.Beside.Edited
	was, err := d.store.Standing(ctx, from, numbers...)
	if err != nil {
		return nil, err
	}
	stood, err := d.stood(ctx, shown.To, w.filter.Hidden, numbers...)
	if err != nil {
		return nil, err
	}
	var edits []edit
	for _, number := range slices.Backward(numbers) {
		if now, shows := stood[number]; shows {
			edits = append(edits, edit{number: number, was: was[number], now: now.Version})
		}
	}
	return d.edited(ctx, edits, w)
}
