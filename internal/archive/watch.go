package archive

import "context"

// Matched is how far articles have been matched against the watches.
type Matched struct {
	Seq      int64 // the change up to which they are
	Revision int64 // grows whenever a subscription is filed, changed or removed
}

// Match is an article that a watch is to tell of, or has told of.
type Match struct {
	Watch  int64 // the ID of its subscription
	Number int64 // the article's cutting number
	Seq    int64 // the change by which it matched first
}

// Matches are what a watch is to tell of.
type Matches struct {
	Latest []Match // in order of Seq and Number, at most as many as were asked for
	Total  int     // how many there are
	UpTo   int64   // Seq of Matched at that moment: what is kept later has a greater one
}

// Watches is the part of a Store that keeps which articles the watches are to
// tell of. A watch is a Subscription, and its deliveries say how far it has told:
// up to the greatest To of those that were Posted, or QuietDay, else to its After.
type Watches interface {
	// Matched returns how far articles are matched: no change before any was.
	Matched(ctx context.Context) (Matched, error)

	// KeepMatches keeps matches and moves Matched's Seq from before's to after.
	// An article that a watch has matched already stays as it is, also when it
	// was removed meanwhile: nobody is told of it twice. Those of subscriptions
	// that aren't there are passed over. When Matched isn't before any more,
	// somebody else was faster, or what is watched has changed: then KeepMatches
	// has no effect and returns false.
	KeepMatches(ctx context.Context, before Matched, after int64, matches ...Match) (bool, error)

	// Matches returns the matches of a watch with a Seq above after.
	Matches(ctx context.Context, watch, after int64, limit int) (Matches, error)

	// Waiting returns the IDs, in order, of the active watches that have matches
	// above the change up to which they have told.
	Waiting(ctx context.Context) ([]int64, error)
}
