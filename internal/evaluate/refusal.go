package evaluate

// fill tells how well the confidence keeps apart what can be answered and what
// can't.
func (r *Refusal) fill(outcomes []Outcome, threshold float64) {
	r.Threshold = threshold
	var answerable, unanswerable []Outcome
	for _, o := range outcomes {
		if o.Question.Answerable {
			answerable = append(answerable, o)
		} else {
			unanswerable = append(unanswerable, o)
		}
	}
	r.Answerable, r.Unanswerable = refused(answerable), refused(unanswerable)
	r.AUC = AUC(confidences(answerable), confidences(unanswerable))
}

func refused(outcomes []Outcome) Share {
	n := 0
	for _, o := range outcomes {
		if o.Refused {
			n++
		}
	}
	return Share{Questions: len(outcomes), Refused: Wilson(n, len(outcomes))}
}

func confidences(outcomes []Outcome) []float64 {
	list := make([]float64, len(outcomes))
	for i, o := range outcomes {
		list[i] = o.Confidence
	}
	return list
}

// bins is into how many parts the confidence is cut.
const bins = 10

// calibrate says, for each tenth of the confidence, how many of its questions
// can be answered and how many were.
func calibrate(outcomes []Outcome) []Bin {
	var parts [bins][]Outcome
	for _, o := range outcomes {
		i := max(0, min(bins-1, int(o.Confidence*bins)))
		parts[i] = append(parts[i], o)
	}
	list := make([]Bin, bins)
	for i, part := range parts {
		b := Bin{From: float64(i) / bins, To: float64(i+1) / bins, Questions: len(part)}
		answerable, found := 0, 0
		for _, o := range part {
			b.Confidence += o.Confidence / float64(len(part))
			if o.Question.Answerable {
				answerable++
			}
			if len(o.Facts) > 0 {
				b.WithFacts++
				found += min(1, o.first())
			}
		}
		b.Answerable, b.Found = Wilson(answerable, len(part)), Wilson(found, b.WithFacts)
		list[i] = b
	}
	return list
}
