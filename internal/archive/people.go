package archive

import "context"

// Personal is what is kept with one user's ID.
type Personal struct {
	Watches []Subscription    // that they began, or that tell them
	Matched map[int64][]int64 // of each of those, by its ID: the numbers of the articles that it has told of or will
	Digests []Subscription    // that they set up
	Sent    []Delivery        // of those watches, and of those digests that are their own
	Posts   []Post            // that they posted
	Told    []Post            // the messages by which their watches told them
	Reports []Report          // that they made
	Hidings []Hiding          // lines of the log that they wrote
}

// Own reports whether a subscription goes when the user is forgotten: a watch, a digest
// outside of a server, and one that nobody has confirmed. A digest in a server belongs
// to that, and stays without the ID.
func (s Subscription) Own() bool { return s.Watch != "" || s.Server == "" || s.State == DryRun }

// People is the part of a Store that knows what is kept with a user's ID, and forgets
// it: in the other parts nothing else is kept with one.
type People interface {
	// Personal returns what is kept with the user's ID.
	Personal(ctx context.Context, user string) (Personal, error)

	// Forget returns that, and takes the ID out of it: subscriptions that are their
	// Own are removed with their matches and deliveries, what watches told them is no
	// post any more, the posts that they made are due to be edited,
	// reports lose their words too, and the rest stays as it is without the ID. Then
	// it is in no file of the store, at the latest after the next Prune; but in copies
	// that were made before.
	Forget(ctx context.Context, user string) (Personal, error)

	// Prune forgets what has been kept as long as Retentions say.
	Prune(ctx context.Context) error
}
