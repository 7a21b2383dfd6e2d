package ask

import "cuttings/internal/quote"

// worthwhile is the share of the best window's score that another one needs to
// be shown beside it: a quote that adds nothing costs the reader's time.
const worthwhile = 0.4

// choose takes the best windows that don't overlap, at most n of them, as
// quotes. The first is the best there is, answer or not.
func choose(windows []window, n int) ([]quote.Quote, error) {
	var chosen []window
	for _, w := range windows {
		if len(chosen) == n {
			break
		}
		if w.cover > 0 && w.score >= worthwhile*windows[0].score && !overlaps(chosen, w) {
			chosen = append(chosen, w)
		}
	}
	quotes := make([]quote.Quote, 0, len(chosen))
	for _, w := range chosen {
		q, err := quote.New(w.article.version, w.span, w.answer...)
		if err != nil {
			return nil, err
		}
		q.Score = w.score
		quotes = append(quotes, q)
	}
	return quotes, nil
}

// overlaps reports whether w shares words with one of the windows, in its own
// article or as the same words of another.
func overlaps(chosen []window, w window) bool {
	for _, c := range chosen {
		same := c.article == w.article && w.span.Start < c.span.End && c.span.Start < w.span.End
		reprint := w.span.Of(w.article.version.Text) == c.span.Of(c.article.version.Text)
		if same || reprint {
			return true
		}
	}
	return false
}
