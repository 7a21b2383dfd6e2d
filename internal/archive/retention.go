package archive

// For how many days things are kept that don't stay until somebody takes them away.
const (
	MissDays         = 90  // a question that found nothing, after it was asked last
	DraftDays        = 30  // a digest or watch that nobody confirmed, after it was set up
	DeliveryDays     = 400 // what became of a digest or of what a watch told, up to the time of a later one
	PosterDays       = 365 // who posted a post, after they did
	ReportDays       = 365 // an open report, after it was made
	ClosedReportDays = 90  // a closed one, after it was closed
)

// Kept is something that a store keeps, by a name that the program's words know.
type Kept string

// Retention is for how many days something is kept; 0 for as long as there is a use for
// it, which the words say.
type Retention struct {
	Kept Kept
	Days int
}

// Retentions are all that is kept which comes from what people do in Discord, and for
// how long.
func Retentions() []Retention {
	return []Retention{
		{"watches", 0},
		{"drafts", DraftDays},
		{"told", 0},
		{"deliveries", DeliveryDays},
		{"posts", 0},
		{"posters", PosterDays},
		{"reports", ReportDays},
		{"closed-reports", ClosedReportDays},
		{"hidings", 0},
		{"misses", MissDays},
		{"searches", SearchDays},
	}
}
