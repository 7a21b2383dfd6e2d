package desk

import (
	"slices"

	"cuttings/internal/source"
)

// Missed reports whether a reply says that what was looked for is not in the
// coverage.
func Missed(r Reply) bool {
	switch r := r.(type) {
	case PageReply:
		return Missed(r.Paged)
	case AskReply:
		return !r.Answer.Found
	case FindReply:
		return r.Total == 0
	case SaidReply:
		return r.Pages == 0
	case FiguresReply:
		return len(r.Result.Rows) == 0
	case StoryReply:
		return r.Pages == 0
	case LatestReply:
		return len(r.Stories) == 0
	case SourceReply:
		return !slices.ContainsFunc(r.Result.Pieces, func(p source.Piece) bool { return p.Match != source.None })
	}
	return false
}
