package words

import "cuttings/internal/archive"

// Kept names something that is kept.
func (l Language) Kept(k archive.Kept) string { return l.Say("kept." + string(k)) }

// KeptFor says for how long something is kept.
func (l Language) KeptFor(r archive.Retention) string {
	return l.Say("kept-for."+string(r.Kept), "days", l.Count(r.Days, "day"))
}

// PersonalCount says how much is kept of whoever asks.
func (l Language) PersonalCount(watches, digests, posts, told, reports, hidings int) string {
	if watches+digests+posts+told+reports+hidings == 0 {
		return l.Say("privacy.none")
	}
	return l.Say("privacy.count", "watches", l.Count(watches, "watch"), "digests", l.Count(digests, "digest"),
		"posts", l.Count(posts, "post"), "told", l.Count(told, "told"), "reports", l.Count(reports, "complaint"), "hidings", l.Count(hidings, "hiding"))
}

// Forgotten says, a line each, what goes when somebody is forgotten: what is removed,
// and what stays without their ID.
func (l Language) Forgotten(watches, told, own, digests, posts, reports, hidings int) []string {
	var lines []string
	add := func(n int, key string) {
		if n > 0 {
			lines = append(lines, l.Say("forget."+key, "n", n))
		}
	}
	add(watches, "watches")
	add(told, "told")
	add(own, "own")
	add(digests, "digests")
	add(posts, "posts")
	add(reports, "reports")
	add(hidings, "hidings")
	if lines == nil {
		return []string{l.Say("privacy.none")}
	}
	return lines
}
