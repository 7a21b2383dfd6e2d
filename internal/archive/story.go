package archive

import "context"

// Placement is where an article stands among the stories.
type Placement struct {
	Number    int64 // the article's cutting number
	Story     int64 // the number of its story, from 1 on
	ReprintOf int64 // the cutting number of the article whose text it repeats; 0 for a report of its own
}

// Placed is how far articles have been placed, and by which rules.
type Placed struct {
	Rules   int   // the version of the rules; see story.Rules
	Seq     int64 // the change up to which articles are placed
	Stories int64 // the latest number given to a story; none is given twice
}

// Stories is the part of a Store that keeps where articles stand among the
// stories. It is derived from the articles and can be made anew, but it is kept
// here so that every process tells the same stories by the same numbers.
type Stories interface {
	// Placed returns how far articles have been placed: the zero value before
	// any was.
	Placed(ctx context.Context) (Placed, error)

	// Place keeps the placements and moves Placed from before to after. Of an
	// article that was placed already the placement is replaced; those of
	// articles that are not held are passed over. When Placed isn't before any
	// more, somebody else was faster: then Place has no effect and returns
	// false. Rules other than before's forget every earlier placement first.
	Place(ctx context.Context, before, after Placed, placements ...Placement) (bool, error)

	// Placements returns where these articles are placed, in order of Number;
	// those that aren't are left out.
	Placements(ctx context.Context, numbers ...int64) ([]Placement, error)

	// Story returns the articles of one story, in order of Number: none for a
	// number that no story has.
	Story(ctx context.Context, story int64) ([]Placement, error)

	// Stories returns the articles of the stories with numbers above after, in
	// order of Story and Number: of at most limit stories.
	Stories(ctx context.Context, after int64, limit int) ([]Placement, error)
}
