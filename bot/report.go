package bot

import (
	"context"

	"cuttings/bot/card"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// input is a component of a modal as it was filled in. A label holds another.
type input struct {
	CustomID  string `json:"custom_id"`
	Value     string `json:"value"`
	Component *input `json:"component"`
}

// filled is what was filled into a modal, by the inputs' custom_ids.
func (in *interaction) filled() map[string]string {
	values := map[string]string{}
	for _, c := range in.Data.Components {
		if c.Component != nil {
			values[c.Component.CustomID] = c.Component.Value
		}
	}
	return values
}

// report carries out what was filled into the modal that asks what is wrong with a
// quote. Its custom_id names the quote.
func (s *service) report(ctx context.Context, in *interaction) (reply, error) {
	action, ref, err := card.ParseID(in.Data.CustomID)
	if err != nil || action != card.Wrong {
		return nil, errUnknownKind
	}
	values := in.filled()
	return s.cfg.Desk.Report(ctx, desk.ReportRequest{
		Ref: ref, Reason: archive.Reason(values[card.ReasonInput]), Words: values[card.WordsInput],
	})
}
